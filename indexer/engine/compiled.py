"""Loops over arrays into machine code, which Numba keeps beside the modules that they stand in.

``python -m indexer.engine.compiled`` compiles all of them, which an installation does once, so that
nobody waits for it later; from then on a loop is loaded when it is first called. What is kept is as
trusted as Python's own ``__pycache__``, where it lies, or else the user's cache.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any, TypeVar, cast

from numba import config, njit, types
from numba.core.caching import InTreeCacheLocator, UserWideCacheLocator
from numba.extending import typeof_impl

if TYPE_CHECKING:
    from types import FunctionType

    from numba.core.dispatcher import Dispatcher
    from numba.core.typing.templates import Signature

Loop = TypeVar("Loop", bound=Callable[..., Any])


def readonly(kind: types.Type) -> types.Array:
    """Return the type of an array of ``kind`` that a loop only reads, of one dimension.

    Arrays that may be written to are taken too; those of a mapped file may not.
    """
    return types.Array(kind, 1, "C", readonly=True)


def several(*kinds: types.Type) -> types.Type:
    """Return the type of a loop's answer of several parts."""
    made: types.Type = types.Tuple(kinds)  # type: ignore[no-untyped-call] # as Numba has it
    return made


def compiled(signature: Signature) -> Callable[[Loop], Loop]:
    """Compile a loop for ``signature``; it releases the interpreter's lock while it runs.

    Nothing checks bounds: whoever calls a loop with places from a file has looked at them, or the
    loop does so itself.
    """

    def take(loop: Loop) -> Loop:
        return cast("Loop", CompiledLoop(cast("FunctionType", loop), signature))

    return take


class CompiledLoop:
    """A loop whose machine code is made, or loaded, when it is first called."""

    def __init__(self, loop: FunctionType, signature: Signature) -> None:
        self.loop = loop
        self._signature = signature
        self.__doc__ = loop.__doc__

    def __call__(self, *arguments: Any) -> Any:  # noqa: ANN401 - whatever the loop takes and gives
        """Call the loop."""
        return self.code(*arguments)

    def load(self) -> None:
        """Load the machine code; with the first of a process comes all that Numba needs for any."""
        self.code  # noqa: B018 - made when it is asked for

    @cached_property
    def code(self) -> Dispatcher[Any]:
        """The machine code."""
        try:
            return njit(self._signature, cache=True, nogil=True, error_model="numpy")(self.loop)
        except RuntimeError as error:
            # Neither the code's directory nor the user's cache can be written to.
            if "no locator available" not in str(error):
                raise
            return njit(self._signature, nogil=True, error_model="numpy")(self.loop)


@typeof_impl.register(CompiledLoop)
def _type_of(value: CompiledLoop, _context: object) -> types.Dispatcher:
    """Let loops call each other by the names that their modules give them."""
    # Numba's types take the code of an object for a method of it.
    return types.Dispatcher(cast("Any", value.code))


def compile_all(package: str) -> int:
    """Compile the loops of all modules below ``package``; return how many there are."""
    found: set[CompiledLoop] = set()
    paths = import_module(package).__path__
    for module in walk_packages(paths, f"{package}."):
        known = vars(import_module(module.name)).values()
        found |= {one for one in known if isinstance(one, CompiledLoop)}
    for one in found:
        one.load()
    return len(found)


class _WithCalled:
    """A loop is compiled anew when its module changes, or one whose loops it may call.

    Numba looks at the loop's own module alone, though what it calls is compiled into it.
    """

    def __init__(self, loop: FunctionType, module: str) -> None:
        super().__init__(loop, module)  # type: ignore[call-arg]  # of the locator beside
        self._modules = sorted(_modules_of(loop))

    def get_source_stamp(self) -> str:
        """Return a digest of all sources that the machine code comes from."""
        stamp = hashlib.sha256()
        for module in self._modules:
            stamp.update(hashlib.sha256(Path(module).read_bytes()).digest())
        return stamp.hexdigest()


class InTree(_WithCalled, InTreeCacheLocator):
    """Machine code beside its module."""


class UserWide(_WithCalled, UserWideCacheLocator):
    """Machine code in the user's cache."""


def _modules_of(loop: FunctionType) -> set[str]:
    """Return the files of a loop and of all loops that its module knows, theirs included."""
    found: set[str] = set()
    waiting = [loop]
    while waiting:
        one = waiting.pop()
        file = inspect.getfile(one)
        if file not in found:
            found.add(file)
            known = one.__globals__.values()
            waiting += [other.loop for other in known if isinstance(other, CompiledLoop)]
    return found


_LOCATORS = ",".join(f"{__name__}.{one.__name__}" for one in (InTree, UserWide))
setattr(config, "CACHE_LOCATOR_CLASSES", _LOCATORS)  # noqa: B010 - Numba makes its settings when it is imported; their types do not say so

if __name__ == "__main__":
    # This module under its own name: that is the one whose loops the others hold.
    import_module("indexer.engine.compiled").compile_all("indexer.engine")
