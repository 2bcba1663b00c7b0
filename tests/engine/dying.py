"""A deed into a child process that dies in the middle of it."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def dies_at(step: int, work: Callable[[], object]) -> bool:
    """Do ``work`` in a child that dies before its ``step``-th change of the disk."""
    with warnings.catch_warnings():
        # From Python 3.12 on forking beside NumPy's idle threads is warned of.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        _die_before(step)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 9


def _die_before(step: int) -> None:
    left = iter(range(step))

    def wrap(function: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*args: object, **options: object) -> object:
            if next(left, None) is None:
                os._exit(9)
            return function(*args, **options)

        return wrapped

    for name in ("fsync", "rename", "replace", "rmdir"):
        setattr(os, name, wrap(getattr(os, name)))
