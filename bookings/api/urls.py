from django.urls import path

from bookings.api import views

urlpatterns = [
    path("shows/", views.ShowListView.as_view()),
    path("shows/<slug:slug>/", views.ShowDetailView.as_view()),
    path("venues/", views.VenueListView.as_view()),
    path("venues/<slug:slug>/", views.VenueDetailView.as_view()),
    path("venues/<slug:slug>/performances/", views.VenuePerformancesView.as_view()),
    path("categories/", views.CategoryListView.as_view()),
    path("performances/", views.PerformanceListView.as_view()),
    path("performances/<int:performance_id>/", views.PerformanceDetailView.as_view()),
    path("performances/<int:performance_id>/reservations/", views.ReservationCreateView.as_view()),
    path("reservations/confirm/", views.ReservationConfirmView.as_view()),
    path("reservations/view/", views.ReservationReadView.as_view()),
    path("reservations/change/", views.ReservationChangeView.as_view()),
    path("reservations/cancel/", views.ReservationCancelView.as_view()),
    path("reservations/follow/", views.ReservationFollowView.as_view()),
    path("reservations/correct-address/", views.ReservationCorrectAddressView.as_view()),
    path("reservations/resend/", views.ReservationResendView.as_view()),
]
