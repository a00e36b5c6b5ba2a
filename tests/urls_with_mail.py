"""The site's addresses with those that only a DEBUG run has."""

from django.urls import path

from azionelab import views
from azionelab.urls import urlpatterns as site

urlpatterns = [
    path("dev/mail/", views.mail_list, name="dev-mail"),
    path("dev/mail/<str:name>/", views.mail_detail, name="dev-mail-detail"),
    path("dev/mail/<str:name>/html/", views.mail_html, name="dev-mail-html"),
    path("dev/mail/<str:name>/<str:filename>", views.mail_attachment, name="dev-mail-attachment"),
    *site,
]
