"""A corpus in an empty directory, and documents to put into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.build.batch import Batch
from indexer.catalogue.catalogue import Catalogue
from indexer.settings import Settings
from tests.reading_servers import lent_servers
from tests.seeds import few_seeds, lay_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPORT = """BÁO CÁO
Kết quả chuyến công tác của Đoàn cán bộ Học viện tại Hàn Quốc

Hà Nội, ngày 15 tháng 9 năm 2016

Đoàn gồm 6 thành viên đã làm việc với Cơ quan Hợp tác Quốc tế Hàn Quốc (KOICA) tại Hàn Quốc.
Hai bên trao đổi về hợp tác quốc tế trong đào tạo cán bộ.
"""


@pytest.fixture(scope="module", autouse=True)
def _cheap_to_begin() -> Iterator[None]:
    """Few authority records, and reading servers that have loaded their readers."""
    with few_seeds(), lent_servers():
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings for a corpus and an index below the test's own directory."""
    return Settings(corpus=tmp_path / "corpus", index=tmp_path / "index", workers=1)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A source with two documents."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "Báo cáo đoàn ra Hàn Quốc.txt").write_text(REPORT, encoding="utf-8")
    (folder / "note.md").write_text("# Ghi chú\n\nLàm việc với phía Lào về dạng hợp tác mới.\n")
    return folder


@pytest.fixture
def catalogue(settings: Settings) -> Iterator[Catalogue]:
    """An empty catalogue."""
    lay_catalogue(settings.corpus)
    opened = Catalogue.open(settings.catalogue_url, create=True)
    yield opened
    opened.close()


@pytest.fixture
def batch(settings: Settings, catalogue: Catalogue) -> Batch:
    """A batch over the empty catalogue."""
    return Batch(settings, catalogue)
