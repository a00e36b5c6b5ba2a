from types import SimpleNamespace

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
