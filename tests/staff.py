"""Members of staff with the roles of the house, as `setup_roles` makes them."""

from io import StringIO

from django.contrib.auth.models import Group, User
from django.core.management import call_command


def make_member(role: str, username: str = "") -> User:
    """A new account with this role of azionelab/roles.py."""
    call_command("setup_roles", stdout=StringIO())
    name = username or role.lower().replace(" ", "-")
    user = User.objects.create_user(name, f"{name}@example.org", "una lunga parola", first_name="Ada", last_name=role)
    user.groups.add(Group.objects.get(name=role))
    return user
