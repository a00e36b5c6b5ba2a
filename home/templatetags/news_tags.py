from django import template

from home import news

register = template.Library()


@register.simple_tag
def latest_news(limit: int):
    """The newest news in the language being read, ready for cards."""
    return news.latest_news(limit)
