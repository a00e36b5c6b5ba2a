"""What every page should have: words and a picture for cards and search, alternative texts, the other language."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import ForeignKey, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale, Page

from home.checklist import Finding, Severity
from home.models import AzioneImage, BasePage


def check_cards(pages: Sequence[Page]) -> Iterator[tuple[Page, Finding]]:
    """Summary and picture, as cards, search engines and shared links show them."""
    ours = [page for page in pages if isinstance(page, BasePage)]
    _load_pictures(ours)
    for page in ours:
        if not page.description:
            yield page, Finding(_("No summary: search engines and cards show none."), field="summary")
        if page.listing_image is None:
            words = _("No picture for cards and shared links.")
            yield page, Finding(words, field="social_image", severity=Severity.ADVICE)


def check_alternative_texts(pages: Sequence[Page]) -> Iterator[tuple[Page, Finding]]:
    """The description of each picture that a field of the page holds, in the language of the page."""
    _load_pictures(pages)
    for page in pages:
        language = page.locale.language_code if page.locale_id else ""
        for field in _picture_fields(type(page)):
            picture = getattr(page, field)
            if picture is not None and not _description_in(language, picture):
                words = _("The picture “%(title)s” has no description for those who cannot see it.")
                yield (
                    page,
                    Finding(words % {"title": picture.title}, url=reverse("wagtailimages:edit", args=[picture.pk])),
                )


def check_translations(pages: Sequence[Page]) -> Iterator[tuple[Page, Finding]]:
    """That the page exists and is published in every other language of the site."""
    saved = [page for page in pages if page.pk and page.depth and page.depth > 1]
    keys = {page.translation_key for page in saved}
    rows = Page.objects.filter(translation_key__in=keys).values_list("translation_key", "locale_id", "pk", "live")
    there = {(key, locale): (pk, live) for key, locale, pk, live in rows}
    locales = list(Locale.objects.all())
    for page in saved:
        for locale in locales:
            if locale.pk != page.locale_id:
                yield from _missing_translation(page, locale, there.get((page.translation_key, locale.pk)))


def _missing_translation(
    page: Page, locale: Locale, translation: tuple[int, bool] | None
) -> Iterable[tuple[Page, Finding]]:
    language = {"language": locale.get_display_name()}
    if translation is None:
        words, url = _("There is no translation: %(language)s."), _translate_url(page)
        yield page, Finding(words % language, url=url, permission="simple_translation.submit_translation")
    elif not translation[1]:
        words = _("The translation is not published: %(language)s.")
        url = reverse("wagtailadmin_pages:edit", args=[translation[0]])
        yield page, Finding(words % language, url=url, severity=Severity.ADVICE)


def _translate_url(page: Page) -> str:
    return reverse("simple_translation:submit_page_translation", args=[page.pk])


def _description_in(language: str, picture: AzioneImage) -> str:
    with override(language or None):
        return picture.default_alt_text


def _picture_fields(model: type[Page]) -> list[str]:
    """The names of all fields of a page type that hold one picture."""
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and issubclass(field.related_model, AzioneImage)
    ]


def _load_pictures(pages: Sequence[Page]) -> None:
    """Loads the pictures of all pages of a type together."""
    for model in {type(page) for page in pages}:
        fields = _picture_fields(model)
        if fields:
            prefetch_related_objects([page for page in pages if type(page) is model], *fields)
