from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.filesystems import filesystem_of
from indexer.errors.catalogue import CatalogueOnNetwork

if TYPE_CHECKING:
    from pathlib import Path

_MOUNTS = r"""21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 21 0:40 / /srv/share rw,relatime shared:2 - nfs4 nas:/export rw,vers=4.2
31 21 0:41 / /srv/share/local rw - xfs /dev/sdb1 rw
32 21 0:42 / /mnt/thư\040viện rw master:3 propagate_from:1 - cifs //nas/library rw
33 21 0:43 / /home rw - ext4 /dev/sda2 rw
34 33 0:44 / /home rw - fuse.sshfs nas: rw
35 21 0:45 / /srv/sharepoint rw - btrfs /dev/sdc rw
nonsense
"""


@pytest.mark.parametrize(
    ("path", "kind", "network"),
    [
        ("/", "ext4", False),
        ("/srv/corpus/catalogue.sqlite", "ext4", False),
        ("/srv/share", "nfs4", True),
        ("/srv/share/a/b", "nfs4", True),
        ("/srv/share/local/corpus", "xfs", False),
        ("/srv/sharepoint/x", "btrfs", False),
        ("/mnt/thư viện/corpus", "cifs", True),
        ("/home/me", "fuse.sshfs", True),
    ],
)
def test_the_innermost_mount_decides(tmp_path: Path, path: str, kind: str, network: bool) -> None:  # noqa: FBT001 - a case
    """Of nested mounts the deepest counts, of two at one place the later; names may have spaces."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(_MOUNTS, encoding="utf-8")
    found = filesystem_of(type(tmp_path)(path), mounts)
    assert found is not None
    assert (found.kind, found.is_network) == (kind, network)


def test_where_nobody_can_tell_nothing_is_refused(tmp_path: Path) -> None:
    """A system without mountinfo is not kept from working."""
    assert filesystem_of(tmp_path, tmp_path / "no such file") is None


def test_this_machine_is_understood(tmp_path: Path) -> None:
    """The kernel's own table names what a temporary directory lies on."""
    found = filesystem_of(tmp_path)
    assert found is not None
    assert tmp_path.resolve().is_relative_to(found.place)


def test_no_catalogue_is_written_on_a_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused before anything is made there; what is there already may still be read."""
    url = f"sqlite:///{tmp_path / 'corpus' / 'catalogue.sqlite'}"
    Catalogue.open(url, create=True).close()
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"30 21 0:40 / {tmp_path} rw - cifs //nas/library rw\n")
    monkeypatch.setattr("indexer.catalogue.filesystems.MOUNTS", mounts)
    with Catalogue.open(url, create=True) as catalogue:
        with catalogue.read() as view:
            assert view.works.all() == ()
        with pytest.raises(CatalogueOnNetwork, match="cifs"), catalogue.write():
            pass
    with pytest.raises(CatalogueOnNetwork):
        Catalogue.open(f"sqlite:///{tmp_path / 'other' / 'catalogue.sqlite'}", create=True)
    assert not (tmp_path / "other").exists()
