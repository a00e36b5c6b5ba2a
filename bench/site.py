"""The site that is measured: production's programs and settings on this machine, with the demo company in it.

nginx, gunicorn and PostgreSQL run by the files of the images, as in the tests of production. Different are: gunicorn
listens on a port, which wrk and nginx both reach; no limit on visitors is ever reached, though all are counted; the
mail server is one that takes everything at once, for what a mail server costs is not ours.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from tests.production.processes import Backend, free_port
from tests.production.stack import HOST, ProductionStack, stack_folder

OUT_OF_REACH = {"EMAIL_URL": "dummymail://", "THROTTLES_FACTOR": "1000000", "AZIONELAB_UNLIMITED": "127.0.0.0/8"}
SETTINGS = {"DJANGO_SETTINGS_MODULE": "bench.settings", "LOG_LEVEL": "ERROR"}
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https"}


class BenchedSite(ProductionStack):
    """`main` is the gunicorn that nginx hands requests to; `started` brings others beside it."""

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self._port = free_port()
        upstream = {"AZIONELAB_UPSTREAMS": f"127.0.0.1:{self._port} max_fails=0"}
        super().__init__(folder, environment={**OUT_OF_REACH, **SETTINGS, **upstream, **(environment or {})})

    def _binds(self) -> dict[str, str]:
        return {"backend": f"127.0.0.1:{self._port}"}

    @property
    def main(self) -> Backend:
        return self.backends["backend"]

    def started(self, name: str, **environment: str) -> Backend:
        """Another gunicorn on the same database."""
        return self.backends.add(name, f"127.0.0.1:{free_port()}").start(**environment)

    @property
    def nginx_pid(self) -> int:
        return int((self.nginx.folder / "nginx.pid").read_text())

    @cached_property
    def postgres_pid(self) -> int:
        return int((self.postgres.data / "postmaster.pid").read_text().split()[0])


@contextmanager
def running(environment: Mapping[str, str] | None = None) -> Iterator[BenchedSite]:
    """While it runs, this process too has its settings and its database, and Django is ready.

    Once in a process: Django reads its settings only once.
    """
    with stack_folder() as folder, BenchedSite(folder, environment) as site:
        os.environ |= site.environment
        import django  # noqa: PLC0415  only now does it find its settings
        from django.db import connection  # noqa: PLC0415

        django.setup()
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")  # who fills tables takes the time that it takes
        try:
            yield site
        finally:
            connection.close()
