"""What a long step says of itself while it runs; the command line decides how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


class Step(Protocol):
    """A running step."""

    def advance(self, done: int = 1) -> None:
        """Count ``done`` more units as finished."""


class Progress(Protocol):
    """Where steps are announced."""

    def step(self, name: str, total: int) -> AbstractContextManager[Step]:
        """Announce a step of ``total`` units."""


class Silent:
    """A progress that nobody watches; also its own step."""

    def step(self, name: str, total: int) -> Silent:
        """Announce nothing."""
        del name, total
        return self

    def advance(self, done: int = 1) -> None:
        """Count nothing."""

    def __enter__(self) -> Self:
        """Begin the step."""
        return self

    def __exit__(self, *raised: object) -> None:
        """End the step."""
