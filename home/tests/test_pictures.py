import re

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from django.utils.translation import get_language, override
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, UploadedFile
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.image_forms import NEEDS_WORDS
from home.models import AzioneImage, AzioneRendition, HomePage, Person, StandardPage
from home.pictures import FRAMES, framed
from home.tests.test_blocks import add_image
from shows.models import ShowPage
from shows.tests.builders import add_programme, add_show


def upload(name: str = "sedia.png", size: tuple[int, int] = (640, 480)) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, get_test_image_file(size=size).file.getvalue())


class FrameTests(SimpleTestCase):
    def specs(self, frame: str, width: int, height: int) -> list[str]:
        return [spec.spec for spec in FRAMES[frame].filters(AzioneImage(width=width, height=height, collection_id=1))]

    def test_nothing_is_kept_larger_than_the_picture(self):
        avif = [spec for spec in self.specs("body", 1000, 700) if "avif" in spec]
        assert avif == ["width-480|format-avif", "width-800|format-avif", "width-1200|format-avif"]
        assert [spec for spec in self.specs("body", 300, 200) if "avif" in spec] == ["width-480|format-avif"]

    def test_crops_are_measured_by_their_shorter_side(self):
        assert [spec for spec in self.specs("poster", 2000, 700) if "avif" in spec] == [
            "fill-320x400|format-avif",
            "fill-560x700|format-avif",
        ]

    def test_every_frame_offers_all_formats(self):
        for frame in FRAMES:
            with self.subTest(frame=frame):
                assert {spec.rpartition("-")[2] for spec in self.specs(frame, 3000, 3000)} == {"avif", "webp", "jpeg"}


class FramedTests(TestCase):
    def test_picture_brings_sizes_widths_and_its_own_measures(self):
        html = framed(add_image(), "gallery", loading="lazy")
        assert re.findall(r'type="image/(\w+)"', html) == ["avif", "webp"]
        assert html.count(f'sizes="{FRAMES["gallery"].sizes}"') == 3
        assert 'height="320"' in html
        assert 'width="480"' in html
        assert re.findall(r" (\d+)w", html.split("</source>")[0].split('type="image/avif"')[0]) == ["480", "800", "900"]

    def test_crop_follows_the_focal_point(self):
        image = add_image(focal_point_x=100, focal_point_y=300, focal_point_width=50, focal_point_height=50)
        keys = {
            rendition.focal_point_key for rendition in image.get_renditions(*FRAMES["poster"].filters(image)).values()
        }
        assert len(keys) == 1
        assert keys != {""}

    def test_decorative_picture_has_an_empty_alternative_text(self):
        assert ' alt="" ' in framed(add_image(is_decorative=True), "body")


class WordsTests(WagtailPageTestCase):
    """A picture comes with words or is marked as decorative: in every form by which one can arrive or change."""

    def setUp(self):
        self.client.force_login(User.objects.create_superuser("admin"))

    def post(self, url: str, **fields):
        with override("en"):
            return self.client.post(url, {"title": "sedia", "collection": 1, "tags": ""} | fields)

    def test_upload_without_words_is_refused_and_nothing_is_kept(self):
        response = self.post(reverse("wagtailimages:add"), file=upload())
        self.assertFormError(response.context["form"], "description", [NEEDS_WORDS])
        assert AzioneImage.objects.count() == 0

    def test_upload_with_words_or_mark_is_kept(self):
        self.post(reverse("wagtailimages:add"), file=upload(), description="Una sedia")
        self.post(reverse("wagtailimages:add"), file=upload(), is_decorative="on")
        assert list(AzioneImage.objects.order_by("pk").values_list("description", "is_decorative")) == [
            ("Una sedia", False),
            ("", True),
        ]

    def test_upload_of_many_waits_for_the_words_of_each(self):
        response = self.client.post(reverse("wagtailimages:add_multiple"), {"files[]": upload(), "collection": 1})
        assert AzioneImage.objects.count() == 0
        waiting = UploadedFile.objects.get()
        assert response.json()["uploaded_file_id"] == waiting.pk
        prefix = f"uploaded-image-{waiting.pk}"
        url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
        fields = {f"{prefix}-title": "sedia", f"{prefix}-collection": 1, f"{prefix}-tags": ""}
        assert self.client.post(url, fields).json()["success"] is False
        assert self.client.post(url, fields | {f"{prefix}-description": "Una sedia"}).json()["success"] is True
        assert AzioneImage.objects.get().description == "Una sedia"

    def test_edit_asks_for_words_that_an_old_picture_lacks(self):
        image = add_image(description="")
        response = self.post(reverse("wagtailimages:edit", args=[image.pk]))
        self.assertFormError(response.context["form"], "description", [NEEDS_WORDS])
        assert self.post(reverse("wagtailimages:edit", args=[image.pk]), is_decorative="on").status_code == 302

    def test_form_of_a_picture_shows_its_crops(self):
        response = self.client.get(reverse("wagtailimages:edit", args=[add_image().pk]))
        self.assertContains(response, 'data-crop="4:5"')
        self.assertContains(response, 'data-crop="1200:630"')
        self.assertContains(response, "home/js/crops.js")


