"""Family R, links: those in the text of a record lead to a file, and to the record that they name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from settled.formats.markdown import Link
from settled.model.findings import Location, Problem
from settled.model.known_words import KnownWords
from settled.model.references import id_prefixes, parse_reference
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import problem_at

# `@name` is a person at a forge, whom a team has linked by habit.
_OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#|/|\{|\$|<|@[\w-]*$)", re.IGNORECASE)


def broken_relative_link(context: Context) -> Iterator[Problem]:
    """A relative link or image leads to a file that is not there, or out of the repository.

    Why: the reviewer follows the reasoning and ends on an error page.

    Wrong:
        The reasons stand in [ADR-0003](0003-keep-prices.md).

    Right:
        The reasons stand in [ADR-0003](0003-keep-prices-in-the-erp.md).
    """
    names = KnownWords(record.file.rsplit("/", 1)[-1] for record in context.project.records)
    for record in context.project.records:
        if "[" not in record.body_text:
            continue
        for link in record.links:
            target = link.target.split("#")[0].split("?")[0].strip()
            if not target or _OUTSIDE.match(target) or context.workspace.file_exists(target, record):
                continue
            word = "image" if link.is_image else "link"
            guess = names.nearest(target.rsplit("/", 1)[-1], without=record.file.rsplit("/", 1)[-1])
            yield problem_at(
                record,
                (),
                f"the {word} to `{link.target}` leads to no file",
                f"did you mean `{guess}`?" if guess else "correct the path; it is relative to this file",
                value=link.target,
                location=_location(record, link),
                follows=(posixpath.normpath(posixpath.join(posixpath.dirname(record.file), unquote(target))),),
            )


def link_text_names_another_record(context: Context) -> Iterator[Problem]:
    """A link says one record and leads to another.

    Why: after a renumbering the text was corrected and the target was not, or the other way round.

    Wrong:
        See [ADR-0003](0004-use-events-for-orders.md).

    Right:
        See [ADR-0004](0004-use-events-for-orders.md).
    """
    for record in context.project.records:
        if "[" not in record.body_text:
            continue
        for link in record.links:
            named = re.match(rf"\s*`?((?:{id_prefixes()})-\d{{1,9}})\b", link.text, re.IGNORECASE)
            if named is None or _OUTSIDE.match(link.target):
                continue
            target = context.project.resolve(link.target, record)
            said = parse_reference(named[1])
            if target is None or target.number is None or target.file == record.file:
                continue
            if said.number != target.number or said.kind is not target.kind:
                yield problem_at(
                    record,
                    (),
                    f"the link says {named[1].upper()} and leads to {target.label}",
                    "correct the text or the target",
                    value=f"{link.text} {link.target}",
                    location=_location(record, link),
                )


def _location(record: Record, link: Link) -> Location:
    return Location(record.file, link.line, link.column)
