"""Names and frequent words of several syllables into a list that is found alike in every text.

A segmenter cuts the same syllables differently in a question and in a sentence, in small letters
and in capitals. What stands in this list is a word wherever its syllables stand in a row.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from indexer.errors.index import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from indexer.language.segmentation import Cut

_HEADER: Final = "compounds 1"
_END: Final = ""
"""The key in the tree of syllables that holds a compound that ends there; no syllable is empty."""

COMPOUNDS_NAME: Final = "compounds.txt"
"""What the list is called within a generation."""


class Occurrence(NamedTuple):
    """A compound in a text; a named tuple, since a page has hundreds."""

    start: int
    """The place of its first syllable."""
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Compounds:
    """Compounds as terms, their syllables joined by a space, in no order."""

    texts: frozenset[str] = frozenset()
    learnt_from: int = 0
    """The number of works whose words were counted."""
    digest: str = field(init=False)
    """Equal for equal lists and no others."""
    _tree: dict[str, Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lines = "\n".join(sorted(self.texts))
        object.__setattr__(self, "digest", hashlib.sha256(lines.encode()).hexdigest()[:16])
        object.__setattr__(self, "_tree", _grow(self.texts))

    def find(self, syllables: Sequence[str]) -> Iterator[Occurrence]:
        """Yield every compound among ``syllables``, also within and across others."""
        tree = self._tree
        for start, syllable in enumerate(syllables):
            node = tree.get(syllable)
            at = start + 1
            while node is not None:
                if _END in node:
                    yield Occurrence(start, at, node[_END])
                node = node.get(syllables[at]) if at < len(syllables) else None
                at += 1

    def repair(self, cut: Cut) -> tuple[str, ...]:
        """Return the compounds in ``cut`` and the words of it that none divides, in order.

        What stands around a compound, and how all of it was cut, makes no difference to it; a word
        that holds it, as "hợp tác xã" holds "hợp tác", is one more.
        """
        found = set(self.find(cut.tokens))
        if not found:
            return tuple(cut.words())
        reach = _reach(found, len(cut.tokens))
        for start, end in pairwise(cut.bounds):
            if reach[start] <= start and reach[end] <= end:
                found.add(Occurrence(start, end, " ".join(cut.tokens[start:end])))
        return tuple([one.text for one in sorted(found)])

    def encode(self) -> str:
        """Return the list as text: a header, then a compound a line in the order of code points."""
        return "\n".join((f"{_HEADER} {self.learnt_from}", *sorted(self.texts), ""))

    @classmethod
    def decode(cls, text: str) -> Self:
        """Return the list that ``encode`` made ``text`` of. Raises :class:`ValueError`."""
        header, *lines = text.split("\n")
        version, _, count = header.rpartition(" ")
        if version != _HEADER or not count.isdecimal() or lines[-1:] != [""]:
            message = f"not a list of compounds: {header[:40]!r}"
            raise ValueError(message)
        return cls(frozenset(lines[:-1]), int(count))


def _grow(texts: Iterable[str]) -> dict[str, Any]:
    """Return the tree whose paths are the syllables of ``texts``."""
    tree: dict[str, Any] = {}
    for text in texts:
        node = tree
        for syllable in text.split(" "):
            node = node.setdefault(syllable, {})
        node[_END] = text
    return tree


def _reach(found: Iterable[Occurrence], count: int) -> list[int]:
    """Return for each place among ``count`` and the end how far the compounds before it reach."""
    ends = [0] * (count + 1)
    for start, end, _ in found:
        ends[start + 1] = max(end, ends[start + 1])
    return list(accumulate(ends, max))


def read_compounds(path: Path) -> Compounds:
    """Return the list in the file ``path``. Raises :class:`IndexDamaged`."""
    try:
        return Compounds.decode(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise IndexDamaged(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise IndexDamaged(path, str(error)) from error


def write_compounds(compounds: Compounds, path: Path) -> None:
    """Write a list to the file ``path``."""
    path.write_text(compounds.encode(), encoding="utf-8", newline="\n")


NO_COMPOUNDS: Final = Compounds()