class PublishTests(WagtailPageTestCase):
    """A page with a picture without words can be saved and not be published."""

    def setUp(self):
        self.client.force_login(User.objects.create_superuser("admin"))
        self.show = add_show(add_programme(), live=False)

    def save(self, **fields):
        data = {
            "title": "Piogge",
            "slug": "piogge",
            "interval": 0,
            "entry": "free",
            **{name: streamfield([]) for name in ("body", "trailer", "gallery", "press_quotes", "content_warnings")},
            "credits": inline_formset([]),
            "comments": inline_formset([]),
        }
        return self.client.post(
            reverse("wagtailadmin_pages:edit", args=[self.show.pk]), nested_form_data(data | fields), follow=True
        )

    def test_each_picture_of_a_page_is_named_where_it_is_chosen(self):
        image = add_image(title="Tempesta", description="")
        for field in ("poster", "picture", "social_image"):
            with self.subTest(field=field):
                response = self.save(**{field: image.pk, "action-publish": "1"})
                self.assertContains(response, "“Tempesta”")
                assert set(response.context["form"].errors) == {field}
                self.show.refresh_from_db()
                assert not self.show.live

    def test_draft_is_saved_all_the_same(self):
        image = add_image(description="")
        response = self.save(poster=image.pk)
        assert response.context["form"].errors == {}
        self.show.refresh_from_db()
        assert self.show.get_latest_revision_as_object().poster == image

    def test_words_or_the_mark_let_it_be_published(self):
        for image in (add_image(), add_image(description="", is_decorative=True)):
            ShowPage.objects.update(live=False)
            with self.subTest(description=image.description):
                self.save(poster=image.pk, **{"action-publish": "1"})
                self.show.refresh_from_db()
                assert (self.show.live, self.show.poster) == (True, image)

    def test_publishing_many_at_once_is_refused_too(self):
        image = add_image(title="Tempesta", description="")
        self.save(poster=image.pk)
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        cases = [(self.show.pk, {}), (self.show.get_parent().pk, {"include_descendants": "on"})]
        for page_id, choices in cases:
            with self.subTest(choices=choices):
                response = self.client.post(f"{url}?id={page_id}&next=/admin/", choices, follow=True)
                self.assertContains(response, "“Tempesta”")
                self.show.refresh_from_db()
                assert not self.show.live
        AzioneImage.objects.update(description="Una tempesta")
        self.client.post(f"{url}?id={self.show.pk}&next=/admin/")
        self.show.refresh_from_db()
        assert self.show.live

    def test_person_is_not_published_with_a_portrait_without_words(self):
        person = Person.objects.create(name="Irene", locale=Locale.objects.get(language_code="it"), live=False)
        url = reverse("wagtailsnippets_home_person:edit", args=[person.pk])
        image = add_image(description="")
        fields = {
            "name": "Irene",
            "role": "",
            "portrait": image.pk,
            "biography": rich_text(""),
            "links": streamfield([]),
        }
        response = self.client.post(url, nested_form_data(fields) | {"action-publish": "1"})
        assert set(response.context["form"].errors) == {"portrait"}
        self.client.post(url, nested_form_data(fields))
        person.refresh_from_db()
        assert not person.live
        assert person.get_latest_revision_as_object().portrait == image


class PreparationTests(WagtailPageTestCase):
    """After publishing no visitor's request makes a rendition."""

    def setUp(self):
        self.programme = add_programme()

    def publish(self, page) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            page.save_revision().publish()

    def assert_everything_is_there(self, *urls: str) -> None:
        made = AzioneRendition.objects.count()
        assert made > 0
        for url in urls:
            with self.subTest(url=url):
                assert self.client.get(url).status_code == 200
                assert AzioneRendition.objects.count() == made

    def add_full_show(self) -> ShowPage:
        picture = {"image": add_image(), "caption": ""}
        picture["image"].contextual_alt_text = "Una sedia"
        show = add_show(self.programme, poster=add_image(), picture=add_image(), social_image=add_image())
        show.gallery = [("image", picture)]
        show.trailer = [("video", {"title": "Trailer", "link": "https://vimeo.com/1", "picture": picture["image"]})]
        show.body = [("image", picture)]
        return show

    def test_show_its_card_and_the_front_page_that_features_it(self):
        show = self.add_full_show()
        home = HomePage.objects.get(locale__language_code="it")
        HomePage.objects.filter(pk=home.pk).update(featured_page=show)
        self.publish(show)
        self.assert_everything_is_there(show.url, self.programme.url, "/it/")

    def test_page_with_people_and_their_portraits(self):
        person = Person.objects.create(name="Irene", locale=self.programme.locale, portrait=add_image())
        home = HomePage.objects.get(locale__language_code="it")
        page = home.add_child(instance=StandardPage(title="Chi siamo", slug="chi-siamo", live=False))
        page.body = [("people", {"heading": "", "people": [person]})]
        self.publish(page)
        self.assert_everything_is_there(page.url)
        person.portrait = add_image()
        self.publish(person)
        self.assert_everything_is_there(page.url)

    def test_new_focal_point_is_cropped_at_once(self):
        show = self.add_full_show()
        self.publish(show)
        self.client.force_login(User.objects.create_superuser("admin"))
        fields = {"title": "sedia", "description": "Una sedia", "collection": 1, "tags": ""}
        fields |= {"focal_point_x": 200, "focal_point_y": 200, "focal_point_width": 90, "focal_point_height": 90}
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(reverse("wagtailimages:edit", args=[show.poster_id]), fields)
        self.client.logout()
        self.assert_everything_is_there(show.url, self.programme.url)

    def test_draft_prepares_nothing(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.add_full_show().save_revision()
        assert AzioneRendition.objects.count() == 0

    def test_language_of_the_editor_stays(self):
        with override("en"):
            self.publish(self.add_full_show())
            assert get_language() == "en"
