from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from search_app.errors import ParameterWrong
from search_app.params import SearchState
from search_app.reader.address import LAST, ReadingState, asked, parse_reading

STATES = st.builds(
    ReadingState,
    st.builds(SearchState, st.sampled_from(["", "hợp tác", '"a b" -c']), expand=st.booleans()),
    st.sampled_from(["", "0123456789ab"]),
    st.sampled_from([0, 1, 7, LAST]),
    st.integers(1, 3),
)


@given(STATES)
def test_an_address_says_the_whole_state(state: ReadingState) -> None:
    """What is written is read again."""
    arguments = MultiDict({name: str(value) for name, value in state.arguments().items()})
    read = parse_reading(arguments)
    if state.question.query:
        assert read == state
    else:
        assert read.question == SearchState()


def test_of_a_search_no_more_than_its_words_goes_along() -> None:
    """Facets, order and page are of lists of works."""
    state = SearchState("lào", {"kind": ("paper",)}, "date", 3, without=("nước lào",))
    assert asked(state) == SearchState("lào", without=("nước lào",))


@pytest.mark.parametrize(
    ("name", "value"),
    [("file", "xyz"), ("file", "0" * 64), ("hit", "0"), ("hit", "first"), ("zoom", "9")],
)
def test_what_cannot_be_is_refused(name: str, value: str) -> None:
    """By name."""
    with pytest.raises(ParameterWrong) as caught:
        parse_reading(MultiDict({name: value}))
    assert caught.value.name == name
