"""Reading a page for its places gives the tokens and weights that reading all of it gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.language.analyser import tokenise
from indexer.retrieval.marking import Wanted, read
from tests.retrieval.exhaustive_snippets import exhaustive_weights
from tests.retrieval.written_pages import leaves, pages


@settings(deadline=None)
@given(pages(), st.data())
def test_a_readings_tokens_are_the_analysers(text: str, data: st.DataObject) -> None:
    """All of them and any stretch, with the offsets of the page as given."""
    tokens = tokenise(text)
    reading = read(text)
    assert len(reading.parts) == len(tokens)
    first = data.draw(st.integers(0, len(tokens)))
    last = data.draw(st.integers(first, len(tokens)))
    for begin, end in ((0, len(tokens)), (first, last)):
        places = reading.places(begin, end)
        some = tokens[begin:end]
        assert list(places.starts) == [token.start for token in some]
        assert list(places.ends) == [token.end for token in some]


@settings(deadline=None)
@given(pages(), st.data())
def test_weights_are_those_of_every_token_asked(text: str, data: st.DataObject) -> None:
    """Terms, prefixes and phrases of either layer, in order."""
    tokens = tokenise(text)
    asked = data.draw(leaves(tokens))
    weights = exhaustive_weights(tokens, asked)
    admitted = {at: weight for at, weight in enumerate(weights) if weight is not None}
    assert list(Wanted(asked).weigh(read(text).parts).items()) == list(admitted.items())
