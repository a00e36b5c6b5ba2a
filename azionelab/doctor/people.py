"""Accounts by which a stranger gets in."""

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import User

from azionelab.demo.accounts import ACCOUNTS, PASSWORD
from azionelab.doctor.findings import Finding, fault, warning, well
from azionelab.sign_in import factors


def second_factors() -> Finding:
    superusers = User.objects.filter(is_superuser=True, is_active=True).order_by("username")
    without = [user.get_username() for user in superusers if not factors.of(user).has_any]
    if without:
        words = f"These reach everything by a password alone: {', '.join(without)}."
        return warning("second factor", words, "Let each set up an app or a passkey on /security/.")
    return well("second factor", "Each superuser has one.")


def demo_accounts() -> Finding:
    names = [account.username for account in ACCOUNTS]
    users = User.objects.filter(username__in=names, is_active=True).order_by("username")
    found = [user.get_username() for user in users if check_password(PASSWORD, user.password)]
    if found:
        words = f"These have the password that everybody knows: {', '.join(found)}."
        return fault("demo accounts", words, "Take them out of use now: manage.py changepassword, or the admin.")
    return well("demo accounts", "None has the password of the demo.")
