"""Generated corpora and plans, as many as wanted, into what the engine, Python and Whoosh answer.

``python -m tests.bench.oracle [--corpora N] [--seed S]`` prints how much was compared and whether
anything differed; a difference ends it with the corpus and the plan that show it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.engine.drawing import corpora, plans
from tests.engine.oracle import Compared, check, keep_heads

if TYPE_CHECKING:
    from indexer.engine.blocks import Block
    from indexer.engine.tree import Plan


def compare(examples: int, chosen: int) -> Compared:
    """Compare so many corpora with up to 20 plans each. Raises :class:`AssertionError`."""
    compared = Compared()

    @seed(chosen)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.one_of(corpora(), corpora().map(keep_heads)),
        st.lists(plans, min_size=10, max_size=20),
        st.sets(st.integers(0, 11)),
    )
    def run(generations: list[list[Block]], asked: list[Plan], hidden: set[int]) -> None:
        withdrawn = frozenset(f"w{number}" for number in hidden if number > 8)
        with TemporaryDirectory() as directory:
            check(Path(directory) / "index", generations, asked, withdrawn, compared)

    run()
    return compared


def main(arguments: list[str]) -> None:
    """Print what was compared."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.oracle")
    parser.add_argument("--corpora", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    done = compare(options.corpora, options.seed)
    sys.stdout.write(
        f"{done.corpora} corpora: {done.plans} plans as in plain Python; by Whoosh {done.leaves} "
        f"leaves passage by passage and {done.searches} whole searches with scores: no difference\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
