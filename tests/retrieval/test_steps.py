"""A question that found nothing, into what finds something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.records.works import Tier
from indexer.retrieval.results import Request, Step, StepKind
from tests.retrieval.shelves import PUBLIC, TODAY, Shelf

if TYPE_CHECKING:
    from indexer.retrieval.library import Library

_YEAR = {"year": frozenset({"1999"})}


@pytest.fixture
def library(shelf: Shelf) -> Library:
    """Three works, one of them restricted."""
    shelf.put("Báo cáo một", ["hợp tác quốc tế với Lào"], dated="2016")
    shelf.put("Báo cáo hai", ["quan hệ với Nga"], dated="2017")
    shelf.put("Báo cáo ba", ["canary mật"], tier=Tier.RESTRICTED, dated="1999")
    shelf.publish()
    return shelf.open()


def _steps(library: Library, request: Request) -> dict[StepKind, tuple[str, int]]:
    steps = library.search(request, TODAY).steps
    return {step.kind: (step.query, step.total) for step in steps}


@pytest.mark.parametrize(
    ("query", "kind", "step"),
    [
        ("hợp tát", StepKind.CORRECTED, "hợp tác"),
        ('"tác hợp"', StepKind.PLAIN, "tác hợp"),
        ("+lào +nga", StepKind.PLAIN, None),
        ("+lào +nga", StepKind.ANY_WORD, "lào | nga"),
        ("làò", StepKind.EVERYTHING, ""),
        ("láo nga", StepKind.ONE_WORD, "nga"),
        ("hộp tạc", StepKind.ANY_SPELLING, "hop tac"),
    ],
)
def test_each_change_is_offered_where_it_helps(
    library: Library, query: str, kind: StepKind, step: str | None
) -> None:
    """And only there."""
    found = _steps(library, Request(query, PUBLIC))
    assert found.get(kind, (None,))[0] == step


def test_filters_are_left_out_first(library: Library) -> None:
    """The question stays; what else is offered keeps the filters where it finds something so."""
    found = library.search(Request("lào", PUBLIC, filters=_YEAR), TODAY).steps
    assert (found[0].kind, found[0].query, found[0].filters) == (StepKind.UNFILTERED, "lào", {})
    kept = Request("láo", PUBLIC, filters={"year": frozenset({"2016"})})
    steps = {step.kind: step for step in library.search(kept, TODAY).steps}
    assert steps[StepKind.ANY_SPELLING].filters == kept.filters
    assert steps[StepKind.EVERYTHING].filters == {}


def test_expansion_is_switched_on_again(shelf: Shelf) -> None:
    """Where it was off and would help."""
    shelf.put("a", ["hợp tác quốc tế"])
    shelf.publish()
    request = Request("international cooperation", PUBLIC, expand=False)
    steps = shelf.open().search(request, TODAY).steps
    assert Step(StepKind.EXPANDED, request.query, {}, expand=True, total=1) in steps


def test_a_library_with_nothing_in_it_has_no_step(shelf: Shelf) -> None:
    """Nor has a reader who may see nothing."""
    assert shelf.ask("lào").steps == ()
    shelf.put("mật", tier=Tier.RESTRICTED)
    assert shelf.ask("lào").steps == ()


def test_an_answer_with_works_has_no_step(library: Library) -> None:
    """It is an answer."""
    assert library.search(Request("lào", PUBLIC), TODAY).steps == ()


_BITS = (
    "hợp",
    "tát",
    "lao",
    "canary",
    "mật",
    " ",
    '"',
    "+",
    "-",
    " | ",
    "(",
    ")",
    "năm:1999",
    "zz*",
)


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    bits=st.lists(st.sampled_from(_BITS), max_size=7),
    filtered=st.booleans(),
    expand=st.booleans(),
)
def test_every_step_finds_what_it_says(
    library: Library, bits: list[str], *, filtered: bool, expand: bool
) -> None:
    """Whatever was asked: an empty answer has a step, each finds as many works as it says.

    What the reader may not see is in none, but for the words they typed themselves.
    """
    filters = _YEAR if filtered else {}
    request = Request("".join(bits), PUBLIC, filters=filters, expand=expand)
    results = library.search(request, TODAY)
    assert bool(results.steps) is not bool(results.total)
    for step in results.steps:
        again = Request(step.query, PUBLIC, filters=step.filters, expand=step.expand)
        assert library.search(again, TODAY).total == step.total > 0
        assert step.kind is not StepKind.ONE_WORD or "canary" not in step.query
    if results.suggestion:
        again = Request(results.suggestion, PUBLIC, filters=filters, expand=expand)
        assert library.search(again, TODAY).total >= max(results.total, 1)
