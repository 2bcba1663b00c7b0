"""Pages as badly written as those of a library, and questions about their words, at random."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from indexer.engine.blocks import Layer
from indexer.engine.tree import Fuzzy, Leaf, Phrase, Prefix, Term, Wildcard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.language.analyser import Token

_WORDS = (
    *("hợp", "họp", "hop", "HỢP", "tác", "tạc", "Tac", "đảng", "Đảng", "dạng", "quốc", "tế"),
    *("hoà", "hòa", "mĩ", "Mỹ", "nghành", "lí", "Việt-Hàn", "coopera-\ntion", "inter-\nnational"),
    # Glued, with soft hyphens, widthless signs, look-alikes, in old encodings.
    *("hợptác", "28đoàn", "quốctế2016", "kýkết", "hợp\u00adtác", "coope\u00ad\nration"),
    *("hợp\u200btác", "ñaûng", "ñảng", "ñoàn", "niño", "ð¶ng", "Ðảng", "céng hoµ", "®¶ng"),
    *("\ufb01nance", "𝐡𝐨𝐩", "123", "y" * 400, "a_b", "\u0301", "Ngư\u031bơ\u0300i", "İ", "각"),
)
_BETWEEN = (*(" ",) * 12, "\u00a0", "\u2009", "\u3000", "\n", "-\n", "\u00ad\n", ", ", "", ".....")
_FILLING = ("và các ", "x ", "năm 2016, ", "nghiên cứu ")


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Return words with anything between them, some so far apart that no snippet holds both."""
    text = ""
    for word in draw(st.lists(st.sampled_from(_WORDS), max_size=40)):
        text += word + draw(st.sampled_from(_BETWEEN))
        text += draw(st.sampled_from(_FILLING)) * draw(st.sampled_from((0, 0, 0, 0, 7, 20, 45)))
    decomposed = unicodedata.normalize("NFD", text)
    return draw(st.sampled_from((text, decomposed, unicodedata.normalize("NFC", text))))


@st.composite
def leaves(draw: st.DrawFn, tokens: Sequence[Token]) -> dict[Leaf, float]:
    """Return leaves most of which admit some of ``tokens``."""
    asked: dict[Leaf, float] = {}
    for _ in range(draw(st.integers(0, 6)) if tokens else 0):
        at = draw(st.integers(0, len(tokens) - 1))
        length = draw(st.integers(1, 4))
        terms = [_term(draw, token) for token in tokens[at : at + length]]
        kinds: tuple[Leaf, ...] = (
            terms[0],
            Phrase(tuple(terms)),
            Prefix(terms[0].layer, terms[0].text[:length]),
            Wildcard(terms[0].layer, f"*{terms[0].text[1:]}"),
            Wildcard(terms[0].layer, f"{terms[0].text[:1]}?*"),
            Fuzzy(terms[0].layer, terms[0].text, length % 3),
        )
        leaf = draw(st.sampled_from(kinds))
        asked[leaf] = draw(st.sampled_from((0.25, 1.0, 1.5, 3.7)))
    return asked


def _term(draw: st.DrawFn, token: Token) -> Term:
    if draw(st.booleans()):
        return Term(Layer.FOLDED, token.folded)
    return Term(Layer.ACCENTED, token.text)
