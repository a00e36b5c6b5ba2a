from django.urls import path

from bookings import views

app_name = "reservations"
urlpatterns = [
    path("book/<int:performance_id>/", views.BookPageView.as_view(), name="book"),
    path("sent/", views.SentPageView.as_view(), name="sent"),
    path("confirm/<str:token>/", views.ConfirmPageView.as_view(), name="confirm"),
    path("<str:token>/", views.OwnPageView.as_view(), name="own"),
    path("<str:token>/calendar.ics", views.CalendarFileView.as_view(), name="calendar"),
    path("<str:token>/change/", views.ChangeView.as_view(), name="change"),
    path("<str:token>/cancel/", views.CancelView.as_view(), name="cancel"),
    path("<str:token>/forget/", views.ForgetView.as_view(), name="forget"),
    path("<str:token>/data.json", views.OwnDataView.as_view(), name="data"),
]
