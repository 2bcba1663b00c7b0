"""A Whoosh schema into JSON and back: the usual field types, analyzers by name, nothing pickled."""

from __future__ import annotations

from base64 import b64decode, b64encode
from math import isnan
from typing import TYPE_CHECKING, Any

from whoosh.columns import (
    BitColumn,
    Column,
    FixedBytesColumn,
    NumericColumn,
    RefBytesColumn,
    VarBytesColumn,
)
from whoosh.fields import (
    BOOLEAN,
    COLUMN,
    DATETIME,
    ID,
    KEYWORD,
    NGRAM,
    NGRAMWORDS,
    NUMERIC,
    STORED,
    TEXT,
    FieldConfigurationError,
    FieldType,
    Schema,
    SpellField,
)
from whoosh.formats import Existence, Frequency, Positions

from indexer.engine.codec.columns import check_column
from indexer.engine.codec.formats import FlatPositions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from indexer.engine.codec.analyzers import Analyzers

Described = dict[str, Any]


def describe_schema(schema: Schema, analyzers: Analyzers) -> Described:
    """Return a schema as JSON.

    Raises :class:`FieldConfigurationError` for a field that would not come back as it was.
    """
    described = {
        name: describe_field(name, field, analyzers)
        for name, field in schema.items()
        if not isinstance(field, SpellField)
    }
    for name, (_expression, field) in schema._dyn_fields.items():  # noqa: SLF001 - has no other name
        described[name] = describe_field(name, field, analyzers) | {"glob": True}
    return described


def build_schema(described: Mapping[str, Described], analyzers: Analyzers) -> Schema:
    """Return the schema that :func:`describe_schema` described.

    Raises :class:`FieldConfigurationError` for an analyzer that is not known, and
    :class:`KeyError`, :class:`TypeError`, :class:`ValueError` for what nobody described.
    """
    schema = Schema()
    for name, field in described.items():
        schema.add(name, build_field(name, field, analyzers), glob=field.get("glob", False))
    return schema


def describe_field(name: str, field: FieldType, analyzers: Analyzers) -> Described:
    """Return a field as JSON. Raises :class:`FieldConfigurationError`."""
    options = _OPTIONS.get(type(field))
    if options is None:
        message = f"the field {name!r} is a {type(field).__name__}; known: {sorted(_TYPES)}"
        raise FieldConfigurationError(message)
    _refuse(name, field)
    described: Described = {"type": type(field).__name__, "options": options(field)}
    if type(field) in _NAMED:
        described["analyzer"] = analyzers.describe(field.analyzer, name)
    if field.column_type:
        described["column"] = _describe_column(field.column_type)
    return described


def build_field(name: str, described: Mapping[str, Any], analyzers: Analyzers) -> FieldType:
    """Return the field that :func:`describe_field` described; its positions are ours."""
    options = dict(described["options"])
    if "analyzer" in described:
        options["analyzer"] = analyzers.find(described["analyzer"], name)
    field = _TYPES[described["type"]](**options)
    if "column" in described:
        field.column_type = _build_column(described["column"])
    if isinstance(field.format, Positions):
        field.format = FlatPositions(field_boost=field.format.field_boost)
    return field


def _refuse(name: str, field: FieldType) -> None:
    """Refuse what is not kept of a field."""
    refused = ""
    if field.vector:
        refused = "term vectors"
    elif field.format and type(field.format) not in {
        Existence,
        Frequency,
        Positions,
        FlatPositions,
    }:
        refused = f"postings in the format {type(field.format).__name__}"
    elif isinstance(field, NGRAM) and field.analyzer != type(field)(*_sizes(field)).analyzer:
        refused = "n-grams of a tokenizer of one's own"
    if refused:
        message = f"the field {name!r} wants {refused}, which are not kept"
        raise FieldConfigurationError(message)
    if field.column_type:
        check_column(field.column_type)


def _text(field: TEXT) -> Described:
    return {
        "phrase": isinstance(field.format, Positions),
        "stored": field.stored,
        "field_boost": field.format.field_boost,
        "multitoken_query": field.multitoken_query,
        "spelling": field.spelling,
        "spelling_prefix": field.spelling_prefix,
    }


def _id(field: ID) -> Described:
    return {
        "stored": field.stored,
        "unique": field.unique,
        "field_boost": field.format.field_boost,
    }


def _keyword(field: KEYWORD) -> Described:
    return _id(field) | {"scorable": field.scorable}


def _numeric(field: NUMERIC) -> Described:
    # Whoosh gives every number the weight 1, whatever the boost of the field.
    described = {
        "numtype": field.numtype.__name__,
        "bits": field.bits,
        "stored": field.stored,
        "unique": field.unique,
        "decimal_places": field.decimal_places,
        "shift_step": field.shift_step,
        "signed": field.signed,
    }
    usual = NUMERIC(field.numtype, field.bits).default
    if field.default != usual and not isnan(field.default):
        described["default"] = field.default
    return described


def _datetime(field: DATETIME) -> Described:
    return {"stored": field.stored, "unique": field.unique}


def _stored(field: BOOLEAN) -> Described:
    return {"stored": field.stored}


def _ngram(field: NGRAM) -> Described:
    smallest, greatest = _sizes(field)
    return {
        "minsize": smallest,
        "maxsize": greatest,
        "stored": field.stored,
        "field_boost": field.format.field_boost,
        "queryor": field.queryor,
        "phrase": isinstance(field.format, Positions),
    }


def _ngramwords(field: NGRAMWORDS) -> Described:
    at = {-1: "start", 0: None, 1: "end"}[field.analyzer[-1].at]
    described = _ngram(field) | {"at": at}
    del described["phrase"]
    return described


def _sizes(field: NGRAM) -> tuple[int, int]:
    """Return the least and the greatest length of the n-grams."""
    grams = field.analyzer[-1] if isinstance(field, NGRAMWORDS) else field.analyzer[0]
    return grams.min, grams.max


def _nothing(_field: FieldType) -> Described:
    return {}


_OPTIONS: dict[type[FieldType], Callable[[Any], Described]] = {
    TEXT: _text,
    ID: _id,
    KEYWORD: _keyword,
    NUMERIC: _numeric,
    DATETIME: _datetime,
    BOOLEAN: _stored,
    STORED: _nothing,
    COLUMN: _nothing,
    NGRAM: _ngram,
    NGRAMWORDS: _ngramwords,
}
_TYPES = {kind.__name__: kind for kind in _OPTIONS}
_NAMED = frozenset({TEXT, ID, KEYWORD})
"""Types that take an analyzer."""


def _describe_column(column: Column) -> Described:
    described: Described = {"type": type(column).__name__}
    if isinstance(column, NumericColumn):
        return described | {"typecode": column._typecode, "default": column.default_value()}  # noqa: SLF001 - has no other name
    if isinstance(column, RefBytesColumn | FixedBytesColumn):
        default = b64encode(column.default_value()).decode("ascii")
        return described | {"fixedlen": column._fixedlen, "default": default}  # noqa: SLF001 - has no other name
    return described


def _build_column(described: Mapping[str, Any]) -> Column:
    options = dict(described)
    kind = _COLUMNS[options.pop("type")]
    if isinstance(options.get("default"), str):
        options["default"] = b64decode(options["default"])
    return kind(**options)


_COLUMNS: dict[str, Callable[..., Column]] = {
    kind.__name__: kind
    for kind in (NumericColumn, VarBytesColumn, RefBytesColumn, FixedBytesColumn, BitColumn)
}
