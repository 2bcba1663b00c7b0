"""What a generation learns from its works, and what it takes over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import pytest

from indexer.build.batch import Batch
from indexer.build.lessons import find_parallels
from indexer.build.today import local_today
from indexer.engine.flat_engine import FlatEngine
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.records.works import Field, Intake, Origin, State, Tier, Value, Work
from indexer.retrieval.clauses import Source
from indexer.retrieval.learning.store import LESSONS_NAME, read_lessons
from indexer.retrieval.library import Library
from indexer.retrieval.results import Request

if TYPE_CHECKING:
    from indexer.engine.blocks import Block
    from indexer.retrieval.clauses import Expansion
    from indexer.retrieval.learning.lessons import Lessons, Sighting

PUBLIC = frozenset({Tier.PUBLIC})
UNIT = "Trung tâm Bồi dưỡng Ngoại ngữ"
Added = Callable[..., dict[str, tuple[str, ...]]]


@pytest.fixture
def added(batch: Batch) -> Iterator[Added]:
    """Ask the index of the batch and return what is added, by the words typed."""
    opened: list[Library] = []

    def search(query: str, tiers: frozenset[Tier] = PUBLIC) -> dict[str, tuple[str, ...]]:
        opened.append(Library.open(batch.settings.index, Analyser(segment)))
        understood = opened[-1].search(Request(query, tiers), local_today()).understood
        return {one.original: one.added for one in understood.expansions if _is_learnt(one)}

    yield search
    for library in opened:
        library.close()


def _is_learnt(one: Expansion) -> bool:
    return one.source in {Source.ACRONYM, Source.ASSOCIATION}


def _add(batch: Batch, name: str, text: str, tier: Tier = Tier.PUBLIC) -> Batch:
    path = batch.settings.corpus.parent / name
    path.write_text(text, encoding="utf-8")
    run = Batch(batch.settings, batch.catalogue)
    run.add([path], Intake(tier=tier))
    run.read()
    run.index(anew=False)
    return run


def _lessons(batch: Batch) -> Lessons:
    directory = FlatEngine(batch.settings.index).directory()
    return read_lessons(directory / LESSONS_NAME).lessons


def test_acronyms_of_pages_are_looked_for(batch: Batch, added: Added) -> None:
    """Both ways, from the page that states them."""
    _add(batch, "a.txt", f"Báo cáo\n\nĐoàn đã thăm {UNIT} (TTBDNN) tại Hà Nội.\n")
    assert added("báo cáo TTBDNN") == {"TTBDNN": (UNIT,)}
    assert added("trung tam boi duong ngoai ngu") == {"trung tam boi duong ngoai ngu": ("TTBDNN",)}
    (seen,) = _lessons(batch).sightings
    assert (seen.page, seen.count, len(seen.sha256)) == (1, 1, 64)


def test_works_that_are_kept_are_not_read_again(
    batch: Batch, added: Added, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their lessons are taken over; a work that goes takes its lessons along."""
    _add(batch, "a.txt", f"Báo cáo\n\nĐoàn đã thăm {UNIT} (TTBDNN) tại Hà Nội.\n")
    listened: list[str] = []

    def listen(block: Block) -> tuple[Sighting, ...]:
        listened.append(block.work)
        return ()

    monkeypatch.setattr("indexer.build.write.learn_acronyms", listen)
    _add(batch, "b.txt", "Ghi chú\n\nVề việc khác hẳn.\n")
    assert len(listened) == 1
    assert added("TTBDNN")
    work = _lessons(batch).sightings[0].work
    with batch.catalogue.write() as view:
        view.works.set_state(work, State.WITHDRAWN)
    Batch(batch.settings, batch.catalogue).index(anew=False)
    assert (added("TTBDNN"), _lessons(batch).sightings) == ({}, ())


def test_tiers_learn_apart_and_withdrawal_acts_at_once(batch: Batch, added: Added) -> None:
    """What only hidden works state is not known to a reader."""
    _add(batch, "a.txt", f"Báo cáo\n\nĐoàn đã thăm {UNIT} (TTBDNN).\n", Tier.INTERNAL)
    assert added("TTBDNN") == {}
    everything = frozenset(Tier)
    assert added("TTBDNN", everything)
    FlatEngine(batch.settings.index).withdraw([_lessons(batch).sightings[0].work])
    assert added("TTBDNN", everything) == {}


