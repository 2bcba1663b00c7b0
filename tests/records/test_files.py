"""What is running on a page is blank in its body, and all else stands where it stood."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.records.files import Page, Stretch, Unit


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=8, unique=True))
def test_a_body_blanks_what_is_running(text: str, cuts: list[int]) -> None:
    """Letter by letter: offsets into the text hold for the body."""
    bounds = sorted(min(cut, len(text)) for cut in cuts)
    running = tuple(map(Stretch, bounds[::2], bounds[1::2]))
    body = Page(1, "1", Unit.PAGE, text, "reader", running=running).body
    inside = {at for part in running for at in range(part.start, part.end)}
    assert body == "".join(" " if at in inside else sign for at, sign in enumerate(text))
