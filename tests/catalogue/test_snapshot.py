from __future__ import annotations

import random
import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from indexer.catalogue.snapshot import SNAPSHOT_NAME, Snapshot, reading, write_snapshot
from indexer.errors import Failure
from indexer.errors.index import IndexDamaged, IndexMissing, IndexVersionWrong
from indexer.records.works import State, Tier
from tests.catalogue.examples import DAY, MOMENT, file_of, report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.catalogue.catalogue import Catalogue
    from indexer.records.files import File
    from indexer.records.works import Work

PUBLIC = frozenset({Tier.PUBLIC})
INTERNAL = frozenset({Tier.PUBLIC, Tier.INTERNAL})
ALL = frozenset(Tier)

OPEN, SHARED, HIDDEN, LONELY = (file_of(name, f"{name}.pdf") for name in ("o", "s", "h", "l"))


def _works() -> dict[str, Work]:
    volume = _at(report(OPEN, SHARED), 1)
    inside = _at(report(SHARED, tier=Tier.INTERNAL), 2)
    return {
        "volume": volume,
        "second": replace(_at(report(OPEN), 3), parent=volume.id, position=2),
        "first": replace(inside, parent=volume.id, position=1),
        "suggested": _at(report(HIDDEN, state=State.SUGGESTED), 4),
        "beside": _at(report(HIDDEN), 5),
        "embargoed": replace(_at(report(LONELY), 6), embargo=DAY),
    }


def _at(work: Work, days: int) -> Work:
    moment = MOMENT + timedelta(days=days)
    return replace(work, created=moment, changed=moment)


@pytest.fixture
def works(catalogue: Catalogue) -> dict[str, Work]:
    """Works of all kinds in the catalogue."""
    made = _works()
    with catalogue.write() as view:
        for file in (OPEN, SHARED, HIDDEN, LONELY):
            view.files.add(file)
        view.works.add_all(made.values())
        view.authorities.merge("jica", "koica")
    return made


@pytest.fixture
def path(catalogue: Catalogue, works: dict[str, Work], tmp_path: Path) -> Path:
    """A snapshot of those works."""
    assert works
    target = tmp_path / "a?b#c %20" / SNAPSHOT_NAME
    target.parent.mkdir()
    with catalogue.read() as view:
        write_snapshot(view, target)
    return target


@pytest.fixture
def snapshot(path: Path) -> Iterator[Snapshot]:
    """That snapshot, opened."""
    opened = Snapshot.open(path)
    yield opened
    opened.close()


def test_only_published_works_are_there(snapshot: Snapshot, works: dict[str, Work]) -> None:
    """As they are in the catalogue, for whoever may see their tier."""
    later = DAY + timedelta(days=1)
    found = snapshot.works([work.id for work in works.values()], ALL, later)
    assert found == {w.id: w for w in works.values() if w.state is State.PUBLISHED}
    assert list(found) == [w.id for w in works.values() if w.state is State.PUBLISHED]
    assert snapshot.work(works["suggested"].id, ALL, later) is None
    assert snapshot.work("unknown", ALL, later) is None


def test_a_tier_that_was_not_named_is_not_shown(snapshot: Snapshot, works: dict[str, Work]) -> None:
    """In no list and no count."""
    volume, first, second = works["volume"], works["first"], works["second"]
    assert snapshot.work(first.id, PUBLIC, DAY) is None
    assert snapshot.work(first.id, INTERNAL, DAY) == first
    assert snapshot.children(volume.id, PUBLIC, DAY) == (second,)
    assert snapshot.children(volume.id, INTERNAL, DAY) == (first, second)
    assert snapshot.parent(second.id, PUBLIC, DAY) == volume
    assert snapshot.parent(first.id, PUBLIC, DAY) is None
    assert snapshot.parent(volume.id, ALL, DAY) is None
    assert snapshot.children("", ALL, DAY) == ()
    newest = [works[name] for name in ("embargoed", "beside", "second", "first", "volume")]
    assert snapshot.recent(INTERNAL, DAY, 9) == tuple(newest)
    assert snapshot.recent(PUBLIC, DAY, 2) == tuple(newest[:2])
    assert (snapshot.count(PUBLIC, DAY), snapshot.count(INTERNAL, DAY)) == (4, 5)


