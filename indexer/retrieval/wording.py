"""The words of a question into their analysis, with the accents that were left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.language.analyser import Analysis, Token
from indexer.retrieval.tokens import tokens_of
from indexer.retrieval.typed import write_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.language.analyser import Analyser
    from indexer.retrieval.accents import Accents, Restored


@dataclass(frozen=True, slots=True)
class Wording:
    """What was asked, as it was typed and as it was meant."""

    tokens: tuple[Token, ...]
    """As typed."""
    meant: Analysis
    """With the accents restored; as many tokens, with the same folded forms."""
    certainties: tuple[float, ...]
    """For each token how sure its spelling is, 0 to 1."""
    capitals: tuple[float, ...]
    """For each token in which share of its places in the tiers it has a capital that tells."""
    exact: frozenset[str] = frozenset()
    """Tokens without accents that stand for themselves alone, wherever they are in the question."""


def read_wording(text: str, analyser: Analyser, accents: Accents | None) -> Wording:
    """Return the wording of ``text``; without ``accents`` what has none stays as it was typed.

    Then nothing is known of how a text without any accent is spelt.
    """
    tokens = tokens_of(text)
    if accents is None:
        spelt = float(any(map(_has_accent, tokens)))
        unknown = (0.0,) * len(tokens)
        return Wording(tokens, analyser.analyse(text), (spelt,) * len(tokens), unknown)
    restored = accents.restore(tokens)
    meant = analyser.analyse(_write(text, tokens, restored))
    if [token.text for token in meant.tokens] != [one.text for one in restored]:
        # Glued words may come apart in another way once they have accents.
        return read_wording(text, analyser, None)
    exact = {token.text for token, one in zip(tokens, restored, strict=True) if one.exact}
    opened = {token.text for token, one in zip(tokens, restored, strict=True) if not one.exact}
    return Wording(
        tokens,
        meant,
        tuple(one.certainty for one in restored),
        tuple(one.capitals for one in restored),
        frozenset(exact - opened),
    )


def _has_accent(token: Token) -> bool:
    return token.text != token.folded


def _write(text: str, tokens: Sequence[Token], restored: Sequence[Restored]) -> str:
    """Return ``text`` with what was restored in place of what was typed, in its case."""
    parts: list[str] = []
    at = 0
    for token, one in zip(tokens, restored, strict=True):
        if one.text != token.text:
            parts += (text[at : token.start], write_like(text[token.start : token.end], one.text))
            at = token.end
    return "".join((*parts, text[at:]))
