"""A PDF whose fonts speak old encodings into the same PDF whose fonts say what they mean.

pdfium cannot be told how to read a font, but it believes the map to Unicode (``/ToUnicode``) that
stands in the file. So such a map is written into the fonts that need one, in memory, and nothing
else is changed: glyphs keep their names, so that widths and boxes stay those of the letters. The
fonts stand in an update behind the file where that can be, else the file is written anew.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

from indexer.extract.pdf.legacy import bytes_of_differences
from indexer.extract.pdf.unicode_map import UnicodeMap
from indexer.extract.pdf.update import Written, append_update, stream_body
from indexer.language.encodings import (
    VNI,
    Encoding,
    bare_name,
    is_unicode_vietnamese,
    is_vni,
    legacy_font,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from indexer.extract.budget import Budget

_DEEPEST = 8
"""Forms within forms."""
_LARGEST = 256 << 20
"""Bytes of a file; while it is written there are three copies of it in memory."""
_CODES = {code: code for code in range(32, 256)}


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The PDF with maps, and where they matter."""

    data: bytes
    encodings: tuple[frozenset[str], ...]
    """The names of the old encodings on each page."""


@dataclass(slots=True)
class _Font:
    """A font of the file: as it stands there, and what it should say."""

    dictionary: pikepdf.Object
    name: str
    map: UnicodeMap | None
    """What its own map says."""
    encoding: Encoding | None = None
    mended: UnicodeMap | None = None


@dataclass(slots=True)
class _Fonts:
    """The fonts of a file by their object numbers, each looked at once."""

    fonts: dict[int, _Font] = field(default_factory=dict)
    found: dict[int, frozenset[int]] = field(default_factory=dict)
    """Numbers of fonts by those of resources and forms."""

    def of_page(self, page: pikepdf.Object) -> frozenset[int]:
        """Return the numbers of the fonts that a page may use."""
        node: pikepdf.Object | None = page
        for _ in range(_DEEPEST):
            if node is None:
                break
            if "/Resources" in node:
                return self._of_resources(node.Resources, _DEEPEST)
            node = node.get("/Parent")
        return frozenset()

    def _of_resources(self, resources: pikepdf.Object, depth: int) -> frozenset[int]:
        return self._once(resources, lambda: self._walk(resources, depth))

    def _walk(self, resources: pikepdf.Object, depth: int) -> set[int]:
        found = {self._number(font) for font in _values(resources, "/Font")}
        for form in _values(resources, "/XObject") if depth else ():
            if form.get("/Subtype") == "/Form" and "/Resources" in form:
                found |= self._of_form(form, depth - 1)
        return found

    def _of_form(self, form: pikepdf.Object, depth: int) -> frozenset[int]:
        return self._once(form, lambda: self._of_resources(form.Resources, depth))

    def _once(self, what: pikepdf.Object, walk: Callable[[], Iterable[int]]) -> frozenset[int]:
        """Return what ``walk`` finds; it walks once, as forms may hold each other."""
        number = what.objgen[0]
        if not number:
            return frozenset(walk())
        if number not in self.found:
            self.found[number] = frozenset()
            self.found[number] = frozenset(walk())
        return self.found[number]

    def _number(self, font: pikepdf.Object) -> int:
        # A font that stands in the resources themselves has no number of its own.
        number = font.objgen[0] or -1 - len(self.fonts)
        if number not in self.fonts:
            self.fonts[number] = _Font(font, bare_name(_text(font, "/BaseFont")), _own_map(font))
        return number


def rewrite(data: bytes, budget: Budget) -> Rewritten | None:
    """Return the PDF in ``data`` with maps for its fonts of old encodings, or none without such.

    None also where pikepdf cannot open or write the file: then it is read as it is.
    """
    if len(data) > _LARGEST:
        return None
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as document:
            return _rewrite(data, document, budget)
    except Exception:  # noqa: BLE001 - a damaged file fails in any way; readers say which
        return None


def _rewrite(data: bytes, document: pikepdf.Pdf, budget: Budget) -> Rewritten | None:
    fonts = _Fonts()
    pages = []
    for page in document.pages:
        pages.append(fonts.of_page(page.obj))
        if budget.spent:
            return None
    _mend(fonts.fonts.values())
    changed = {number: font for number, font in fonts.fonts.items() if font.mended is not None}
    if not changed:
        return None
    maps = {number: font.mended.write() for number, font in changed.items() if font.mended}
    named = {number: font.encoding.name for number, font in changed.items() if font.encoding}
    return Rewritten(
        _updated(data, document, changed, maps) or _saved(document, changed, maps),
        tuple(frozenset(named[each] for each in page if each in named) for page in pages),
    )


