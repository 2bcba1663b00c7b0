"""``remove`` and ``purge``: a work out of every search, or out of the library.

Removing loads neither the readers nor the engine: whoever removes a work wants it gone at once.
"""

from __future__ import annotations

import click

from indexer.build.loading import load
from indexer.build.removal import purge_work, remove_work
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.invocation import Invocation, command_options
from indexer.records.identifiers import parse_work_id
from indexer.records.works import Field, State


@click.command()
@click.argument("work")
@command_options
def remove(invocation: Invocation, work: str) -> None:
    """Take WORK out of every search at once; its record and files are kept."""
    identifier = parse_work_id(work)
    with open_catalogue(invocation) as catalogue:
        remove_work(catalogue, invocation.settings.index, identifier)
    invocation.output.record({"id": identifier, "state": State.DELETED})
    invocation.output.line(f"{identifier} is removed; no search finds it any more")


@click.command()
@click.argument("work")
@click.option("--yes", is_flag=True, help="Do not ask.")
@command_options
def purge(invocation: Invocation, work: str, *, yes: bool) -> None:
    """Erase WORK, its values, and the files and texts that no other work needs, for good."""
    identifier = parse_work_id(work)
    with load("indexer.cli.batching:open_batch")(invocation, "purge") as batch:
        with batch.catalogue.read() as view:
            title = view.works.get(identifier).first(Field.TITLE)
        if not yes:
            click.confirm(f"Erase {identifier} “{title}” for good?", abort=True, err=True)
        purge_work(batch.corpus, invocation.settings.index, identifier)
        # A deletion would leave the words of the work in its segment.
        batch.index(anew=True, keep_generations=1)
    invocation.output.record({"id": identifier, "purged": True})
    invocation.output.line(f"{identifier} is erased; its id is never given again")
