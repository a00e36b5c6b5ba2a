"""Second factors are no rows to edit: their owner looks after them, and an administrator resets them, with a log entry.

What the libraries show of them in Django's admin would let a superuser read and write secrets.
"""

from django.contrib import admin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

for model in (StaticDevice, TOTPDevice, WebAuthnCredential):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
