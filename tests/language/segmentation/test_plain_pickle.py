from __future__ import annotations

import pickle
from collections import OrderedDict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.segmentation.plain_pickle import load_plain

PLAIN = st.recursive(
    st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
) | st.sets(st.text())


@given(PLAIN)
def test_plain_data_is_read(value: object) -> None:
    """Lists, sets, dicts and strings come back."""
    assert load_plain(pickle.dumps(value, protocol=4)) == value


@pytest.mark.parametrize("value", [Path("x"), OrderedDict(), print, pickle.Unpickler])
def test_a_pickle_that_names_code_is_refused(value: object) -> None:
    """Nothing is imported, whatever a pickle asks for."""
    with pytest.raises(pickle.UnpicklingError, match="not plain data"):
        load_plain(pickle.dumps(value, protocol=4))
