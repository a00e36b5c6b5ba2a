"""`/security/`: how one's own account signs in. For every member of staff, on any phone."""

from typing import Any

import django_otp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django_otp.models import Device
from django_otp_webauthn.models import WebAuthnCredential

from azionelab.sign_in import changes, factors
from azionelab.sign_in.models import AuthenticatorApp
from azionelab.sign_in.places import place_of_work, safe_next
from azionelab.sign_in.requirement import must_have_second_factor
from azionelab.sign_in.views import WRONG_CODE, count_second_step, too_many_tries
from bookings.page_headers import NotKeptMixin
from home import qr_codes

SECRET_KEY_IN_SESSION = "sign_in_new_app"  # noqa: S105  the name under which the sealed secret waits for its first code


class OwnSecurityView(NotKeptMixin, LoginRequiredMixin, View):
    """A page about the factors of whoever is signed in.

    A session that began before the account had a factor has not shown it: it ends here, so that nobody who finds it
    open changes what guards the account.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.factors = factors.of(request.user)
            if self.factors.has_any and not request.user.is_verified():
                logout(request)
        return super().dispatch(request, *args, **kwargs)


class SecurityView(OwnSecurityView):
    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "factors": self.factors,
            "is_required": must_have_second_factor(request.user),
            "next": safe_next(request),
            "place_of_work": safe_next(request) or place_of_work(request.user),
            "passkey_host": settings.OTP_WEBAUTHN_RP_ID,
        }
        return render(request, "sign_in/security.html", context)


class AddAppView(OwnSecurityView):
    """Shows the secret of a new app, and adds it once the app has shown that it knows it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.factors.app:
            return redirect("security")
        if SECRET_KEY_IN_SESSION not in request.session:
            request.session[SECRET_KEY_IN_SESSION] = factors.new_secret(request.user)
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        secret = request.session.get(SECRET_KEY_IN_SESSION)
        if self.factors.app or not secret:
            return redirect("security")
        refusal = count_second_step(request, request.user)
        if refusal is not None:
            return too_many_tries(self.page(wait_seconds=refusal.wait_seconds), refusal)
        app = factors.add_app(request.user, secret, "".join(request.POST.get("code", "").split()))
        if app is None:
            return self.page(error=WRONG_CODE)
        del request.session[SECRET_KEY_IN_SESSION]
        request.session.cycle_key()
        django_otp.login(request, app)
        changes.added(request.user, changes.APP)
        messages.success(request, _("From now on you sign in with your password and a code of the app."))
        return redirect("security")

    def page(self, **context: Any) -> HttpResponse:
        app = AuthenticatorApp(user=self.request.user, key=self.request.session[SECRET_KEY_IN_SESSION])
        qr = qr_codes.svg_address(app.address(settings.WAGTAIL_SITE_NAME))
        context |= {"qr": qr, "secret": app.secret_to_type}
        return render(self.request, "sign_in/add_app.html", context)


class RecoveryCodesView(OwnSecurityView):
    """Makes ten new codes, and shows them this once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("security")

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.factors.has_any:
            return redirect("security")
        codes = factors.new_recovery_codes(request.user)
        changes.added(request.user, changes.CODES)
        return render(request, "sign_in/recovery_codes.html", {"codes": codes})


class _RemoveView(OwnSecurityView):
    """Takes a factor away from whoever knows the password."""

    kind = ""

    def device(self, **kwargs: int) -> Device:
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        return self.page(self.device(**kwargs))

    def post(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        device = self.device(**kwargs)
        refusal = count_second_step(request, request.user)
        if refusal is not None:
            return too_many_tries(self.page(device, wait_seconds=refusal.wait_seconds), refusal)
        if not request.user.check_password(request.POST.get("password", "")):
            return self.page(device, error=_("That is not your password. Nothing was removed."))
        factors.remove(device)
        changes.removed(request.user, self.kind)
        messages.success(request, _("Removed."))
        return redirect("security")

    def page(self, device: Device, **context: Any) -> HttpResponse:
        context |= {"kind": self.kind, "device": device, "is_last": self.factors.is_last(device)}
        context["is_required"] = must_have_second_factor(self.request.user)
        return render(self.request, "sign_in/remove.html", context)


class RemoveAppView(_RemoveView):
    kind = changes.APP

    def device(self) -> Device:
        if self.factors.app is None:
            raise Http404
        return self.factors.app


class RemovePasskeyView(_RemoveView):
    kind = changes.PASSKEY

    def device(self, device_id: int) -> Device:
        return get_object_or_404(WebAuthnCredential, user=self.request.user, pk=device_id)
