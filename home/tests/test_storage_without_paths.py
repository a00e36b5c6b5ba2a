"""Media in a storage that has no paths, as object storage has none: nothing of ours asks for one."""

from typing import ClassVar

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, default_storage
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils.deconstruct import deconstructible
from wagtail.models import Collection

from azionelab.roles import EDITORS
from home.models import AzioneImage
from home.tests import test_file_parts
from home.tests.test_pictures import upload
from tests.staff import make_member


@deconstructible
class Bucket(Storage):
    """Names and contents. Django's own storage in memory would not do: it invents paths."""

    contents: ClassVar[dict[str, bytes]] = {}  # one bucket, whoever opens it: Wagtail deletes files through another one

    def _open(self, name: str, mode: str) -> File:
        return ContentFile(self.contents[name], name)

    def _save(self, name: str, content: File) -> str:
        self.contents[name] = b"".join(content.chunks())
        return name

    def delete(self, name: str) -> None:
        del self.contents[name]

    def exists(self, name: str) -> bool:
        return name in self.contents

    def size(self, name: str) -> int:
        return len(self.contents[name])

    def url(self, name: str) -> str:
        return f"https://www.example.org/media/{name}"


in_a_bucket = override_settings(
    STORAGES={
        "default": {"BACKEND": f"{__name__}.Bucket"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
)


@in_a_bucket
class DocumentTests(test_file_parts.ServeTests):
    """Parts, whole files and restrictions, once more."""

    def test_behind_our_nginx_the_file_is_left_to_it(self):
        """nginx has no such file: the site sends it itself."""
        response, body = self.get(**{"X-Accel-Documents": "on", "range": "bytes=2-4"})
        assert (response.status_code, body) == (206, b"234")
        assert "X-Accel-Redirect" not in response.headers

    def test_this_storage_has_no_paths(self):
        with self.assertRaises(NotImplementedError):
            _ = self.video.file.path


@in_a_bucket
class PictureTests(TestCase):
    def test_picture_is_uploaded_scaled_and_deleted(self):
        self.client.force_login(make_member(EDITORS))
        facts = {"title": "Sedia", "description": "Una sedia", "collection": Collection.get_first_root_node().pk}
        answer = self.client.post(reverse("wagtailimages:add"), facts | {"file": upload(size=(900, 600)), "tags": ""})
        assert answer.status_code == 302, answer.context["form"].errors
        picture = AzioneImage.objects.get()
        rendition = picture.get_rendition("fill-300x200|format-webp")
        assert (rendition.width, rendition.height) == (300, 200)
        assert rendition.url == f"https://www.example.org/media/{rendition.file.name}"
        names = [picture.file.name, rendition.file.name]
        assert [default_storage.exists(name) for name in names] == [True, True]
        with self.captureOnCommitCallbacks(execute=True):
            picture.delete()
        assert [default_storage.exists(name) for name in names] == [False, False]
