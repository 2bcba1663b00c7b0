"""A log of strace into what was not on the disk when it got its name."""

from __future__ import annotations

from pathlib import Path

from tests.faults.order import listen

POINTER = Path("/i/current")
WRITTEN = """\
openat(AT_FDCWD</>, "/i/current.1.tmp", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 3</i/current.1.tmp>
write(3</i/current.1.tmp>, ""..., 11)     = 11
"""
SYNCED = "fsync(3</i/current.1.tmp>)              = 0\n"
FAILED = "fsync(3</i/current.1.tmp>)              = -1 EIO (Input/output error)\n"
NAMED = 'rename("/i/current.1.tmp", "/i/current") = 0\n'
MADE = """\
mkdirat(4</i/drafts/a>, "s", 0777)        = 0
openat(AT_FDCWD</>, "/i/drafts/a/s/segment", O_RDWR|O_CREAT, 0666) = 5</i/drafts/a/s/segment>
mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 5</i/drafts/a/s/segment>, 0) = 0x7f0000000000
"""
MOVED = 'renameat(AT_FDCWD</>, "/i/drafts/a/s", AT_FDCWD</>, "/i/segments/s") = 0\n'


def _lacking(log: str) -> dict[str, list[str]]:
    return listen(log.splitlines(), POINTER).named


def test_a_file_is_synced_before_it_is_renamed() -> None:
    """A call that failed brought nothing to the disk."""
    assert _lacking(WRITTEN + SYNCED + NAMED) == {"/i/current": []}
    assert _lacking(WRITTEN + NAMED) == {"/i/current": ["/i/current.1.tmp"]}
    assert _lacking(WRITTEN + FAILED + NAMED) == {"/i/current": ["/i/current.1.tmp"]}
    again = "pwrite64(3</i/current.1.tmp>, ..., 1, 0) = 1\n"
    assert _lacking(WRITTEN + SYNCED + again + NAMED) == {"/i/current": ["/i/current.1.tmp"]}


def test_a_directory_is_synced_with_all_that_is_in_it() -> None:
    """Names in it and contents, however they were written."""
    synced = [f"fsync(6<{path}>) = 0\n" for path in ("/i/drafts/a/s/segment", "/i/drafts/a/s")]
    assert _lacking(MADE + "".join(synced) + MOVED) == {"/i/segments/s": []}
    for one, lacking in zip(synced, ("/i/drafts/a/s", "/i/drafts/a/s/segment"), strict=True):
        assert _lacking(MADE + one + MOVED) == {"/i/segments/s": [lacking]}


def test_the_pointer_comes_last() -> None:
    """What it leads to has its name on the disk by then; and so has it in the end."""
    synced = "".join(
        f"fsync(6<{path}>) = 0\n" for path in ("/i/drafts/a/s/segment", "/i/drafts/a/s")
    )
    made = MADE + synced + MOVED + WRITTEN + SYNCED
    assert _lacking(made + NAMED)["/i/current"] == ["/i/segments"]
    there = made + "fsync(7</i/segments>) = 0\n" + NAMED
    assert _lacking(there)["/i/current"] == []
    assert "/i" in listen(there.splitlines(), POINTER).unsynced
    assert "/i" not in listen([*there.splitlines(), "fsync(8</i>) = 0"], POINTER).unsynced
