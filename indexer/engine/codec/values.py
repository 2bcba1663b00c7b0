"""Stored fields of a document into JSON bytes, and back.

JSON's own types stand as they are. What JSON lacks is an object with one member whose name begins
with ``$``: bytes, datetime, date, Decimal, tuple, and dicts whose keys would be taken for those.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from whoosh.writing import IndexingError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PLAIN = frozenset({type(None), bool, int, float, str})


def encode_stored(fields: Mapping[str, Any]) -> bytes:
    """Return stored fields as JSON, nothing for none.

    Raises :class:`whoosh.writing.IndexingError` for a value of another type.
    """
    if not fields:
        return b""
    document = {name: _encode(value, name) for name, value in fields.items()}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def decode_stored(record: bytes) -> dict[str, Any]:
    """Return the fields that :func:`encode_stored` encoded."""
    if not record:
        return {}
    fields: dict[str, Any] = json.loads(
        record.decode("utf-8", "surrogatepass"), object_hook=_decode
    )
    return fields


def _encode(value: Any, field: str) -> Any:  # noqa: ANN401 - whatever a caller stores
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list:
        return [_encode(one, field) for one in value]
    if kind is dict and all(type(key) is str for key in value):
        pairs = {key: _encode(one, field) for key, one in value.items()}
        marked = any(key.startswith("$") for key in pairs)
        return {"$dict": list(map(list, pairs.items()))} if marked else pairs
    if kind is tuple:
        return {"$tuple": [_encode(one, field) for one in value]}
    if kind not in _WRITERS:
        message = f"the field {field!r} cannot store a {kind.__name__}: {value!r}"
        raise IndexingError(message)
    return {f"${kind.__name__}": _WRITERS[kind](value)}


_WRITERS: dict[type, Callable[[Any], str]] = {
    bytes: lambda value: b64encode(value).decode("ascii"),
    datetime: datetime.isoformat,
    date: date.isoformat,
    Decimal: str,
}

_READERS: dict[str, Callable[[Any], Any]] = {
    "$bytes": b64decode,
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$Decimal": Decimal,
    "$tuple": tuple,
    "$dict": dict,
}


def _decode(found: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever was stored
    if len(found) == 1:
        ((name, value),) = found.items()
        if name in _READERS:
            return _READERS[name](value)
    return found
