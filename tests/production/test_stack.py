"""The stack itself: it is up, and it is production's."""

import ssl
import urllib.request

from tests.production.stack import ProductionStack


def test_the_site_answers_through_nginx_with_a_certificate_that_is_checked(stack: ProductionStack) -> None:
    context = ssl.create_default_context(cafile=stack.tls_certificate)
    with urllib.request.urlopen(f"{stack.url}/api/health/", context=context) as answer:
        assert answer.status == 200
