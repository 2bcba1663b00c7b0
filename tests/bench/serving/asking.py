"""Requests over kept connections into the milliseconds that each answer took."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and when."""

    address: str
    status: int
    """0 where nothing came."""
    size: int
    """Bytes of the body as sent."""
    milliseconds: float


class Connection:
    """A kept connection, opened when it is first needed."""

    def __init__(self, site: str) -> None:
        self._host, _, port = urlsplit(site).netloc.rpartition(":")
        self._port = int(port)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, address: str, since: float | None = None) -> Answer:
        """Return the answer; its time counts from ``since``, when the reader wanted it."""
        begun = since if since is not None else time.perf_counter()
        try:
            status, size = await asyncio.wait_for(self._exchange(address), _WAIT)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            status, size = 0, 0
            self.close()
        return Answer(address, status, size, 1000 * (time.perf_counter() - begun))

    async def _exchange(self, address: str) -> tuple[int, int]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        head = f"GET {address} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\n\r\n"
        writer.write(head.encode())
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        size = int(headers.get("content-length", "0"))
        await reader.readexactly(size)
        if headers.get("connection") == "close":
            self.close()
        return int(lines[0].split()[1]), size

    def close(self) -> None:
        """Close it; the next question opens another."""
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None


async def one_by_one(site: str, addresses: Sequence[str]) -> list[Answer]:
    """Return the answers of one reader who asks again when the last answer is there."""
    connection = Connection(site)
    answers = [await connection.ask(address) for address in addresses]
    connection.close()
    return answers


async def crowd(
    site: str, addresses: Sequence[str], readers: int, pause: float, seconds: float
) -> list[Answer]:
    """Return the answers of readers who each ask every ``pause`` seconds, from any moment on.

    An answer's time counts from when it was to be asked, so that a stall delays all who wait.
    """
    tasks = [_reader(site, addresses, number, pause, seconds) for number in range(readers)]
    return [answer for answers in await asyncio.gather(*tasks) for answer in answers]


async def _reader(
    site: str, addresses: Sequence[str], number: int, pause: float, seconds: float
) -> list[Answer]:
    chance = random.Random(number)  # noqa: S311 - a repeatable choice, no secret
    connection = Connection(site)
    start = time.perf_counter()
    moment = start + chance.uniform(0, pause)
    answers = []
    while moment < start + seconds:
        await asyncio.sleep(max(0.0, moment - time.perf_counter()))
        answers.append(await connection.ask(chance.choice(addresses), moment))
        moment += pause
    connection.close()
    return answers
