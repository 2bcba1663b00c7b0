"""Records into JSON and back, one way for texts, snapshots, fingerprints and output."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from typing import Any, TypeVar

from cattrs.preconf.json import make_converter

from indexer.records.boxes import WordBoxes

_T = TypeVar("_T")

_CONVERTER = make_converter()
# cattrs would write bytes in base 85, which Python encodes forty times slower.
_CONVERTER.register_unstructure_hook(WordBoxes, lambda boxes: b64encode(boxes.packed).decode())
_CONVERTER.register_structure_hook(
    WordBoxes, lambda plain, _: WordBoxes(b64decode(plain, validate=True))
)


def to_plain(record: object) -> Any:  # noqa: ANN401 - JSON has no tighter type
    """Return ``record`` as dicts, lists, texts and numbers."""
    return _CONVERTER.unstructure(record)


def from_plain(plain: object, kind: type[_T]) -> _T:
    """Return the record of ``kind`` that :func:`to_plain` made ``plain`` of.

    Raises :class:`Exception` of cattrs where it was made of something else.
    """
    return _CONVERTER.structure(plain, kind)


def digest(record: object) -> str:
    """Return a SHA-256 in hexadecimal that is equal for equal records, in every process."""
    plain = json.dumps(to_plain(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