def _updated(
    data: bytes,
    document: pikepdf.Pdf,
    fonts: Mapping[int, _Font],
    maps: Mapping[int, bytes],
) -> bytes | None:
    """Return the PDF with ``maps`` in an update behind it, or none where that cannot be."""
    if min(fonts) < 0:
        return None  # a font without a number of its own
    size = int(document.trailer.Size)
    objects = []
    for at, (number, font) in enumerate(fonts.items(), size):
        dictionary = _entries_but_map(font.dictionary)
        body = b"<< %b /ToUnicode %d 0 R >>" % (dictionary, at)
        objects.append(Written(number, font.dictionary.objgen[1], body))
        objects.append(Written(at, 0, stream_body(maps[number])))
    return append_update(data, document, objects, size + len(fonts))


def _entries_but_map(font: pikepdf.Object) -> bytes:
    if "/ToUnicode" in font:
        del font["/ToUnicode"]
    return font.unparse(resolved=True).strip().removeprefix(b"<<").removesuffix(b">>")


def _saved(
    document: pikepdf.Pdf,
    fonts: Mapping[int, _Font],
    maps: Mapping[int, bytes],
) -> bytes:
    """Return the PDF with ``maps``, written anew."""
    for number, font in fonts.items():
        font.dictionary.ToUnicode = document.make_stream(maps[number])
    out = BytesIO()
    document.save(
        out,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=False,
    )
    return out.getvalue()


def _mend(fonts: Collection[_Font]) -> None:
    """Find the encoding of each font, and write its map."""
    letters: defaultdict[str, set[str]] = defaultdict(set)
    for font in fonts:
        if font.map is not None:
            # Producers cut a font into many subsets, each with too few letters to tell.
            letters[font.name] |= set("".join(font.map.texts.values()))
    for font in fonts:
        font.encoding = _encoding(font.name, letters[font.name])
        if font.map is not None:
            font.mended = _repaired(font.map, font.encoding)
        elif font.dictionary.get("/Subtype") != "/Type0":
            font.mended = _map_of_codes(font)


def _encoding(name: str, letters: set[str]) -> Encoding | None:
    """Return the old encoding of the fonts called ``name``, whose maps give ``letters``."""
    if is_unicode_vietnamese(letters):
        return None
    named = legacy_font(name)
    if named is not None and named.sure:
        return named.encoding
    return VNI if is_vni(letters, named=named is not None and named.encoding is VNI) else None


def _repaired(own: UnicodeMap, encoding: Encoding | None) -> UnicodeMap | None:
    if encoding is None:
        return None
    texts = {code: encoding.repair(text) for code, text in own.texts.items()}
    return UnicodeMap(own.width, texts)


def _map_of_codes(font: _Font) -> UnicodeMap | None:
    """Return the map of a simple font that has none of its own, or none if it needs none."""
    bytes_by_code = bytes_of_differences(_differences(font.dictionary))
    if font.encoding is not None:
        # Without numbered names the code itself is the byte: what WinAnsi makes of 0xAD is a
        # hyphen, not ư.
        codes = bytes_by_code or _CODES
        return UnicodeMap(1, {code: font.encoding.signs[byte] for code, byte in codes.items()})
    named = {code: bytes([byte]).decode("cp1252", "ignore") for code, byte in bytes_by_code.items()}
    return UnicodeMap(1, named) if named else None


def _own_map(font: pikepdf.Object) -> UnicodeMap | None:
    stream = font.get("/ToUnicode")
    return UnicodeMap.parse(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else None


def _differences(font: pikepdf.Object) -> list[str]:
    """Return what the font's encoding lists, as it is written in a file."""
    encoding = font.get("/Encoding")
    entries = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
    if not isinstance(entries, pikepdf.Array):
        return []
    # Asked for one by one, the entries would cost as much as all the rest of the mending.
    return entries.unparse(resolved=True).decode("latin-1").split()[1:-1]


def _values(resources: pikepdf.Object, key: str) -> Iterator[pikepdf.Object]:
    entries = resources.get(key)
    if isinstance(entries, pikepdf.Dictionary):
        for value in entries.values():
            if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
                yield value


def _text(dictionary: pikepdf.Object, key: str) -> str:
    return str(dictionary.get(key, "")).removeprefix("/")
