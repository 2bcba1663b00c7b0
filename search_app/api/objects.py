"""Works and completions into the JSON objects that the API answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indexer.records.works import Field
from search_app.links import file_url, work_url

if TYPE_CHECKING:
    from indexer.records.files import File
    from indexer.records.works import Evidence, Value, Work, WorkFile
    from indexer.retrieval.completion import Completion
    from search_app.present.record import Neighbours


def work_as_json(work: Work, neighbours: Neighbours) -> dict[str, Any]:
    """Return a work with all its values, and of its volume, papers and files what is visible.

    ``values`` holds every value of every origin; ``title`` and ``kind`` are those that count.
    """
    return {
        "id": work.id,
        "title": work.first(Field.TITLE),
        "kind": work.first(Field.KIND),
        "parent": neighbours.parent.id if neighbours.parent else None,
        "children": [child.id for child in neighbours.children],
        "values": [_value(value) for value in work.values],
        "files": [
            _file(part, neighbours.files[part.sha256])
            for part in work.files
            if part.sha256 in neighbours.files
        ],
        "changed": work.changed.isoformat() if work.changed else None,
    }


def outline_as_json(work: Work) -> dict[str, Any]:
    """Return a work as lists name it, with the address of its page."""
    return {
        "id": work.id,
        "title": work.first(Field.TITLE),
        "kind": work.first(Field.KIND),
        "url": work_url(work.id),
    }


def completion_as_json(completion: Completion) -> dict[str, Any]:
    """Return a way in which a question may go on; of a title with the address of its work."""
    url = work_url(completion.work) if completion.work else ""
    return {**completion.as_json(), "url": url}


def _value(value: Value) -> dict[str, Any]:
    return {
        "field": value.field,
        "text": value.text,
        "language": value.language,
        "form": value.form,
        "authority": value.authority,
        "origin": value.origin,
        "evidence": _evidence(value.evidence) if value.evidence else None,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"file": evidence.sha256, "page": evidence.page, "words": evidence.words}


def _file(part: WorkFile, file: File) -> dict[str, Any]:
    return {
        "sha256": file.sha256,
        "name": file.name,
        "kind": file.kind,
        "bytes": file.size,
        "pages": file.pages,
        "reading": file.reading,
        "role": part.role,
        "language": part.language,
        "version": part.version,
        "first_page": part.first_page,
        "last_page": part.last_page,
        "url": file_url(file),
    }
