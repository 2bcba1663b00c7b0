"""A text into its tokens in their standard spelling, as underthesea's own tokeniser gives them.

The regular expression is not copied: it is built by running the assignments of the installed
module (its content is known, see ``wheel``), then made faster without changing what it matches.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from typing import TYPE_CHECKING, Final, cast

from indexer.language.segmentation.memo import Memo
from indexer.language.segmentation.plain_pickle import load_plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.language.segmentation.wheel import WheelFiles

_LETTER: Final = "[A-Za-zÀ-ÖØ-öø-ɏẠ-ỹ]"

# Most tokens are a run of letters before a space or a sign. Each alternative of the original that
# starts with letters and is not that run needs a sign other than these after the letters, except
# "Th.S", whose dot is not escaped and matches anything. Likewise for the digits and the signs.
_COMMON: Final = rf"(?!Th.[Ss]){_LETTER}++(?![^\s,;()])|[,()]|[0-9]++(?!\S)"

# (X+|Y)+ takes exponential time on "http:a!!!!!!!!" and gives what (X|Y)+ gives.
_NESTED_REPEAT: Final = r"[^\s()<>{}\[\]]+"
_SINGLE_REPEAT: Final = r"[^\s()<>{}\[\]]"

_GROUPS_AND_COMMENTS: Final = re.compile(
    r"\\. | \[ \^? \]? (?:\\. | [^\]\\])* \] | \#[^\n]* | \(\?P<\w+> | \((?!\?)",
    re.VERBOSE | re.DOTALL,
)

_LONGEST_RESPELT: Final = 6


class Tokeniser:
    """Cuts texts by ``pattern`` and spells characters and short tokens by the maps given."""

    def __init__(
        self, pattern: re.Pattern[str], characters: Mapping[str, str], tokens: Mapping[str, str]
    ) -> None:
        self._find = pattern.findall
        self._characters = tuple(characters.items())
        self._tokens = tokens
        self._spelling = Memo(self._spell)

    @classmethod
    def load(cls, files: WheelFiles) -> Tokeniser:
        """Return the tokeniser of the package read."""
        spellings = cast("dict[str, dict[str, str]]", load_plain(files.spellings))
        pattern = compile_pattern(original_pattern(files.patterns))
        return cls(pattern, spellings["character"], spellings["token"])

    def tokens(self, text: str) -> list[str]:
        """Return the tokens of ``text`` in order."""
        spelling = self._spelling
        return [spelling[token] for token in self._find(self._standard_characters(text))]

    def _standard_characters(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        for character, standard in self._characters:
            text = text.replace(character, standard)
        return text

    def _spell(self, token: str) -> str:
        if len(token) > _LONGEST_RESPELT:
            return token
        token = self._standard_characters(token)
        return self._tokens.get(token, token)


def original_pattern(source: str) -> str:
    """Return the (verbose) pattern that the assignments at the top of ``source`` build."""
    assignments: list[ast.stmt] = []
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.FunctionDef):
            break
        if isinstance(statement, ast.Assign):
            assignments.append(statement)
    names: dict[str, object] = {"re": re}
    code = compile(ast.Module(assignments, []), "regex_tokenize.py", "exec")
    exec(code, names)  # noqa: S102 - the package's own code, of known hash, less its imports
    return cast("re.Pattern[str]", names["patterns"]).pattern


def compile_pattern(original: str) -> re.Pattern[str]:
    """Return a pattern whose only group holds, match by match, the tokens of ``original``.

    Without inner groups ``findall`` returns strings at once, and spaces are skipped before the
    alternatives are tried, none of which can match there.
    """
    single = original.replace(_NESTED_REPEAT, _SINGLE_REPEAT)
    plain = _GROUPS_AND_COMMENTS.sub(_without_group, single)
    return re.compile(rf"\s*+({_COMMON}|{plain})", re.VERBOSE)


def _without_group(match: re.Match[str]) -> str:
    found = match.group()
    if found.startswith("#"):
        return ""
    return "(?:" if found.startswith("(") else found