def test_lessons_that_cannot_be_read_are_learnt_anew(batch: Batch) -> None:
    """As after a change of the program."""
    _add(batch, "a.txt", f"Báo cáo\n\nĐoàn đã thăm {UNIT} (TTBDNN).\n")
    path = FlatEngine(batch.settings.index).directory() / LESSONS_NAME
    path.write_text("{}")
    run = Batch(batch.settings, batch.catalogue)
    run.index(anew=False)
    assert (run.report.works_indexed, len(_lessons(batch).sightings)) == (1, 1)


def _titled(*values: tuple[Field, str, str]) -> Work:
    return Work(
        "w",
        State.PUBLISHED,
        Tier.PUBLIC,
        values=tuple(Value(field, text, Origin.READ, language) for field, text, language in values),
    )


def test_titles_in_two_languages_teach(batch: Batch, added: Added) -> None:
    """Three works with a word and its translation, beside words that differ."""
    titles = [
        ("Dredging of canals", "Nạo vét kênh rạch"),
        ("Dredging at night", "Nạo vét ban đêm"),
        ("Costs of dredging", "Chi phí nạo vét"),
    ]
    _add_titled(batch, titles)
    Batch(batch.settings, batch.catalogue).index(anew=False)
    assert added("how is dredging done") == {"dredging": ("nạo vét",)}


def test_by_day_what_titles_have_taught_is_kept(batch: Batch, added: Added) -> None:
    """Without a work that is gone; what new titles teach is learnt with all others."""
    taught = ("Dredging of canals", "Nạo vét kênh rạch"), ("Dredging at night", "Nạo vét ban đêm")
    later = ("Weaving at night", "Dệt vải ban đêm"), ("Costs of weaving", "Chi phí dệt vải")
    works = _add_titled(batch, (*taught, ("Costs of dredging", "Chi phí nạo vét"), *taught))
    Batch(batch.settings, batch.catalogue).index()
    with batch.catalogue.write() as view:
        view.works.set_state(works[0], State.WITHDRAWN)
    new = _add_titled(batch, (*later, ("Weaving of mats", "Dệt vải thô")))
    Batch(batch.settings, batch.catalogue).index(only=frozenset(new))
    held = {
        one.english: one.works for part in _lessons(batch).associated for one in part.associations
    }
    assert set(held["dredging"]) == set(works[1:])
    assert "weaving" not in held
    assert added("how is dredging done") == {"dredging": ("nạo vét",)}
    Batch(batch.settings, batch.catalogue).index(anew=True)
    assert "weaving" in added("how is weaving done")


def _add_titled(batch: Batch, titles: Iterable[tuple[str, str]]) -> list[str]:
    """Add works with an English and a Vietnamese title."""
    with batch.catalogue.write() as view:
        return [
            view.works.add(
                Work(
                    view.works.new_id(),
                    State.PUBLISHED,
                    Tier.PUBLIC,
                    values=_titled(
                        (Field.TITLE, vietnamese, "vi"), (Field.TITLE, english, "en")
                    ).values,
                )
            ).id
            for english, vietnamese in titles
        ]


def test_parallels_of_a_work() -> None:
    """Titles; abstracts by sentences if both have as many; keywords; nothing too unlike."""
    work = _titled(
        (Field.TITLE, "Đào tạo cán bộ", "vi"),
        (Field.TITLE, "Training of officials", "en"),
        (Field.ABSTRACT, "Một câu. Hai câu.", "vi"),
        (Field.ABSTRACT, "One sentence. Two sentences.", "en"),
        (Field.KEYWORD, "đào tạo", "vi"),
        (Field.KEYWORD, "training", "en"),
    )
    assert [(one.english, one.vietnamese) for one in find_parallels(work)] == [
        ("Training of officials", "Đào tạo cán bộ"),
        ("One sentence.", "Một câu."),
        ("Two sentences.", "Hai câu."),
        ("training", "đào tạo"),
    ]
    unlike = _titled((Field.TITLE, "Một", "vi"), (Field.TITLE, "a b c d e", "en"))
    assert not list(find_parallels(unlike))
