from __future__ import annotations

import multiprocessing
import os
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from indexer.catalogue import schema
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.database import make_engine, parse_url
from indexer.errors import Failure
from indexer.errors.catalogue import CatalogueMissing, CatalogueUnreachable, CatalogueVersionWrong
from indexer.errors.places import DirectoryMissing
from indexer.records.files import SourceKind
from indexer.records.runs import Outcome
from indexer.records.works import State
from tests.catalogue.examples import MOMENT, file_of, report

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_catalogue_is_made_once_and_opened_again(url: str) -> None:
    """What was written is there for the next program, seeds included."""
    with Catalogue.open(url, create=True) as catalogue, catalogue.write() as view:
        added = view.works.add(report())
    with Catalogue.open(url, create=False) as catalogue, catalogue.read() as view:
        assert view.works.get(added.id) == added
        assert view.authorities.get("country-mz").name("vi") == "Mozambique"
        assert view.sources.paths_source().kind is SourceKind.PATHS


def test_an_absent_catalogue_is_missing(url: str) -> None:
    """Without ``create`` nothing is made."""
    with pytest.raises(CatalogueMissing):
        Catalogue.open(url, create=False)


def test_the_directory_of_an_absent_catalogue_is_made_but_not_those_above(tmp_path: Path) -> None:
    """A share that is not mounted must not be filled behind its mount point."""
    with pytest.raises(DirectoryMissing):
        Catalogue.open(f"sqlite:///{tmp_path}/no/corpus/catalogue.sqlite", create=True)
    Catalogue.open(f"sqlite:///{tmp_path}/corpus/catalogue.sqlite", create=True).close()
    assert (tmp_path / "corpus" / "catalogue.sqlite").is_file()


@pytest.mark.parametrize("name", ["a?b.sqlite", "a#b%20.sqlite", "kỷ yếu.sqlite", "a b.sqlite"])
def test_any_path_may_hold_a_catalogue(tmp_path: Path, name: str) -> None:
    """What follows sqlite:/// is a path, not a part of a URL."""
    Catalogue.open(f"sqlite:///{tmp_path / name}", create=True).close()
    assert (tmp_path / name).is_file()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """Somebody else's file stays as it is."""
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"%PDF-1.7 not a database" * 100)
    with pytest.raises(CatalogueUnreachable, match="not a database"):
        Catalogue.open(f"sqlite:///{path}", create=True)
    assert path.read_bytes().startswith(b"%PDF")


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    """Our tables are not laid beside those of another program."""
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE notes (text)")
    with pytest.raises(CatalogueUnreachable, match="another program"):
        Catalogue.open(f"sqlite:///{path}", create=True)


def test_a_directory_is_no_catalogue(tmp_path: Path) -> None:
    """Neither is anything else that is no file."""
    with pytest.raises(CatalogueUnreachable):
        Catalogue.open(f"sqlite:///{tmp_path}", create=True)


@pytest.mark.parametrize(
    "wrong",
    ["", "catalogue.sqlite", "sqlite://", "mysql://localhost/x", "postgresql://u:secret@[::1/x"],
)
def test_a_wrong_url_is_a_failure_that_shows_no_password(wrong: str) -> None:
    """Whatever stands in the settings, the message says what to do."""
    with pytest.raises(Failure) as raised:
        Catalogue.open(wrong, create=True)
    assert "secret" not in raised.value.message("vi")


def test_an_unreachable_server_is_named_without_its_password() -> None:
    """The message goes to logs."""
    url = "postgresql+psycopg://reader:secret@127.0.0.1:1/kyyeu"
    with pytest.raises(CatalogueUnreachable) as raised:
        Catalogue.open(url, create=False)
    assert "127.0.0.1" in raised.value.message("en")
    assert "secret" not in raised.value.message("en")


def test_a_newer_schema_is_refused(url: str) -> None:
    """An old program must not write into what it does not know."""
    Catalogue.open(url, create=True).close()
    engine = make_engine(parse_url(url))
    with engine.begin() as connection:
        connection.execute(text("PRAGMA query_only = OFF" if "sqlite" in url else "SELECT 1"))
        statement = f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'"  # noqa: S608 - our own name
        connection.execute(text(statement))
    engine.dispose()
    with pytest.raises(CatalogueVersionWrong, match="9999"):
        Catalogue.open(url, create=True)


def test_an_exception_undoes_all_of_its_transaction(catalogue: Catalogue) -> None:
    """All or nothing."""
    work = report()

    def fail() -> None:
        with catalogue.write() as view:
            view.works.add(work)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with catalogue.read() as view:
        assert view.works.all() == ()


