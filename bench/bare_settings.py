"""The same without any middleware: what Django itself takes for an empty view."""

from bench.settings import *  # noqa: F403  Django's way to build one settings module on another

MIDDLEWARE = []
