"""Loops compiled for their types."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
from numba import types

from indexer.engine.compiled import compile_all, compiled, readonly

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

MODULE = """
from numba import types
from indexer.engine.compiled import compiled

@compiled(types.int64(types.int64))
def double(number):
    return 2 * number
"""


@compiled(types.int64(readonly(types.uint8)))
def add_up(numbers: NDArray[np.uint8]) -> int:
    """Return the sum."""
    total = 0
    for number in numbers:
        total += number
    return total


def test_array_of_mapped_file_is_taken() -> None:
    """An array that may not be written to is read as well as any other."""
    numbers = np.frombuffer(b"\x01\xff\x02", np.uint8)
    assert not numbers.flags.writeable
    assert add_up(numbers) == add_up(numbers.copy()) == 258


def test_nothing_is_left_to_compile() -> None:
    """The loops of all modules are found, those that nobody has called yet as well."""
    assert compile_all("indexer.engine") > 50


def test_compiled_without_a_place_to_keep_it(tmp_path: Path) -> None:
    """Where nothing may be written, loops are compiled anew by each process and work."""
    code = tmp_path / "code"
    code.mkdir()
    (code / "doubling.py").write_text(MODULE)
    # Not even root can make a directory below a file.
    nowhere = tmp_path / "file"
    nowhere.touch()
    (code / "__pycache__").touch()
    code.chmod(stat.S_IRUSR | stat.S_IXUSR)
    elsewhere = {"HOME": str(nowhere), "XDG_CACHE_HOME": str(nowhere / "cache")}
    assert _run(code, "from doubling import double; print(double(21))", **elsewhere) == "42"
    code.chmod(stat.S_IRWXU)


CALLED = """
from numba import types
from indexer.engine.compiled import compiled

@compiled(types.int64(types.int64))
def change(number):
    return number {change}
"""
CALLING = """
from numba import types
from indexer.engine.compiled import compiled
from called import change

@compiled(types.int64(types.int64))
def twice(number):
    return change(change(number))
"""


def test_a_loop_follows_those_it_calls(tmp_path: Path) -> None:
    """Machine code is not kept when another module's loop, which it holds, has changed."""
    (tmp_path / "calling.py").write_text(CALLING)
    for change, result in (("+ 1", "3"), ("* 5", "25"), ("* 5", "25")):
        (tmp_path / "called.py").write_text(CALLED.format(change=change))
        assert _run(tmp_path, "from calling import twice; print(twice(1))") == result
    kept = {path.suffix for path in (tmp_path / "__pycache__").iterdir()}
    assert {".nbi", ".nbc"} <= kept


def _run(code: Path, program: str, **settings: str) -> str:
    """Return what a program prints that imports modules from ``code``."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(code), *sys.path])} | settings
    called = [sys.executable, "-B", "-c", program]
    ran = subprocess.run(called, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()
