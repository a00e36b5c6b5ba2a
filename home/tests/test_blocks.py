from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from django.test import TestCase
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale

from home.blocks import BodyBlock, LinkBlock
from home.models import Person, StandardPage


class BodyBlockTests(TestCase):
    def test_every_block_tells_the_editor_what_it_is(self):
        for name, block in BodyBlock().child_blocks.items():
            with self.subTest(block=name):
                assert block.meta.icon != "placeholder"
                assert block.meta.group
                assert block.meta.description
                assert get_template(block.meta.template)
                assert block.get_preview_value() is not None

    def test_every_block_previews_in_the_style_of_the_site(self):
        self.client.force_login(User.objects.create_superuser("admin"))
        for name, block in StandardPage.body.field.stream_block.child_blocks.items():
            with self.subTest(block=name):
                response = self.client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
                self.assertContains(response, "home/css/tokens.css")


class PeopleBlockTests(TestCase):
    def setUp(self):
        italian, english = Locale.objects.get(language_code="it"), Locale.objects.get(language_code="en")
        self.person = Person.objects.create(name="Irene Valsecchi", role="Attrice", locale=italian)
        translation = self.person.copy_for_translation(english)
        translation.role, translation.live = "Actor", True
        translation.save()

    def render(self) -> str:
        block = BodyBlock().child_blocks["people"]
        return block.render(block.to_python({"heading": "", "people": [self.person.pk]}), {})

    def test_people_appear_in_the_language_being_read(self):
        for language, role in (("it", "Attrice"), ("en", "Actor")):
            with self.subTest(language=language), override(language):
                assert f'<p class="person__role">{role}</p>' in self.render()

    def test_drafts_are_left_out(self):
        Person.objects.update(live=False)
        assert "Irene" not in self.render()


class LinkBlockTests(TestCase):
    def clean(self, **values):
        block = LinkBlock()
        return block.clean(block.to_python({"page": None, "url": "", "label_it": "", "label_en": ""} | values))

    def test_link_with_address_and_label_is_accepted(self):
        cleaned = self.clean(url="https://example.org/", label_it="Rassegna")
        assert cleaned["url"] == "https://example.org/"

    def test_link_without_target_is_refused(self):
        with self.assertRaises(ValidationError):
            self.clean(label_it="Rassegna")

    def test_address_without_label_is_refused(self):
        with self.assertRaises(ValidationError):
            self.clean(url="https://example.org/")
