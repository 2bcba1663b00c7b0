"""What was made of a question is shown back in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.retrieval.clauses import Clause, Expansion, Form, Source
from indexer.retrieval.results import UnderstoodQuestion

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.search_app.fake_library import FakeLibrary


def test_filters_typed_are_named(client: FlaskClient, library: FakeLibrary) -> None:
    """Codes by their names; a long range as it was typed."""
    years = tuple(map(str, range(2010, 2021)))
    library.understood = UnderstoodQuestion(
        (
            Clause("han quoc", form=Form.FILTER, facet="country", codes=("kr",)),
            Clause("2010..2020", form=Form.FILTER, facet="year", codes=years),
        )
    )
    page = client.get("/search?q=o&lang=en").text
    assert "Understood as: Country: <strong>South Korea</strong>;" in page
    assert "<strong>2010..2020</strong>" in page


def test_added_words_are_shown_and_can_be_switched_off(
    client: FlaskClient, library: FakeLibrary
) -> None:
    """And on again; new questions keep what was chosen."""
    added = Expansion("KOICA", ("Cơ quan <b>", "Agency"), Source.NAME)
    library.understood = UnderstoodQuestion((Clause("KOICA"),), (added,))
    page = client.get("/search?q=KOICA").text
    assert "<strong>KOICA</strong>: Cơ quan &lt;b&gt;, Agency" in page
    assert 'href="/search?q=KOICA&amp;expand=0">Chỉ tìm đúng những từ đã gõ' in page
    library.understood = UnderstoodQuestion((Clause("KOICA"),))
    page = client.get("/search?q=KOICA&expand=0").text
    assert [one.expand for one in library.asked] == [True, False]
    assert 'href="/search?q=KOICA">Tìm cả tên gọi khác và từ dịch' in page
    assert '<input type="hidden" name="expand" value="0">' in page
