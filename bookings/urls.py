from django.urls import path

from bookings import booking_views, holder_views, kept_passes, sent_views

app_name = "reservations"
urlpatterns = [
    path("book/<int:performance_id>/", booking_views.BookPageView.as_view(), name="book"),
    path("sent/", sent_views.SentPageView.as_view(), name="sent"),
    path("sent/resend/", sent_views.SentResendView.as_view(), name="sent-resend"),
    path("sent/address/", sent_views.SentAddressView.as_view(), name="sent-address"),
    path("sw.js", kept_passes.worker, name="worker"),
    path("confirm/<str:token>/", holder_views.ConfirmPageView.as_view(), name="confirm"),
    path("<str:token>/", holder_views.OwnPageView.as_view(), name="own"),
    path("<str:token>/again/", booking_views.AgainPageView.as_view(), name="again"),
    path("<str:token>/calendar.ics", holder_views.CalendarFileView.as_view(), name="calendar"),
    path("<str:token>/pass.pdf", holder_views.PassDocumentView.as_view(), name="pass-document"),
    path("<str:token>/pass.png", holder_views.PassPictureView.as_view(), name="pass-picture"),
    path("<str:token>/change/", holder_views.ChangeView.as_view(), name="change"),
    path("<str:token>/cancel/", holder_views.CancelView.as_view(), name="cancel"),
    path("<str:token>/resend/", holder_views.ResendView.as_view(), name="resend"),
    path("<str:token>/forget/", holder_views.ForgetView.as_view(), name="forget"),
    path("<str:token>/data.json", holder_views.OwnDataView.as_view(), name="data"),
]
