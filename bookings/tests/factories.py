"""Rows for tests, plain and explicit: a test reads well without opening this file."""

import io
import itertools
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Locale

from bookings import contact, desk, services
from bookings.models import ContactPage, Performance, Reservation, Venue, VenuePage
from home.models import AzioneImage, HomePage
from shows.models import ShowIndexPage, ShowPage

COUNTER = itertools.count(1)
# A Friday afternoon in November; the curtain of `make_performance` rises that evening at nine, Rome time.
NOW = datetime.fromisoformat("2026-11-20T15:00:00+01:00")
CURTAIN = datetime.fromisoformat("2026-11-20T21:00:00+01:00")


def make_poster() -> AzioneImage:
    """One picture for all shows of a test: a page cannot be published without its poster."""
    found = AzioneImage.objects.first()
    if found is not None:
        return found
    content = io.BytesIO()
    Image.new("RGB", (40, 50), "#803020").save(content, "PNG")
    file = ImageFile(io.BytesIO(content.getvalue()), name="poster.png")
    return AzioneImage.objects.create(title="Manifesto", description="Un manifesto", file=file)


def make_show(title: str = "Prova aperta", **values: Any) -> ShowPage:
    index = ShowIndexPage.objects.filter(locale=Locale.objects.get(language_code="it")).first()
    if index is None:
        home = HomePage.objects.get(locale__language_code="it")
        index = home.add_child(instance=ShowIndexPage(title="Spettacoli", slug="spettacoli"))
    slug = values.pop("slug", f"prova-{next(COUNTER)}")
    return index.add_child(
        instance=ShowPage(title=title, slug=slug, **{"running_time": 80, "poster": make_poster(), **values})
    )


def make_venue(**values: Any) -> Venue:
    number = next(COUNTER)
    defaults = {
        "slug": f"sala-{number}",
        "name": "Sala Uno",
        "address": "Via del Teatro 1",
        "city": "Bologna",
        "capacity": 40,
    }
    return Venue.objects.create(**{**defaults, **values})


def home_page(language: str = "it") -> HomePage:
    return HomePage.objects.get(locale__language_code=language)


def make_contact_page(language: str = "en", **values: Any) -> ContactPage:
    home = home_page(language)
    defaults = {"title": "Contact", "slug": "contact", "recipient": "office@azionelab.example", "locale": home.locale}
    return home.add_child(instance=ContactPage(**{**defaults, **values}))


def make_venue_page(venue: Venue, language: str = "it", **values: Any) -> VenuePage:
    home = home_page(language)
    defaults = {"title": venue.name, "slug": venue.slug, "locale": home.locale}
    return home.add_child(instance=VenuePage(venue=venue, **{**defaults, **values}))


def letter(**values: Any) -> contact.Letter:
    defaults = {
        "form_id": "one",
        "name": "Giulia Neri",
        "email": "giulia@example.org",
        "text": "Good evening,\nmay we bring a dog?",
        "topic": "Box office",
        "language": "en",
    }
    return contact.Letter(**{**defaults, **values})


def make_performance(**values: Any) -> Performance:
    show = values.pop("show", None) or make_show()
    venue = values.pop("venue", None) or make_venue()
    starts_at = values.pop("starts_at", CURTAIN)
    defaults = {"capacity": venue.capacity, "doors_at": starts_at - timedelta(minutes=30)}
    return Performance.objects.create(show=show, venue=venue, starts_at=starts_at, **{**defaults, **values})


def playing_soon(**values: Any) -> Performance:
    """A performance for tests that go through the real clock: tomorrow's."""
    return make_performance(starts_at=timezone.now() + timedelta(days=1), **values)


def book_request(performance: Performance, **values: Any) -> services.BookRequest:
    defaults = {"party_size": 2, "name": "Giulia Neri", "email": "giulia@example.org"}
    return services.BookRequest(performance_id=performance.pk, **{**defaults, **values})


def booked(performance: Performance, at: datetime = NOW, **values: Any) -> Reservation:
    return services.book(request=book_request(performance, **values), at=at).reservation


def desk_request(performance: Performance, **values: Any) -> desk.DeskRequest:
    defaults = {"party_size": 2, "name": "Scuola Media"}
    return desk.DeskRequest(performance_id=performance.pk, **{**defaults, **values})


def booked_at_the_desk(performance: Performance, staff: User, at: datetime = NOW, **values: Any) -> Reservation:
    return desk.book(request=desk_request(performance, **values), staff=staff, at=at).reservation


def confirmed(performance: Performance, at: datetime = NOW, **values: Any) -> Reservation:
    return services.confirm(public_id=booked(performance, at, **values).public_id, at=at)


def make_staff(username: str = "maschera", *permissions: str, **values: Any) -> User:
    """A member of staff with these permissions, each as `app.codename`, through a group of their own."""
    user = User.objects.create_user(username, password="una lunga parola", is_staff=False, **values)
    group = Group.objects.create(name=f"group of {username}")
    for permission in permissions:
        app, codename = permission.split(".")
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    user.groups.add(group)
    return user


def make_doorkeeper() -> User:
    return make_staff("maschera", "checkins.admit_parties", first_name="Marta", last_name="Riva")
