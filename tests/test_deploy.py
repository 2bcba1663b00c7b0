"""The files that an operator copies: complete, true to the program, and accepted by systemd."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import pytest

from indexer.cli.program import program
from indexer.settings import Settings, read_settings
from search_app.metrics import Metrics
from search_app.settings import SiteSettings, read_site_settings

DEPLOY = Path(str(files("indexer"))) / "deploy"
CONFIG = DEPLOY / "kyyeu.toml"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
UNITS = sorted((DEPLOY / "systemd").iterdir())

_ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(_ANALYZE is None, reason="needs Debian's package systemd")


def _directives(unit: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in unit.read_text(encoding="utf-8").splitlines():
        name, is_directive, value = line.partition("=")
        if is_directive and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def _systemd(*arguments: object) -> subprocess.CompletedProcess[str]:
    assert _ANALYZE
    return subprocess.run(
        [_ANALYZE, *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("table", "kind"), [("indexer", Settings), ("site", SiteSettings)])
def test_the_example_names_every_setting(table: str, kind: type[Any]) -> None:
    """Whoever reads the file knows all there is, in the order of the program."""
    given = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    assert list(given) == ["indexer", "site"]
    assert list(given[table]) == [one.name for one in fields(kind)]


def test_the_example_says_what_holds_without_it() -> None:
    """Each entry is the default, so that copying the file changes nothing."""
    environment = {"KYYEU_CONFIG": str(CONFIG)}
    assert read_settings(environment) == Settings()
    assert read_site_settings(environment) == SiteSettings()


def test_every_entry_of_the_example_is_explained() -> None:
    """Before each entry, or the group that it stands in, there is a comment."""
    lines = CONFIG.read_text(encoding="utf-8").splitlines()
    groups = re.findall(r"^(#.*)\n((?:\w+ = .*\n)+)", "\n".join(lines) + "\n", re.MULTILINE)
    explained = sum(len(entries.splitlines()) for _, entries in groups)
    assert explained == sum(" = " in line and not line.startswith("#") for line in lines)


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_runs_a_command_that_there_is(unit: Path) -> None:
    """Units name no command that the program does not have."""
    (line,) = _directives(unit)["ExecStart"]
    executable, *arguments = line.split()
    if executable.endswith("/kyyeu"):
        assert arguments[0] in program.list_commands(click.Context(program))
    else:
        assert (executable, arguments) == ("/opt/kyyeu/bin/python", ["-m", "search_app"])


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_has_no_rights_but_those_it_needs(unit: Path) -> None:
    """One user each, no privileges, a file system that cannot be written but for named places."""
    said = _directives(unit)
    assert said["User"] == ["kyyeu-site" if "site" in unit.name else "kyyeu-indexer"]
    assert said["ProtectSystem"] == ["strict"]
    assert said["NoNewPrivileges"] == ["yes"]
    assert said["CapabilityBoundingSet"] == [""]
    assert ("ReadWritePaths" in said) == ("site" not in unit.name)
    assert ("PrivateNetwork" in said) == ("site" not in unit.name)


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_readers_can_still_shut_themselves_off(unit: Path) -> None:
    """Their barrier makes two namespaces, with calls that the filter lets through."""
    said = _directives(unit)
    (namespaces,) = said["RestrictNamespaces"]
    assert set(namespaces.split()) == {"user", "net"}
    assert said["SystemCallFilter"] == ["@system-service"]
    assert "MemoryDenyWriteExecute" not in said


@needs_systemd
def test_the_calls_of_the_barrier_are_let_through() -> None:
    """What ``@system-service`` holds is systemd's to say; unshare, prctl and capset are in it."""
    pending, calls = ["@system-service"], set()
    while pending:
        said = _systemd("syscall-filter", pending.pop()).stdout
        names = re.findall(r"^ {4}(@?[\w-]+)$", said, re.MULTILINE)
        pending += [name for name in names if name.startswith("@")]
        calls.update(names)
    assert {"unshare", "prctl", "capset", "setrlimit", "clone3"} <= calls


@needs_systemd
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    """No unknown directive, no dangling name."""
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        text = text.replace("/opt/kyyeu/bin/kyyeu", sys.executable)
        text = text.replace("/opt/kyyeu/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    said = _systemd("verify", *(tmp_path / unit.name for unit in UNITS))
    assert [line for line in said.stderr.splitlines() if "kyyeu" in line] == []


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_systemd_finds_little_exposed(unit: Path, tmp_path: Path) -> None:
    """Of its scale from 0 to 10, the site is at most at 2, what writes at most at 1.5."""
    shutil.copy(unit, tmp_path)
    limit = 20 if "site" in unit.name else 15
    said = _systemd(
        "security", "--offline=yes", f"--threshold={limit}", "--no-pager", tmp_path / unit.name
    )
    assert said.returncode == 0, said.stdout + said.stderr


def test_the_readme_names_every_file_and_metric() -> None:
    """What is to be copied, and what is to be watched, is in the table."""
    readme = (DEPLOY / "README.md").read_text(encoding="utf-8")
    for path in DEPLOY.iterdir():
        assert path.name == "README.md" or path.name in readme
    named = re.findall(r"^# HELP kyyeu_(\w+?)(?:_total)? ", Metrics().text().decode(), re.MULTILINE)
    assert named
    assert all(f"kyyeu_{name}" in readme for name in named)


def test_each_timer_has_its_service() -> None:
    """A timer starts the service of its own name."""
    for timer in (DEPLOY / "systemd").glob("*.timer"):
        assert timer.with_suffix(".service").exists()
        assert "OnCalendar" in _directives(timer)


@pytest.mark.parametrize("package", ["indexer", "search_app"])
def test_every_event_of_the_log_is_explained(package: str) -> None:
    """Whoever finds a line in the journal finds what it means."""
    readme = (DEPLOY / "README.md").read_text(encoding="utf-8")
    for path in Path(str(files(package))).rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for name in re.findall(r"\bevent\(\s*logging\.\w+,\s*\"([\w-]+)\"", source):
            assert f"`{name}`" in readme, f"{name} in {path}"
