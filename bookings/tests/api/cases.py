"""What the tests of the API share: a request to book, a call in JSON, and how a refusal reads."""

from django.test import TestCase

BODY = {"party_size": 2, "name": "Giulia Neri", "email": "giulia@example.org", "privacy_accepted": True}


class ApiTestCase(TestCase):
    def post(self, path, body, **headers):
        return self.client.post(path, body, content_type="application/json", headers=headers)

    def refusal(self, response, status, code):
        """The one error of a refused answer, after checking status and code."""
        assert response.status_code == status, response.content
        [error] = response.json()["errors"]
        assert error["code"] == code
        return error
