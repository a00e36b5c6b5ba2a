"""Whole pages and small facts, kept until something that pages show has changed.

The site appears in *editions*. A change of content, of a setting or of a performance's state brings a new edition with
its commit, and nothing that was kept under an earlier one is ever used again. What was read from the database before a
change is kept under the edition before it, so an old page cannot slip into the new edition.

The name of the edition lies in the cache `pages`, which all processes share. A process that dies between its commit and
the new edition leaves an old one for at most `LONGEST` seconds.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import datetime
from threading import Lock, local
from typing import Any, TypeVar

from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest
from django.utils import timezone

LONGEST = 60  # seconds; what the clock alone changes on a page, and nobody has foreseen, is late by no more
REMEMBERED = 2000  # facts in one process
EDITION = "edition"
UNKNOWN = object()  # remembered in place of a fact that does not exist

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
_facts: OrderedDict[Hashable, tuple[str, float, Any]] = OrderedDict()
_facts_lock = Lock()
_request = local()  # of the thread; `edition` is there while a request is answered, `may_be_due` after new_edition()


def edition() -> str | None:
    """The name of the present edition; None where nothing is to be kept (a cache that keeps nothing).

    A request stays with the edition that it has found first, unless it brings another one itself.
    """
    if not hasattr(_request, "edition"):
        return _look_up()
    if _request.edition is UNKNOWN:
        _request.edition = _look_up()
    return _request.edition


def _look_up() -> str | None:
    pages = caches["pages"]
    present = pages.get(EDITION)
    if present is None:
        pages.add(EDITION, _new_name(), timeout=None)
        present = pages.get(EDITION)
    return present


def key_in_edition(key: str, key_prefix: str, version: int) -> str:
    """The KEY_FUNCTION of a cache whose contents are those of one edition."""
    return f"{key_prefix}:{version}:{edition()}:{key}"


def new_edition() -> None:
    """Forgets all pages and facts, in every process, as soon as the present transaction is committed."""
    if not _appears_with_commit():
        _request.may_be_due = True
        transaction.on_commit(_appear, robust=True)


def remember(name: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, made once an edition in each process.

    All threads share it, so nobody changes it. A transaction that brings a new edition itself gets everything made
    afresh, since it alone sees what it has written.
    """
    return remember_each(name, [None], lambda _missing: {None: make()})[None]


def remember_each(name: Hashable, keys: Iterable[K], make: Callable[[list[K]], Mapping[K, T]]) -> dict[K, T]:
    """Facts of one kind by their keys. `make` is asked once, for all that are not remembered; what it does not know is
    left out, and that is remembered too."""
    wanted = list(dict.fromkeys(keys))
    present = None if _appears_with_commit() else edition()
    if present is None:
        return dict(make(wanted)) if wanted else {}
    known, missing, now = {}, [], time.monotonic()
    for key in wanted:
        fact = _facts.get((name, key))  # one look, which needs no lock
        if fact is not None and fact[0] == present and now < fact[1]:
            known[key] = fact[2]
        else:
            missing.append(key)
    if missing:
        made = make(missing)
        known |= {key: made.get(key, UNKNOWN) for key in missing}
        _keep(name, present, {key: known[key] for key in missing})
    return {key: value for key, value in known.items() if value is not UNKNOWN}


def _keep(name: Hashable, present: str, made: Mapping[Any, Any]) -> None:
    until = time.monotonic() + LONGEST
    with _facts_lock:
        for key, value in made.items():
            _facts[name, key] = present, until, value
            _facts.move_to_end((name, key))
        while len(_facts) > REMEMBERED:
            _facts.popitem(last=False)


def appears_anew_with(*shown: type[models.Model]) -> None:
    """Every change of a row of these models, or of models that inherit from them, brings a new edition."""

    def changed(sender: type[models.Model], **kwargs: Any) -> None:
        if issubclass(sender, shown):
            new_edition()

    identity = "+".join(model._meta.label for model in shown)
    for signal in (post_save, post_delete):
        signal.connect(changed, weak=False, dispatch_uid=f"page-cache:{identity}")
    for model in shown:
        for field in model._meta.local_many_to_many:
            m2m_changed.connect(_links_changed, sender=field.remote_field.through, dispatch_uid=f"page-cache:{field}")


def keep_no_longer_than(request: HttpRequest, moment: datetime | None) -> None:
    """The page that answers `request` is true until `moment` at most, because the clock will change it then."""
    if moment is not None:
        known = getattr(request, "true_until", None)
        request.true_until = min(known, moment) if known else moment


def seconds_to_keep(request: HttpRequest) -> int:
    """For how long the answer to `request` may be kept; 0 when its time has come already."""
    true_until = getattr(request, "true_until", None)
    if true_until is None:
        return LONGEST
    return max(0, min(LONGEST, int((true_until - timezone.now()).total_seconds())))


def _links_changed(**kwargs: Any) -> None:
    new_edition()


def _appears_with_commit() -> bool:
    if not getattr(_request, "may_be_due", False):  # as nearly always, and found sooner than the connection is
        return False
    due = transaction.get_connection().run_on_commit
    _request.may_be_due = any(callback is _appear for _savepoints, callback, *_ in due)
    return _request.may_be_due


def _appear() -> None:
    caches["pages"].set(EDITION, _new_name(), timeout=None)
    if hasattr(_request, "edition"):
        _request.edition = UNKNOWN


def _request_begins(**kwargs: Any) -> None:
    _request.edition = UNKNOWN


def _request_ends(**kwargs: Any) -> None:
    if hasattr(_request, "edition"):
        del _request.edition


def _new_name() -> str:
    return secrets.token_urlsafe(9)


request_started.connect(_request_begins, dispatch_uid="page-cache:request-begins")
request_finished.connect(_request_ends, dispatch_uid="page-cache:request-ends")
