from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from indexer.errors.works import WorkUnknown
from indexer.records.works import Field, Origin, Role, State, Value, WorkFile
from tests.catalogue.examples import MOMENT, file_of, report

if TYPE_CHECKING:
    from indexer.catalogue.catalogue import Catalogue

FILE = file_of("a")


def test_a_work_comes_back_as_it_was_stored(catalogue: Catalogue) -> None:
    """Values in their order with evidence, files with their pages, parent, embargo, moments."""
    with catalogue.write() as view:
        view.files.add(FILE)
        volume = view.works.add(replace(report(FILE), created=MOMENT, changed=MOMENT))
        part = WorkFile(FILE.sha256, Role.ANNEX, "vi", "bản 2", 12, 19)
        paper = replace(report(), files=(part,), parent=volume.id, embargo=date(2027, 1, 1))
        stored = view.works.add(replace(paper, position=3))
    with catalogue.read() as view:
        assert view.works.get(volume.id) == volume
        assert view.works.get(stored.id) == stored
        assert stored.created is not None
        assert replace(stored, created=None, changed=None) == replace(paper, position=3)
        assert view.works.children(volume.id) == (stored,)
        assert set(view.works.of_file(FILE.sha256)) == {volume, stored}
        assert view.works.get_many([volume.id, "none"]) == {volume.id: volume}


def test_works_are_listed_by_state(catalogue: Catalogue) -> None:
    """All of them where no state is named."""
    with catalogue.write() as view:
        for state in State:
            view.works.add(report(state=state))
    with catalogue.read() as view:
        assert len(view.works.all()) == 4
        shown = view.works.all({State.PUBLISHED, State.WITHDRAWN})
    assert {work.state for work in shown} == {State.PUBLISHED, State.WITHDRAWN}


def test_an_unknown_work_is_named(catalogue: Catalogue) -> None:
    """By every method that needs it."""
    unknown = report()
    with catalogue.write() as view:
        for act in (
            lambda: view.works.get(unknown.id),
            lambda: view.works.replace(unknown),
            lambda: view.works.set_state(unknown.id, State.DELETED),
            lambda: view.works.set_values(unknown.id, (), {Origin.READ}),
            lambda: view.works.purge(unknown.id),
        ):
            with pytest.raises(WorkUnknown, match=unknown.id):
                act()


def test_a_replaced_work_keeps_when_it_was_created(catalogue: Catalogue) -> None:
    """And shows when it was changed."""
    with catalogue.write() as view:
        view.files.add(FILE)
        work = view.works.add(replace(report(FILE), created=MOMENT, changed=MOMENT))
        view.works.replace(replace(work, values=work.values[:2], files=(), created=None))
        found = view.works.get(work.id)
    assert (found.created, found.values, found.files) == (MOMENT, work.values[:2], ())
    assert found.changed is not None
    assert found.changed > MOMENT


def test_new_suggestions_leave_what_people_entered(catalogue: Catalogue) -> None:
    """Only values of the named origins are replaced; equal ones do not touch the work."""
    mine = Value(Field.NOTE, "đã xem", Origin.IMPORTED)
    new = (Value(Field.TITLE, "Tên mới", Origin.SUGGESTED),)
    programs = {Origin.READ, Origin.SUGGESTED}
    with catalogue.write() as view:
        work = view.works.add(replace(report(), created=MOMENT, changed=MOMENT))
        work = view.works.replace(replace(work, values=(*work.values, mine)))
        confirmed = [value for value in work.values if value.origin is Origin.CONFIRMED]
        view.works.set_values(work.id, new, programs)
        found = view.works.get(work.id)
        view.works.set_values(work.id, new, programs)
        assert view.works.get(work.id) == found
        with pytest.raises(ValueError, match="origins"):
            view.works.set_values(work.id, (mine,), programs)
    assert found.values == (*confirmed, mine, *new)


def test_deleting_keeps_everything_and_purging_only_the_id(catalogue: Catalogue) -> None:
    """A purged work is unknown, its papers stand alone, its id is taken for ever."""
    other = file_of("other")
    with catalogue.write() as view:
        view.files.add(FILE)
        view.files.add(other)
        volume = view.works.add(report(FILE, other))
        paper = view.works.add(replace(report(FILE), parent=volume.id, position=1))
        view.works.set_state(volume.id, State.DELETED)
        assert view.works.get(volume.id).values == volume.values
        assert view.works.purge(volume.id) == (other.sha256,)
    with catalogue.write() as view:
        assert view.works.all() == (replace(view.works.get(paper.id), parent="", position=0),)
        with pytest.raises(WorkUnknown):
            view.works.get(volume.id)
        with pytest.raises(ValueError, match="taken"):
            view.works.add(replace(report(), id=volume.id))
        assert view.works.new_id() not in {volume.id, paper.id}
    assert "đoàn" not in _dump(catalogue, volume.id)


def _dump(catalogue: Catalogue, work: str) -> str:
    with catalogue.read() as view:
        execute = view.works._connection.exec_driver_sql
        values = execute(f"SELECT * FROM work_values WHERE work = '{work}'").all()  # noqa: S608 - an id
        files = execute(f"SELECT * FROM work_files WHERE work = '{work}'").all()  # noqa: S608 - an id
        return str([*values, *files])


def test_ten_thousand_works_are_loaded_in_three_statements(catalogue: Catalogue) -> None:
    """However many works, never a statement for each."""
    works = [replace(report(FILE), position=i) for i in range(10_000)]
    with catalogue.write() as view:
        view.files.add(FILE)
        view.works.add_all(works)
    statements: list[str] = []
    with catalogue.read() as view:
        engine = view.works._connection.engine
        event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        loaded = view.works.all()
    assert len(loaded) == 10_000
    assert len(statements) == 3
