import re
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import Context, Template
from django.test import SimpleTestCase, override_settings

from home.stylesheets import PRINT, SCREEN

# Only on pages that exist while DEBUG is on.
NOT_FOR_VISITORS = {"admin.css", "crops.css", "dev.css"}
# Compressing the files of Wagtail, of the API's pages and of the widget takes two minutes; the bundle has none of them.
OF_OTHERS = ["wagtail*", "admin", "rest_framework", "drf_spectacular*", "it", "en"]
BUNDLING = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "home.stylesheets.BundlingStorage"},
}


def links() -> list[tuple[str, str]]:
    html = Template("{% load stylesheet_tags %}{% stylesheets %}").render(Context())
    return re.findall(r'<link rel="stylesheet" href="([^"]+)" media="(\w+)">', html)


class StylesheetTests(SimpleTestCase):
    def test_every_stylesheet_stands_in_the_list_once(self):
        folder = Path(finders.find("home/css/tokens.css")).parent
        assert sorted([*SCREEN, *PRINT]) == sorted({path.name for path in folder.glob("*.css")} - NOT_FOR_VISITORS)

    def test_pages_link_each_file_while_there_is_no_bundle(self):
        assert links() == [
            *[(f"/static/home/css/{name}", "all") for name in SCREEN],
            ("/static/home/css/print.css", "print"),
        ]

    def test_collected_files_have_a_bundle_of_all_of_them(self):
        with TemporaryDirectory() as folder, override_settings(STATIC_ROOT=folder, STORAGES=BUNDLING):
            for _ in range(2):  # a second release finds the files of the first
                call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=OF_OTHERS)
            [(address, media)] = links()
            path = Path(folder) / address.removeprefix(settings.STATIC_URL)
            text = path.read_text()
            compressed = path.with_name(f"{path.name}.gz").exists()
        assert media == "all"
        assert re.fullmatch(r"bundle\.[0-9a-f]{12}\.css", path.name)
        assert compressed
        assert text.index(".site-header") < text.index(".hero") < text.index("@media print {\n/* On paper")
        assert re.search(r'url\("\.\./fonts/bricolage-grotesque\.[0-9a-f]{12}\.woff2"\)', text)
        assert text.count("{") == text.count("}")
