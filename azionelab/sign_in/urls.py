from django.contrib.auth.views import LogoutView
from django.urls import path

from azionelab.sign_in import passkey_views, security_views, views

urlpatterns = [
    path("login/", views.LoginView.as_view(), name="login"),
    path("login/second-step/", views.SecondStepView.as_view(), name="second-step"),
    path("login/passkey/begin/", passkey_views.BeginSignIn.as_view(), name="passkey-sign-in-begin"),
    path("login/passkey/complete/", passkey_views.CompleteSignIn.as_view(), name="passkey-sign-in-complete"),
    path("logout/", LogoutView.as_view(next_page="/"), name="logout"),
    path("security/", security_views.SecurityView.as_view(), name="security"),
    path("security/app/", security_views.AddAppView.as_view(), name="security-app"),
    path("security/recovery-codes/", security_views.RecoveryCodesView.as_view(), name="security-recovery-codes"),
    path("security/passkeys/begin/", passkey_views.BeginAdding.as_view(), name="passkey-add-begin"),
    path("security/passkeys/complete/", passkey_views.CompleteAdding.as_view(), name="passkey-add-complete"),
    path(
        "security/passkeys/<int:device_id>/remove/",
        security_views.RemovePasskeyView.as_view(),
        name="security-passkey-remove",
    ),
    path("security/app/remove/", security_views.RemoveAppView.as_view(), name="security-app-remove"),
]
