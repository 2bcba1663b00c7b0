"""English words into their possible base forms; and the words that name nothing."""

from __future__ import annotations

import re
from functools import lru_cache

STOP_WORDS = frozenset(
    """
    a about after all also am an and any are as at be because been before being between both
    but by can could did do does doing during each for from had has have he her here hers him
    his how i if in into is it its me more most much many my no nor not of off on or other our
    out over own same she should so some such than that the their them then there these they
    this those through to too under until up very was we were what when where which while who
    whom whose why will with would you your may might must shall s t did don
    """.split()  # noqa: SIM905 - a hundred quotes read worse
)
"""Words that name nothing, or too little to look up."""

_VOWELS = "aeiou"
_SHORTEST = 3
"""Letters that a base form has at least."""

_RULES = (
    (re.compile("ies$"), "y"),
    (re.compile("ied$"), "y"),
    (re.compile("ily$"), "y"),
    (re.compile("ves$"), "f"),
    (re.compile("es$"), ""),
    (re.compile("s$"), ""),
    (re.compile("(?<=[^aeiou])ed$"), ""),
    (re.compile("ed$"), "e"),
    (re.compile("ing$"), ""),
    (re.compile("ing$"), "e"),
    (re.compile("ly$"), ""),
    (re.compile("ally$"), ""),
)
"""Endings with what stands there in the base form."""


@lru_cache(maxsize=4096)
def base_forms(word: str) -> tuple[str, ...]:
    """Return ``word`` (in lower case) and what it may be an inflection of, likeliest first."""
    forms = [word]
    for ending, instead in _RULES:
        base = ending.sub(instead, word)
        if base == word or len(base) < _SHORTEST:
            continue
        doubled = base[-1] == base[-2] and base[-1] not in _VOWELS and not instead
        forms += [base, base[:-1]] if doubled else [base]
    return tuple(dict.fromkeys(forms))
