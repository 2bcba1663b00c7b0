"""A style of an office file into those that it inherits from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Inheriting(Protocol):
    """A style that may be based on another one."""

    @property
    def parent(self) -> str:
        """The name of the other one; of none, if there is no style of that name."""


_S = TypeVar("_S", bound=Inheriting)


def line_of(name: str, styles: Mapping[str, _S]) -> Iterator[_S]:
    """Yield the style called ``name`` and those that it inherits from, nearest first.

    Each comes once: damaged files have styles that inherit from each other in a circle.
    """
    passed: set[str] = set()
    while name in styles and name not in passed:
        passed.add(name)
        yield styles[name]
        name = styles[name].parent
