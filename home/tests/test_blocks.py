import re

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.loader import get_template
from django.test import RequestFactory, SimpleTestCase, TestCase
from django.urls import reverse
from django.utils.translation import override
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail.test.utils import WagtailPageTestCase

from home.blocks import BodyBlock, LinkBlock
from home.models import AzioneDocument, AzioneImage, AzioneRendition, HomePage, Person, StandardPage
from home.pictures import ENLARGED
from home.views import patterns
from shows.tests.builders import add_programme, add_show

# What the template of each block prints of its own preview value, with a person, a show and a picture in the library.
RENDERED = {
    "heading": '<h2 class="body__heading">Un laboratorio aperto</h2>',
    "text": "<b>a porte aperte</b>",
    "quote": '<figcaption class="quote__author">Dal quaderno di regia</figcaption>',
    "notice": '<div class="notice notice--warning">',
    "accordion": '<summary><h3 class="accordion__heading">C’è un guardaroba?</h3></summary>',
    "table": '<th scope="row">Giovedì',
    "image": 'alt="Una sedia"',
    "gallery": "<span>Prova aperta, ottobre</span>",
    "video": 'href="https://vimeo.com/76979871"',
    "columns": '<div class="columns columns--equal">',
    "people": '<h3 class="person__name">Irene Valsecchi</h3>',
    "shows": ">L’inventario delle piogge</a></h3>",
    "call_to_action": ">Vedi gli spettacoli</a>",
}
# Values that an editor cannot publish, and the words of the refusal.
REFUSED = [
    ("heading", "x" * 91, "at most 90 characters"),
    ("accordion", {"heading": "", "items": [{"heading": "", "text": "<p>Sì</p>"}]}, "This field is required"),
    (
        "table",
        {"table": {"caption": " ", "columns": [{"type": "text", "heading": "A"}], "rows": [{"values": ["1"]}]}},
        "caption",
    ),
    ("table", {"table": {"caption": "Orari", "columns": [], "rows": []}}, "at least one column"),
    (
        "table",
        {"table": {"caption": "Orari", "columns": [{"type": "text", "heading": ""}], "rows": [{"values": ["1"]}]}},
        "every column a heading",
    ),
    ("columns", {"first": [], "second": [], "wide": "equal"}, "The minimum number of items is 1"),
    ("people", {"heading": "", "people": []}, "The minimum number of items is 1"),
]


def add_image(**fields) -> AzioneImage:
    facts = {"title": "sedia.png", "description": "Una sedia", "file": get_test_image_file(size=(900, 600))} | fields
    return AzioneImage.objects.create(**facts)


def messages_of(error: ValidationError) -> str:
    """All words of a refusal, however deep its block stands."""
    inner = getattr(error, "block_errors", None) or []
    parts = [*(inner.values() if isinstance(inner, dict) else inner), *getattr(error, "non_block_errors", [])]
    words = [messages_of(part) if isinstance(part, ValidationError) else str(part) for part in parts if part]
    return " ".join(words or error.messages)


class BodyBlockTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.image = add_image()
        cls.show = add_show(add_programme())
        Person.objects.create(name="Irene Valsecchi", locale=cls.show.locale)

    def blocks(self):
        return BodyBlock().child_blocks.items()

    def test_every_block_tells_the_editor_what_it_is(self):
        for name, block in self.blocks():
            with self.subTest(block=name):
                assert block.meta.icon != "placeholder"
                assert block.meta.group
                assert block.meta.description
                assert get_template(block.meta.template)
                assert block.is_previewable

    def test_every_block_prints_its_preview_value(self):
        request = RequestFactory().get("/")
        assert set(RENDERED) == {name for name, block in self.blocks()}
        for name, block in self.blocks():
            with self.subTest(block=name), override("it"):
                assert RENDERED[name] in block.render(block.get_preview_value(), {"request": request})

    def test_every_block_previews_in_the_style_of_the_site(self):
        self.client.force_login(User.objects.create_superuser("admin"))
        for name, block in StandardPage.body.field.stream_block.child_blocks.items():
            with self.subTest(block=name):
                response = self.client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
                self.assertContains(response, "home/css/tokens.css")
                script = getattr(block.meta, "script", "home/js/")
                assert (script in response.content.decode()) is hasattr(block.meta, "script")

    def test_previews_of_an_empty_library_print_what_they_can(self):
        AzioneImage.objects.all().delete()
        Person.objects.all().delete()
        self.show.delete()
        for name, block in self.blocks():
            with self.subTest(block=name):
                assert isinstance(block.render(block.get_preview_value(), {}), str)

    def test_pattern_page_shows_every_block(self):
        response = patterns(RequestFactory().get("/dev/patterns/"))
        for name, _block in self.blocks():
            with self.subTest(block=name):
                self.assertContains(response, f'id="block-{name}"')

    def test_what_cannot_be_published_is_refused_in_words(self):
        for name, value, words in REFUSED:
            block = BodyBlock().child_blocks[name]
            with self.subTest(block=name, words=words), override("en"):
                with self.assertRaises(ValidationError) as refusal:
                    block.clean(block.normalize(value))
                assert words in messages_of(refusal.exception)

    def test_drafts_may_wait_for_what_is_missing(self):
        block = BodyBlock()
        draft = block.to_python([{"type": "table", "value": {"table": {"caption": "", "columns": [], "rows": []}}}])
        assert len(block.clean_deferred(draft)) == 1


