from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path
    for pattern in ("*.md", "*/README.md", "indexer/*/README.md", "tests/bench/README.md")
    for path in ROOT.glob(pattern)
)


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    """The blocks marked ``sh`` run one after the other, as they stand, in an empty directory."""
    documents, incoming = tmp_path / "documents", tmp_path / "incoming"
    for folder, text in ((documents, "Hợp tác quốc tế với Lào."), (incoming, "Hợp tác với Cuba.")):
        folder.mkdir()
        (folder / "báo cáo.txt").write_text(f"BÁO CÁO\n\n{text}\n", encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = "\n".join(re.findall(r"^```sh\n(.*?)^```", readme, re.MULTILINE | re.DOTALL))
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DOCUMENTS": str(documents),
        "INCOMING": str(incoming),
        "LANG": "C.UTF-8",
    }
    ran = subprocess.run(
        ["/bin/bash", "-e", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert '"total": 2' in ran.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of the documentation names something that is there."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("package", ["indexer", "search_app"])
def test_every_module_says_what_it_makes(package: str) -> None:
    """The first statement of every module is its one-sentence docstring."""
    for path in (ROOT / package).rglob("*.py"):
        first = path.read_text(encoding="utf-8").lstrip()
        assert first.startswith(('"""', 'r"""')), path


@pytest.mark.parametrize("command", ["indexer", "search_app"])
def test_both_programs_tell_how_they_are_used(command: str) -> None:
    """``--help`` answers without corpus or index."""
    ran = subprocess.run(
        [sys.executable, "-m", command, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0
    assert "--help" in ran.stdout
