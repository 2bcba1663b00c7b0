"""Seconds of work that each address has cost into who may ask now, and who has to wait how long.

A campus may stand behind one address, so requests are not counted: an address has a budget of
processor time, which refills all the time and pays for many readers. While it is half spent or
less, nobody waits. Beyond, that kind of browser waits which has spent more than half of it: the one
script that asks without end, not the readers beside it. Only when all is spent does the whole
address wait.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_ADDRESSES = 10_000
"""Known at the same time; whoever asked longest ago is forgotten first."""
MOST_BROWSERS = 50
"""Told apart at one address; all further ones count as one."""
_OTHERS = ""
_HALF = 0.5
_A_SITE = 64
"""Bits of an address of IPv6 that its holder cannot choose."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Whoever sent a request, as far as it tells."""

    address: str
    browser: str
    """What the browser says of itself: no name of a reader, and kept in memory alone."""


@dataclass(slots=True)
class _Account:
    """What one address has spent and not yet been refilled."""

    counted: float
    """When."""
    spent: dict[str, float] = field(default_factory=dict)
    """Seconds by browser."""

    def refill(self, now: float, share: float) -> float:
        """Return what is still spent at ``now``; each browser gets its part of what is refilled."""
        total = sum(self.spent.values())
        left = max(0.0, total - share * (now - self.counted))
        self.counted = now
        if not left:
            self.spent.clear()
        elif left < total:
            self.spent = {name: one * left / total for name, one in self.spent.items()}
        return left


class Budgets:
    """The budgets of all addresses; threads share it."""

    def __init__(
        self, percent: int, seconds: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Let each address use ``percent`` of a processor for long, and ``seconds`` at once.

        With 0 percent nobody ever waits.
        """
        self._share = percent / 100
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._accounts: OrderedDict[str, _Account] = OrderedDict()

    def wait(self, asker: Asker) -> float:
        """Return the seconds after which it may ask: 0 for now."""
        if not self._share:
            return 0.0
        with self._lock:
            account = self._account(asker)
            spent = account.refill(self._clock(), self._share)
            own = account.spent.get(asker.browser, 0.0)
        allowed = self._seconds * (_HALF if own > _HALF * spent else 1.0)
        return 0.0 if spent < allowed else 1 + (spent - allowed) / self._share

    def charge(self, asker: Asker, seconds: float) -> None:
        """Count what answering took, in seconds of processor time."""
        with self._lock:
            spent = self._account(asker).spent
            known = asker.browser in spent or len(spent) < MOST_BROWSERS
            browser = asker.browser if known else _OTHERS
            spent[browser] = spent.get(browser, 0.0) + seconds

    def _account(self, asker: Asker) -> _Account:
        key = _network(asker.address)
        account = self._accounts.get(key)
        if account is None:
            account = self._accounts[key] = _Account(self._clock())
        self._accounts.move_to_end(key)
        if len(self._accounts) > MOST_ADDRESSES:
            self._accounts.popitem(last=False)
        return account


def _network(address: str) -> str:
    """Return what stands for all addresses of whoever holds ``address``."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, _A_SITE), strict=False))
    return address