class TableBlockTests(SimpleTestCase):
    def render(self, *, first_column_heads: bool) -> str:
        columns = [{"type": "text", "heading": "Sala"}, {"type": "number", "heading": "Altezza"}]
        rows = [{"values": ["Sala Macchine", "6.25"]}, {"values": ["La Serra", None]}]
        block = BodyBlock().child_blocks["table"]
        table = {"caption": "Misure", "columns": columns, "rows": rows}
        with override("it"):
            return block.render(block.to_python({"table": table, "first_column_heads": first_column_heads}), {})

    def test_numbers_are_written_as_the_language_writes_them(self):
        cells = re.findall(r'<td class="table__number">\s*([^<]*?)\s*</td>', self.render(first_column_heads=True))
        assert cells == ["6,25", ""]

    def test_headings_say_whether_they_head_a_row_or_a_column(self):
        for heads_rows, scopes in ((True, ["col", "col", "row", "row"]), (False, ["col", "col"])):
            with self.subTest(first_column_heads=heads_rows):
                assert re.findall(r'<th scope="(\w+)"', self.render(first_column_heads=heads_rows)) == scopes


class HeadingOrderTests(SimpleTestCase):
    def skipped(self, *body: tuple[str, object]) -> set[int]:
        """The numbers of the blocks that are refused."""
        block = BodyBlock()
        try:
            block.clean(block.normalize([(name, self.value(block, name, value)) for name, value in body]))
        except StreamBlockValidationError as refusal:
            return set(refusal.block_errors)
        return set()

    def value(self, block: BodyBlock, name: str, value: object) -> object:
        return block.child_blocks[name].normalize(value)

    def test_headings_in_order_are_accepted(self):
        answers = {"heading": "", "items": [{"heading": "Quando?", "text": "<p>Ora.</p>"}]}
        assert self.skipped(("text", "<p>Prima</p>"), ("heading", "Poi"), ("text", "<h3>a</h3><h4>b</h4>")) == set()
        assert self.skipped(("heading", "Domande"), ("accordion", answers)) == set()
        assert self.skipped(("accordion", answers | {"heading": "Domande"}), ("text", "<h3>a</h3>")) == set()

    def test_block_that_skips_a_level_is_named(self):
        answers = {"heading": "", "items": [{"heading": "Quando?", "text": "<p>Ora.</p>"}]}
        assert self.skipped(("text", "<p>Prima</p><h3>a</h3>")) == {0}
        assert self.skipped(("heading", "Poi"), ("text", "<h4>b</h4>")) == {1}
        assert self.skipped(("text", "<p>Prima</p>"), ("accordion", answers)) == {1}


class GalleryBlockTests(TestCase):
    def render(self, *images: AzioneImage) -> str:
        block = BodyBlock().child_blocks["gallery"]
        return block.render(block.normalize([("image", {"image": image, "caption": ""}) for image in images]), {})

    def test_each_picture_is_a_link_to_its_large_file(self):
        with override("en"):
            html = self.render(add_image(), add_image())
        large = AzioneRendition.objects.filter(filter_spec=ENLARGED).order_by("image_id")
        assert re.findall(r'class="gallery__link" href="([^"]+)"', html) == [rendition.url for rendition in large]
        assert "Enlarge picture 2 of 2" in html

    def test_single_picture_has_nothing_to_step_to(self):
        assert "data-step" not in self.render(add_image())

    def test_gallery_costs_the_same_queries_with_one_picture_and_with_three(self):
        images = [add_image() for _ in range(3)]
        self.render(*images)  # makes the renditions
        for number in (1, 3):
            fresh = list(AzioneImage.objects.all()[:number])
            with self.subTest(pictures=number), self.assertNumQueries(1):
                self.render(*fresh)


