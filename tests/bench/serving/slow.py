"""Connections that never finish a request, and what an ordinary request takes meanwhile."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.bench.serving.asking import Connection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.serving.asking import Answer

_BETWEEN = 2.0
"""Seconds from one header of a slow request to its next."""
_PAUSE = 0.25
"""Seconds between two ordinary requests."""


async def ask_meanwhile(
    site: str, addresses: Sequence[str], connections: int, seconds: float
) -> tuple[list[Answer], int]:
    """Return the answers to ordinary requests, each on a new connection, and how many were slow.

    The latter counts the slow connections open at the end. A connection that is closed comes back
    at once, as an attacker's does.
    """
    open_now: set[int] = set()
    tasks = [asyncio.create_task(_trickle(site, number, open_now)) for number in range(connections)]
    await asyncio.sleep(min(5.0, seconds / 4))
    answers = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for address in addresses:
            connection = Connection(site)
            answers.append(await connection.ask(address))
            connection.close()
            await asyncio.sleep(_PAUSE)
            if time.perf_counter() >= end:
                break
    left = len(open_now)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return answers, left


async def _trickle(site: str, number: int, open_now: set[int]) -> None:
    host, _, port = urlsplit(site).netloc.rpartition(":")
    while True:
        try:
            reader, writer = await asyncio.open_connection(host, int(port))
            open_now.add(number)
            writer.write(b"GET /search?q=a HTTP/1.1\r\nHost: slow\r\n")
            while not reader.at_eof():
                await asyncio.sleep(_BETWEEN)
                writer.write(b"X-A: b\r\n")
                await writer.drain()
        except OSError:
            await asyncio.sleep(0.1)
        finally:
            open_now.discard(number)