def test_nobody_without_a_tier_sees_anything(snapshot: Snapshot, works: dict[str, Work]) -> None:
    """There is no default."""
    nothing: frozenset[Tier] = frozenset()
    assert snapshot.works([work.id for work in works.values()], nothing, DAY) == {}
    assert snapshot.recent(nothing, DAY, 9) == ()
    assert snapshot.count(nothing, DAY) == 0
    assert snapshot.file(OPEN.sha256, nothing, DAY) is None


def test_an_embargo_ends_on_its_day_without_a_new_snapshot(
    snapshot: Snapshot, works: dict[str, Work]
) -> None:
    """Until then only readers of the restricted tier see the work and its file."""
    work, before = works["embargoed"], DAY - timedelta(days=1)
    restricted = frozenset({Tier.RESTRICTED})
    assert snapshot.work(work.id, PUBLIC, before) is None
    assert work not in snapshot.recent(PUBLIC, before, 9)
    assert snapshot.file(LONELY.sha256, PUBLIC, before) is None
    assert snapshot.work(work.id, restricted, before) == work
    assert snapshot.file(LONELY.sha256, restricted, before) == LONELY
    assert snapshot.work(work.id, PUBLIC, DAY) == work
    assert snapshot.file(LONELY.sha256, PUBLIC, DAY) == LONELY


@pytest.mark.parametrize(
    ("file", "public", "internal"),
    [(OPEN, True, True), (SHARED, False, True), (HIDDEN, False, False)],
)
def test_a_file_is_as_strict_as_the_strictest_work_in_it(
    snapshot: Snapshot, works: dict[str, Work], file: File, *, public: bool, internal: bool
) -> None:
    """No download reveals a hidden paper, or one that nobody has published."""
    assert works
    assert (snapshot.file(file.sha256, PUBLIC, DAY) == file) is public
    assert (snapshot.file(file.sha256, INTERNAL, DAY) == file) is internal
    assert (snapshot.file(file.sha256, ALL, DAY) == file) is internal


def test_the_files_of_a_work_come_in_its_order(snapshot: Snapshot, works: dict[str, Work]) -> None:
    """Those that may be seen."""
    assert snapshot.files(works["volume"].id, INTERNAL, DAY) == (OPEN, SHARED)
    assert snapshot.files(works["volume"].id, PUBLIC, DAY) == (OPEN,)
    assert snapshot.files(works["first"].id, PUBLIC, DAY) == ()


def test_authorities_are_found_by_old_keys_too(snapshot: Snapshot) -> None:
    """A link from before a merger still works."""
    found = snapshot.authorities(["koica", "jica", "nobody", "country-vn"])
    assert found["jica"].key == "koica"
    assert found["koica"] == found["jica"] == snapshot.authority("jica")
    assert set(found) == {"koica", "jica", "country-vn"}
    assert snapshot.authority("nobody") is None
    assert found["country-vn"] in snapshot.all_authorities()


