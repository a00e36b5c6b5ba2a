"""The sign-in leads each role to the place of their work."""

from django.test import TestCase

from azionelab import roles
from tests.staff import make_member


class PlaceOfWorkTests(TestCase):
    def test_each_role_lands_where_it_works(self):
        for role, place in [
            (roles.EDITORS, "/admin/"),
            (roles.BOX_OFFICE, "/admin/box-office/"),
            (roles.FRONT_OF_HOUSE, "/check-in/"),
            (roles.ADMINISTRATORS, "/admin/"),
        ]:
            with self.subTest(role):
                self.client.force_login(make_member(role))
                answer = self.client.get("/login/")
                self.assertRedirects(answer, place, fetch_redirect_response=False)
