"""Stored values come back as they were, or are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.writing import IndexingError

from indexer.engine.codec.values import decode_stored, encode_stored

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=()))
    | st.binary()
    | st.datetimes(timezones=st.none() | st.just(UTC)).map(lambda moment: moment.replace(fold=0))
    | st.dates()
    | st.decimals(allow_nan=False)
)
_NAMES = st.sampled_from(("$bytes", "$dict", "$tuple", "$x", "tên", ""))
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(_NAMES, inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text(max_size=8).filter(lambda name: name[:1] != "$"), _VALUES))
def test_values_come_back(fields: dict[str, Any]) -> None:
    """With their types, whatever keys dicts have."""
    back = decode_stored(encode_stored(fields))
    assert back == fields
    assert repr(back) == repr(fields)


@pytest.mark.parametrize(
    "value", [object(), {1: "a"}, {"a"}, [b"ok", 3j], type("Mine", (int,), {})(3)]
)
def test_other_values_are_refused(value: object) -> None:
    """The message names the field."""
    with pytest.raises(IndexingError, match="note"):
        encode_stored({"note": value})


def test_the_types_that_json_lacks() -> None:
    """A reader with any JSON library can tell what they are."""
    fields = {"a": b"x", "b": date(2016, 9, 1), "c": Decimal("1.50"), "d": (1,)}
    moment = datetime(2016, 9, 1, 8, 30, tzinfo=UTC)
    assert encode_stored(fields | {"e": moment}).decode() == (
        '{"a":{"$bytes":"eA=="},"b":{"$date":"2016-09-01"},"c":{"$Decimal":"1.50"},'
        '"d":{"$tuple":[1]},"e":{"$datetime":"2016-09-01T08:30:00+00:00"}}'
    )
