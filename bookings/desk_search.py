"""Finding reservations by what somebody says at the desk or on the phone."""

import re
from datetime import date

from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Replace

from bookings.models import Performance, Reservation
from bookings.references import LENGTH, normalized

# Digits as people write them: with blanks, dots, dashes and strokes between them, and a country in front.
SPOKEN_NUMBER = re.compile(r"(?<![\w@])(?:\+|00)?\(?\d[\d ./()-]{4,}\d(?![\w@])")
COUNTRY = re.compile(r"^(?:\+|00)39(?=\d{6})")
BETWEEN_DIGITS = " .-/()"
FEWEST_DIGITS = 4  # fewer are rather a part of a name or of a reference
DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?")


def matching(rows: QuerySet[Reservation], typed: str) -> QuerySet[Reservation]:
    """Those reservations in which every word of `typed` is found: in name, address, reference or telephone number."""
    numbers = SPOKEN_NUMBER.findall(typed)
    for number in numbers:
        typed = typed.replace(number, " ", 1)
    if numbers or _has_digits(typed):
        rows = rows.alias(phone_digits=_digits_of("phone"))
    for word in [*numbers, *typed.split()]:
        rows = rows.filter(_found(word))
    return rows


def phone_digits(typed: str) -> str:
    """A telephone number as it is compared: digits alone, without the country when that is Italy."""
    return re.sub(r"\D", "", COUNTRY.sub("", re.sub(r"[^\d+]", "", typed)))


def same_phone(rows: QuerySet[Reservation], typed: str) -> QuerySet[Reservation]:
    """Those with this telephone number, however either was written."""
    digits = phone_digits(typed)
    if len(digits) < FEWEST_DIGITS:
        return rows.none()
    return rows.alias(phone_digits=_digits_of("phone")).filter(
        phone_digits__in=[digits, f"39{digits}", f"0039{digits}"]
    )


def matching_performances(rows: QuerySet[Performance], typed: str) -> QuerySet[Performance]:
    """Those performances in which every word is found: in show, venue or city, or as a day such as 21/11."""
    for word in typed.split():
        wanted = Q(show__title__icontains=word) | Q(venue__name__icontains=word) | Q(venue__city__icontains=word)
        rows = rows.filter(wanted | _on_day(word))
    return rows


def _found(word: str) -> Q:
    """By anything that is known of somebody; what names nobody any more is found by how its reference begins."""
    wanted = Q(name__icontains=word) | Q(email__icontains=word)
    reference, digits = normalized(word), phone_digits(word)
    may_be_reference = reference and len(reference) <= LENGTH
    if may_be_reference:
        wanted |= Q(reference__contains=reference)
    if len(digits) >= FEWEST_DIGITS and not re.search(r"[^\W\d]", word):
        wanted |= Q(phone_digits__contains=digits)
    # Years of erased reservations are not read for a name: an index holds the others.
    named = Q(erased_at__isnull=True) & wanted
    return named | Q(reference__startswith=reference) if may_be_reference else named


def _has_digits(typed: str) -> bool:
    return any(len(phone_digits(word)) >= FEWEST_DIGITS for word in typed.split())


def _digits_of(field: str) -> Combinable:
    digits: Combinable = F(field)
    for sign in f"+{BETWEEN_DIGITS}":
        digits = Replace(digits, Value(sign), Value(""))
    return digits


def _on_day(word: str) -> Q:
    found = DAY.fullmatch(word)
    if found is None:
        return Q()
    day, month, year = int(found[1]), int(found[2]), found[3]
    try:
        date(int(year or 2028), month, day)  # a leap year stands for all of them
    except ValueError:
        return Q(pk=None)
    same = Q(starts_at__day=day, starts_at__month=month)
    return same & Q(starts_at__year=int(year)) if year else same
