"""Each role finds its guides in the admin, in the language that it reads there, and no other role's."""

from django.test import TestCase

from azionelab import roles
from tests.staff import make_member

# Each guide by its address, with a heading of it in Italian and in English.
GUIDES = {
    "/admin/guide/editors/": ("Uno spettacolo nuovo", "A new show"),
    "/admin/guide/box-office/": ("Qualcuno chiama", "Somebody calls"),
    "/admin/guide/door/": ("Prima di aprire le porte", "Before doors"),
}
OFFERED = {
    roles.EDITORS: {"/admin/guide/editors/"},
    roles.BOX_OFFICE: {"/admin/guide/box-office/", "/admin/guide/door/"},
    roles.ADMINISTRATORS: set(GUIDES),
}


class GuideTests(TestCase):
    def test_each_role_is_offered_its_guides_and_reads_no_other(self):
        for role, offered in OFFERED.items():
            self.client.force_login(make_member(role))
            first_screen = self.client.get("/admin/").content.decode()
            for address in GUIDES:
                with self.subTest(role=role, address=address):
                    assert (address in first_screen) is (address in offered)
                    assert self.client.get(address).status_code == (200 if address in offered else 404)

    def test_front_of_house_reads_none_here(self):
        self.client.force_login(make_member(roles.FRONT_OF_HOUSE))
        for address in GUIDES:
            assert self.client.get(address).status_code == 302

    def test_a_guide_is_read_in_the_language_of_the_admin(self):
        self.client.force_login(make_member(roles.ADMINISTRATORS))
        for number, language in enumerate(["it", "en"]):
            for address, headings in GUIDES.items():
                with self.subTest(address=address, language=language):
                    answer = self.client.get(address, headers={"accept-language": language})
                    self.assertContains(answer, headings[number])
                    self.assertNotContains(answer, headings[1 - number])
                    self.assertNotContains(answer, '.md"')

    def test_a_guide_that_does_not_exist_is_missing(self):
        self.client.force_login(make_member(roles.ADMINISTRATORS))
        assert self.client.get("/admin/guide/moon/").status_code == 404
