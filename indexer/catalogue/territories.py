"""The territories of the Unicode CLDR, through Babel, into authority records of countries.

See https://cldr.unicode.org/; keys are ``country-`` and the ISO 3166-1 alpha-2 code.
"""

from __future__ import annotations

from importlib.metadata import version

from babel import Locale

from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm

LANGUAGES = ("vi", "en")

SOURCE = "CLDR"

_NO_COUNTRIES = frozenset(
    (
        "AC",
        "CP",
        "CQ",
        "DG",
        "EA",
        "EU",
        "EZ",
        "HK",
        "IC",
        "MO",
        "QO",
        "TA",
        "TW",
        "UN",
        "XA",
        "XB",
        "ZZ",
    )
)
"""Groups of countries, parts of countries, test data, and what the seeds hold as places."""


def territories_version() -> str:
    """Return what changes when the names may."""
    return f"babel {version('babel')}"


def territories() -> tuple[Authority, ...]:
    """Return a record for every country and territory that has an ISO code, by key."""
    # Babel's type of these keys is that of all of CLDR's data.
    codes = sorted(code for code in map(str, Locale("en").territories) if _is_country(code))
    return tuple(_record(code) for code in codes)


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES


def _record(code: str) -> Authority:
    names = []
    for language in LANGUAGES:
        name = Locale(language).territories[code]
        names.append(AuthorityName(name, language, NameForm.PREFERRED, SOURCE))
        # "Myanmar (Miến Điện)" is looked for as "Myanmar".
        short = name.partition(" (")[0]
        if short != name:
            names.append(AuthorityName(short, language, NameForm.VARIANT, SOURCE))
    return Authority(f"country-{code.lower()}", AuthorityKind.COUNTRY, tuple(names))
