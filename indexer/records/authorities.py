"""Authority records: one record for every name of a partner, country, unit, programme or term."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AuthorityKind(StrEnum):
    """What an authority record names."""

    ORGANISATION = "organisation"
    UNIT = "unit"
    PROGRAMME = "programme"
    COUNTRY = "country"
    PLACE = "place"
    PERSON = "person"
    TERM = "term"


class NameForm(StrEnum):
    """How a name stands to its record."""

    PREFERRED = "preferred"
    VARIANT = "variant"
    ACRONYM = "acronym"
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class AuthorityName:
    """One name of a record."""

    text: str
    language: str
    """ISO 639-1, or ``mul`` for what stands in every language."""
    form: NameForm
    source: str = ""
    valid_from: str = ""
    """The year or the date from which it was the name; empty if open or unknown."""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """A record with all its names."""

    key: str
    kind: AuthorityKind
    names: tuple[AuthorityName, ...]
    parent: str = ""

    def name(self, language: str) -> str:
        """Return the preferred name in ``language``, else in any language, else the key."""
        preferred = [name for name in self.names if name.form is NameForm.PREFERRED]
        for wanted in (language, "vi", "en"):
            for name in preferred:
                if name.language == wanted:
                    return name.text
        return next((name.text for name in (*preferred, *self.names)), self.key)
