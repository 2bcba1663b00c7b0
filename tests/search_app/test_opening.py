"""The whole way: a document that was added is found, opened, downloaded, and withdrawn."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from indexer.build.batch import Batch
from indexer.build.removal import remove_work
from indexer.catalogue.catalogue import Catalogue
from indexer.records.works import Intake
from indexer.settings import Settings
from search_app.app import create_app
from search_app.opening import open_holdings
from search_app.settings import SiteSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

NAME = "Báo cáo đoàn ra Hàn Quốc.txt"
REPORT = """BÁO CÁO
Kết quả chuyến công tác của Đoàn cán bộ Học viện tại Hàn Quốc

Hà Nội, ngày 15 tháng 9 năm 2016

Đoàn gồm 6 thành viên đã làm việc với Cơ quan Hợp tác Quốc tế Hàn Quốc (KOICA) tại Hàn Quốc.
Hai bên trao đổi về hợp tác quốc tế trong đào tạo cán bộ.
"""


@pytest.fixture
def batch(tmp_path: Path) -> Iterator[Batch]:
    """Give a batch over an empty corpus, with one document beside it."""
    settings = Settings(corpus=tmp_path / "corpus", index=tmp_path / "index", workers=1)
    settings.corpus.mkdir()
    (tmp_path / NAME).write_text(REPORT, encoding="utf-8")
    catalogue = Catalogue.open(settings.catalogue_url, create=True)
    yield Batch(settings, catalogue)
    catalogue.close()


def _ask(client: FlaskClient, address: str) -> str:
    answer = client.get(address, buffered=True)
    assert answer.status_code == 200
    return answer.text


def test_from_the_index_to_the_page(batch: Batch, tmp_path: Path) -> None:
    """The site starts before the first build, takes it up, and forgets what is removed."""
    settings = SiteSettings(corpus=batch.settings.corpus, index=batch.settings.index)
    with closing(open_holdings(settings)) as holdings:
        _follow_a_document(create_app(settings, holdings).test_client(), batch, tmp_path / NAME)


def _follow_a_document(client: FlaskClient, batch: Batch, document: Path) -> None:
    assert client.get("/healthz").status_code == 503

    batch.add([document], Intake())
    batch.read()
    batch.index(anew=False)
    health = client.get("/healthz").json
    assert health
    assert (health["status"], health["generation"], health["alarms"]) == ("open", 1, [])
    assert "1 tài liệu" in _ask(client, "/")
    assert "<mark>đào tạo</mark>" in _ask(client, "/search?q=dao+tao")
    assert "Báo cáo đoàn ra" in _ask(client, "/search?kind=delegation-out")

    found = client.get("/api/v1/search?q=KOICA").json
    assert found
    work = found["works"][0]["id"]
    page = _ask(client, f"/works/{work}")
    assert "15/9/2016" in page
    assert NAME in page
    record = client.get(f"/api/v1/works/{work}").json
    assert record
    assert _ask(client, record["files"][0]["url"]) == REPORT

    remove_work(batch.catalogue, batch.settings.index, work)
    for address in (f"/works/{work}", f"/api/v1/works/{work}", record["files"][0]["url"]):
        assert client.get(address).status_code == 404
    assert "0 tài liệu" in _ask(client, "/search?q=KOICA")
