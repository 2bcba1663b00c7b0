"""Options that several commands share, as types and decorators of click."""

from __future__ import annotations

import functools
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import click

from indexer.records.works import Intake, Kind, State, Tier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_E = TypeVar("_E", bound=StrEnum)


class Code(click.ParamType[_E]):
    """A member of an enumeration, typed as its code."""

    name = "code"

    def __init__(self, members: Iterable[_E]) -> None:
        self._members = {member.value: member for member in members}

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> _E:
        """Return the member whose code is ``value``."""
        if value not in self._members:
            self.fail(f"{value} is not one of {', '.join(self._members)}", param, ctx)
        return self._members[value]

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show the codes in the help."""
        del param, ctx
        return f"[{'|'.join(self._members)}]"


def intake_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command ``--kind``, ``--tier`` and ``--state``, passed as one ``intake``."""

    @click.option("--kind", type=Code(Kind), help="What the documents are, if not recognised.")
    @click.option("--tier", type=Code(Tier), default="public", help="Who may read them.")
    @click.option(
        "--state",
        type=Code((State.PUBLISHED, State.SUGGESTED)),
        default="published",
        help="Suggested works wait until somebody has looked at them.",
    )
    @functools.wraps(function)
    def with_intake(
        *arguments: Any,  # noqa: ANN401 - whatever else the command takes
        kind: Kind | None,
        tier: Tier,
        state: State,
        **options: Any,  # noqa: ANN401 - the same
    ) -> None:
        function(*arguments, intake=Intake(tier, state, kind), **options)

    return with_intake
