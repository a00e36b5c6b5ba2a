from django.urls import path

from bookings.api import programme_views, reservation_views

urlpatterns = [
    path("shows/", programme_views.ShowListView.as_view()),
    path("shows/<slug:slug>/", programme_views.ShowDetailView.as_view()),
    path("venues/", programme_views.VenueListView.as_view()),
    path("venues/<slug:slug>/", programme_views.VenueDetailView.as_view()),
    path("venues/<slug:slug>/performances/", programme_views.VenuePerformancesView.as_view()),
    path("categories/", programme_views.CategoryListView.as_view()),
    path("performances/", programme_views.PerformanceListView.as_view()),
    path("performances/<int:performance_id>/", programme_views.PerformanceDetailView.as_view()),
    path("performances/<int:performance_id>/reservations/", reservation_views.ReservationCreateView.as_view()),
    path("reservations/confirm/", reservation_views.ReservationConfirmView.as_view()),
    path("reservations/view/", reservation_views.ReservationReadView.as_view()),
    path("reservations/change/", reservation_views.ReservationChangeView.as_view()),
    path("reservations/cancel/", reservation_views.ReservationCancelView.as_view()),
    path("reservations/follow/", reservation_views.ReservationFollowView.as_view()),
    path("reservations/correct-address/", reservation_views.ReservationCorrectAddressView.as_view()),
    path("reservations/resend/", reservation_views.ReservationResendView.as_view()),
]
