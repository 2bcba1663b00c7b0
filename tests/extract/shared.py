"""Real files beside the repository, where there are any."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared_files(folder: str) -> list[Path]:
    """Return the files of a folder of the shared material; skips the test without it."""
    root = Path(os.environ.get("KYYEU_SHARED", Path(__file__).parents[3] / "shared"))
    directory = root / "data" / folder
    if not directory.is_dir():
        pytest.skip("needs the shared material: set KYYEU_SHARED")
    return sorted(path for path in directory.rglob("*") if path.is_file())
