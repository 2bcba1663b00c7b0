"""Settings: one TOML file and environment overrides into one frozen dataclass.

The file has one table per program, ``[indexer]`` and ``[site]``. Each setting may be overridden by
an environment variable ``KYYEU_<TABLE>_<NAME>`` in upper case. Everything wrong is named at once.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from indexer.errors.settings import SettingsUnreadable, SettingsWrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

CONFIG_VARIABLE = "KYYEU_CONFIG"
CONFIG_DEFAULT = Path("kyyeu.toml")

_TABLES = ("indexer", "site")

_AT_LEAST_ONE = (
    "read_cpu_seconds",
    "read_wall_seconds",
    "read_memory_mb",
    "read_max_mb",
    "ocr_page_cpu_seconds",
    "ocr_file_seconds",
    "ocr_run_seconds",
    "keep_generations",
    "watch_seconds",
)

_S = TypeVar("_S")


@dataclass(frozen=True, slots=True)
class Settings:
    """The indexer's settings."""

    corpus: Path = Path("corpus")
    """Where originals, texts and the catalogue are kept: the truth, to be backed up."""
    index: Path = Path("index")
    """Where the index is built: derived, may be deleted."""
    catalogue: str = ""
    """A database URL for the catalogue; empty for ``catalogue.sqlite`` in the corpus."""
    language: Literal["", "vi", "en"] = ""
    """The language of messages; empty for the locale's."""
    workers: int = 0
    """Reading processes; 0 for one per core."""
    read_cpu_seconds: int = 60
    """CPU time one file may take to read."""
    read_wall_seconds: int = 120
    """Elapsed time one file may take to read."""
    read_memory_mb: int = 2048
    """Address space of a reading process, in MiB."""
    read_max_mb: int = 512
    """Files larger than this many MiB are not read."""
    ocr_page_cpu_seconds: int = 120
    """CPU time the text recognition of one page may take."""
    ocr_file_seconds: int = 3600
    """Elapsed time one run may spend on the text recognition of one file; the next goes on."""
    ocr_run_seconds: int = 14400
    """The same for all files together."""
    keep_generations: int = 2
    """Nightly generations of the index that are kept, the current one included."""
    watch_seconds: int = 60
    """Seconds between two looks of ``kyyeu watch``."""

    @property
    def catalogue_url(self) -> str:
        """The URL of the catalogue's database."""
        return self.catalogue or f"sqlite:///{self.corpus / 'catalogue.sqlite'}"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the indexer's settings from the file named in the environment, and the environment.

    Raises :class:`SettingsUnreadable` and :class:`SettingsWrong`.
    """
    return load(Settings, "indexer", environment, _problems)


def load(
    kind: type[_S],
    table: str,
    environment: Mapping[str, str],
    check: Callable[[_S], Iterable[str]],
) -> _S:
    """Return the frozen dataclass ``kind`` filled from ``table`` of the file and the environment.

    ``check`` names what is wrong with values that have the right form. Raises
    :class:`SettingsUnreadable` and :class:`SettingsWrong`.
    """
    document = _read_file(environment)
    found = {**_table(document, table), **_overrides(kind, table, environment)}
    hints = get_type_hints(kind)
    problems = [f"[{name}] is no table" for name in document if name not in _TABLES]
    problems += [
        f"{name} is no table but a value"
        for name in _TABLES
        if not isinstance(document.get(name, {}), dict)
    ]
    problems += [f"{table}.{name} is no setting" for name in found if name not in hints]
    values: dict[str, Any] = {}
    for name, value in found.items():
        if name in hints:
            try:
                values[name] = _convert(hints[name], value)
            except (TypeError, ValueError):
                problems.append(f"{table}.{name} = {value!r} is not {_describe(hints[name])}")
    settings = kind(**values)
    problems += check(settings)
    if problems:
        raise SettingsWrong(problems)
    return settings


def _problems(settings: Settings) -> Iterator[str]:
    """Yield what the indexer cannot run with, though each value has the right form."""
    for name in _AT_LEAST_ONE:
        if getattr(settings, name) < 1:
            yield f"indexer.{name} is 0"
    if settings.workers > 1024:
        yield "indexer.workers is greater than 1024"
    corpus, index = settings.corpus.absolute(), settings.index.absolute()
    if corpus == index or index in corpus.parents or corpus / "files" in (index, *index.parents):
        yield "indexer.index and indexer.corpus must be different directories"


def _table(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = document.get(name, {})
    return found if isinstance(found, dict) else {}


def _read_file(environment: Mapping[str, str]) -> dict[str, Any]:
    named = environment.get(CONFIG_VARIABLE)
    path = Path(named) if named else CONFIG_DEFAULT
    if not named and not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsUnreadable(path, str(error)) from error


def _overrides(kind: type[Any], table: str, environment: Mapping[str, str]) -> dict[str, str]:
    prefix = f"KYYEU_{table.upper()}_"
    names = {prefix + field.name.upper(): field.name for field in fields(kind)}
    # A variable that sets nothing is a slip, and is told by the name it would have in the file.
    return {
        names.get(key, key.removeprefix(prefix).lower()): value
        for key, value in environment.items()
        if key.startswith(prefix)
    }


def _convert(hint: Any, value: object) -> object:  # noqa: ANN401 - any type form
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise ValueError
        return value
    if get_origin(hint) is tuple:
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise TypeError
        return tuple(part.strip() for part in parts if part.strip())
    if hint is bool:
        return _convert_bool(value)
    if hint is int:
        number = int(value) if isinstance(value, str) else value
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            raise ValueError
        return number
    if not isinstance(value, str):
        raise TypeError
    return hint(value)


def _convert_bool(value: object) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.lower() not in words:
        raise ValueError
    return words[value.lower()]


def _describe(hint: Any) -> str:  # noqa: ANN401 - any type form
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(map(str, get_args(hint)))
    if get_origin(hint) is tuple:
        return "a list of texts"
    return {int: "a whole number from 0", bool: "true or false", Path: "a path"}.get(hint, "a text")
