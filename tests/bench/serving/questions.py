"""The articles of a text into the addresses of result pages that readers ask for, always the same.

Each class is what people do: a word, some words, a sentence, without accents, a phrase, signs, a
beginning, a slip, facets set, another order, a later page, nothing found.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from indexer.language.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_SEED = 3
_FACETS = ("year", "country", "partner", "kind")


def draw_addresses(
    articles: Sequence[Sequence[str]], codes: Mapping[str, Sequence[str]], each: int
) -> dict[str, list[str]]:
    """Return ``each`` addresses of every class; ``codes`` are values of facets to choose from."""
    chance = random.Random(_SEED)  # noqa: S311 - a repeatable choice, no secret

    def run(least: int, most: int) -> list[str]:
        while True:
            words = chance.choice(chance.choice(articles)).split()
            size = chance.randint(least, most)
            chosen = [word.strip('"“”().,;:!?*|~+-') for word in _part(words, size, chance)]
            if len(chosen) == size and all(word.isalpha() for word in chosen):
                return chosen

    classes: dict[str, Callable[[], dict[str, str]]] = {
        "word": lambda: _ask(run(1, 1)),
        "words": lambda: _ask(run(2, 4)),
        "sentence": lambda: _ask(run(6, 12)),
        "unaccented": lambda: _ask([fold(word.lower()) for word in run(2, 6)]),
        "phrase": lambda: {"q": f'"{" ".join(run(2, 4))}"'},
        "signs": lambda: {"q": f"+{run(1, 1)[0]} {' '.join(run(2, 2))} -{run(1, 1)[0]}"},
        "beginning": lambda: {"q": f"{' '.join(run(1, 2))} {run(1, 1)[0][:3]}*"},
        "slip": lambda: _ask([_slip(word, chance) for word in run(2, 3)]),
        "narrowed": lambda: {**_ask(run(1, 3)), **_narrowed(codes, chance)},
        "browsed": lambda: _narrowed(codes, chance),
        "ordered": lambda: {**_ask(run(1, 2)), "sort": chance.choice(("-date", "date", "title"))},
        "later": lambda: {**_ask(run(1, 2)), "page": str(chance.randint(2, 9))},
        "nothing": lambda: _ask(["".join(chance.choices("bcdghklmnt", k=9)), *run(1, 1)]),
    }
    return {
        name: [f"/search?{urlencode(draw())}" for _ in range(each)]
        for name, draw in classes.items()
    }


def _part(words: Sequence[str], size: int, chance: random.Random) -> Sequence[str]:
    at = chance.randrange(max(1, len(words) - size))
    return words[at : at + size]


def _ask(words: Sequence[str]) -> dict[str, str]:
    return {"q": " ".join(words)}


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + chance.choice("aehinot") + word[at + 1 :]


def _narrowed(codes: Mapping[str, Sequence[str]], chance: random.Random) -> dict[str, str]:
    chosen = chance.sample([name for name in _FACETS if codes.get(name)], 2)
    return {name: chance.choice(codes[name]) for name in chosen}
