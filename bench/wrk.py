"""The load: wrk in one thread, which counts the answers and costs little of the machine itself."""

import json
import resource
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

SCRIPT = Path(__file__).with_name("wrk.lua")
PATIENCE = 30  # seconds for one answer


class WentWrong(SystemExit):
    """The figures would mean nothing: told to the person at the terminal as it is."""


@dataclass(frozen=True)
class Load:
    """Who asks what: one request over and over, or those of a file, each once."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    requests: Path | None = None
    statuses: Iterable[int] = (200,)  # of the answers to the requests of the file


@dataclass(frozen=True)
class Told:
    """What wrk tells of one run. Times of answers are in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float
    own_cpu: float  # seconds of processor time that it took itself


def program() -> str:
    found = shutil.which("wrk")
    if not found:
        raise WentWrong("The benchmark needs wrk on the PATH (Debian: apt-get install wrk).")
    return found


def run(load: Load, clients: int, seconds: int) -> Told:
    """Clients that each send their next request as soon as the one before is answered."""
    options = ["--threads=1", f"--connections={clients}", f"--duration={seconds}s", f"--timeout={PATIENCE}s"]
    headers = [f"--header={name}: {value}" for name, value in load.headers.items()]
    file = [str(load.requests), ",".join(map(str, load.statuses))] if load.requests else []
    command = [program(), *options, *headers, f"--script={SCRIPT}", load.url, "--", *file]
    before = _cpu_of_children()
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return told(answer.stdout + answer.stderr, load.url, _cpu_of_children() - before)


def told(output: str, url: str, own_cpu: float) -> Told:
    """From what wrk has printed, the line of our script being its last; refuses a run with any other answers."""
    line = output.strip().splitlines()[-1] if output.strip() else ""
    if not line.startswith("{"):
        raise WentWrong(f"wrk failed at {url}:\n{output}")
    facts = json.loads(line)
    if facts["unexpected"] or facts["broken"]:
        counts = f"{facts['unexpected']} unexpected answers and {facts['broken']} broken connections"
        raise WentWrong(f"{counts} of {facts['requests']} at {url}. {facts['first']}")
    if facts["ran_out"]:
        raise WentWrong(f"{url}: this machine has sent all {facts['requests']} requests that were prepared.")
    return Told(facts["requests"], facts["microseconds"] / 1e6, facts["p50"] / 1000, facts["p99"] / 1000, own_cpu)


def write_requests(path: Path, requests: Iterable[bytes]) -> Path:
    path.write_bytes(b"".join(request + b"\0" for request in requests))
    return path


def _cpu_of_children() -> float:
    """Of those that have ended: nothing else that we have started ends while wrk runs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
