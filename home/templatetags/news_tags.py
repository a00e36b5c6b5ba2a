from django import template

from home import queries

register = template.Library()


@register.simple_tag
def latest_news(limit: int):
    """The newest news in the language being read, ready for cards."""
    return queries.latest_news(limit)
