import pytest
from django.core.exceptions import ValidationError
from django.test import SimpleTestCase

from home.video import HostedVideo, parse, validate_link

YOUTUBE = HostedVideo("YouTube", "aqz-KE-bpKQ")
VIMEO = HostedVideo("Vimeo", "76979871")

LINKS = {
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ": YOUTUBE,
    "http://youtube.com/watch/?app=desktop&v=aqz-KE-bpKQ": YOUTUBE,
    "https://m.youtube.com/watch?v=aqz-KE-bpKQ&list=PL123": YOUTUBE,
    "https://music.youtube.com/watch?v=aqz-KE-bpKQ": YOUTUBE,
    "https://youtu.be/aqz-KE-bpKQ?si=tracking": YOUTUBE,
    "youtu.be/aqz-KE-bpKQ": YOUTUBE,
    "  https://www.youtube.com/shorts/aqz-KE-bpKQ ": YOUTUBE,
    "https://www.youtube.com/live/aqz-KE-bpKQ": YOUTUBE,
    "https://www.youtube.com/embed/aqz-KE-bpKQ": YOUTUBE,
    "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ": YOUTUBE,
    "https://youtu.be/aqz-KE-bpKQ?t=90": HostedVideo("YouTube", "aqz-KE-bpKQ", start=90),
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=1m30s": HostedVideo("YouTube", "aqz-KE-bpKQ", start=90),
    "https://www.youtube.com/embed/aqz-KE-bpKQ?start=7": HostedVideo("YouTube", "aqz-KE-bpKQ", start=7),
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=soon": YOUTUBE,
    "https://vimeo.com/76979871": VIMEO,
    "https://www.vimeo.com/76979871/": VIMEO,
    "https://player.vimeo.com/video/76979871?title=0": VIMEO,
    "https://vimeo.com/channels/staffpicks/76979871": VIMEO,
    "https://vimeo.com/groups/theatre/videos/76979871": VIMEO,
    "https://vimeo.com/showcase/123/video/76979871": VIMEO,
    "https://vimeo.com/76979871/0a1b2c": HostedVideo("Vimeo", "76979871", key="0a1b2c"),
    "https://player.vimeo.com/video/76979871?h=0a1b2c": HostedVideo("Vimeo", "76979871", key="0a1b2c"),
    "https://vimeo.com/76979871#t=1h2m3s": HostedVideo("Vimeo", "76979871", start=3723),
}
OTHERS = [
    "",
    "trailer",
    "https://example.org/watch?v=aqz-KE-bpKQ",
    "https://youtube.com.example.org/watch?v=aqz-KE-bpKQ",
    "https://youtube.com@example.org/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com/",
    "https://www.youtube.com/watch?v=short",
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ%22onload",
    "https://www.youtube.com/@company",
    "https://www.youtube.com/embed/videoseries?list=PL123",
    "https://vimeo.com/company",
    "https://player.vimeo.com/video/76979871?h=%22x",
    "javascript://youtube.com/watch?v=aqz-KE-bpKQ",
    "https://[youtube.com/watch?v=aqz-KE-bpKQ",
]


class ParseTests(SimpleTestCase):
    def test_usual_forms_name_the_same_video(self):
        for link, video in LINKS.items():
            with self.subTest(link=link):
                assert parse(link) == video

    def test_other_addresses_name_none_and_are_refused(self):
        for link in OTHERS:
            with self.subTest(link=link):
                assert parse(link) is None
                with pytest.raises(ValidationError):
                    validate_link(link)


class AddressTests(SimpleTestCase):
    def test_player_asks_the_host_to_remember_nothing(self):
        assert YOUTUBE.player_url == "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&rel=0"
        assert VIMEO.player_url == "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"

    def test_start_and_key_reach_the_player(self):
        video = HostedVideo("YouTube", "aqz-KE-bpKQ", start=90)
        assert video.player_url == "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&rel=0&start=90"
        video = HostedVideo("Vimeo", "76979871", key="0a1b2c", start=7)
        assert video.player_url == "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1&h=0a1b2c#t=7s"

    def test_page_of_the_host_is_the_same_video(self):
        for link, video in LINKS.items():
            with self.subTest(link=link):
                assert parse(video.page_url) == video
