"""A pure function of strings into a bounded table of its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")

_MOST_KEYS: Final = 1 << 16
"""About four times the distinct tokens of a volume; with their answers some 10 MB."""

_LONGEST_KEY: Final = 32
"""Longer tokens (addresses, rubbish) hardly recur and could fill the memory."""


class Memo(dict[str, Answer], Generic[Answer]):
    """The answers of ``function``, each computed when it is first asked for.

    Threads may share it: they can only compute an answer twice or forget one.
    """

    __slots__ = ("_function",)

    def __init__(self, function: Callable[[str], Answer]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: str) -> Answer:
        answer = self._function(key)
        if len(key) <= _LONGEST_KEY:
            if len(self) >= _MOST_KEYS:
                self.clear()
            self[key] = answer
        return answer
