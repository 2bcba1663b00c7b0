from __future__ import annotations

import numpy as np

from indexer.language.segmentation.crf_file import Crf
from indexer.language.segmentation.tables import compile_tables
from indexer.language.segmentation.templates import parse_template

NAMES = ("T[0]", "T[-1]", "T[-1,0]", "T[-2,0]", "T[0,1].lower", "T[0].isdigit")
ATTRIBUTES = {
    "T[0]=Lào": (1.0, -1.0),
    "T[-1]=BOS": (2.0, -2.0),
    "T[-1,0]=quốc tế": (3.0, -3.0),
    "T[-1,0]=BOS": (4.0, -4.0),
    "T[-2,0]=Hồ Chí Minh": (5.0, -5.0),
    "T[0,1].lower=quốc tế": (6.0, -6.0),
    "T[0].isdigit=True": (7.0, -7.0),
}
CRF = Crf(("B-W", "I-W"), tuple(ATTRIBUTES), np.array(list(ATTRIBUTES.values())), np.eye(2))
DICTIONARY = frozenset({"lào", "quốc tế", "quốc gia", "hồ chí minh", "thóc  lúa", "kể cả "})


def key(*ids: int) -> int:
    """Return the key of a sequence."""
    packed = 0
    for each in ids:
        packed = packed << 20 | each
    return packed


def test_every_weight_and_word_finds_its_row() -> None:
    """Values, edges, facts and words of the dictionary are where the look-ups expect them."""
    tables = compile_tables(tuple(map(parse_template, NAMES)), CRF, DICTIONARY)
    rows = {each.template.name: each.rows for each in tables.weights}
    assert tuple(rows) == NAMES
    vocabulary = tables.vocabulary
    assert rows["T[0]"][vocabulary.written["Lào"]].tolist() == [1.0, -1.0]
    assert rows["T[-1]"][vocabulary.written["BOS"]].tolist() == [2.0, -2.0]
    assert rows["T[0].isdigit"].tolist() == [[0, 0], [7, -7], [0, 0], [0, 0]]
    written = key(vocabulary.written["quốc"], vocabulary.written["tế"])
    [row] = tables.written_pairs.find(np.array([written]))
    assert rows["T[-1,0]"][[0, 1, row]].tolist() == [[0, 0], [4, -4], [3, -3]]


def test_pairs_tell_weight_and_dictionary_apart() -> None:
    """A pair may have a weight, be a word, or both; spaces too many make no word."""
    tables = compile_tables(tuple(map(parse_template, NAMES)), CRF, DICTIONARY)
    lower = tables.vocabulary.lower
    pairs = [key(lower["quốc"], lower[second]) for second in ("tế", "gia")]
    weighted, word = tables.lower_pairs.find(np.array(pairs)).tolist()
    assert (weighted & 1, word) == (1, 1)
    assert weighted >> 1 > 0
    assert set(lower) == {"quốc", "tế", "gia", "hồ", "chí", "minh"}
    assert tables.vocabulary.words == {"lào"}
