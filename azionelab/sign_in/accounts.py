"""Accounts of the staff, each read with what it may do by one statement: every call of the staff begins with it."""

from collections.abc import Set as AbstractSet

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model

from home.prepared import columns_of, first_row

# Superusers may do everything, and have no list.
READ_SQL = """
    SELECT {columns}, CASE WHEN NOT account.is_superuser THEN (
        SELECT {aggregate}(kind.app_label || '.' || permission.codename, ' ') FROM auth_permission AS permission
        JOIN django_content_type AS kind ON kind.id = permission.content_type_id
        WHERE permission.id IN (
            SELECT own.permission_id FROM auth_user_user_permissions AS own WHERE own.user_id = account.id
            UNION
            SELECT role.permission_id FROM auth_group_permissions AS role
            JOIN auth_user_groups AS member ON member.group_id = role.group_id
            WHERE member.user_id = account.id
        )
    ) END AS permissions_read
    FROM auth_user AS account WHERE account.id = %s
"""


class AccountBackend(ModelBackend):
    """Django's own, but for how the account of a session is read."""

    def get_user(self, user_id: int) -> User | None:
        aggregate = "string_agg" if connection.vendor == "postgresql" else "group_concat"
        statement = READ_SQL.format(columns=columns_of(User, "account"), aggregate=aggregate)
        account = first_row(User, statement, [user_id])
        if account is None or not self.user_can_authenticate(account):
            return None
        if not account.is_superuser:
            account.permissions_read = frozenset((account.permissions_read or "").split())
        return account

    def get_all_permissions(self, user_obj: Model, obj: Model | None = None) -> AbstractSet[str]:
        """As of the moment at which the account was read; of an account read otherwise, as Django reads them."""
        read = getattr(user_obj, "permissions_read", None)
        return super().get_all_permissions(user_obj, obj) if read is None or obj is not None else read
