"""Years become bars that stand where they belong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.retrieval.results import FacetCount
from search_app.present.histogram import Histogram, make_histogram


def _draw(years: dict[int, int]) -> Histogram | None:
    counts = [FacetCount(str(year), count) for year, count in years.items()]
    return make_histogram(counts, lambda year: f"/{year}", {"2016"})


def test_bars_stand_in_order_and_lead_to_their_year() -> None:
    """The tallest is the year with most works; a gap is a year without any."""
    drawn = _draw({2016: 4, 2019: 2, 2014: 1})
    assert drawn is not None
    assert [bar.url for bar in drawn.bars] == ["/2014", "/2016", "/2019"]
    assert [bar.chosen for bar in drawn.bars] == [False, True, False]
    assert (drawn.first, drawn.last) == ("2014", "2019")
    assert max(drawn.bars, key=lambda bar: bar.height).year == "2016"
    assert drawn.bars[1].x == round(2 * drawn.width / 6, 2)


def test_few_years_need_no_picture() -> None:
    """The list says as much."""
    assert _draw({2016: 4, 2019: 2}) is None


@given(st.dictionaries(st.integers(1000, 2200), st.integers(1, 10**6), min_size=3))
def test_every_bar_lies_within_the_picture(years: dict[int, int]) -> None:
    """However far apart the years are; none is too low to be seen."""
    drawn = _draw(years)
    assert drawn is not None
    for bar in drawn.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= drawn.width + 0.1
        assert 2 <= bar.height <= drawn.height
