from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.all import FAULTS
from tests.reading_servers import lent_servers
from tests.seeds import few_seeds

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.fault import Fault


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_promise_holds(fault: Fault, tmp_path: Path) -> None:
    """In short what ``make faults`` tries in full; skipped where it cannot be tried at all."""
    with few_seeds(), lent_servers():
        tally = fault.try_out(tmp_path, False)  # noqa: FBT003 - as every fault
    if not tally.tried:
        pytest.skip(tally.note)
    assert tally.held == tally.tried, tally.note
