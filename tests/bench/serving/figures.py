"""A running server and addresses into figures: milliseconds, bytes, memory, processor time."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import numpy as np

from tests.bench.serving.asking import Connection, crowd, one_by_one
from tests.bench.serving.slow import ask_meanwhile
from tests.search_app.hostile import hostile_addresses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.bench.serving.asking import Answer
    from tests.bench.serving.served import Served

_WARM_UP = 30
_MEMORY_SECONDS = 5.0
_PARTS = re.compile(r'<(?:link rel="(?:stylesheet|icon)"|script)[^>]* (?:href|src)="([^"]+)"')
_HOSTILE_CPU = 2.0
_FINE = {200, 302, 304, 400, 404, 414, 431}


async def pages(
    site: Served, classes: Mapping[str, Sequence[str]], asked: Sequence[str]
) -> dict[str, Any]:
    """Return what result pages take, asked one after the other by one reader."""
    await one_by_one(site.address, asked[:_WARM_UP])
    before = site.cpu_seconds()
    answers = await one_by_one(site.address, asked)
    cpu = 1000 * (site.cpu_seconds() - before) / len(asked)
    of_class = {address: name for name, addresses in classes.items() for address in addresses}
    slowest = {
        name: _milliseconds([one for one in answers if of_class[one.address] == name])["ms_p95"]
        for name in classes
    }
    sizes = np.array([one.size for one in answers if one.status == 200]) / 1000
    return {
        **_milliseconds(answers),
        "cpu_ms": round(cpu, 1),
        "kB_p50": round(float(np.median(sizes)), 1),
        "kB_most": round(float(sizes.max()), 1),
        **({"ms_p95_by_class": slowest} if classes else {}),
        "statuses": _statuses(answers),
    }


def first_visit(site: str, address: str) -> dict[str, Any]:
    """Return the bytes that a browser loads with its first page of results, without fonts."""
    page, body = _load(site + address)
    parts = {name: _load(site + name)[0] for name in _PARTS.findall(body)}
    named = {name.partition("?")[0].rpartition("/")[2]: size for name, size in parts.items()}
    total = page + sum(named.values())
    return {"kB": round(total / 1000, 1), "page": page, **named}


async def readers(
    site: Served, asked: Sequence[str], count: int, pause: float, seconds: float
) -> dict[str, Any]:
    """Return what many readers wait, and how much memory the server takes meanwhile."""
    held: list[float] = []
    watching = asyncio.create_task(_watch(site, held))
    before = site.cpu_seconds()
    answers = await crowd(site.address, asked, count, pause, seconds)
    cpu = site.cpu_seconds() - before
    watching.cancel()
    third = max(1, len(held) // 3)
    return {
        "readers": count,
        "asked": len(answers),
        **_milliseconds(answers),
        "errors": sum(one.status not in _FINE for one in answers),
        "cores": round(cpu / seconds, 2),
        "memory_mb": [round(float(np.mean(part))) for part in (held[:third], held[-third:])],
        "statuses": _statuses(answers),
    }


async def slow(
    site: Served, asked: Sequence[str], connections: int, seconds: float
) -> dict[str, Any]:
    """Return what ordinary requests take while so many connections trickle."""
    answers, left = await ask_meanwhile(site.address, asked, connections, seconds)
    worst = max(one.milliseconds for one in answers)
    return {
        "connections": connections,
        "open_at_the_end": left,
        "asked": len(answers),
        **_milliseconds(answers),
        "ms_most": round(worst),
        "statuses": _statuses(answers),
    }


async def hostile(site: Served) -> dict[str, Any]:
    """Return what the dearest of some two hundred hostile requests costs."""
    connection = Connection(site.address)
    costs, answers = {}, []
    for address in hostile_addresses():
        before = site.cpu_seconds()
        answers.append(await connection.ask(address))
        costs[address] = site.cpu_seconds() - before
    connection.close()
    dearest = max(costs, key=lambda address: costs[address])
    return {
        "asked": len(answers),
        "cpu_seconds_most": round(costs[dearest], 2),
        "dearest": dearest[:80],
        "over_two_seconds": sum(cost > _HOSTILE_CPU for cost in costs.values()),
        "faults": [one.address[:80] for one in answers if one.status not in _FINE],
        "statuses": _statuses(answers),
    }


async def _watch(site: Served, held: list[float]) -> None:
    while True:
        held.append(site.private_mb())
        await asyncio.sleep(_MEMORY_SECONDS)


def _load(address: str) -> tuple[int, str]:
    """Return the size of an answer as sent, and its text."""
    asked = Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - our own site
    with urlopen(asked) as answer:  # noqa: S310 - our own site
        body = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
    return len(body), (gzip.decompress(body) if packed else body).decode()


def _milliseconds(answers: Sequence[Answer]) -> dict[str, float]:
    taken = [one.milliseconds for one in answers]
    middle, high = np.percentile(taken, [50, 95])
    return {"ms_p50": round(float(middle), 1), "ms_p95": round(float(high), 1)}


def _statuses(answers: Sequence[Answer]) -> dict[str, int]:
    return {
        str(status): count
        for status, count in sorted(Counter(one.status for one in answers).items())
    }
