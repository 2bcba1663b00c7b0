"""The tokens of an RTF file into one flow: body, notes behind their paragraph, headers at the end.

Groups and control words as in the Rich Text Format Specification 1.9.1 of Microsoft.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.extract.budget import CUT_SHORT, OutOfTime
from indexer.extract.coded import Coded, Decoder, encoding_of_font
from indexer.extract.content import Content, clean_properties, with_figures
from indexer.extract.flow import Block, Break, illustrate
from indexer.extract.rtf.flow import ENDS, RtfFlow
from indexer.extract.rtf.fonts import SYMBOLS, Font, code_page, read_codes
from indexer.extract.rtf.pictures import RtfPicture
from indexer.extract.rtf.tokens import tokens

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from indexer.extract.budget import Budget

READER = "rtf"

_SIGNS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
_ESCAPED = {"\\": "\\", "{": "{", "}": "}", "~": "\u00a0", "_": "-"}
_SETS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_ASIDES = frozenset({"footnote", "shptxt", "annotation"})
_MARGINS = frozenset(
    {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}
)
_PROPERTIES = {
    "title": "title",
    "author": "author",
    "subject": "subject",
    "keywords": "keywords",
    "doccomm": "description",
}
_SKIPPED = frozenset(
    {"colortbl", "stylesheet", "info", "objdata", "fldinst", "shprslt", "upr", "tc", "tcn"}
    | {"xe", "rxe", "bkmkstart", "bkmkend", "filetbl", "listtable", "revtbl", "nonesttables"}
    | {"private", "template", "themedata", "datafield", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc"}
    | {"atnid", "atnauthor", "atnicn", "pn", "sp", "txe", "operator", "comment"}
)
_STARRED = frozenset({"ud", *_ASIDES})
"""Destinations behind a star whose text is read."""


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group, and is again what it was when the group ends."""

    target: str = "text"
    """Where text goes: text, skip, fonts, picture, or the name of a property."""
    font: int = -1
    fallback: int = 1
    """Bytes that stand in for a letter given by its number."""
    deleted: bool = False
    starred: bool = False
    level: int | None = None
    """Of the paragraph, if it is a heading."""
    in_table: bool = False
    opens: str = ""
    """The destination that this group is, if it has a flow of its own."""


@dataclass(slots=True)
class _Found:
    """What stands beside the flow."""

    properties: dict[str, str] = field(default_factory=dict)
    ends: dict[str, Block] = field(default_factory=dict)
    """Headers and footers by their text, each once."""


def read_rtf(data: bytes, budget: Budget) -> Content:
    """Return the sections of an RTF file, cut at its page breaks where it has any."""
    parser = _Parser()
    gaps: list[str] = []
    flow = illustrate(_blocks(parser, data, budget, gaps), READER)
    content = Content(
        flow.pages,
        encodings=tuple(sorted(parser.decoder.found)),
        properties=clean_properties(parser.found.properties),
        warnings=tuple(gaps),
        partly=bool(gaps),
        damaged=bool(gaps),
    )
    return with_figures(content, flow.figures)


def _blocks(parser: _Parser, data: bytes, budget: Budget, gaps: list[str]) -> Iterator[Block]:
    try:
        for token in tokens(data, budget):
            yield from parser.take(token)
            if parser.ended:
                break
        else:
            gaps.append("the file breaks off before its end")
    except OutOfTime:
        gaps.append(CUT_SHORT)
    yield from parser.close()


