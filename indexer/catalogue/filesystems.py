"""A path into the file system that it lies on: SQLite must not write on one that is shared.

Its write-ahead log needs memory that all writers share and locks that hold, which only the system
that the disk belongs to gives (https://sqlite.org/wal.html, https://sqlite.org/howtocorrupt.html).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from indexer.errors.catalogue import CatalogueOnNetwork

MOUNTS = Path("/proc/self/mountinfo")

_SHARED = """
9p acfs afs beegfs ceph cifs coda davfs gfs gfs2 gpfs lustre ncp ncpfs nfs nfs4 ocfs2 orangefs
panfs pvfs2 smb2 smb3 smbfs
"""
_SHARED_BY_FUSE = """
afpfs ceph cephfs curlftpfs davfs davfs2 glusterfs gvfsd-fuse juicefs moosefs mfs rclone s3fs
seaweedfs smbnetfs sshfs
"""
NETWORK_KINDS = frozenset(_SHARED.split()) | {f"fuse.{name}" for name in _SHARED_BY_FUSE.split()}
"""File systems that other machines write to as well, as the kernel names them."""

_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class FileSystem:
    """What is mounted somewhere."""

    place: Path
    kind: str
    """As the kernel names it, such as ``ext4`` or ``nfs4``."""

    @property
    def is_network(self) -> bool:
        """Whether other machines may write to it."""
        return self.kind in NETWORK_KINDS


def filesystem_of(path: Path, mounts: Path | None = None) -> FileSystem | None:
    """Return what ``path``, or what is there of it, lies on; None where nobody can tell.

    ``mounts`` has the form of :data:`MOUNTS`, which it stands in for.
    """
    try:
        lines = (mounts or MOUNTS).read_bytes().decode("utf-8", "surrogateescape").splitlines()
        real = path.resolve()
    except OSError:
        return None
    found: FileSystem | None = None
    for line in lines:
        mounted = _parse(line)
        # Of two at one place the later one hides the former.
        if (
            mounted
            and real.is_relative_to(mounted.place)
            and (found is None or mounted.place.is_relative_to(found.place))
        ):
            found = mounted
    return found


def check_disk(path: Path) -> None:
    """Raise :class:`CatalogueOnNetwork` where a SQLite file at ``path`` must not be written."""
    found = filesystem_of(path)
    if found is not None and found.is_network:
        raise CatalogueOnNetwork(path, found.kind)


def _parse(line: str) -> FileSystem | None:
    """Return what a line of mountinfo says; see proc_pid_mountinfo(5)."""
    where, _, what = line.partition(" - ")
    fields, kinds = where.split(" "), what.split(" ")
    if len(fields) < 5 or not kinds[0]:
        return None
    return FileSystem(Path(_OCTAL.sub(lambda one: chr(int(one[1], 8)), fields[4])), kinds[0])
