"""The way in for every member of staff: name and password, and a second step for those who have a second factor."""

from typing import Any

import django_otp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django_otp.models import Device

from azionelab.sign_in import factors, known_devices, letters, pending
from azionelab.sign_in.places import place_of_work, safe_next
from bookings.clients import client_address
from bookings.page_headers import NotKeptMixin
from bookings.throttling import TooManyTries, count_try

WRONG_CODE = _("That code is not right, or it has been used. Wait for the next one in your app and try again.")
WRONG_RECOVERY_CODE = _("That is none of your codes, or it has been used. Try another one.")


def sign_in(request: HttpRequest, user: User, device: Device | None, next_url: str) -> str:
    """Begins the session, after every step there is; where to go then."""
    pending.forget(request)
    login(request, user)  # gives the session a new key
    if device is not None:
        django_otp.login(request, device)
    return next_url or place_of_work(user)


class LoginView(NotKeptMixin, auth_views.LoginView):
    """Signs every member of staff in and leads each to the place of their work."""

    template_name = "sign_in/login.html"
    redirect_authenticated_user = True
    extra_context = {"passkey_host": settings.OTP_WEBAUTHN_RP_ID}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        refusal = count_try("login.client", client_address(request), now) or known_devices.count_try_at_account(
            request, request.POST.get("username", ""), now
        )
        if refusal is not None:
            context = self.get_context_data(form=self.get_form(), wait_seconds=refusal.wait_seconds)
            return too_many_tries(self.render_to_response(context), refusal)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        if factors.of(user).has_any:
            pending.begin(self.request, user, safe_next(self.request))
            return redirect("second-step")
        response = redirect(sign_in(self.request, user, None, safe_next(self.request)))
        known_devices.remember(self.request, response, user.get_username())
        return response

    def get_default_redirect_url(self) -> str:
        return place_of_work(self.request.user)


class SecondStepView(NotKeptMixin, View):
    """`/login/second-step/`: a code of the app, a recovery code, or a passkey, for whoever has given the password."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = pending.current(request)
        if found is None:
            return self.with_headers(redirect("login"))
        self.pending = found
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        user = self.pending.user
        refusal = count_second_step(request, user)
        if refusal is not None:
            return too_many_tries(self.page(wait_seconds=refusal.wait_seconds), refusal)
        device = self.device()
        if device is None:
            return self.page(error=WRONG_RECOVERY_CODE if self.used_recovery else WRONG_CODE)
        response = redirect(sign_in(request, user, device, self.pending.next))
        known_devices.remember(request, response, user.get_username())
        if self.used_recovery:
            left = factors.of(user).codes_left
            letters.recovery_code_used(user, left)
            messages.warning(request, gettext("You have used a recovery code. Codes left: %d.") % left)
        return response

    @property
    def used_recovery(self) -> bool:
        return "recovery_code" in self.request.POST

    def device(self) -> Device | None:
        if self.used_recovery:
            return factors.device_for_recovery_code(self.pending.user, self.request.POST["recovery_code"])
        return factors.device_for_app_code(self.pending.user, self.request.POST.get("code", ""))

    def page(self, **context: Any) -> HttpResponse:
        context |= {
            "factors": factors.of(self.pending.user),
            "used_recovery": self.used_recovery,
            "passkey_host": settings.OTP_WEBAUTHN_RP_ID,
        }
        return render(self.request, "sign_in/second_step.html", context)


def count_second_step(request: HttpRequest, user: User) -> TooManyTries | None:
    """Counts a try at the second factor of an account, and at the password that a change of factors asks for."""
    now = timezone.now()
    return count_try("login.client", client_address(request), now) or count_try(
        "second-step.account", str(user.pk), now
    )


def too_many_tries(response: HttpResponse, refusal: TooManyTries) -> HttpResponse:
    response.status_code, response.headers["Retry-After"] = 429, str(refusal.wait_seconds)
    return response