class _Parser:
    """Reads one file, token by token."""

    def __init__(self) -> None:
        self.decoder = Decoder()
        self.found = _Found()
        self._flows = [RtfFlow(self.decoder)]
        self._state = _State()
        self._outer: list[_State] = []
        self._picture = RtfPicture()
        self._fonts: dict[int, Font] = {}
        self._default_font = 0
        self._page = "cp1252"
        self._codes = bytearray()
        self._units = bytearray()
        self._to_skip = 0

    @property
    def ended(self) -> bool:
        """Whether the group that holds everything was closed."""
        return not self._outer

    def take(self, token: re.Match[bytes]) -> list[Block]:
        """Take a token; return the blocks of the body that it finished."""
        kind = token.lastgroup
        if kind in {"word", "number"}:
            number = token["number"]
            self._word(token["word"].decode(), None if number is None else int(number))
        elif kind == "code":
            self._text(bytes.fromhex(token["code"].decode()))
        elif kind == "text":
            self._text(token["text"])
        elif kind == "sign":
            self._sign(token["sign"].decode("latin-1"))
        elif kind == "open":
            self._flush()
            self._to_skip = 0
            self._outer.append(self._state)
            self._state = replace(self._state, opens="", starred=False)
        elif kind == "close":
            self._close_group()
        return self._flows[0].take()

    def close(self) -> Iterator[Block]:
        """Yield what is left: open paragraphs, then headers and footers."""
        while self._outer:
            self._close_group()
        self._flush()
        yield from self._flows[0].close()
        yield from self.found.ends.values()

    def _close_group(self) -> None:
        self._flush()
        opened = self._state.opens
        if opened == "pict":
            figure = self._picture.figure()
            if figure is not None:
                self._flows[-1].asides.append(Block("", figures=(figure,)))
        elif opened:
            blocks = [Block(block.text) for block in self._flows.pop().close()]
            if opened in _ASIDES:
                self._flows[-1].asides += blocks
            else:
                ends = {block.text: replace(block, running=True) for block in blocks}
                self.found.ends.update(ends)
        if self._outer:
            self._state = self._outer.pop()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._state = replace(self._state, starred=True)
        elif sign in "\r\n":
            self._word("par", None)
        elif sign in _ESCAPED:
            self._letters(_ESCAPED[sign])

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._unit(number)
        elif self._to_skip:
            self._to_skip -= 1
        elif self._state.target == "fonts":
            self._font_word(word, number)
        elif not self._destination(word):
            self._set(word, number)

    def _destination(self, word: str) -> bool:
        """Turn to the destination ``word``, if it is one; those behind a star may be skipped."""
        starred = self._state.starred
        if word in _ASIDES or (word in _MARGINS and self._state.target == "text"):
            self._flush()
            self._flows.append(RtfFlow(self.decoder))
            self._state = replace(self._state, target="text", opens=word, starred=False)
        elif word == "pict":
            self._picture = RtfPicture()
            self._state = replace(self._state, target="picture", opens=word, starred=False)
        elif word == "fonttbl":
            self._state = replace(self._state, target="fonts")
        elif word == "ud" and starred:
            self._state = replace(self._state, target="text", starred=False)
        elif word in _PROPERTIES and self._state.target == "skip":
            self._state = replace(self._state, target=word)
        elif word in _SKIPPED or (starred and word not in _STARRED):
            self._state = replace(self._state, target="skip", starred=False)
        else:
            return False
        return True

    def _set(self, word: str, number: int | None) -> None:
        """Obey a control word that is no destination."""
        if word == "f":
            self._flush()
            self._state = replace(self._state, font=number or 0)
        elif word == "plain":
            self._flush()
            self._state = replace(self._state, font=-1, deleted=False)
        elif word == "deleted":
            self._flush()
            self._state = replace(self._state, deleted=number != 0)
        elif word == "uc":
            self._state = replace(self._state, fallback=max(0, number or 0))
        elif word == "ansicpg":
            self._page = code_page(number or 1252)
        elif word == "deff":
            self._default_font = number or 0
        elif word in _SETS:
            self._page = _SETS[word]
        elif word in _SIGNS:
            self._letters(_SIGNS[word])
        else:
            self._structure(word, number)

    def _structure(self, word: str, number: int | None) -> None:
        """Obey a control word on paragraphs, tables and pages, or on a picture."""
        if self._state.target == "picture":
            self._picture.words[word] = number or 0
        elif self._state.target != "text":
            return
        elif word in ENDS:
            self._flush()
            state = self._state
            self._flows[-1].end(word, state.level, in_table=state.in_table)
        elif word == "pagebb" and number != 0:
            self._flows[-1].before = max(self._flows[-1].before, Break.ASKED)
        elif word == "pard":
            self._state = replace(self._state, level=None, in_table=False)
        elif word == "intbl":
            self._state = replace(self._state, in_table=True)
        elif word == "outlinelevel":
            level = number + 1 if number is not None and 0 <= number < 9 else None
            self._state = replace(self._state, level=level)

    def _font_word(self, word: str, number: int | None) -> None:
        """Obey a control word within the font table."""
        if word == "f":
            self._state = replace(self._state, font=number or 0)
            self._fonts.setdefault(number or 0, Font())
        elif self._state.starred or word in {"panose", "falt", "fontemb", "fontfile"}:
            self._state = replace(self._state, target="skip", starred=False)
        elif word == "fcharset":
            self._table_font().charset = number or 0
        elif word == "cpg" and number:
            self._table_font().page = code_page(number)

    def _table_font(self) -> Font:
        return self._fonts.setdefault(self._state.font, Font())

    def _font(self) -> Font:
        number = self._default_font if self._state.font < 0 else self._state.font
        return self._fonts.get(number) or Font()

    def _unit(self, number: int) -> None:
        """Take a unit of UTF-16, written as a signed number."""
        self._flush_codes()
        self._units += (number & 0xFFFF).to_bytes(2, "little")
        self._to_skip = self._state.fallback

    def _letters(self, text: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
            return
        self._flush()
        self._put(Coded(text))

    def _text(self, codes: bytes) -> None:
        skipped = min(self._to_skip, len(codes))
        self._to_skip -= skipped
        codes = codes[skipped:]
        if codes:
            self._flush_units()
            self._codes += codes

    def _flush(self) -> None:
        self._flush_units()
        self._flush_codes()

    def _flush_codes(self) -> None:
        if not self._codes:
            return
        codes = bytes(self._codes)
        self._codes.clear()
        if self._state.target == "fonts":
            self._table_font().name += codes.decode("cp1252", "replace").strip().rstrip(";")
        elif self._state.target == "picture":
            self._picture.digits.append(codes)
        elif self._state.target != "skip":
            self._put(read_codes(codes, self._font(), self._page))

    def _flush_units(self) -> None:
        if self._units:
            text = bytes(self._units).decode("utf-16-le", "replace")
            self._units.clear()
            symbols = self._font().charset == SYMBOLS and "\uf000" <= text[0] <= "\uf0ff"
            if not symbols:
                self._put(Coded(text, encoding_of_font(self._font().name)))

    def _put(self, piece: Coded) -> None:
        target = self._state.target
        if target == "text" and not self._state.deleted:
            self._flows[-1].parts.append(piece)
        elif target in _PROPERTIES:
            name = _PROPERTIES[target]
            self.found.properties[name] = self.found.properties.get(name, "") + piece.text
