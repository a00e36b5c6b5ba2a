"""Accounts of the staff, each read with what it may do by one statement: every call of the staff begins with it."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

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
    ) END AS permissions_read, {beside}
    FROM auth_user AS account {join} WHERE account.id = %s
"""
_at_hand: ContextVar[User | None] = ContextVar("account_at_hand", default=None)


@contextmanager
def at_hand(account: User | None) -> Iterator[None]:
    """Who is looked for meanwhile in this thread is `account`, just read, if they have the same number."""
    token = _at_hand.set(account)
    try:
        yield
    finally:
        _at_hand.reset(token)


def read(number: int, beside: str = "1", join: str = "", joined: Sequence[Any] = ()) -> User | None:
    """The account of this number, whoever they are, with its permissions, and with a column of another table."""
    account = first_row(User, _read_sql(connection.vendor, beside, join), [*joined, number])
    if account is not None and not account.is_superuser:
        account.permissions_read = frozenset((account.permissions_read or "").split())
    return account


@cache
def _read_sql(vendor: str, beside: str, join: str) -> str:
    aggregate = "string_agg" if vendor == "postgresql" else "group_concat"
    columns = columns_of(User, "account")
    return READ_SQL.format(columns=columns, aggregate=aggregate, beside=f"{beside} AS beside", join=join)


class AccountBackend(ModelBackend):
    """Django's own, but for how the account of a session is read."""

    def get_user(self, user_id: int) -> User | None:
        known = _at_hand.get()
        account = known if known is not None and known.pk == user_id else read(user_id)
        return account if account is not None and self.user_can_authenticate(account) else None

    def get_all_permissions(self, user_obj: Model, obj: Model | None = None) -> AbstractSet[str]:
        """As of the moment at which the account was read; of an account read otherwise, as Django reads them."""
        read = getattr(user_obj, "permissions_read", None)
        return super().get_all_permissions(user_obj, obj) if read is None or obj is not None else read
