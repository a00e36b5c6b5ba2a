"""The people of the company, in both languages, each with a portrait."""

import json
from functools import partial

from wagtail.models import Locale

from azionelab.demo import portraits
from azionelab.demo.images import ensure_image
from azionelab.demo.texts import Bilingual
from azionelab.demo.texts.people import PEOPLE, PersonText
from home.models import AzioneImage, Person

People = dict[str, dict[str, Person]]  # by key, then by language


def ensure_people(italian: Locale, english: Locale) -> People:
    people = {}
    for number, text in enumerate(PEOPLE):
        person = Person.objects.filter(name=text.name, locale=italian).first()
        if person is None:
            person = _publish(Person(locale=italian, name=text.name, portrait=_portrait(number, text)), text, "it")
        translation = person.get_translation_or_none(english)
        if translation is None:
            translation = _publish(person.copy_for_translation(english), text, "en")
        people[text.key] = {"it": person, "en": translation}
    return people


def _publish(person: Person, text: PersonText, language: str) -> Person:
    person.role = text.role.in_language(language)
    person.biography = text.biography.in_language(language)
    person.links = json.dumps([{"type": "link", "value": link} for link in text.links])
    person.save()
    person.save_revision().publish()
    return person


def _portrait(number: int, text: PersonText) -> AzioneImage:
    return ensure_image(
        title=f"demo-portrait-{text.key}",
        draw=partial(portraits.portrait, number),
        alt=Bilingual(f"Ritratto di {text.name}, come maschera a due colori", f"{text.name} as a mask of two colours"),
        credit="",
    )
