"""A schema comes back as it was, or is refused when it is described."""

from __future__ import annotations

import json
from typing import Any

import pytest
from whoosh import columns
from whoosh.analysis import (
    KeywordAnalyzer,
    RegexTokenizer,
    StandardAnalyzer,
    StemmingAnalyzer,
    StopFilter,
)
from whoosh.fields import (
    BOOLEAN,
    COLUMN,
    DATETIME,
    ID,
    IDLIST,
    KEYWORD,
    NGRAM,
    NGRAMWORDS,
    NUMERIC,
    STORED,
    TEXT,
    FieldConfigurationError,
    FieldType,
    Schema,
)
from whoosh.formats import Positions

from indexer.engine.codec.analyzers import Analyzers
from indexer.engine.codec.formats import FlatPositions
from indexer.engine.codec.schema import build_schema, describe_schema

OURS = RegexTokenizer(r"\S+")
KNOWN = [
    TEXT(),
    TEXT(OURS, stored=True, field_boost=2.0, phrase=False, multitoken_query="and"),
    TEXT(sortable=True),
    TEXT(sortable=columns.RefBytesColumn(default=b"?")),
    ID(stored=True, unique=True, sortable=True),
    ID(analyzer=OURS, field_boost=1.5),
    KEYWORD(lowercase=True, commas=True, scorable=True, stored=True),
    KEYWORD(unique=True, sortable=True),
    NUMERIC(),
    NUMERIC(int, 64, signed=False, sortable=True, default=7, shift_step=8),
    NUMERIC(int, decimal_places=2, stored=True),
    NUMERIC(float, unique=True),
    DATETIME(stored=True, sortable=True),
    BOOLEAN(stored=True),
    STORED(),
    COLUMN(columns.NumericColumn("i", default=-1)),
    COLUMN(columns.BitColumn()),
    COLUMN(columns.FixedBytesColumn(3, b"abc")),
    NGRAM(2, 5, phrase=True, queryor=True),
    NGRAMWORDS(3, 4, at="start", stored=True),
]


def look(field: FieldType) -> dict[str, Any]:
    """Return what a field consists of, as far as it can be compared."""
    shown = {name: repr(value) for name, value in vars(field).items() if "_struct" not in name}
    shown["analyzer"] = str(getattr(field, "analyzer", None) == field.analyzer)
    column = field.column_type
    shown["column_type"] = repr((type(column), vars(column) if column else None))
    shown["format"] = repr(field.format).replace("FlatPositions", "Positions")
    return shown


@pytest.mark.parametrize("field", KNOWN, ids=lambda field: type(field).__name__)
def test_fields_come_back(field: FieldType) -> None:
    """Every option of every known type, through JSON."""
    analyzers = Analyzers({"ours": OURS})
    described = json.loads(json.dumps(describe_schema(Schema(x=field), analyzers)))
    back = build_schema(described, analyzers)["x"]
    assert look(back) == look(field)
    assert back.analyzer == field.analyzer
    if isinstance(field.format, Positions):
        assert isinstance(back.format, FlatPositions)
    assert describe_schema(Schema(x=back), analyzers) == described


def test_fields_by_pattern_and_spellings() -> None:
    """Fields whose names are patterns, and those that belong to another one."""
    english = StemmingAnalyzer()
    analyzers = Analyzers({"english": english})
    schema = Schema(body=TEXT(english, spelling=True))
    schema.add("*_s", ID(stored=True), glob=True)
    back = build_schema(describe_schema(schema, analyzers), analyzers)
    assert back.names() == ["body", "spell_body"]
    assert isinstance(back["any_s"], ID)


class Own(TEXT):  # type: ignore[misc]  # Whoosh has no types
    """A type of field that nobody knows."""


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        (Own(), "is a Own"),
        (IDLIST(), "is a IDLIST"),
        (TEXT(vector=True), "term vectors"),
        (TEXT(chars=True), "format Characters"),
        (TEXT(StandardAnalyzer(minsize=5)), "has no name"),
        (TEXT(sortable=columns.PickleColumn(columns.VarBytesColumn())), "PickleColumn"),
        (NUMERIC(float, sortable=True), "no default"),
        (NGRAMWORDS(tokenizer=RegexTokenizer(r"\d+")), "n-grams"),
    ],
)
def test_what_would_not_come_back_is_refused(field: FieldType, reason: str) -> None:
    """The message says which field and why."""
    with pytest.raises(FieldConfigurationError, match=reason) as caught:
        describe_schema(Schema(x=field), Analyzers())
    assert (
        "NumericColumn" in str(field.column_type)
        or "'x'" in str(caught.value)
        or reason == ("PickleColumn")
    )


def test_another_analyzer_by_the_same_name() -> None:
    """It is refused when it makes other terms."""
    described = describe_schema(Schema(x=TEXT(OURS)), Analyzers({"ours": OURS}))
    other = Analyzers({"ours": OURS | StopFilter(["năm"])})
    with pytest.raises(FieldConfigurationError, match="not the one"):
        build_schema(described, other)
    with pytest.raises(FieldConfigurationError, match="needs"):
        build_schema(described, Analyzers())


def test_keyword_analyzers_have_names() -> None:
    """Whoosh's usual analyzers need not be passed in."""
    for commas in (False, True):
        analyzer = KeywordAnalyzer(lowercase=True, commas=commas)
        assert Analyzers().describe(analyzer, "x")["name"].startswith("keyword")
