"""Lists of references stand in the order of their style."""

from __future__ import annotations

from dataclasses import replace

from indexer.records.persons import parse_person
from search_app.cite.styles import STYLES, ordered
from tests.search_app.cite.items import PAPER


def test_theses_order_by_given_name_others_by_family_name() -> None:
    """In the order of the Vietnamese alphabet: Đ behind D, Ân behind An."""
    names = ("Đỗ Văn Cường", "Trần Thị Ân", "Nguyễn Văn An", "Dương Văn Đức")
    items = [replace(PAPER, authors=(parse_person(name),)) for name in names]
    by_given = [one.authors[0].written for one in ordered(items, STYLES["thesis"])]
    by_family = [one.authors[0].written for one in ordered(items, STYLES["apa"])]
    assert by_given == ["Nguyễn Văn An", "Trần Thị Ân", "Đỗ Văn Cường", "Dương Văn Đức"]
    assert by_family == ["Dương Văn Đức", "Đỗ Văn Cường", "Nguyễn Văn An", "Trần Thị Ân"]
