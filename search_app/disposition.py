"""A file's own name into a header and a path segment that carry it unharmed.

Content-Disposition as in RFC 6266, its ``filename*`` encoded as in RFC 8187.
"""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

_UNRESERVED = "!#$&+-.^_`|~"
"""The signs of RFC 8187's attr-char beside letters and digits."""
_NO_FALLBACK = frozenset('"\\%;/')


def attachment(name: str) -> str:
    """Return the header's value: save under ``name``; with an ASCII form for old programs."""
    clean = clean_name(name)
    encoded = quote(clean, safe=_UNRESERVED)
    return f"attachment; filename=\"{_ascii(clean)}\"; filename*=UTF-8''{encoded}"


def clean_name(name: str) -> str:
    """Return a name without control characters and separators; never empty, ``.`` or ``..``."""
    safe = "".join("_" if c in "/\\" or not c.isprintable() else c for c in name)
    return safe.strip() if safe.strip(" .") else "file"


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    kept = (c for c in plain if not unicodedata.combining(c))
    return "".join(c if c.isascii() and c not in _NO_FALLBACK else "_" for c in kept)
