"""All values of a facet are on a page, to be looked for by name."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from indexer.records.works import Tier

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.search_app.fake_library import FakeLibrary


def test_values_narrow_the_search_they_came_from(client: FlaskClient) -> None:
    """With what was set before."""
    page = unescape(client.get("/search/values/partner?q=báo&kind=delegation-out&lang=en").text)
    assert "Korea International Cooperation Agency" in page
    assert 'href="/search?q=b%C3%A1o&kind=delegation-out&partner=koica&lang=en"' in page
    assert '<input type="hidden" name="kind" value="delegation-out">' in page


def test_names_are_looked_for_without_accents(client: FlaskClient) -> None:
    """As typed on a keyboard without them."""
    assert "Cơ quan Hợp tác" in client.get("/search/values/partner?find=han+quoc").text
    nothing = client.get("/search/values/partner?find=lao&lang=en").text
    assert "No value has such a name" in nothing
    assert 'href="/search/values/partner?lang=en">Show all</a>' in nothing


def test_only_what_the_reader_may_see_is_counted(client: FlaskClient, library: FakeLibrary) -> None:
    """The question names public works and asks for no work itself."""
    client.get("/search/values/kind")
    (asked,) = library.asked
    assert (asked.tiers, asked.limit, asked.facets) == (frozenset({Tier.PUBLIC}), 0, ("kind",))
    assert asked.values == 0  # all of them


def test_what_is_no_facet_is_not_found(client: FlaskClient) -> None:
    """Nor is a name longer than any."""
    assert client.get("/search/values/colour").status_code == 404
    assert client.get("/search/values/kind?find=" + "x" * 2000).status_code == 400
