from django.test import SimpleTestCase, TestCase
from wagtail.models import Page
from wagtail.search.index import insert_or_update_object

from home import search
from home.models import HomePage, StandardPage


class StemsTests(SimpleTestCase):
    def test_forms_of_a_word_have_one_stem(self):
        for words, language in [
            ("commedia commedie", "it"),
            ("pioggia piogge", "it"),
            ("teatro teatri", "it"),
            ("ombra ombre", "it"),
            ("acqua acque", "it"),
            ("arte arti", "it"),
            ("rain rains raining", "en"),
            ("theatre theatres", "en"),
        ]:
            with self.subTest(words=words):
                assert len(set(search.stems(words, language).split())) == 1

    def test_accents_and_capitals_do_not_matter(self):
        assert search.stems("Città perché PERCHÉ", "it") == search.stems("citta perche perche", "it")

    def test_elided_articles_fall_off_with_any_apostrophe(self):
        for text in ("dell’acqua", "dell'acqua", "dell`acqua", "all’acqua", "acqua"):
            with self.subTest(text=text):
                assert search.asked_stems(text, "it") == "acqu"
        assert search.asked_stems("L’inventario", "it") == "inventar"
        assert search.asked_stems("O’Neill", "en") == "neill"

    def test_short_and_common_words_are_not_asked_for_beside_others(self):
        assert search.asked_stems("la casa del sale", "it") == search.asked_stems("casa sale", "it")
        assert search.asked_stems("the house of salt", "en") == search.asked_stems("house salt", "en")

    def test_short_and_common_words_alone_are_asked_for(self):
        assert search.asked_stems("Io", "it") == "io"
        assert search.asked_stems("chi?", "it") == "chi"

    def test_nothing_but_signs_asks_for_nothing(self):
        for text in ("", "  ", "?!", "’’", '"*(', "\x00"):
            with self.subTest(text=text):
                assert search.asked_stems(text, "it") == ""

    def test_letters_of_other_alphabets_are_kept(self):
        assert search.stems("Чехов 1904", "it") == "чехов 1904"


class FoundTests(TestCase):
    """The same on PostgreSQL and on SQLite."""

    def test_words_of_pages_are_remembered_and_those_of_visitors_are_not(self):
        stem = search.stems("archivio", "it")
        before = search._kept_stem.cache_info()
        assert search.asked_stems("Giulia archivio", "it").endswith(f" {stem}")
        assert search._kept_stem.cache_info() == before
        search.stems("archivio", "it")
        assert search._kept_stem.cache_info().hits == before.hits + 1

    def setUp(self):
        self.pages = {}
        self.add(
            "it",
            "prove",
            title="Città aperta",
            summary="Una commedia in due tempi",
            introduction="Perché no?",
            body=[("text", "<p>L’<b>archivista</b> ascolta le piogge.</p>")],
        )
        self.add("it", "altro", title="Magazzino", summary="Vecchie locandine")
        self.add("en", "rain", title="The Inventory of Rains", summary="An archive")

    def add(self, language: str, slug: str, **fields):
        home = HomePage.objects.get(locale__language_code=language)
        page = home.add_child(instance=StandardPage(locale=home.locale, slug=slug, **fields))
        insert_or_update_object(page)
        self.pages[slug] = page

    def found(self, text: str, language: str = "it") -> set[str]:
        here = [page.pk for page in self.pages.values() if page.locale.language_code == language]
        ids = search.found_among(StandardPage.objects.filter(pk__in=here), text, language)
        return {slug for slug, page in self.pages.items() if page.pk in ids}

    def test_words_are_found_in_any_form_and_without_accents(self):
        for asked in (
            "citta",
            "CITTÀ",
            "commedie",
            "perche",
            "pioggia",
            "archiviste",
            "l'archivista",
            "commedie citta",
        ):
            with self.subTest(asked=asked):
                assert self.found(asked) == {"prove"}
        for asked in ("rain", "rains", "raining", "inventories"):
            with self.subTest(asked=asked):
                assert self.found(asked, "en") == {"rain"}

    def test_every_word_must_be_there(self):
        assert self.found("commedia locandina") == set()

    def test_word_being_typed_finds_titles_that_begin_so(self):
        assert self.found("magaz") == {"altro"}
        assert self.found("inven", "en") == {"rain"}

    def test_what_is_no_word_finds_nothing_and_breaks_nothing(self):
        for asked in ("", "*", '"', "AND", "NOT (", "a:b", "'; --", "\x00", "%", "x" * 500):
            with self.subTest(asked=asked):
                assert self.found(asked) == set()

    def test_all_texts_of_a_page_are_found_whatever_its_type(self):
        page = Page.objects.get(pk=self.pages["prove"].pk).specific
        assert search.stems("archivista ascolta", "it") in page.stems
        assert page.title_stems == search.stems("Città aperta", "it")
