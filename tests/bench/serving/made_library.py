"""A text into a library of made reports, read and indexed by the program, for the site to serve.

A page is made of pairs of neighbouring sentences of one article. What a report is about (title,
date, country, partner, authors) is written into its record: recognising it is measured elsewhere.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.build.analyse import worker_count
from indexer.build.batch import Batch, reading_limits
from indexer.build.read import read_unread
from indexer.catalogue.catalogue import Catalogue
from indexer.describe.version import DESCRIBER_VERSION
from indexer.records.identifiers import new_work_id
from indexer.records.works import (
    Field,
    Intake,
    Kind,
    Origin,
    State,
    Tier,
    Value,
    Work,
    WorkFile,
)
from indexer.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.catalogue.catalogue import View
    from indexer.records.files import File

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "corpus" / "samples"
_SEED = 5
_PAGES = 20
"""Of a work."""
_SYLLABLES = 120
"""Of a page, or a few more."""
_END = re.compile(r"(?<=[.!?…;])\s+|[\r\n]+")
_COUNTRIES = (
    "Lào", "Campuchia", "Trung Quốc", "Nhật Bản", "Hàn Quốc", "Pháp", "Đức", "Anh", "Nga", "Bỉ",
    "Úc", "Cuba", "Thái Lan", "Ấn Độ", "Hoa Kỳ", "Thụy Điển", "Ba Lan", "Singapore", "Angola",
)  # fmt: skip
_PARTNERS = ("KOICA", "JICA", "UNDP", "GIZ", "UNESCO", "Ngân hàng Thế giới")
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
_MIDDLES = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Thanh", "Quang", "Hồng", "Xuân", "Hữu")
_GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Nam", "Phúc", "Sơn", "Vân")
_KINDS = (Kind.DELEGATION_OUT, Kind.DELEGATION_IN, Kind.PROJECT, Kind.SUMMARY)


@dataclass(frozen=True, slots=True)
class Library:
    """Where a library lies."""

    place: Path

    @property
    def is_built(self) -> bool:
        """Whether the site can open it."""
        return (self.place / "index" / "current").exists()

    def environment(self) -> Mapping[str, str]:
        """Return what tells indexer and site where it lies."""
        names = {"CORPUS": "corpus", "INDEX": "index", "PICTURES": "pictures"}
        places = {name: str(self.place / folder) for name, folder in names.items()}
        site = {f"KYYEU_SITE_{name}": path for name, path in places.items()}
        indexer = {f"KYYEU_INDEXER_{name}": places[name] for name in ("CORPUS", "INDEX")}
        return {**os.environ, **site, **indexer}


def open_samples(place: Path) -> Library:
    """Return the library of the sample documents, made if it is not there yet."""
    library = Library(place)
    if not library.is_built:
        place.mkdir(parents=True, exist_ok=True)
        for arguments in (("source", "add", str(SAMPLES)), ("update",)):
            command = [sys.executable, "-m", "indexer", *arguments]
            subprocess.run(command, cwd=ROOT, env=library.environment(), check=False)
    return library


def open_made(place: Path, text: Path, passages: int) -> Library:
    """Return a library of so many passages of ``text``, made if it is not there yet."""
    library = Library(place)
    if not library.is_built:
        _build(library, text, passages // _PAGES)
    return library


def read_articles(text: Path) -> list[list[str]]:
    """Return the sentences of each article of a gzipped file of JSON lines with a ``text``."""
    with gzip.open(text, "rt", encoding="utf-8") as lines:
        articles = [_END.split(json.loads(line)["text"]) for line in lines]
    sentences = ([one for one in article if len(one.split()) > 3] for article in articles)
    return [article for article in sentences if len(article) > 5]


def _build(library: Library, text: Path, works: int) -> None:
    folder = library.place / "documents"
    articles = read_articles(text)
    settings = read_settings(library.environment())
    settings.corpus.mkdir(parents=True, exist_ok=True)
    for number in range(works):
        path = folder / f"{number // 200:03}" / f"{number:05}.txt"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            chance = _chance(number)
            pages = (" ".join(_sentences(articles, chance)) for _ in range(_PAGES))
            path.write_text("\f".join(pages), encoding="utf-8")
    with Catalogue.open(settings.catalogue_url, create=True) as catalogue:
        batch = Batch(settings, catalogue)
        batch.add([folder], Intake())
        workers = worker_count(settings)
        limits = reading_limits(settings)
        read_unread(batch.corpus, limits, workers, batch.progress, batch.report)
        with catalogue.write() as view:
            waiting = sorted(view.files.undescribed(DESCRIBER_VERSION), key=lambda one: one.name)
            view.works.add_all([_record(view, file, articles) for file in waiting])
            for file in waiting:
                version = f"{file.text_version}/{DESCRIBER_VERSION}"
                view.files.update(replace(file, described=version))
        batch.index(anew=True)


def _record(view: View, file: File, articles: Sequence[Sequence[str]]) -> Work:
    """Return what is known of a report without reading it."""
    chance = _chance(int(file.name.partition(".")[0]) + 1_000_000)
    country, partner = chance.choice(_COUNTRIES), chance.choice(_PARTNERS)
    about = " ".join(chance.choice(chance.choice(articles)).split()[:12])
    date = f"{chance.randint(2001, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    parts = (_FAMILIES, _MIDDLES, _GIVEN)
    authors = {" ".join(map(chance.choice, parts)) for _ in range(chance.randint(1, 3))}
    values = [
        Value(Field.TITLE, f"Báo cáo về {about}", Origin.IMPORTED, language="vi"),
        Value(Field.KIND, chance.choice(_KINDS), Origin.IMPORTED),
        Value(Field.DATE, date, Origin.IMPORTED),
        Value(Field.LANGUAGE, "vi", Origin.IMPORTED),
        Value(Field.UNIT, "Vụ Hợp tác quốc tế", Origin.IMPORTED),
        *(Value(Field.AUTHOR, name, Origin.IMPORTED) for name in sorted(authors)),
    ]
    for field, name in ((Field.COUNTRY, country), (Field.PARTNER, partner)):
        (found, *_) = view.authorities.find(name)
        values.append(Value(field, name, Origin.IMPORTED, authority=found.key))
    now = datetime.now(UTC)
    work = Work(new_work_id(), State.PUBLISHED, Tier.PUBLIC)
    files = (WorkFile(file.sha256),)
    return replace(work, files=files, values=tuple(values), created=now, changed=now)


def _chance(number: int) -> random.Random:
    return random.Random(_SEED * 1_000_003 + number)  # noqa: S311 - words, no secret


def _sentences(articles: Sequence[Sequence[str]], chance: random.Random) -> Iterator[str]:
    """Yield pairs of neighbouring sentences until a page is full."""
    article, held = chance.choice(articles), 0
    while held < _SYLLABLES:
        at = chance.randrange(len(article) - 1)
        for sentence in article[at : at + 2]:
            held += len(sentence.split())
            yield sentence
