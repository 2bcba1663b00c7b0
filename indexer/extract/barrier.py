"""A process into one that reaches no network, and neither does anything that it starts.

In order: a network namespace of its own, in which there is nothing but a loopback that is down;
else a filter of system calls (seccomp) that lets no socket be made but those within the machine;
else a guard in Python alone, which does not hold for programs that are started.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import struct
import subprocess
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_CAPABILITY_VERSION = 0x20080522

_ASK = "import sys; sys.path[:] = sys.argv[1:]; from indexer.extract import barrier; barrier.main()"


class Barrier(StrEnum):
    """What keeps a process from the network, the strongest first."""

    NAMESPACE = "network namespace"
    SECCOMP = "seccomp filter"
    GUARD = "guard in Python"


def shut() -> Barrier:
    """Cut this process and its descendants off from the network for good; return by what.

    For processes with one thread: a namespace and a filter hold for the thread that asks.
    """
    if _leave_network():
        return Barrier.NAMESPACE
    if _filter_calls():
        return Barrier.SECCOMP
    sys.addaudithook(_refuse)
    return Barrier.GUARD


def barrier_here() -> Barrier:
    """Return the barrier that reading processes get on this machine, from a process that tries."""
    answer = subprocess.run(  # noqa: S603 - this very interpreter, no shell
        [sys.executable, "-c", _ASK, *sys.path],
        capture_output=True,
        check=True,
        text=True,
    )
    return Barrier(answer.stdout)


def main() -> None:
    """Shut this process off and write by what."""
    sys.stdout.write(shut())


def _leave_network() -> bool:
    libc = ctypes.CDLL(None)
    # With a new user namespace an administrator could no longer read the files of others.
    if libc.unshare(_CLONE_NEWNET) == 0:
        return True
    user, group = os.geteuid(), os.getegid()
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    with suppress(OSError):
        # Without these lines files can be read all the same, but seem to be nobody's.
        for name, line in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            Path("/proc/self", name).write_text(line, encoding="ascii")
    # The rights that come with such a namespace open more of the kernel than readers need.
    libc.capset(struct.pack("=Ii", _CAPABILITY_VERSION, 0), bytes(24))
    return True


# The rest is a program in the kernel's filter language: linux/filter.h, linux/seccomp.h.
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW = 0x7FFF0000
_DENY = 0x00050000 | errno.EACCES
_IO_URING_SETUP = 425
"""It makes sockets without the call for it."""
_OTHER_NUMBERING = 0x40000000
"""Calls of x32, a second numbering on x86-64."""
_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Of each machine: its name for the kernel, and the number of the call ``socket``."""


def _filter_calls() -> bool:
    if platform.machine() not in _CALLS or sys.maxsize < 1 << 32:
        return False
    architecture, make_socket = _CALLS[platform.machine()]
    steps = (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, 7, architecture),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 5, 0, _OTHER_NUMBERING),
        (_EQUAL, 4, 0, _IO_URING_SETUP),
        (_EQUAL, 0, 2, make_socket),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 0, 1, socket.AF_UNIX),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = struct.pack("@HP", len(steps), ctypes.addressof(code))
    libc = ctypes.CDLL(None)
    # Without this promise only an administrator may set a filter; programs keep it, too.
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0) == 0)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Raise for what would leave the machine; an audit hook (PEP 578) cannot be taken off."""
    if event == "socket.__new__" and arguments[1] != socket.AF_UNIX:
        raise PermissionError(errno.EACCES, "no network for readers")
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        raise PermissionError(errno.EACCES, "no network for readers")
