from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.retrieval.results import Results, Step, StepKind
from search_app.params import SearchState
from search_app.present.advice import present_steps, present_suggestion
from search_app.translate import read_wordings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

_NOTHING = Results(0, (), {})
_STATE = SearchState("hợp tát", {"kind": ("paper", "other")}, sort="title", page=3, expand=False)


@pytest.fixture(autouse=True)
def _request(make_app: Callable[..., Flask]) -> Iterator[None]:
    """Links are made within a request."""
    with make_app().test_request_context("/search"):
        yield


def test_a_suggestion_keeps_what_is_set() -> None:
    """But not the page."""
    link = present_suggestion(replace(_NOTHING, suggestion="hợp tác"), _STATE)
    assert link
    assert link.text == "hợp tác"
    assert link.url == ("/search?q=h%E1%BB%A3p+t%C3%A1c&kind=paper&kind=other&sort=title&expand=0")
    assert present_suggestion(_NOTHING, _STATE) is None


def test_a_step_leads_to_what_it_counted() -> None:
    """Its words, filters and expansion; everything comes newest first."""
    kept = {"kind": frozenset({"paper", "other"})}
    steps = (
        Step(StepKind.EXPANDED, _STATE.query, kept, expand=True, total=1),
        Step(StepKind.EVERYTHING, "", {}, expand=False, total=1234),
    )
    shown = present_steps(replace(_NOTHING, steps=steps), _STATE, read_wordings()["vi"])
    assert [(one.query, one.total_text) for one in shown] == [("", "1"), ("", "1.234")]
    assert shown[0].url.endswith("&kind=paper&kind=other&sort=title")
    assert shown[1].url == "/search?expand=0"
