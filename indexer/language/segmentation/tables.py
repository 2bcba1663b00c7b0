"""A model and a dictionary into tables that arrays of packed tokens can be looked up in.

A row of weights is what one value of a template adds to each label. Rows of views that show tokens:
0 for all that has no weight, ``BEGIN`` and ``END`` where the view leaves the text, then the values
(single tokens: by their id). Rows of views that show a fact: 0 false, 1 true, ``BEGIN + 1`` and
``END + 1`` where it leaves the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from indexer.language.segmentation.keys import Integers, Keys, keys_of
from indexer.language.segmentation.templates import LOWER, WRITTEN, Template, View
from indexer.language.segmentation.vocabulary import BEGIN, END, FIRST_ID, Vocabulary

if TYPE_CHECKING:
    from indexer.language.segmentation.crf_file import Crf

_EDGES: Final = {"BOS": BEGIN, "EOS": END}
_FACTS: Final = {"False": 0, "True": 1, "BOS": BEGIN + 1, "EOS": END + 1}

_Weights = NDArray[np.float64]
_Ids = Mapping[str, int]
_Values = Mapping[str, Mapping[str, int]]
"""By the name of a template and a value: the number of the attribute."""


@dataclass(frozen=True, slots=True, eq=False)
class TemplateWeights:
    """The weights of one template."""

    template: Template
    rows: _Weights
    """(R, 2): by row of the template's view and label."""


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Everything the scores of tokens are computed from."""

    vocabulary: Vocabulary
    written_pairs: Keys
    """Pairs of tokens as written: their row."""
    written_triples: Keys
    lower_pairs: Keys
    """Pairs of tokens in lower case: twice their row, and one more if the dictionary has them."""
    known_triples: Keys
    """Triples of tokens in lower case that the dictionary has: 1."""
    weights: tuple[TemplateWeights, ...]
    """In the order in which they are added."""
    transitions: _Weights
    """(2, 2): from the label of a row to the label of a column."""


def compile_tables(templates: Sequence[Template], crf: Crf, dictionary: AbstractSet[str]) -> Tables:
    """Return the tables of the model ``crf`` whose attributes are made by ``templates``.

    ``dictionary`` holds words in lower case, one space between their parts.
    """
    values = _values(crf.attributes)
    words = _by_width(dictionary)
    written = _numbered(_parts(_shown(values, templates, WRITTEN)))
    lower = _numbered(_parts([*_shown(values, templates, LOWER), *words[2], *words[3]]))
    ids = {WRITTEN: written, LOWER: lower}
    rows = {
        view: _rows(view, ids, [values[each.name] for each in templates if each.view == view])
        for view in {template.view for template in templates}
    }
    known_pairs = _keys(words[2], lower, 2)
    known_triples = _keys(words[3], lower, 3)
    lower_pairs = _keys_of_rows(rows[View(2, LOWER)], lower, 2)
    return Tables(
        vocabulary=Vocabulary(written | _EDGES, lower, frozenset(words[1])),
        written_pairs=_keys_of_rows(rows[View(2, WRITTEN)], written, 2),
        written_triples=_keys_of_rows(rows[View(3, WRITTEN)], written, 3),
        lower_pairs=Keys.of(
            np.append(lower_pairs.keys[:-1], known_pairs),
            np.append(2 * lower_pairs.numbers[:-1], np.ones_like(known_pairs)),
        ),
        known_triples=Keys.of(known_triples, np.ones_like(known_triples)),
        weights=tuple(
            TemplateWeights(each, _weights(rows[each.view], values[each.name], crf.state))
            for each in templates
        ),
        transitions=crf.transitions,
    )


def _values(attributes: Iterable[str]) -> _Values:
    values: dict[str, dict[str, int]] = defaultdict(dict)
    for number, attribute in enumerate(attributes):
        template, _, value = attribute.partition("=")
        values[template][value] = number
    return values


def _by_width(dictionary: AbstractSet[str]) -> Mapping[int, Sequence[str]]:
    """Return the words by their number of parts."""
    words: dict[int, list[str]] = defaultdict(list)
    for word in dictionary:
        parts = word.split(" ")
        if "" not in parts:  # two spaces, or one at the end, cannot be met in a text
            words[len(parts)].append(word)
    return words


def _shown(values: _Values, templates: Iterable[Template], function: str) -> list[str]:
    """Return all values of the templates of one function."""
    names = [each.name for each in templates if each.view.function == function]
    return [value for name in names for value in values[name]]


def _parts(values: Iterable[str]) -> Sequence[str]:
    """Return the parts of all ``values`` one after the other."""
    return " ".join(values).split(" ")


def _numbered(names: Iterable[str]) -> dict[str, int]:
    distinct = dict.fromkeys(names)
    for edge in _EDGES:
        distinct.pop(edge, None)
    return {name: number for number, name in enumerate(distinct, FIRST_ID)}


def _rows(view: View, ids: Mapping[str, _Ids], values: Iterable[Iterable[str]]) -> _Ids:
    """Return the row of each of the ``values`` that the templates of ``view`` have."""
    if view.function not in ids:
        return _FACTS
    if view.width == 1:
        return {**ids[view.function], **_EDGES}
    return _numbered(chain.from_iterable(values)) | _EDGES


def _keys(values: Iterable[str], ids: _Ids, width: int) -> Integers:
    numbers = np.array([ids[part] for part in _parts(values)], np.int64)
    return keys_of(numbers.reshape(-1, width).T)


def _keys_of_rows(rows: _Ids, ids: _Ids, width: int) -> Keys:
    shown = {value: row for value, row in rows.items() if value not in _EDGES}
    return Keys.of(_keys(shown, ids, width), np.fromiter(shown.values(), np.int64))


def _weights(rows: _Ids, values: _Ids, state: _Weights) -> _Weights:
    weights = np.zeros((max(rows.values()) + 1, 2))
    weights[[rows[value] for value in values]] = state[list(values.values())]
    return weights
