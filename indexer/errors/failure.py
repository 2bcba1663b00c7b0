"""What every failure is: an exit code, and a message in the user's language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Literal

Language = Literal["vi", "en"]


class ExitCode(IntEnum):
    """The exit codes of the command line; the table in the README is checked against them."""

    DONE = 0
    DONE_WITH_FAILURES = 1
    WRONG_USE = 2
    BUSY = 3
    REFUSED = 4
    ENVIRONMENT = 5


class Failure(Exception):  # noqa: N818 - each member of the family names itself
    """A failure with a message for people; subclasses fill the templates from their values."""

    exit_code: ClassVar[ExitCode] = ExitCode.ENVIRONMENT
    vietnamese: ClassVar[str]
    english: ClassVar[str]

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        """Return the message in ``language``, one or two sentences."""
        template = self.vietnamese if language == "vi" else self.english
        return template.format(**self.values)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or worth a look, in both languages."""

    vietnamese: str
    english: str

    def message(self, language: Language) -> str:
        """Return it in ``language``."""
        return self.vietnamese if language == "vi" else self.english
