from django.apps import AppConfig


class SignInConfig(AppConfig):
    """How the staff sign in: password, second factor, and the page on which each looks after their own."""

    name = "azionelab.sign_in"
    label = "sign_in"
    default_auto_field = "django.db.models.BigAutoField"
