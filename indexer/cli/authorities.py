"""``authority``: the names of partners, countries, units, programmes and terms."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.build.today import local_today
from indexer.catalogue.authority_sheet import (
    export_authorities,
    import_authorities,
    write_authorities,
)
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.invocation import Invocation, command_options
from indexer.cli.options import Code
from indexer.engine.flat_engine import FlatEngine
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm
from indexer.records.serial import to_plain
from indexer.records.works import Tier
from indexer.retrieval.learning.learnt import Reader
from indexer.retrieval.learning.store import LESSONS_NAME, read_lessons
from indexer.retrieval.learning.suggestions import propose_records, suggest


@click.group()
def authority() -> None:
    """Keep the names that works, facets and searches share."""


@authority.command("list")
@click.option("--kind", type=Code(AuthorityKind), help="Only records of this kind.")
@click.option("--name", default="", help="Only records with a name like this, accents or not.")
@command_options
def list_authorities(invocation: Invocation, kind: AuthorityKind | None, name: str) -> None:
    """List the records, one line each."""
    with open_catalogue(invocation, create=True) as catalogue, catalogue.read() as view:
        found = view.authorities.find(name) if name else view.authorities.all()
    rows = [("key", "kind", "vi", "en", "names")]
    for one in found:
        if kind is None or one.kind is kind:
            invocation.output.record(to_plain(one))
            rows.append((one.key, one.kind, one.name("vi"), one.name("en"), str(len(one.names))))
    invocation.output.table(rows)


@authority.command("add")
@click.argument("key")
@click.option("--kind", type=Code(AuthorityKind), required=True)
@click.option("--vi", help="The preferred Vietnamese name.")
@click.option("--en", help="The preferred English name.")
@click.option("--variant", "variants", multiple=True, help="Another name; may be repeated.")
@click.option("--acronym", "acronyms", multiple=True, help="An acronym; may be repeated.")
@click.option("--parent", default="", help="The key of the record above it.")
@command_options
def add_authority(
    invocation: Invocation,
    key: str,
    kind: AuthorityKind,
    vi: str | None,
    en: str | None,
    variants: tuple[str, ...],
    acronyms: tuple[str, ...],
    parent: str,
) -> None:
    """Add a record named KEY, a short word of small letters, digits and hyphens."""
    if not (vi or en):
        message = "give --vi or --en, the name the record is shown under"
        raise click.UsageError(message)
    preferred = {"vi": vi, "en": en}
    names = [
        *(AuthorityName(n, code, NameForm.PREFERRED) for code, n in preferred.items() if n),
        *(AuthorityName(n, "vi", NameForm.VARIANT) for n in variants),
        *(AuthorityName(n, "mul", NameForm.ACRONYM) for n in acronyms),
    ]
    with open_catalogue(invocation, create=True) as catalogue, catalogue.write() as view:
        view.authorities.add(Authority(key, kind, tuple(names), parent))
    invocation.output.record({"key": key})
    invocation.output.line(f"added {key}")


@authority.command("merge")
@click.argument("key")
@click.argument("into")
@command_options
def merge_authorities(invocation: Invocation, key: str, into: str) -> None:
    """Make KEY one with INTO: its names and all values that point at it move."""
    with open_catalogue(invocation) as catalogue, catalogue.write() as view:
        view.authorities.merge(key, into)
    invocation.output.record({"key": key, "into": into})
    invocation.output.line(f"{key} is now {into}; run: kyyeu update")


@authority.command("import")
@click.argument("sheet", type=click.Path(path_type=Path))
@command_options
def import_authority_sheet(invocation: Invocation, sheet: Path) -> None:
    """Take over records from SHEET, one row per name; records with the same key are replaced."""
    with open_catalogue(invocation, create=True) as catalogue, catalogue.write() as view:
        count = import_authorities(view, sheet)
    invocation.output.record({"path": str(sheet), "records": count})
    invocation.output.line(f"{count} records taken over; run: kyyeu update")


@authority.command("export")
@click.argument("sheet", type=click.Path(path_type=Path))
@command_options
def export_authority_sheet(invocation: Invocation, sheet: Path) -> None:
    """Write all records to SHEET, one row per name."""
    with open_catalogue(invocation, create=True) as catalogue, catalogue.read() as view:
        count = export_authorities(view, sheet)
    invocation.output.record({"path": str(sheet), "records": count})
    invocation.output.line(f"{count} records written to {sheet}")


@authority.command("suggest")
@click.argument("sheet", type=click.Path(path_type=Path), required=False)
@click.option("--works", default=1, show_default=True, help="Only what so many works state.")
@click.option(
    "--tier",
    "tiers",
    type=Code(Tier),
    multiple=True,
    default=(Tier.PUBLIC,),
    help="Whose works are looked at; may be repeated. A record is shown to every reader.",
)
@command_options
def suggest_authorities(
    invocation: Invocation, sheet: Path | None, works: int, tiers: tuple[Tier, ...]
) -> None:
    """List the acronyms that pages state the names of and no record holds.

    With SHEET their records are written there, to be looked through and taken over by
    ``kyyeu authority import``.
    """
    engine = FlatEngine(invocation.settings.index)
    stored = read_lessons(engine.directory() / LESSONS_NAME)
    reader = Reader(frozenset(tiers), local_today(), engine.withdrawn())
    with open_catalogue(invocation) as catalogue, catalogue.read() as view:
        known = view.authorities.all()
    suggestions = suggest(stored, reader, works)
    records = propose_records(suggestions, known)
    rows = [("key", "form", "language", "name", "source")]
    held = {(one.key, name) for one in known for name in one.names}
    for record in records:
        invocation.output.record(to_plain(record))
        new = (name for name in record.names if (record.key, name) not in held)
        rows += [(record.key, one.form, one.language, one.text, one.source) for one in new]
    invocation.output.table(rows)
    if sheet is not None:
        write_authorities(records, sheet)
        invocation.output.line(f"{len(records)} records written to {sheet}")
