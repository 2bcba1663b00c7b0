"""An index that cannot be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors.failure import ExitCode, Failure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class IndexMissing(Failure):
    """There is no index yet."""

    vietnamese = "Chưa có chỉ mục trong {path}. Chạy: kyyeu build"
    english = "There is no index in {path} yet. Run: kyyeu build"

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class IndexVersionWrong(Failure):
    """The index was written by a program of another version."""

    vietnamese = "Chỉ mục {path} thuộc phiên bản {found}, cần phiên bản {wanted}. Chạy: kyyeu build"
    english = "The index {path} has version {found}, this needs {wanted}. Run: kyyeu build"

    def __init__(self, path: Path, found: str, wanted: str) -> None:
        super().__init__(path=path, found=found, wanted=wanted)


class IndexDamaged(Failure):
    """A file of the index is missing or does not hold what its manifest says."""

    vietnamese = "Chỉ mục bị hỏng ở {path}: {reason}. Chạy: kyyeu build"
    english = "The index is damaged at {path}: {reason}. Run: kyyeu build"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class WithdrawnDamaged(IndexDamaged):
    """The list of withdrawn works cannot be read, so nobody can tell what may be shown."""

    vietnamese = (
        "Danh sách tài liệu đã rút ở {path} bị hỏng ({reason}) nên không tài liệu nào được hiện. "
        "Chạy: kyyeu update"
    )
    english = (
        "The list of withdrawn works {path} is damaged ({reason}), so nothing is shown. "
        "Run: kyyeu update"
    )


class GenerationUnknown(Failure):
    """There is no such generation of the index to go back to."""

    exit_code = ExitCode.WRONG_USE
    vietnamese = "Không có thế hệ {number} để quay lại; hiện có: {there}."
    english = "There is no generation {number} to go back to; there are: {there}."

    def __init__(self, number: int | str, there: Sequence[int]) -> None:
        super().__init__(number=number, there=", ".join(map(str, there)) or "-")
