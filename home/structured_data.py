"""Structured data in the words of schema.org: who the company is, where a page stands, what a list holds.

Pure functions on values; whole addresses throughout. What is not known is left out.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from home.addresses import absolute
from home.models import CompanySettings

Node = dict[str, Any]

# Inside a script element nothing may look like its end, nor like a comment.
UNSAFE_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(nodes: Iterable[Node]) -> SafeString:
    """The nodes as a data block, which no browser runs; empty where there are none."""
    graph = list(nodes)
    if not graph:
        return SafeString("")
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    escaped = mark_safe(text.translate(UNSAFE_IN_SCRIPT))  # noqa: S308  nothing in it can end the element
    return format_html('<script type="application/ld+json">{}</script>', escaped)


def company_reference(company: CompanySettings) -> Node:
    """The company where something else is told; `theater_group` says the rest under the same @id."""
    return {
        "@type": "TheaterGroup",
        "@id": absolute("/#company"),
        "name": company.name,
        "url": absolute("/"),
    }


def theater_group(company: CompanySettings, picture: str = "") -> Node:
    address = postal_address(company.address, company.postal_code, company.city, "IT")
    return company_reference(company) | known(
        {
            "legalName": company.legal_name,
            "description": company.tagline,
            "image": picture,
            "email": company.email,
            "telephone": company.phone,
            "taxID": company.tax_code,
            "address": address if company.city else None,
            "sameAs": [link.value["url"] for link in company.social_links],
        }
    )


def website(company: CompanySettings, languages: Iterable[str]) -> Node:
    return {
        "@type": "WebSite",
        "@id": absolute("/#website"),
        "name": company.name,
        "url": absolute("/"),
        "inLanguage": list(languages),
        "publisher": {"@id": absolute("/#company")},
    }


def postal_address(street: str, postal_code: str, city: str, country: str) -> Node:
    return {"@type": "PostalAddress"} | known(
        {
            "streetAddress": street,
            "postalCode": postal_code,
            "addressLocality": city,
            "addressCountry": country,
        }
    )


def breadcrumb_list(trail: Iterable[tuple[str, str]]) -> Node:
    """The way from the front page to this page: names and paths."""
    return {"@type": "BreadcrumbList", "itemListElement": _list_items(trail, "item")}


def item_list(name: str, items: Iterable[tuple[str, str]]) -> Node:
    """A list of pages, each of which says more about itself: names and paths."""
    elements = _list_items(items, "url")
    return {"@type": "ItemList", "name": name, "numberOfItems": len(elements), "itemListElement": elements}


def known(values: Mapping[str, Any]) -> Node:
    """The entries that say something."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _list_items(items: Iterable[tuple[str, str]], address_field: str) -> list[Node]:
    return [
        {"@type": "ListItem", "position": position, "name": name, address_field: absolute(path)}
        for position, (name, path) in enumerate(items, start=1)
    ]
