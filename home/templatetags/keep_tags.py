"""Parts of a page that only an edition changes, rendered once in it (home/page_cache.py)."""

from django import template
from django.utils.translation import get_language

from home import page_cache

register = template.Library()


class KeepNode(template.Node):
    def __init__(self, name: str, body: template.NodeList) -> None:
        self.name = name
        self.body = body

    def render(self, context: template.Context) -> str:
        page, request = context["page"], context.get("request")
        # A preview shows what is not published, and readers with a session may be shown more than others.
        if page.pk is None or request is None or getattr(request, "is_preview", False):
            return self.body.render(context)
        name = ("part", self.name, page.pk, get_language(), request.get_host())
        return page_cache.remember(name, lambda: self.body.render(context))


@register.tag
def keep(parser: template.base.Parser, token: template.base.Token) -> KeepNode:
    """`{% keep "story" %}…{% endkeep %}` around what editors write: no date, no state and no nonce stands in it."""
    name = token.split_contents()[1].strip("\"'")
    body = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(name, body)