def test_authorities_are_the_same_however_many_are_kept(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is kept for the next page; what is too much is read again."""
    monkeypatch.setattr(reading, "_MOST_NAMED", 2)
    keys = [record.key for record in snapshot.all_authorities()[:5]]
    for some in (keys[:2], keys, [*keys, "nobody"], keys[:1]):
        found = snapshot.authorities(some)
        assert [found[key].key for key in some if key in found] == [k for k in some if k in keys]


def test_equal_records_give_equal_bytes(catalogue: Catalogue, path: Path, tmp_path: Path) -> None:
    """Whoever builds sees whether the site would show anything else."""
    again = tmp_path / "again.sqlite"
    with catalogue.read() as view:
        write_snapshot(view, again)
    assert again.read_bytes() == path.read_bytes()
    assert [one.name for one in path.parent.iterdir()] == [SNAPSHOT_NAME]


def test_many_threads_read_one_snapshot(snapshot: Snapshot, works: dict[str, Work]) -> None:
    """As those of the site do."""
    found: list[bool] = []

    def read() -> None:
        for _ in range(20):
            work = works["volume"]
            found.append(snapshot.work(work.id, PUBLIC, DAY) == work)

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 120


def test_a_flipped_bit_never_changes_an_answer(path: Path, works: dict[str, Work]) -> None:
    """A record is right, or not there, or the damage is named."""
    whole = path.read_bytes()
    work = works["volume"]
    start = whole.index(f'"id":"{work.id}"'.encode()) - 60
    chance = random.Random(5)  # noqa: S311 - the same bits in every run
    named = 0
    for _ in range(200):
        broken = bytearray(whole)
        broken[start + chance.randrange(600)] ^= 1 << chance.randrange(8)
        path.write_bytes(broken)
        try:
            opened = Snapshot.open(path)
            assert opened.work(work.id, PUBLIC, DAY) in (work, None)
            opened.close()
        except (IndexDamaged, IndexVersionWrong):
            named += 1
    assert named > 150


def test_verify_finds_all_damage_that_matters(path: Path, works: dict[str, Work]) -> None:
    """What it passes holds what was written: the damage lies where nothing is stored."""
    whole = path.read_bytes()
    ids = [work.id for work in works.values()]
    sound = _everything(path, ids)
    chance = random.Random(3)  # noqa: S311 - damage at the same places in every run
    found = 0
    for _ in range(20):
        broken = bytearray(whole)
        place = chance.randrange(len(whole) - 64)
        broken[place : place + 64] = bytes(byte ^ 0x5A for byte in broken[place : place + 64])
        path.write_bytes(broken)
        try:
            assert _everything(path, ids) == sound
        except Failure:
            found += 1
    assert found >= 10


def _everything(path: Path, ids: list[str]) -> object:
    opened = Snapshot.open(path)
    opened.verify()
    files = [opened.file(file.sha256, ALL, DAY) for file in (OPEN, SHARED, HIDDEN, LONELY)]
    return opened.works(ids, ALL, DAY), files, opened.all_authorities(), opened.recent(ALL, DAY, 9)


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"x" * 5000])
def test_what_is_no_snapshot_is_named(tmp_path: Path, content: bytes) -> None:
    """Cut short, or something else altogether."""
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(IndexDamaged):
        Snapshot.open(path)


def test_a_missing_snapshot_is_named(tmp_path: Path) -> None:
    """As an index that is not built yet."""
    with pytest.raises(IndexMissing):
        Snapshot.open(tmp_path / "x")


def test_the_days_of_embargoes_are_those_of_the_record(works: dict[str, Work]) -> None:
    """The query's rule and the record's are one."""
    assert works["embargoed"].tier_on(date(2000, 1, 1)) is Tier.RESTRICTED


def test_pages_of_a_file_are_known_by_all_the_works_in_it(
    snapshot: Snapshot, works: dict[str, Work]
) -> None:
    """Of whatever state and tier; which of them may be seen is said beside it."""
    volume, first = works["volume"], works["first"]
    shared = snapshot.readable(SHARED.sha256, PUBLIC, DAY)
    assert shared is not None
    assert shared.file == SHARED
    assert {one.work for one in shared.holders} == {volume.id, first.id}
    assert shared.seen == {volume.id}
    assert not shared.shows(1)
    internal = snapshot.readable(SHARED.sha256, INTERNAL, DAY)
    assert internal is not None
    assert internal.shows(1)


def test_a_page_of_a_work_that_nobody_published_is_not_shown(
    snapshot: Snapshot, works: dict[str, Work]
) -> None:
    """Also where a published work has the same page."""
    hidden = snapshot.readable(HIDDEN.sha256, ALL, DAY)
    assert hidden is not None
    assert hidden.seen == {works["beside"].id}
    assert not hidden.shows(1)
    assert snapshot.readable("0" * 64, ALL, DAY) is None
