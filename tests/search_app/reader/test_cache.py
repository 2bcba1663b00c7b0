from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from search_app.reader.cache import PictureCache

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = "a" * 64, "b" * 64


def _picture(size: int) -> bytes:
    return b"RIFF" + (size - 8).to_bytes(4, "little") + b"x" * (size - 8)


def _cache(root: Path, most: int = 1_000_000, *gone: str) -> PictureCache:
    return PictureCache(root, most, lambda sha256: sha256 in gone)


def _age(root: Path, seconds: float) -> None:
    for path in root.glob("*/*.webp"):
        moment = path.stat().st_mtime - seconds
        os.utime(path, (moment, moment))


def test_a_picture_comes_back_also_to_another_process(tmp_path: Path) -> None:
    """By file, page and width."""
    _cache(tmp_path).put(ONE, 3, 160, _picture(100))
    assert _cache(tmp_path).get(ONE, 3, 160) == _picture(100)
    assert _cache(tmp_path).get(ONE, 3, 1000) is None
    assert _cache(tmp_path).get(TWO, 3, 160) is None


def test_a_picture_that_is_not_whole_is_none(tmp_path: Path) -> None:
    """Whatever a crash left."""
    cache = _cache(tmp_path)
    cache.put(ONE, 1, 160, _picture(100))
    (path,) = tmp_path.glob("*/*.webp")
    path.write_bytes(path.read_bytes()[:50])
    assert cache.get(ONE, 1, 160) is None


def test_what_cannot_be_drawn_is_tried_again_later(tmp_path: Path) -> None:
    """Not with every request, but not never either."""
    cache = _cache(tmp_path)
    cache.put(ONE, 1, 160, b"")
    assert cache.get(ONE, 1, 160) == b""
    _age(tmp_path, 7200)
    assert cache.get(ONE, 1, 160) is None


def test_what_was_asked_for_longest_ago_goes_first(tmp_path: Path) -> None:
    """Until there is some room again."""
    cache = _cache(tmp_path, 50_000)
    for page in range(1, 7):
        cache.put(ONE, page, 160, _picture(6_000))
        _age(tmp_path, 1000)
    assert cache.get(ONE, 1, 160)
    for page in range(7, 9):
        cache.put(ONE, page, 160, _picture(6_000))
    cache.sweep()
    left = [page for page in range(1, 9) if cache.get(ONE, page, 160)]
    assert 1 in left
    assert 2 not in left
    assert left[1:] == list(range(min(left[1:]), 9))
    assert sum(path.stat().st_size for path in tmp_path.glob("*/*.webp")) <= 45_000


def test_pictures_of_erased_files_are_removed(tmp_path: Path) -> None:
    """And rubbish of a crash, once it is old; other files are let alone."""
    _cache(tmp_path).put(ONE, 1, 160, _picture(100))
    cache = _cache(tmp_path, 1_000_000, ONE)
    cache.put(TWO, 1, 160, _picture(100))
    rubbish = [tmp_path / "bb" / name for name in (".0.part", ".1.part", "notes")]
    for path in rubbish:
        path.write_bytes(b"x")
    old = time.time() - 7200
    os.utime(rubbish[0], (old, old))
    cache.sweep()
    assert cache.get(ONE, 1, 160) is None
    assert cache.get(TWO, 1, 160)
    assert [path.exists() for path in rubbish] == [False, True, True]


def test_a_directory_that_may_not_be_written_keeps_nothing(tmp_path: Path) -> None:
    """Pictures are shown all the same."""
    (tmp_path / "file").write_bytes(b"")
    cache = _cache(tmp_path / "file")
    cache.put(ONE, 1, 160, _picture(100))
    assert cache.get(ONE, 1, 160) is None
    cache.sweep()
