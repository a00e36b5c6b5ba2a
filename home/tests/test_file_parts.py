from django.core.files.base import ContentFile
from django.test import SimpleTestCase, TestCase
from wagtail.models import Collection, CollectionViewRestriction

from home.file_parts import range_within
from home.models import AzioneDocument


class RangeTests(SimpleTestCase):
    def test_range_ends_with_the_file(self):
        cases = {
            ("0", "3"): range(4),
            ("4", ""): range(4, 10),
            ("4", "99"): range(4, 10),
            ("", "3"): range(7, 10),
            ("", "99"): range(10),
            ("10", ""): range(10, 10),
            ("5", "2"): range(5, 3),
        }
        for (first, last), expected in cases.items():
            with self.subTest(first=first, last=last):
                assert range_within(10, first, last) == expected


class ServeTests(TestCase):
    def setUp(self):
        self.video = AzioneDocument.objects.create(title="Prova", file=ContentFile(b"0123456789", name="prova.webm"))

    def get(self, **headers):
        response = self.client.get(self.video.url, headers=headers)
        body = response.getvalue() if response.streaming else response.content
        return response, body

    def test_behind_our_nginx_the_file_is_left_to_it(self):
        response, body = self.get(**{"X-Accel-Documents": "on", "range": "bytes=2-4"})
        assert (response.status_code, body) == (200, b"")
        assert response.headers["X-Accel-Redirect"] == f"/_documents/{self.video.file.name.removeprefix('documents/')}"
        assert response.headers["Content-Type"] == "video/webm"

    def test_what_a_visitor_may_not_have_is_not_left_to_nginx_either(self):
        private = Collection.get_first_root_node().add_child(name="Tecnici")
        CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
        AzioneDocument.objects.update(collection=private)
        response, _ = self.get(**{"X-Accel-Documents": "on"})
        assert response.status_code == 302
        assert "X-Accel-Redirect" not in response.headers

    def test_player_gets_the_part_that_it_asks_for(self):
        response, body = self.get(range="bytes=2-4")
        assert (response.status_code, body) == (206, b"234")
        assert response.headers["Content-Range"] == "bytes 2-4/10"
        assert response.headers["Content-Length"] == "3"
        assert response.headers["Content-Type"] == "video/webm"

    def test_part_that_is_the_whole_file_is_still_a_part(self):
        response, body = self.get(range="bytes=0-9")
        assert (response.status_code, body) == (206, b"0123456789")

    def test_whole_file_says_that_it_comes_in_parts(self):
        for headers in ({}, {"range": "bytes=-"}, {"range": "bytes=0-1,4-5"}):
            with self.subTest(headers=headers):
                response, body = self.get(**headers)
                assert (response.status_code, body) == (200, b"0123456789")
                assert response.headers["Accept-Ranges"] == "bytes"
                assert response.headers["Content-Security-Policy"] == "default-src 'none'"

    def test_part_beyond_the_end_is_refused_with_the_size(self):
        response, _ = self.get(range="bytes=10-")
        assert (response.status_code, response.headers["Content-Range"]) == (416, "bytes */10")

    def test_parts_of_an_older_file_are_not_continued(self):
        whole, _ = self.get()
        assert self.get(range="bytes=2-4", if_range=whole.headers["ETag"])[0].status_code == 206
        assert self.get(range="bytes=2-4", if_range='"older"')[1] == b"0123456789"

    def test_player_that_has_the_file_gets_nothing(self):
        whole, _ = self.get()
        assert self.get(if_none_match=whole.headers["ETag"])[0].status_code == 304

    def test_private_video_asks_who_is_there(self):
        collection = Collection.get_first_root_node().add_child(name="Prove")
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        AzioneDocument.objects.update(collection=collection)
        response = self.client.get(self.video.url)
        assert response.status_code == 302
        assert "/login/" in response.url
