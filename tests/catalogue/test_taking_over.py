"""A snapshot laid over a former one: the same bytes as one that was written wholly."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.catalogue.catalogue import Catalogue, View
from indexer.catalogue.snapshot import write_snapshot
from indexer.catalogue.works import Works
from indexer.records.authorities import AuthorityName, NameForm
from indexer.records.works import Field, Origin, State, Tier, Value, WorkFile
from tests.catalogue.examples import file_of, report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.records.works import Work

FILES = tuple(file_of(name, f"{name}.pdf") for name in "abcdef")
_Change = Callable[[View, list[str], int], None]


@pytest.fixture
def catalogue(sqlite_seeded: Path, tmp_path: Path) -> Iterator[Catalogue]:
    """A catalogue with some files, and few of the names, which would take most of the time."""
    path = tmp_path / "catalogue.sqlite"
    shutil.copy(sqlite_seeded, path)
    with closing(sqlite3.connect(path)) as database, database:
        few = "NOT IN ('koica', 'jica', 'country-jp', 'country-kr')"
        database.execute(f"DELETE FROM authority_names WHERE authority {few}")  # noqa: S608 - constants
        database.execute(f"DELETE FROM authorities WHERE key {few}")  # noqa: S608 - constants
    with Catalogue.open(f"sqlite:///{path}", create=False) as opened:
        with opened.write() as view:
            for file in FILES:
                view.files.add(file)
        yield opened


def _write(catalogue: Catalogue, path: Path, former: Path | None = None) -> bytes:
    with catalogue.read() as view:
        write_snapshot(view, path, former)
    return path.read_bytes()


def _add(view: View, ids: list[str], chance: int) -> None:
    file = FILES[chance % len(FILES)]
    parent = ids[chance % len(ids)] if ids and chance % 2 else ""
    state = list(State)[chance % len(State)]
    work = replace(report(file, state=state), parent=parent, position=chance % 3)
    view.works.add(work)


def _with_work(change: Callable[[View, Work, int], None]) -> _Change:
    def apply(view: View, ids: list[str], chance: int) -> None:
        if ids:
            change(view, view.works.get(ids[chance % len(ids)]), chance)

    return apply


def _set_state(view: View, work: Work, chance: int) -> None:
    view.works.set_state(work.id, list(State)[chance % len(State)])


def _set_values(view: View, work: Work, chance: int) -> None:
    value = Value(Field.NOTE, f"ghi chú {chance}", Origin.IMPORTED)
    view.works.set_values(work.id, (value,), {Origin.IMPORTED})


def _set_readers(view: View, work: Work, chance: int) -> None:
    tier, embargo = list(Tier)[chance % len(Tier)], date(2030, 1, 1 + chance % 5)
    view.works.replace(replace(work, tier=tier, embargo=embargo if chance % 2 else None))


def _set_files(view: View, work: Work, chance: int) -> None:
    parts = (WorkFile(FILES[chance % len(FILES)].sha256, first_page=1 + chance % 4),)
    view.works.replace(replace(work, files=parts))


def _purge(view: View, work: Work, _chance: int) -> None:
    view.works.purge(work.id)


def _read_again(view: View, _ids: list[str], chance: int) -> None:
    file = view.files.get(FILES[chance % len(FILES)].sha256)
    assert file is not None
    view.files.update(replace(file, characters=chance, warnings=(f"lần {chance}",)))


def _rename(view: View, _ids: list[str], chance: int) -> None:
    record = view.authorities.get("koica")
    name = AuthorityName(f"Tên khác {chance}", "vi", NameForm.VARIANT)
    view.authorities.replace(replace(record, names=(*record.names, name)))


def _merge(view: View, _ids: list[str], chance: int) -> None:
    keys = ("jica", "koica")
    if view.authorities.get(keys[0]).key != view.authorities.get(keys[1]).key:
        view.authorities.merge(keys[chance % 2], keys[1 - chance % 2])


_CHANGES: tuple[_Change, ...] = (
    _add,
    *map(_with_work, (_set_state, _set_values, _set_readers, _set_files, _purge)),
    _read_again,
    _rename,
    _merge,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(_CHANGES), st.integers(0, 1000)), min_size=1),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_taken_over_is_what_would_be_written(
    catalogue: Catalogue, tmp_path: Path, rounds: list[list[tuple[_Change, int]]]
) -> None:
    """Whatever was changed between two snapshots, and however often one was laid over another."""
    former = tmp_path / "former.sqlite"
    _write(catalogue, former)
    for changes in rounds:
        with catalogue.write() as view:
            for change, chance in changes:
                change(view, sorted(view.works.ids(*State)), chance)
        later, whole = tmp_path / "later.sqlite", tmp_path / "whole.sqlite"
        assert _write(catalogue, later, former) == _write(catalogue, whole)
        later.replace(former)


def test_only_what_has_changed_is_loaded(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the other works no value is read."""
    with catalogue.write() as view:
        works = view.works.add_all([report(FILES[0]) for _ in range(5)])
    former = tmp_path / "former.sqlite"
    _write(catalogue, former)
    with catalogue.write() as view:
        _set_values(view, works[2], 7)
    loaded: list[str] = []
    get_many = Works.get_many

    def get_and_tell(self: Works, ids: list[str]) -> dict[str, Work]:
        loaded.extend(ids)
        return get_many(self, ids)

    monkeypatch.setattr(Works, "get_many", get_and_tell)
    _write(catalogue, tmp_path / "later.sqlite", former)
    assert loaded == [works[2].id]


@pytest.mark.parametrize("damage", ["row", "page", "cut", "gone", "version"])
def test_a_damaged_former_snapshot_damages_no_other(
    catalogue: Catalogue, tmp_path: Path, damage: str
) -> None:
    """What is not what was written is made anew."""
    with catalogue.write() as view:
        view.works.add_all([report(file) for file in FILES])
    former = tmp_path / "former.sqlite"
    whole = _write(catalogue, former)
    if damage == "row":
        with closing(sqlite3.connect(former)) as database, database:
            database.execute("UPDATE works SET record = replace(record, 'Hàn', 'Hàm')")
    elif damage == "version":
        with closing(sqlite3.connect(former)) as database:
            database.execute("PRAGMA user_version = 2")
    elif damage == "gone":
        former.unlink()
    else:
        half = len(whole) // 2
        rest = b"" if damage == "cut" else bytes(4096) + whole[half + 4096 :]
        former.write_bytes(whole[:half] + rest)
    assert _write(catalogue, tmp_path / "later.sqlite", former) == whole