def test_a_reading_view_cannot_write(catalogue: Catalogue) -> None:
    """Reading never takes the writers' place."""
    with pytest.raises((CatalogueUnreachable, DBAPIError)), catalogue.read() as view:
        view.works.add(report())


def test_a_reader_sees_one_state_while_others_write(catalogue: Catalogue) -> None:
    """Two questions of one view fit together."""
    with catalogue.read() as view:
        before = view.files.outline()
        with catalogue.write() as other:
            other.files.add(file_of("new"))
        assert view.files.outline() == before
    with catalogue.read() as view:
        assert sum(view.files.outline().values()) == 1


def test_sqlite_is_set_to_lose_nothing(sqlite_url: str) -> None:
    """WAL, full sync, foreign keys, and a patience that outlasts all writers."""
    with Catalogue.open(sqlite_url, create=True) as catalogue, catalogue.read() as view:
        execute = view.works._connection.exec_driver_sql
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [execute(f"PRAGMA {name}").scalar() for name in names]
    assert found == ["wal", 2, 1, 120_000]


def _count(url: str, number: int) -> None:
    with Catalogue.open(url, create=True) as catalogue:
        for _ in range(20):
            with catalogue.write() as view:
                file = view.files.get("c" * 64)
                assert file is not None
                view.files.update(replace(file, attempts=file.attempts + 1))
                view.works.add(report())
    os._exit(0 if number >= 0 else 1)


def _open(url: str, _number: int) -> None:
    Catalogue.open(url, create=True).close()
    os._exit(0)


def _run(task: Callable[[str, int], None], url: str, number: int) -> list[int | None]:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=task, args=(url, i)) for i in range(number)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    return [process.exitcode for process in processes]


def test_many_processes_write_at_once(url: str) -> None:
    """No update is lost, nobody is told that the database is locked."""
    with Catalogue.open(url, create=True) as catalogue, catalogue.write() as view:
        view.files.add(replace(file_of("x"), sha256="c" * 64))
    assert _run(_count, url, 4) == [0] * 4
    with Catalogue.open(url, create=False) as catalogue, catalogue.read() as view:
        counted = view.files.get("c" * 64)
        assert counted is not None
        assert counted.attempts == 80
        assert len(view.works.all()) == 80


def test_many_processes_make_the_catalogue_at_once(url: str) -> None:
    """One makes it, the others wait and find it."""
    assert _run(_open, url, 4) == [0] * 4
    with Catalogue.open(url, create=False) as catalogue, catalogue.read() as view:
        assert len(view.sources.all()) == 1


def test_many_threads_share_a_catalogue(catalogue: Catalogue) -> None:
    """A catalogue is not bound to the thread that opened it."""

    def add() -> None:
        for _ in range(5):
            with catalogue.write() as view:
                view.works.add(report(state=State.SUGGESTED))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with catalogue.read() as view:
        assert len(view.works.all({State.SUGGESTED})) == 20


def test_a_forked_child_uses_connections_of_its_own(catalogue: Catalogue) -> None:
    """Reading processes are forked while the parent's catalogue is open."""
    with catalogue.write() as view:
        view.works.add(report())
    child = os.fork()
    if child == 0:
        with catalogue.read() as view:
            os._exit(0 if len(view.works.all()) == 1 else 1)
    assert os.waitpid(child, 0)[1] == 0
    with catalogue.write() as view:
        view.works.add(report())


def test_runs_are_kept(catalogue: Catalogue) -> None:
    """The morning's reader sees how the night ended, or that it did not."""
    with catalogue.write() as view:
        first = view.runs.begin(MOMENT, "nightly")
        view.runs.end(first, MOMENT, Outcome.DONE, {"read": 3})
        view.runs.begin(MOMENT, "update")
        view.runs.begin(MOMENT, "nightly")
    with catalogue.read() as view:
        latest = view.runs.latest(5)
    outcomes = [(run.command, run.outcome) for run in latest]
    assert outcomes == [
        ("nightly", Outcome.RUNNING),
        ("update", Outcome.KILLED),
        ("nightly", Outcome.DONE),
    ]
    assert latest[2].report == {"read": 3}


def test_a_path_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings' default is."""
    monkeypatch.chdir(tmp_path)
    Catalogue.open("sqlite:///corpus/catalogue.sqlite", create=True).close()
    assert Path("corpus/catalogue.sqlite").is_file()
