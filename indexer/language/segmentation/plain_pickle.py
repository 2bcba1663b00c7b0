"""A pickle of lists, sets, dicts and strings into these; one that names any class is refused."""

from __future__ import annotations

import io
import pickle
from typing import NoReturn


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> NoReturn:
        message = f"{module}.{name} is not plain data"
        raise pickle.UnpicklingError(message)


def load_plain(content: bytes) -> object:
    """Return the value pickled in ``content``.

    Containers and strings of protocol 4 are opcodes of their own, so nothing needs to be imported.

    Raises:
        pickle.UnpicklingError: the pickle names a class or a function.
    """
    return _PlainUnpickler(io.BytesIO(content)).load()