class VideoBlockTests(TestCase):
    def setUp(self):
        self.block = BodyBlock().child_blocks["video"]
        self.image = add_image()
        self.image.contextual_alt_text = "Una sedia"

    def value(self, **changes):
        facts = {"title": "Trailer", "link": "https://youtu.be/aqz-KE-bpKQ", "picture": self.image}
        return self.block.normalize({**self.block.get_default(), **facts, **changes})

    def add_document(self, name: str) -> AzioneDocument:
        return AzioneDocument.objects.create(title=name, file=ContentFile(b"0123456789", name=name))

    def test_hosted_video_names_its_host_and_loads_nothing_of_it(self):
        with override("en"):
            html = self.block.render(self.value(), {})
        assert "It comes from YouTube, which will see your address." in html
        assert "<iframe" not in html
        assert re.findall(r'src="https?://[^"]+"', html) == []

    def test_own_video_waits_for_the_visitor_and_offers_its_captions(self):
        captions = {"language": "it", "file": self.add_document("parole.vtt")}
        value = self.value(link="", file=self.add_document("prova.webm"), caption_files=[captions])
        html = self.block.render(value, {"LANGUAGE_CODE": "it"})
        assert 'controls playsinline preload="none"' in html
        assert 'srclang="it" label="Italiano" default' in html

    def test_bad_link_wrong_file_and_neither_are_refused_at_their_field(self):
        cases = [
            ({"link": "https://example.org/film"}, "link"),
            ({"link": "", "file": self.add_document("programma.pdf")}, "file"),
            ({"link": "", "file": None}, "link"),
            ({"file": self.add_document("prova.mp4")}, "link"),
            ({"picture": None}, "picture"),
        ]
        for changes, field in cases:
            with self.subTest(changes=changes), self.assertRaises(StructBlockValidationError) as refusal:
                self.block.clean(self.value(**changes))
            assert set(refusal.exception.block_errors) == {field}

    def test_link_or_file_alone_is_accepted(self):
        for changes in ({}, {"link": "", "file": self.add_document("prova.mp4")}):
            with self.subTest(changes=changes):
                assert self.block.clean(self.value(**changes))["title"] == "Trailer"


class ScriptTests(WagtailPageTestCase):
    def scripts(self, body: list) -> list[str]:
        home = HomePage.objects.get(locale__language_code="it")
        page = home.add_child(instance=StandardPage(title="Materiali", slug=f"materiali-{len(body)}", body=body))
        return re.findall(
            r'<script type="module" nonce="[^"]+" src="/static/(home/js/[^"]+)"', str(self.client.get(page.url).content)
        )

    def test_only_pages_with_such_a_block_load_its_script_and_once(self):
        video = BodyBlock().child_blocks["video"].get_preview_value()
        assert self.scripts([("text", RichText("<p>Solo parole</p>"))]) == []
        gallery = ("gallery", [("image", {"image": add_image(), "caption": ""})])
        assert self.scripts([gallery, gallery, ("video", video)]) == ["home/js/gallery.js", "home/js/video.js"]


class ShowsBlockTests(TestCase):
    def setUp(self):
        self.show = add_show(add_programme("it"))
        self.english = add_show(
            add_programme("en"), slug="rains", title="The Inventory of Rains", translation_key=self.show.translation_key
        )

    def titles(self) -> list[str]:
        block = BodyBlock().child_blocks["shows"]
        html = block.render(block.to_python({"heading": "", "shows": [self.show.pk]}), {})
        return re.findall(r'class="card__link" href="[^"]*">([^<]+)<', html)

    def test_shows_appear_in_the_language_being_read(self):
        for language, title in (("it", "L’inventario delle piogge"), ("en", "The Inventory of Rains")):
            with self.subTest(language=language), override(language):
                assert self.titles() == [title]

    def test_drafts_are_left_out_and_a_missing_translation_is_not(self):
        self.english.live = False
        self.english.save()
        with override("en"):
            assert self.titles() == ["L’inventario delle piogge"]
        self.show.live = False
        self.show.save()
        with override("it"):
            assert self.titles() == []


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
