"""Records to test with: a volume with two papers, a report, and their files."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

from indexer.records.files import File, Reading
from indexer.records.identifiers import new_work_id
from indexer.records.works import (
    Evidence,
    Field,
    Origin,
    State,
    Tier,
    TitleForm,
    Value,
    Work,
    WorkFile,
)

MOMENT = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)


def file_of(content: str, name: str = "báo cáo.pdf") -> File:
    """Return a file that was read."""
    return File(sha_of(content), len(content), name, "pdf", Reading.READ, ("pypdfium2",), 3, 900)


def sha_of(content: str) -> str:
    """Return the hash of a content."""
    return hashlib.sha256(content.encode()).hexdigest()


def report(*files: File, state: State = State.PUBLISHED, tier: Tier = Tier.PUBLIC) -> Work:
    """Return a delegation report with a value of every kind."""
    evidence = Evidence(sha_of("a"), 1, "Đoàn cán bộ Học viện thăm Hàn Quốc")
    suggested = Origin.SUGGESTED
    return Work(
        new_work_id(),
        state,
        tier,
        tuple(WorkFile(file.sha256) for file in files),
        (
            Value(Field.TITLE, "Báo cáo đoàn ra", suggested, "vi", TitleForm.MAIN, "", evidence),
            Value(Field.TITLE, "Delegation report", suggested, "en", TitleForm.TRANSLATED),
            Value(Field.KIND, "delegation-out", suggested),
            Value(Field.DATE, "2019-10-19/2019-10-23", suggested, evidence=evidence),
            Value(Field.COUNTRY, "Hàn Quốc", suggested, authority="country-kr"),
            Value(Field.PARTNER, "KOICA", suggested, authority="koica"),
            Value(Field.KEYWORD, "hợp tác; phát triển", suggested, "vi"),
            Value(Field.KEYWORD, "=đào tạo", Origin.READ, "vi"),
            Value(Field.NUMBER, "57-NQ/TW", Origin.CONFIRMED),
        ),
    )
