"""``kyyeu add`` as where no Tesseract is installed, with words of several syllables or without.

``python -m tests.bench.beside_recoll.adding words|syllables PATH…``: whatever follows is what the
command takes. Without words nothing is segmented, so that each layer is one of syllables. That
holds for this process alone, so it does all but the reading itself; with words it is as ever.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from indexer.build import analyse, batch, compound_list, indexing
from indexer.cli import main
from indexer.language import segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.build.recognise import Recognition
    from indexer.settings import Settings

SYLLABLES: Final = "syllables"
WORDS: Final = "words"

_WORD = re.compile(r"[^\W_]+")
_COSTS = batch.recognition_costs


def _without_tesseract(settings: Settings) -> Recognition:
    return replace(_COSTS(settings), directories="")


def _cut_nothing(texts: Sequence[str]) -> list[list[str]]:
    return [_WORD.findall(text) for text in texts]


def run(layers: str) -> None:
    """Run the command with what the arguments after the first say."""
    batch.recognition_costs = _without_tesseract
    if layers == SYLLABLES:
        for module in (analyse, compound_list, indexing, segment):
            vars(module)["segment"] = _cut_nothing
        os.environ["KYYEU_INDEXER_WORKERS"] = "1"
    sys.argv[:] = ["kyyeu", "add", *sys.argv[2:]]
    main()


if __name__ == "__main__":
    run(sys.argv[1])
