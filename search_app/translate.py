"""The catalogues in ``locale/`` into the words of a page in the reader's language.

The ``.po`` files are read when the site starts; nothing has to be compiled before.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, get_args

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from indexer.errors import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: tuple[Language, ...] = get_args(Language)

# The Academy writes English dates day first.
_LOCALES: Mapping[Language, str] = {"vi": "vi", "en": "en_GB"}


class Wording:
    """The texts of one language; looked up as gettext does, with the English text as the key."""

    def __init__(self, language: Language, translations: GNUTranslations) -> None:
        self.language = language
        self.locale = Locale.parse(_LOCALES[language])
        self._translations = translations

    def gettext(self, message: str) -> str:
        """Return a text, its placeholders not yet filled."""
        return self._translations.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the text for a number of things."""
        return self._translations.ngettext(one, many, number)

    def pgettext(self, context: str, message: str) -> str:
        """Return a text whose meaning depends on where it stands: the name of a code of a list."""
        return self._translations.pgettext(context, message)

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        """Return the text for a number of things whose name depends on where it stands."""
        return self._translations.npgettext(context, one, many, number)


def msgid(message: str) -> str:
    """Return ``message`` itself: marks for translation what is looked up later."""
    return message


@cache
def read_wordings() -> Mapping[Language, Wording]:
    """Return the wording of every language of the site, read once."""
    return {language: Wording(language, _read(language)) for language in LANGUAGES}


def _read(language: Language) -> GNUTranslations:
    source = files("search_app").joinpath("locale", f"{language}.po")
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=_LOCALES[language], abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
