"""CSL-JSON says what the records say, in the schema's terms."""

from __future__ import annotations

import json

from search_app.cite.csl import as_csl
from tests.search_app.cite.items import ALL, BARE, PAPER, REPORT


def test_a_paper() -> None:
    """Names in parts, with the order in which they are said; pages with a plain hyphen."""
    value = as_csl(PAPER)
    assert value["type"] == "paper-conference"
    assert value["author"][0] == {"family": "Nguyễn", "given": "Văn An", "static-ordering": True}
    assert value["issued"] == {"date-parts": [[2016, 9, 15]]}
    assert value["page"] == "12-20"
    assert value["container-title"] == PAPER.container


def test_dates_are_as_precise_as_they_are() -> None:
    """A month without a day, an interval with both ends."""
    assert as_csl(REPORT)["issued"] == {"date-parts": [[2016, 9]]}
    assert as_csl(BARE)["issued"] == {"date-parts": [[2019, 12, 30], [2020, 1, 2]]}


def test_what_is_unknown_is_absent() -> None:
    """No empty values, and all of it is JSON."""
    for item in ALL:
        value = as_csl(item)
        assert all(value.values())
        assert json.loads(json.dumps(value)) == value
