"""All visitors, in a process of their own: `python -m bench.onsale.crowd`, started by play.py.

The first line of its input tells where and how many; each later one is a mail that has arrived. What it writes at the
end is all that was asked and answered.
"""

import asyncio
import json
import os
import resource
import ssl
import sys
import time
from collections import defaultdict
from contextlib import suppress
from typing import Any

from bench.onsale.plans import Plan, Scale, plan
from bench.onsale.visitor import Stage, Visitor
from bench.onsale.wire import Call, Site

FIRST = -10  # nice


class Crowd:
    def __init__(self, told: dict[str, Any]) -> None:
        self.scale = Scale(**told["scale"])
        site = Site(told["name"], told["port"], ssl.create_default_context(cafile=told["trust"]))
        self.stage = Stage(site, told["page"], told["show"], told["performance"], self.scale.haste, time.monotonic())
        self.mails: dict[str, asyncio.Future[str]] = defaultdict(asyncio.get_running_loop().create_future)
        self.calls: list[Call] = []
        self.ends: list[dict[str, Any]] = []
        self.latest = 0.0

    async def rush(self) -> None:
        plans = sorted(
            (plan(number, self.scale) for number in range(self.scale.visitors)), key=lambda one: one.arrives_at
        )
        async with asyncio.TaskGroup() as visitors:
            for one in plans:
                await asyncio.sleep(self.stage.opened_at + one.arrives_at - time.monotonic())
                self.latest = max(self.latest, time.monotonic() - self.stage.opened_at - one.arrives_at)
                visitors.create_task(self.visit(one))

    async def visit(self, one: Plan) -> None:
        came = time.monotonic()
        end = await Visitor(one, self.stage, self.mails[one.email], self.calls.append).come()
        self.ends.append({"how": end, "seconds": round(time.monotonic() - came, 2)})

    async def receive(self, mails: asyncio.StreamReader) -> None:
        async for line in mails:
            mail = json.loads(line)
            if not self.mails[mail["to"]].done():
                self.mails[mail["to"]].set_result(mail["link"])

    def report(self) -> dict[str, Any]:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return {
            "calls": self.calls,
            "ends": self.ends,
            "cpu": used.ru_utime + used.ru_stime,
            "seconds": time.monotonic() - self.stage.opened_at,
            "latest": self.latest,
        }


def go_first() -> None:
    """Before all others on this machine, where that is allowed (root): visitors have computers of their own, and what
    they wait for here while the site computes would count as a wait for the site."""
    with suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, FIRST)


async def main() -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    crowd = Crowd(json.loads(await reader.readline()))
    receiving = asyncio.create_task(crowd.receive(reader))
    await crowd.rush()
    receiving.cancel()
    json.dump(crowd.report(), sys.stdout)


if __name__ == "__main__":
    go_first()
    asyncio.run(main())
