"""Production on loopback ports: nginx with TLS, one or two gunicorn, PostgreSQL, a mail server; no container needed.

The configuration of nginx, the settings of gunicorn and those of PostgreSQL are the files of the images; only ports,
folders and names are others.
"""

import email
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Self

from django.utils.crypto import get_random_string

from tests.faults.mail_server import UP, MailServer
from tests.production.preparation import collect_static, load_demo, make_certificate, manage
from tests.production.processes import Backend, Nginx, Postgres, free_port, share_with, unprivileged_account

HOST = "localhost"
LONGEST_FOLDER = 60  # the address of a socket has 108 bytes


@contextmanager
def stack_folder() -> Iterator[Path]:
    """A folder that nginx's account can reach, with a name short enough for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="azl-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Backends(dict[str, Backend]):
    """The gunicorns by name. A new name makes one that listens on its socket, `run/NAME.sock`."""

    def __init__(self, stack: "ProductionStack") -> None:
        self._stack = stack

    def __missing__(self, name: str) -> Backend:
        return self.add(name, f"unix:{self._stack.run / name}.sock")

    def add(self, name: str, bind: str) -> Backend:
        self[name] = Backend(bind, self._stack.environment, self._stack.folder / f"{name}.log")
        return self[name]


class ProductionStack:
    """Everything runs between entering and leaving it.

    With one backend it is called `backend`, and nginx reaches it by the links and sockets of production; two are called
    `backend-1` and `backend-2`, and listen on ports. `environment` is for all programs, nginx's variables included.
    """

    def __init__(self, folder: Path, backends: int = 1, environment: Mapping[str, str] | None = None) -> None:
        assert len(str(folder)) <= LONGEST_FOLDER, f"{folder} is too long for sockets; see stack_folder"
        self.folder, self._number, self._wanted = folder, backends, dict(environment or {})
        self.run, self.var, self.media, self.static = (
            folder / name for name in ("run", "var", "var/media", "var/static")
        )
        self.static_of_image = folder / "static-of-the-image"
        self.http_port, self.https_port = free_port(), free_port()
        self.url = f"https://{HOST}:{self.https_port}"
        self.backends = Backends(self)
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with self._stack:
            self._start()
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    def _start(self) -> None:
        account = unprivileged_account()
        for folder in (self.run, self.var, self.media, self.static, self.folder / "nginx"):
            share_with(account, folder)
        self.tls_certificate = make_certificate(self.folder / "tls", HOST)
        (self.folder / "tls" / "privkey.pem").chmod(0o644)  # of a week, and on this machine alone
        self.mail_server = self._stack.enter_context(MailServer(UP))
        self.postgres = Postgres()
        self._stack.callback(self.postgres.destroy)
        self.postgres.start()
        self.database_url = self.postgres.url
        self.environment = self._environment()
        with ThreadPoolExecutor() as hands:
            both = [
                hands.submit(load_demo, self.environment, self.media),
                hands.submit(collect_static, self.environment, self.static),
            ]
            for one in both:
                one.result()
        self._stack.callback(self._stop_backends)
        for name, bind in self._binds().items():
            self.backends.add(name, bind).start()
        self.nginx = Nginx(self.folder / "nginx", self._nginx_variables())
        self._stack.callback(self.nginx.stop)
        self.nginx.start()

    def _binds(self) -> dict[str, str]:
        if self._number == 1:
            return {"backend": f"unix:{self.run}/backend.sock"}
        return {f"backend-{number}": f"127.0.0.1:{free_port()}" for number in range(1, self._number + 1)}

    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("AZIONELAB_", "PG"))}
        return inherited | {
            "AZIONELAB_VAR": str(self.var),
            "CLIENT_PROXIES": "1",
            "DATABASE_URL": self.database_url,
            "DEFAULT_FROM_EMAIL": "AzioneLab <biglietteria@azionelab.example>",
            "DJANGO_ALLOWED_HOSTS": HOST,
            "DJANGO_SECRET_KEY": get_random_string(60),
            "DJANGO_SETTINGS_MODULE": "azionelab.settings.production",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_server.port}",
            "SITE_URL": self.url,
            **self._wanted,
        }

    def _nginx_variables(self) -> dict[str, str]:
        binds = [backend.bind for backend in self.backends.values()]
        servers = (
            {} if self._number == 1 else {"AZIONELAB_UPSTREAMS": ", ".join(f"{bind} max_fails=0" for bind in binds)}
        )
        return {
            "AZIONELAB_SERVER_NAME": HOST,
            "AZIONELAB_HTTP_PORT": f"127.0.0.1:{self.http_port}",
            "AZIONELAB_HTTPS_PORT": f"127.0.0.1:{self.https_port}",
            "AZIONELAB_PUBLIC_PORT": f":{self.https_port}",
            "AZIONELAB_TLS_FOLDER": str(self.folder / "tls"),
            "AZIONELAB_RUN": str(self.run),
            "AZIONELAB_STATIC": str(self.static),
            "AZIONELAB_STATIC_OWN": str(self.static_of_image),
            "AZIONELAB_MEDIA": str(self.media),
            "AZIONELAB_ACME": str(self.folder / "acme"),
            **servers,
            **{name: value for name, value in self._wanted.items() if name.startswith("AZIONELAB_")},
        }

    def _stop_backends(self) -> None:
        for backend in self.backends.values():
            backend.kill()

    # -- what tests ask of it -----------------------------------------------------------------------------------------

    def manage(self, *arguments: str, **environment: str) -> str:
        """A command of manage.py with the environment of production; what it said."""
        return manage(self.environment | environment, *arguments)

    def mails(self) -> list[EmailMessage]:
        """What the mail server has taken, oldest first."""
        return [email.message_from_bytes(text, policy=policy.default) for text in list(self.mail_server.texts)]

    def logs(self) -> dict[str, str]:
        """All that the programs have written down, by its source."""
        files = [self.nginx.access_log, self.nginx.error_log, self.nginx.folder / "start.log", self.postgres.log]
        files += [backend.log for backend in self.backends.values()]
        return {path.stem: path.read_text(errors="replace") for path in files if path.exists()}

    @contextmanager
    def out_of_reach(self) -> Iterator[None]:
        """nginx finds no backend; they run all the same."""
        reachable = self.nginx.variables.get("AZIONELAB_UPSTREAMS", "")
        self.nginx.render(AZIONELAB_UPSTREAMS=f"unix:{self.run}/nobody.sock max_fails=0")
        self.nginx.reload_and_wait()
        try:
            yield
        finally:
            self.nginx.render(AZIONELAB_UPSTREAMS=reachable)
            self.nginx.reload_and_wait()

    def switch_on_maintenance(self) -> None:
        (self.run / "maintenance").touch()

    def switch_off_maintenance(self) -> None:
        (self.run / "maintenance").unlink(missing_ok=True)
