from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from indexer.errors.settings import SettingsUnreadable, SettingsWrong
from indexer.settings import Settings, read_settings


def test_defaults_without_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing needs to be set."""
    monkeypatch.chdir(tmp_path)
    assert read_settings({}) == Settings()


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    """A variable wins over the file, the file over the default."""
    config = tmp_path / "kyyeu.toml"
    config.write_text('[indexer]\nworkers = 3\nlanguage = "vi"\ncorpus = "/srv/c"\n')
    settings = read_settings({"KYYEU_CONFIG": str(config), "KYYEU_INDEXER_WORKERS": "7"})
    assert (settings.workers, settings.language) == (7, "vi")
    assert settings.corpus == Path("/srv/c")
    assert settings.catalogue_url == "sqlite:////srv/c/catalogue.sqlite"


def test_all_errors_at_once(tmp_path: Path) -> None:
    """Unknown names, wrong forms and unknown tables are named together."""
    config = tmp_path / "kyyeu.toml"
    config.write_text('[indexer]\nworker = 3\nworkers = -1\nlanguage = "fr"\n[sight]\nport = 1\n')
    with pytest.raises(SettingsWrong) as caught:
        read_settings({"KYYEU_CONFIG": str(config)})
    said = caught.value.message("en")
    assert all(name in said for name in ("worker ", "workers", "language", "[sight]"))


@pytest.mark.parametrize("content", [b"[indexer", b"\xff\xfe", None])
def test_an_unreadable_file(tmp_path: Path, content: bytes | None) -> None:
    """A named file that is missing or no TOML is a named failure."""
    config = tmp_path / "kyyeu.toml"
    if content is not None:
        config.write_bytes(content)
    with pytest.raises(SettingsUnreadable):
        read_settings({"KYYEU_CONFIG": str(config)})


def test_every_setting_is_in_the_readme() -> None:
    """The README documents each setting of the indexer."""
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(\w+)` \|", readme, re.MULTILINE))
    assert {field.name for field in fields(Settings)} <= documented


def test_a_variable_that_sets_nothing_is_named() -> None:
    """A slip in the name of a variable is an error, as it is in the file."""
    with pytest.raises(SettingsWrong, match=r"indexer\.wrokers is no setting"):
        read_settings({"KYYEU_INDEXER_WROKERS": "3"})


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("[indexer]\nkeep_generations = 0\n", "indexer.keep_generations is 0"),
        ("[indexer]\nwatch_seconds = 0\n", "indexer.watch_seconds is 0"),
        ("[indexer]\nworkers = 5000\n", "indexer.workers"),
        ('[indexer]\ncorpus = "a"\nindex = "a"\n', "different directories"),
        ('[indexer]\ncorpus = "a"\nindex = "a/files/b"\n', "different directories"),
        ('[indexer]\ncorpus = "a/b"\nindex = "a"\n', "different directories"),
        ("indexer = 3\n", "indexer is no table"),
        ("[[site]]\n", "site is no table"),
    ],
)
def test_values_of_the_right_form_that_cannot_be(tmp_path: Path, content: str, named: str) -> None:
    """What the indexer could not run with is told when it starts."""
    config = tmp_path / "kyyeu.toml"
    config.write_text(content)
    with pytest.raises(SettingsWrong) as caught:
        read_settings({"KYYEU_CONFIG": str(config)})
    assert named in caught.value.message("en")
