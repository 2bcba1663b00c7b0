"""Loops compiled for their types."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly

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
    paths = os.pathsep.join([str(code), *sys.path])
    environment = os.environ | {
        "PYTHONPATH": paths,
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(nowhere),
        "XDG_CACHE_HOME": str(nowhere / "cache"),
    }
    environment.pop("NUMBA_CACHE_DIR", None)
    called = [sys.executable, "-c", "from doubling import double; print(double(21))"]
    ran = subprocess.run(called, env=environment, capture_output=True, text=True, check=False)
    code.chmod(stat.S_IRWXU)
    assert (ran.returncode, ran.stdout) == (0, "42\n"), ran.stderr
