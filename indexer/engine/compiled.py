"""Loops over arrays into machine code, which Numba keeps beside the modules that they stand in.

Loops are compiled when their module is imported for the first time (from then on they are loaded),
for the types that their signature names: nothing is compiled while somebody waits for an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from numba import njit, types

if TYPE_CHECKING:
    from numba.core.typing.templates import Signature

Loop = TypeVar("Loop", bound=Callable[..., Any])


def readonly(kind: types.Type) -> types.Array:
    """Return the type of an array of ``kind`` that a loop only reads, of one dimension.

    Arrays that may be written to are taken too; those of a mapped file may not.
    """
    return types.Array(kind, 1, "C", readonly=True)


def compiled(signature: Signature) -> Callable[[Loop], Loop]:
    """Compile a loop for ``signature``; it releases the interpreter's lock while it runs.

    Nothing checks bounds: whoever calls a loop with places from a file has looked at them, or the
    loop does so itself.
    """

    def compile_loop(loop: Loop) -> Loop:
        try:
            made = njit(signature, cache=True, nogil=True, error_model="numpy")(loop)
        except RuntimeError as error:
            # Neither the code's directory nor the user's cache can be written to.
            if "no locator available" not in str(error):
                raise
            made = njit(signature, nogil=True, error_model="numpy")(loop)
        return cast("Loop", made)

    return compile_loop
