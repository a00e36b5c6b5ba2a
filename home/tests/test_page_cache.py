from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from django.core.signals import request_finished, request_started
from django.template import Context, Template
from django.test import SimpleTestCase, override_settings

from home import page_cache
from home.tests.editions import KEPT

PART = Template('{% load keep_tags %}{% keep "story" %}{{ words }}{% endkeep %}')


@override_settings(CACHES=KEPT)
class KeepTests(SimpleTestCase):
    """Without a database: what `remember` itself promises is tested with whole pages, in tests/test_page_cache.py."""

    databases = {"default"}  # asked only whether a transaction is open

    def setUp(self):
        page_cache.new_edition()

    def rendered(self, words: str, pk: int | None = 7, **request) -> str:
        request = SimpleNamespace(get_host=lambda: "testserver", **request)
        return PART.render(Context({"page": SimpleNamespace(pk=pk), "request": request, "words": words}))

    def test_part_is_rendered_once_an_edition(self):
        assert [self.rendered("first"), self.rendered("second")] == ["first", "first"]
        page_cache.new_edition()
        assert self.rendered("third") == "third"

    def test_other_pages_have_parts_of_their_own(self):
        assert [self.rendered("first"), self.rendered("second", pk=8)] == ["first", "second"]

    def test_preview_and_page_that_is_not_saved_yet_show_what_they_are(self):
        assert self.rendered("kept") == "kept"
        assert self.rendered("draft", is_preview=True) == "draft"
        assert self.rendered("new", pk=None) == "new"


@override_settings(CACHES=KEPT)
class EditionOfARequestTests(SimpleTestCase):
    databases = {"default"}  # asked only whether a transaction is open

    def setUp(self):
        request_started.send(sender=None)
        self.addCleanup(request_finished.send, sender=None)

    def elsewhere(self, act):
        with ThreadPoolExecutor(1) as other:
            return other.submit(act).result()

    def test_it_stays_the_same_while_another_process_brings_a_new_one(self):
        first = page_cache.edition()
        self.elsewhere(page_cache.new_edition)
        assert page_cache.edition() == first
        assert self.elsewhere(page_cache.edition) != first

    def test_it_is_the_new_one_for_who_brings_it(self):
        first = page_cache.edition()
        page_cache.new_edition()
        assert page_cache.edition() == self.elsewhere(page_cache.edition) != first

    def test_the_next_request_finds_the_new_one(self):
        first = page_cache.edition()
        self.elsewhere(page_cache.new_edition)
        request_finished.send(sender=None)
        assert page_cache.edition() != first
