"""The tokens of a page and the leaves of a question into the weight of each token."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.tree import Phrase, Prefix, Term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.engine.tree import Leaf
    from indexer.language.analyser import Token


def weigh_tokens(tokens: Sequence[Token], leaves: Mapping[Leaf, float]) -> list[float | None]:
    """Return for each token the weight of the heaviest leaf that admits it, if any does.

    A folded term admits every spelling, an accented one only its own; a phrase admits its terms
    where all of them stand together.
    """
    prefixes = [(leaf, weight) for leaf, weight in leaves.items() if isinstance(leaf, Prefix)]
    weights: list[float | None] = []
    for token in tokens:
        exact = leaves.get(Term(Layer.ACCENTED, token.text))
        opened = leaves.get(Term(Layer.FOLDED, token.folded))
        weights.append(opened if exact is None else max(exact, opened or exact))
    for prefix, weight in prefixes:
        for at, token in enumerate(tokens):
            if _text(token, prefix.layer).startswith(prefix.text):
                weights[at] = max(weight, weights[at] or weight)
    _weigh_phrases(tokens, leaves, weights)
    return weights


def _weigh_phrases(
    tokens: Sequence[Token], leaves: Mapping[Leaf, float], weights: list[float | None]
) -> None:
    begins: defaultdict[str, list[tuple[Phrase, float]]] = defaultdict(list)
    for leaf, weight in leaves.items():
        if isinstance(leaf, Phrase) and leaf.terms:
            begins[leaf.terms[0].text].append((leaf, weight))
    if not begins:
        return
    for at, token in enumerate(tokens):
        for text in {token.text, token.folded} & begins.keys():
            for phrase, weight in begins[text]:
                if _stands(phrase, tokens, at):
                    for part in range(at, at + len(phrase.terms)):
                        weights[part] = max(weight, weights[part] or weight)


def _stands(phrase: Phrase, tokens: Sequence[Token], at: int) -> bool:
    if at + len(phrase.terms) > len(tokens):
        return False
    places = zip(phrase.terms, tokens[at:], strict=False)
    return all(_text(token, term.layer) == term.text for term, token in places)


def _text(token: Token, layer: Layer) -> str:
    return token.text if layer is Layer.ACCENTED else token.folded
