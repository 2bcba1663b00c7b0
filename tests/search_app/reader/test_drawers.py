"""Real drawing processes, also under hostile files."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from search_app.reader.drawers import Drawers
from search_app.reader.order import Order
from tests.search_app.reader.sheets import make_image, make_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = Order("pdf", 1, 160)


@pytest.fixture
def drawers() -> Iterator[Drawers]:
    """One process that draws."""
    with closing(Drawers(1)) as made:
        yield made


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A PDF of one page."""
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf())
    return path


def _pid(drawers: Drawers) -> int:
    drawer = drawers._idle.get()
    drawers._idle.put(drawer)
    assert drawer is not None
    return drawer.process.pid


def test_a_page_comes_back_as_webp(drawers: Drawers, sheet: Path) -> None:
    """Whole, and the process goes on to the next."""
    first, second = drawers.draw(sheet, PAGE), drawers.draw(sheet, PAGE)
    assert first is not None
    assert first[:4] + first[8:12] == b"RIFFWEBP"
    assert first == second


def test_what_cannot_be_drawn_gives_nothing(drawers: Drawers, tmp_path: Path) -> None:
    """Damaged, empty, or another page than there is."""
    for data in (b"%PDF-1.4 rubbish", b"", make_pdf()):
        path = tmp_path / "x"
        path.write_bytes(data)
        assert drawers.draw(path, Order("pdf", 7, 160)) is None


def test_a_bomb_ends_its_own_child_alone(drawers: Drawers, tmp_path: Path, sheet: Path) -> None:
    """An image of more pixels than memory; the process still draws."""
    bomb = bytearray(make_image("png"))
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    path = tmp_path / "bomb.png"
    path.write_bytes(bomb)
    assert drawers.draw(path, Order("png", 1, 160)) is None
    pid = _pid(drawers)
    assert drawers.draw(sheet, PAGE)
    assert _pid(drawers) == pid


def test_a_lost_process_is_replaced(drawers: Drawers, sheet: Path) -> None:
    """It takes one picture with it at most."""
    assert drawers.draw(sheet, PAGE)
    lost = _pid(drawers)
    os.kill(lost, signal.SIGKILL)
    drawers.draw(sheet, PAGE)
    assert drawers.draw(sheet, PAGE)
    assert _pid(drawers) != lost


def test_many_threads_share_few_processes(drawers: Drawers, sheet: Path) -> None:
    """Each gets its own picture."""
    orders = [Order("pdf", 1, width) for width in (160, 200, 240)] * 2
    with ThreadPoolExecutor(6) as threads:
        drawn = list(threads.map(lambda order: drawers.draw(sheet, order), orders))
    assert all(drawn)
    assert drawn[:3] == drawn[3:]
    assert len(set(drawn)) == 3


def test_a_missing_original_is_the_callers_matter(drawers: Drawers, tmp_path: Path) -> None:
    """No process is asked."""
    with pytest.raises(FileNotFoundError):
        drawers.draw(tmp_path / "gone", PAGE)


def test_closing_ends_the_processes(sheet: Path) -> None:
    """None is left over."""
    drawers = Drawers(1)
    drawers.draw(sheet, PAGE)
    pid = _pid(drawers)
    drawers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
