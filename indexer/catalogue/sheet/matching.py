"""A row of the sheet into the work it speaks of, by id or by one of its files."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from indexer.catalogue.tabular.cells import from_cell, split, tidy
from indexer.errors.works import WorkIdWrong
from indexer.records.identifiers import parse_work_id
from indexer.records.works import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.catalogue.tabular.table import Row
    from indexer.errors import Problem
    from indexer.records.files import File
    from indexer.records.works import Work


class Matcher:
    """All works, to be found by id, by the hash or the name of a file."""

    def __init__(self, works: Iterable[Work], files: Iterable[File]) -> None:
        self._works = {work.id: work for work in works if work.state is not State.DELETED}
        names = {file.sha256: tidy(file.name) for file in files}
        self._by_file: defaultdict[str, dict[str, Work]] = defaultdict(dict)
        for work in self._works.values():
            for file in work.files:
                for mark in (file.sha256, names.get(file.sha256, "")):
                    self._by_file[mark][work.id] = work

    def match(self, row: Row) -> Work | Problem:
        """Return the work of ``row``, or why there is none.

        A file of a volume and its papers means the volume.
        """
        if "id" in row.cells:
            return self._by_id(row)
        marks = split(from_cell(row.cells.get("files", "")))
        if not marks:
            return row.problem("id", "thiếu mã, và không có tệp", "no id, and no file instead")
        found = {work.id: work for mark in marks for work in self._by_file.get(mark, {}).values()}
        whole = [work for work in found.values() if work.parent not in found]
        if len(whole) == 1:
            return whole[0]
        if whole:
            ids = ", ".join(work.id for work in whole)
            return row.problem("files", f"thuộc nhiều tài liệu: {ids}", f"of several works: {ids}")
        return row.problem("files", "không có tài liệu mang tệp này", "no work has this file")

    def _by_id(self, row: Row) -> Work | Problem:
        text = from_cell(row.cells["id"])
        try:
            work = self._works.get(parse_work_id(text))
        except WorkIdWrong as failure:
            return row.problem("id", failure.message("vi"), failure.message("en"))
        if work is None:
            return row.problem("id", f"không có tài liệu {text}", f"there is no work {text}")
        return work
