"""What an authority record must be like to be stored, and how the names of two become one list."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.errors.catalogue import AuthorityWrong
from indexer.records.authorities import NameForm
from indexer.records.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.records.authorities import Authority, AuthorityName

LONGEST_NAME = 500
"""Characters; longer ones are sentences."""

_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def check(authority: Authority, parents: Mapping[str, str]) -> None:
    """Raise :class:`AuthorityWrong` unless the record can be stored.

    ``parents`` holds the key and the parent of every record, when ``authority`` has a parent.
    """
    reasons = [*_check_names(authority), *_check_dates(authority)]
    if not _KEY.fullmatch(authority.key):
        reasons.append("a key has up to 100 small letters a-z, digits, '.', '_' and '-'")
    if authority.parent:
        reasons += _check_parent(authority, parents)
    if reasons:
        raise AuthorityWrong(authority.key, "; ".join(reasons))


def join_names(
    kept: tuple[AuthorityName, ...], joining: tuple[AuthorityName, ...]
) -> tuple[AuthorityName, ...]:
    """Return ``kept`` with the names of ``joining`` that it lacks, one preferred per language."""
    known = {(name.text, name.language) for name in kept}
    preferred = {name.language for name in kept if name.form is NameForm.PREFERRED}
    joined = list(kept)
    for name in joining:
        if (name.text, name.language) in known:
            continue
        known.add((name.text, name.language))
        second = name.form is NameForm.PREFERRED and name.language in preferred
        joined.append(replace(name, form=NameForm.VARIANT) if second else name)
    return tuple(joined)


def _check_names(authority: Authority) -> list[str]:
    reasons = [] if authority.names else ["it has no name"]
    if any(not name.text.strip() for name in authority.names):
        reasons.append("a name is empty")
    if any(len(name.text) > LONGEST_NAME for name in authority.names):
        reasons.append(f"a name is longer than {LONGEST_NAME} characters")
    if any(not _LANGUAGE.fullmatch(name.language) for name in authority.names):
        reasons.append("a language is not a code such as vi, en or mul")
    preferred = [name.language for name in authority.names if name.form is NameForm.PREFERRED]
    if len(set(preferred)) != len(preferred):
        reasons.append("a language has two preferred names")
    return reasons


def _check_dates(authority: Authority) -> list[str]:
    reasons = []
    for date in (date for name in authority.names for date in (name.valid_from, name.valid_to)):
        try:
            if date:
                parse_date(date)
        except ValueError as error:
            reasons.append(str(error))
    return reasons


def _check_parent(authority: Authority, parents: Mapping[str, str]) -> list[str]:
    if authority.parent not in parents and authority.parent != authority.key:
        return [f"its parent {authority.parent} does not exist"]
    ancestor, steps = authority.parent, 0
    while ancestor and steps <= len(parents):
        if ancestor == authority.key:
            return [f"it is its own ancestor by {authority.parent}"]
        ancestor, steps = parents.get(ancestor, ""), steps + 1
    return []
