"""How gunicorn serves the site, in the image, in tests and in measurements: `gunicorn --config infra/gunicorn.py`.

Three things differ between machines and come from the environment: where it listens, how many processes, how many
threads in each. docs/settings.md has their table, and the table of all time limits.
"""

import gc
import os
import shutil
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

wsgi_app = "azionelab.wsgi"
chdir = str(Path(__file__).resolve().parent.parent)  # the project, wherever the command was given
proc_name = "azionelab"

# A socket in the volume that nginx shares: no port, no name to resolve, and a release switches by renaming a link.
bind = os.environ.get("AZIONELAB_BIND", "unix:/run/azionelab/backend.sock").split(",")
# What makes files here lets the group write, and nobody else read: nginx reaches socket and pictures by its group.
umask = 0o007

# One process more than the machine has cores, since Python computes in one thread at a time and a request waits for the
# database now and then; two threads in each, since more would mostly wait for one another. As 2 processes of 4 threads
# the site booked and confirmed at four fifths of the rate, and a fourth process took more memory than it gave speed.
worker_class = "gthread"
workers = int(os.environ.get("AZIONELAB_WORKERS", "3"))
threads = int(os.environ.get("AZIONELAB_THREADS", "2"))
# Load once, then fork: the processes share what they have not changed, and one that died is back at once. A new version
# is a new container, so that it does not matter that a reload (HUP) starts the processes anew with the old code.
preload_app = True

# No socket for commands: signals are enough, and nobody has to guard it.
control_socket_disable = True
# nginx takes over slow clients, so a process that has not told for so long that it lives is stuck. Longer than the
# longest statement (10 s), shorter than nginx waits for an answer (35 s).
timeout = 30
# What is being answered at a reload or a stop may be finished for so long.
graceful_timeout = 30
# nginx opens a connection for each request, so that none is sent on a connection that is just being closed.
keepalive = 0
# As long as nginx accepts a line: what is too long is refused in one place, and in words.
limit_request_line = 8190
# The sign of life is a file whose times change: in memory, so that a slow disk never looks like a stuck process.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  gunicorn makes the file's name

# nginx writes the access log. Here stand starts, stops and what went wrong, with paths masked as in the site's own log.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "INFO").lower()
logconfig_dict: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "azionelab.logs.MaskingFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
        "json": {"()": "azionelab.logs.JSONFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": os.environ.get("LOG_FORMAT", "json")}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"gunicorn.error": {"handlers": ["console"], "level": loglevel.upper(), "propagate": False}},
}


# Where the processes count for /metrics (ADR 0036), a folder of this server alone. Known before the site is loaded.
METRICS = "PROMETHEUS_MULTIPROC_DIR"
if {"METRICS_TOKEN", "METRICS_TOKEN_FILE"} & os.environ.keys() and METRICS not in os.environ:
    os.environ[METRICS] = tempfile.mkdtemp(prefix="azionelab-metrics-")


def pre_fork(server: Any, worker: Any) -> None:
    """Gives each process a place, which its successor takes over: so the files of /metrics stay few."""
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = next(place for place in count() if place not in taken)


def post_fork(server: Any, worker: Any) -> None:
    from prometheus_client import values  # noqa: PLC0415  it looks for the folder when it is loaded

    if METRICS in os.environ:
        values.ValueClass = values.MultiProcessValue(lambda: worker.place)


def on_exit(server: Any) -> None:
    if METRICS in os.environ and not server.reexec_pid:
        shutil.rmtree(os.environ[METRICS], ignore_errors=True)


def when_ready(server: Any) -> None:
    """Loads what Django would load at the first request, so that the processes share it, and leaves it be.

    Frozen objects are not looked at by the garbage collector: what it only looks at, it would write to and so copy.
    """
    from django.conf import settings  # noqa: PLC0415
    from django.template import engines  # noqa: PLC0415
    from django.urls import get_resolver  # noqa: PLC0415  the application has been loaded now

    server.log.info("AzioneLab %s is ready", settings.AZIONELAB_VERSION)
    get_resolver().url_patterns  # noqa: B018  a lookup that loads
    engines.all()
    gc.collect()
    gc.freeze()
