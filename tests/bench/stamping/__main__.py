"""Stamped files and a thousand ordinary ones into what is refused, and what is kept.

``python -m tests.bench.stamping [SHARED]``: the stamped files go through a whole run, in the midst
of ordinary ones; then every byte below corpus and index is looked through for their names, paths
and words, also inside of what is packed there. SHARED holds ``data/files`` and
``data/text/viwiki.jsonl.gz``.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
import zipfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from indexer.build.batch import Batch
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.originals import hash_file
from indexer.extract.limits import Limits
from indexer.extract.pool import ReadingPool, ReadJob
from indexer.language.fold import fold
from indexer.records.files import Reading, SourceKind
from indexer.settings import Settings
from tests.bench.stamping.forms import FOLDER, NAME, kept_aside, known
from tests.bench.stamping.making import PLAIN
from tests.bench.stamping.ordinary import articles, traps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_WORDS = ("Trường Giang", "Oanh Vũ", NAME.removeprefix("Thư "), FOLDER.removeprefix("Hồ "))
_ARTICLES = 1_000
_ORDINARY = 12
_LARGEST = 20 << 20


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.stamping")
    parser.add_argument("shared", type=Path, nargs="?", help="a folder of real material")
    parser.add_argument("--articles", type=int, default=_ARTICLES)
    options = parser.parse_args(arguments)
    for title, forms in (("known forms", known()), ("forms kept aside", kept_aside())):
        with TemporaryDirectory(prefix="bench-") as place:
            sys.stdout.write(f"{title}: {_refused(Path(place), forms)}\n")
            sys.stdout.flush()
    with TemporaryDirectory(prefix="bench-") as place:
        made = list(_written(Path(place), options.shared, options.articles))
        sys.stdout.write(f"ordinary files: {_alarms(made)}\n")


def _refused(place: Path, forms: Mapping[str, Callable[[], bytes]]) -> str:
    folder = place / "source" / FOLDER
    folder.mkdir(parents=True)
    places = {name: (folder.parent if name.endswith(".zip") else folder) / name for name in forms}
    for name, make in forms.items():
        places[name].write_bytes(make())
    for number in range(_ORDINARY):
        text = f"Bản ghi số {number}. {PLAIN}"
        (folder.parent / f"bản ghi {number}.txt").write_text(text, encoding="utf-8")
    settings = Settings(corpus=place / "corpus", index=place / "index")
    with Catalogue.open(settings.catalogue_url, create=True) as catalogue:
        with catalogue.write() as view:
            view.sources.add(SourceKind.FOLDER, bytes(folder.parent))
        batch = Batch(settings, catalogue)
        batch.scan()
        batch.read()
        batch.index(anew=False)
        kept = _kept_of(batch, places)
        refused = len(batch.report.refused)
        told = json.dumps(asdict(batch.report), ensure_ascii=False, default=str)
        while_open = _traces([settings.corpus, settings.index])
    left = _traces([settings.corpus, settings.index])
    lines = [
        f"{refused} of {len(forms)} refused, {len(kept)} not: {', '.join(kept) or 'none'}",
        f"traces in files: {len(while_open)} open, {len(left)} closed {sorted(left)[:4]}",
        f"traces in the report: {sum(word in _seen(told) for word in _looked_for())}",
    ]
    return "; ".join(lines)


def _kept_of(batch: Batch, places: Mapping[str, Path]) -> list[str]:
    """Return the stamped files, archives left out, that stand in the catalogue with a name."""
    with batch.catalogue.read() as view:
        named = {file.sha256: file for file in view.files.all() if file.name}
    found = {name: hash_file(path).sha256 for name, path in places.items()}
    return [
        f"{name} ({named[sha256].reading})"
        for name, sha256 in found.items()
        if sha256 in named and not name.endswith(".zip")
    ]


def _looked_for() -> frozenset[str]:
    """Return the words of stamped files, as they are written and as they are indexed."""
    return frozenset(form for word in _WORDS for form in (word.lower(), fold(word)))


def _seen(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _traces(roots: Iterable[Path]) -> set[str]:
    """Return the files below ``roots`` in which a word stands, in any composition and width."""
    forms = {
        form.encode(encoding)
        for word in (*_WORDS, *(fold(word) for word in _WORDS))
        for case in (word, word.lower(), word.upper(), word.replace(" ", "_"))
        for form in (unicodedata.normalize("NFC", case), unicodedata.normalize("NFD", case))
        for encoding in ("utf-8", "utf-16-le")
    }
    return {
        str(path)
        for root in roots
        for path in root.rglob("*")
        if any(form in data for data in _layers(path) for form in forms)
        or any(form in bytes(path) for form in forms if b"\0" not in form)
    }


def _layers(path: Path) -> Iterator[bytes]:
    """Yield what a file holds, and what its members hold if it is a container."""
    if not path.is_file():
        return
    yield path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as container:
            for name in container.namelist():
                yield container.read(name)


def _written(place: Path, shared: Path | None, count: int) -> Iterator[Path]:
    """Yield the places of ordinary files: made, of an encyclopedia, and as they are."""
    made = list(traps())
    if shared is not None:
        made += articles(shared / "data" / "text" / "viwiki.jsonl.gz", count)
    for name, data in made:
        path = place / name
        path.write_bytes(data)
        yield path
    if shared is not None:
        for folder in ("files", "seeds"):
            for path in sorted((shared / "data" / folder).rglob("*")):
                if path.is_file() and path.stat().st_size < _LARGEST and path.suffix != ".tsv":
                    yield path


def _alarms(paths: Sequence[Path]) -> str:
    jobs = (ReadJob(path, str(path)) for path in paths)
    readings: Counter[str] = Counter()
    alarms: list[str] = []
    with ReadingPool(Limits(), 2) as pool:
        for outcome in pool.read_files(jobs):
            readings[outcome.read.reading] += 1
            if outcome.read.reading is Reading.REFUSED_SECRET:
                alarms.append(Path(outcome.token).name)
    counts = ", ".join(f"{count} {name}" for name, count in sorted(readings.items()))
    return f"{len(paths)} ({counts}); {len(alarms)} false alarms: {', '.join(alarms) or 'none'}"


if __name__ == "__main__":
    main(sys.argv[1:])
