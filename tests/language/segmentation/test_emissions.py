from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from underthesea_core import CRFFeaturizer  # type: ignore[import-untyped]  # it has none

from indexer.language.segmentation import emissions
from indexer.language.segmentation.emissions import MARGIN, score
from indexer.language.segmentation.tables import Tables, compile_tables
from indexer.language.segmentation.templates import parse_template
from indexer.language.segmentation.vocabulary import PACKED_BEGIN, PACKED_END
from tests.language.segmentation.sentences import recombined

if TYPE_CHECKING:
    from indexer.language.segmentation.crf_file import Crf


@pytest.fixture(scope="module")
def tables(template_names: list[str], crf: Crf, dictionary: frozenset[str]) -> Tables:
    """Return the tables of the installed model."""
    return compile_tables([parse_template(name) for name in template_names], crf, dictionary)


def packed(sentence: list[str], tables: Tables) -> list[int]:
    """Return a sentence between its margins."""
    tokens = [tables.vocabulary.pack(token) for token in sentence]
    return [PACKED_BEGIN] * MARGIN + tokens + [PACKED_END] * MARGIN


def test_sums_are_the_same_to_the_last_bit(
    tables: Tables,
    template_names: list[str],
    crf: Crf,
    dictionary: frozenset[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Scores equal the weights of the original's features added one by one, without tolerance."""
    monkeypatch.setattr(emissions, "_STEP", 37)
    weights = dict(zip(crf.attributes, crf.state, strict=True))
    featurizer = CRFFeaturizer(template_names, set(dictionary))
    # One token, two and three: sequences may then leave the text on both sides.
    short = [["Lào"], ["BOS", "EOS"], ["hợp", "tác", "-5"], ["Th S", "là"]]
    sentences = [*short, *(text.split() for text in recombined(60, 3))]
    for sentence in sentences:
        expected = np.zeros((len(sentence), 2))
        features = featurizer.process([[[token] for token in sentence]])[0]
        for place, attributes in enumerate(features):
            for attribute in attributes:
                expected[place] += weights.get(attribute, 0.0)
        scores = score(np.array(packed(sentence, tables), np.int64), tables)
        np.testing.assert_array_equal(scores, expected)


def test_no_known_value_holds_a_token_with_a_space(crf: Crf, dictionary: frozenset[str]) -> None:
    """A token such as "Th S" is unknown to model and dictionary, alone and beside others."""
    known = [attribute.partition("=")[2].lower() for attribute in crf.attributes]
    assert not [value for value in (*known, *dictionary) if "th s " in f"{value} "]
