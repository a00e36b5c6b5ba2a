"""The demo accounts: one for each role. The command that makes them refuses to run unless DEBUG is on."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, User

from azionelab.roles import BOX_OFFICE, EDITORS, FRONT_OF_HOUSE

PASSWORD = "azionelab-demo"  # noqa: S105  printed by `make run` for everybody to see


@dataclass(frozen=True)
class Account:
    username: str
    first_name: str
    last_name: str
    group: str = ""
    is_superuser: bool = False


ACCOUNTS = [
    Account("admin", "Livia", "Ferrante", is_superuser=True),
    Account("redazione", "Tommaso", "Brandi", group=EDITORS),
    Account("biglietteria", "Olmo", "Gherardi", group=BOX_OFFICE),
    Account("maschera", "Marta", "Riva", group=FRONT_OF_HOUSE),
]


def ensure_accounts() -> None:
    for account in ACCOUNTS:
        user, is_new = User.objects.get_or_create(
            username=account.username,
            defaults={
                "first_name": account.first_name,
                "last_name": account.last_name,
                "email": f"{account.username}@azionelab.example",
                "is_superuser": account.is_superuser,
                "is_staff": account.is_superuser,
            },
        )
        if is_new:
            user.set_password(PASSWORD)
            user.save()
        if account.group:
            user.groups.add(Group.objects.get(name=account.group))
