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
from settled.project.link_targets import LinkTarget, Spelling, is_elsewhere
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import problem_at


def broken_relative_link(context: Context) -> Iterator[Problem]:
    """A relative link or image leads to a file that is not there, out of the repository, or to no heading in the file.

    Anchors are those that forges make of headings. What lies outside the records folder is looked for as well, and
    what begins with a slash is looked for from the top of the repository.

    Why: the reviewer follows the reasoning and ends on an error page.

    Wrong:
        The reasons stand in [ADR-0003](0003-keep-prices.md).

    Right:
        The reasons stand in [ADR-0003](0003-keep-prices-in-the-erp.md).
    """
    names = KnownWords(record.file.rsplit("/", 1)[-1] for record in context.project.records)
    for record in context.project.records:
        for link in record.links:
            target = context.workspace.links.target_of(record.file, link.target)
            if not target.arrives:
                yield _lost(record, link, target, names)
                continue
            anchors = context.workspace.links.missing_fragment(target)
            if anchors is not None:
                yield _without_heading(record, link, target, anchors)


def _lost(record: Record, link: Link, target: LinkTarget, names: KnownWords) -> Problem:
    """The problem of a link to a file that is not there, or not under the name that is written."""
    word, own = "image" if link.is_image else "link", posixpath.basename(target.path)
    path = unquote(re.split("[#?]", link.target, maxsplit=1)[0])
    message = f"the {word} to `{link.target}` leads to no file"
    if target.spelling is Spelling.CASE:
        message += f" where capitals count: it is called `{own}`"
        hint = "write the name as the file has it; forges and most servers tell capitals from small letters"
    elif target.spelling is Spelling.UNICODE:
        message += " of that spelling: its letters and accents are composed in another way (NFC and NFD)"
        hint = f"copy the name of the file {target.path}; the two look the same"
    else:
        guess = own or names.nearest(path.rsplit("/", 1)[-1], without=record.file.rsplit("/", 1)[-1])
        start = "begins at the top of the repository" if path.startswith("/") else "is relative to this file"
        hint = f"did you mean `{guess}`?" if guess else f"correct the path; it {start}"
    return problem_at(
        record,
        (),
        message,
        hint,
        value=link.target,
        location=_location(record, link),
        follows=(posixpath.normpath(posixpath.join(posixpath.dirname(record.file), path)),),
    )


def _without_heading(record: Record, link: Link, target: LinkTarget, anchors: tuple[str, ...]) -> Problem:
    """The problem of a link to a place in a text that has no such place."""
    guess = KnownWords(anchors).nearest(target.fragment)
    where = f"in {posixpath.basename(target.path)}" if target.file != record.file else "in this file"
    if guess:
        hint = f"did you mean `#{guess}`?"
    elif anchors:
        hint = f"name one of its headings, as in `#{next(filter(None, anchors), anchors[0])}`"
    else:
        hint = "leave the part behind `#` out; the file has no headings"
    message = f"the link to `{link.target}` leads to no heading {where}"
    return problem_at(record, (), message, hint, value=link.target, location=_location(record, link))


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
            if named is None or is_elsewhere(link.target):
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
