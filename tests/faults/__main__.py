"""``python -m tests.faults [--short] [NAME …]``: tries faults and prints a JSON line for each."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.all import FAULTS
from tests.reading_servers import lent_servers
from tests.seeds import few_seeds


def main() -> int:
    """Try the faults named, or all; return 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", help="those whose name holds one of these words")
    parser.add_argument("--short", action="store_true", help="as the test suite tries them")
    chosen = parser.parse_args()
    broken = 0
    for fault in FAULTS:
        if chosen.names and not any(name in fault.name for name in chosen.names):
            continue
        with TemporaryDirectory(prefix="kyyeu-faults-") as place, few_seeds(), lent_servers():
            tally = fault.try_out(Path(place), not chosen.short)
        line = {"name": fault.name, "tried": tally.tried, "held": tally.held, "note": tally.note}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
        broken += tally.held != tally.tried
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
