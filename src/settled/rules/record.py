"""Family R: can the record be read, and is it what its name, its title and its status say it is."""

from __future__ import annotations

from collections.abc import Iterator

from settled.formats.adr_facts import read_status
from settled.model.findings import Location, Problem
from settled.model.kinds import spec_of
from settled.model.known_words import nearest
from settled.model.references import parse_reference
from settled.model.status_words import StatusWords
from settled.model.vocabulary import Status
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import problem_at, shortened
from settled.rules.title_numbers import is_number_of_another_system, words_before_numbers


def _read_problems(project: Project, rule: str) -> Iterator[Problem]:
    return (problem for problem in project.problems if problem.rule == rule)


def unreadable_record(context: Context) -> Iterator[Problem]:
    """A file among the records, or the catalog, cannot be read.

    Its YAML is broken, it is too big or too deep, it is binary or not UTF-8, it is a folder or a link
    out of the project. All other records are still checked.

    Why: what cannot be read cannot be checked, and a broken record on a published page looks like a
    finished one.

    Wrong:
        source:
          trigger: order paid: the customer has been charged

    Right:
        source:
          trigger: "order paid: the customer has been charged"
    """
    yield from _read_problems(context.project, "unreadable-record")


def merge_conflict(context: Context) -> Iterator[Problem]:
    """The marks of a merge conflict were left in a record or in the catalog.

    Told at the first marker, in every markup, also with the common text between (diff3); what stands in a block of
    code is quoted and not meant. Nothing else of that file is checked: all of it would follow from this.

    Why: the file says two things at once, and each tool that reads it takes another one.

    Wrong:
        <<<<<<< HEAD
        Prices are kept in the ERP.
        =======
        Prices are kept in the PIM.
        >>>>>>> pricing

    Right:
        Prices are kept in the ERP.
    """
    yield from _read_problems(context.project, "merge-conflict")


def duplicate_key(context: Context) -> Iterator[Problem]:
    """A key stands twice in one map.

    YAML readers take one of the two without a word; which one depends on the reader.

    Why: someone changes the first, and nothing happens, because the second wins.

    Wrong:
        consumers: [erp]
        consumers: [wms]

    Right:
        consumers: [erp, wms]
    """
    yield from _read_problems(context.project, "duplicate-key")


def invalid_value(context: Context) -> Iterator[Problem]:
    """A value is not of the form that its key asks for.

    A word that is not one of the key's words, a text where a list belongs, a duration without a unit.
    The rest of the record is still read.

    Why: a value that cannot be understood decides nothing.

    Wrong:
        latency:
          within: soon

    Right:
        latency:
          within: 15 min
    """
    yield from _read_problems(context.project, "invalid-value")


def unknown_key(context: Context) -> Iterator[Problem]:
    """A key is not part of the format.

    Mostly it is misspelt; the hint names the nearest known key. A team's own keys begin with `x-` and
    are left alone.

    Why: a misspelt key is a decision that nobody will ever read.

    Wrong:
        failures:
          - mode: ERP rejects the order
            onwer: order-operations

    Right:
        failures:
          - mode: ERP rejects the order
            owner: order-operations
    """
    yield from _read_problems(context.project, "unknown-key")


def impossible_date(context: Context) -> Iterator[Problem]:
    """A date names a day that does not exist.

    Why: due dates are compared with today; a day that never comes is never overdue.

    Wrong:
        date: 2026-02-30

    Right:
        date: 2026-02-28
    """
    yield from _read_problems(context.project, "impossible-date")


def loose_front_matter(context: Context) -> Iterator[Problem]:
    """The front matter is not YAML, and could be read line by line only.

    Told in a folder of plain ADRs, of the first line that is meant; the others are named with it. What it says is
    known as text, and commands that change front matter leave it alone. In a programme of our format, and where the
    lines tell nothing either, the record is an unreadable one (R001).

    Why: the next tool that reads it stops at that line, or takes a part of it for something else.

    Wrong:
        title: ADR001: Keep prices in the ERP
        decision-makers:
          - @ann

    Right:
        title: "ADR001: Keep prices in the ERP"
        decision-makers:
          - "@ann"
    """
    yield from _read_problems(context.project, "loose-front-matter")


def id_mismatch(context: Context) -> Iterator[Problem]:
    """The record's id, its file name and its title do not agree on the number.

    The file name's number is the record's number. A key `id:` is for files without one. In a folder of plain ADRs a
    year, and a number that is called by another word than the records (`RFC 2119 words`), is not the record's.

    Why: people quote the number they see. Two numbers for one record lead them to another one.

    Wrong:
        # 3. Keep prices in the ERP        (in 0004-keep-prices-in-the-erp.md)

    Right:
        # 4. Keep prices in the ERP        (in 0004-keep-prices-in-the-erp.md)
    """
    own = words_before_numbers(context.project.records)
    for record in context.project.records:
        written = record.content.id
        if written and record.number is not None:
            parsed = parse_reference(written)
            if parsed.number != record.number or (parsed.kind is not None and parsed.kind is not record.kind):
                yield problem_at(
                    record,
                    ("id",),
                    f"the record calls itself `{written}`, and its file name makes it {record.id}",
                    "delete the key `id`, or rename the file",
                    value=written,
                )
        if record.number is None or record.title_number in {None, record.number}:
            continue
        if context.project.is_programme or not is_number_of_another_system(record, own):
            yield problem_at(
                record,
                (),
                f"the title carries the number {record.title_number}, and the file name the number {record.number}",
                f"write {record.number} into the title",
                value=str(record.title_number),
                location=Location(record.file, record.title_line or 1, 1),
            )


def _gave_way(record: Record, statuses: StatusWords) -> bool:
    """Whether the status of the front matter, which means another one, gave way to that of the text."""
    said = (record.front.data or {}).get("status") if record.status_line is not None else None
    return isinstance(said, str) and read_status(said, statuses) is not record.status


def unknown_status(context: Context) -> Iterator[Problem]:
    """The status cannot be told.

    The word is not one of draft, proposed, accepted, rejected, deprecated, superseded (or, for a risk,
    open, investigating, mitigating, accepted, closed), it is missing, or front matter and text disagree.

    Why: everything that depends on the status, from severity to the site's banner, has to guess.

    Wrong:
        status: agreed mostly

    Right:
        status: accepted
    """
    statuses = context.project.settings.statuses
    for record in context.project.records:
        if ("status",) in record.unfilled or record.is_invalid(("status",)):
            continue  # told by placeholder-left or invalid-value
        text = record.status_text
        spec = spec_of(record.kind)
        if spec.has_states_of_its_own:
            words = [status.value for status in spec.statuses]
            if text is not None and text.strip().lower() in words:
                continue
            message = (
                f"`{text}` is not a state of {spec.with_article}"
                if text
                else f"the {spec.kind} does not say where it stands"
            )
            hint = f"write one of: {', '.join(words)}"
        elif record.status is not None:
            if _gave_way(record, statuses):
                yield problem_at(
                    record,
                    ("status",),
                    f"the front matter says `{(record.front.data or {}).get('status')}` of the page, and the text "
                    f"`{text}` of the decision, which was taken",
                    "write one of them, or give the one of the page another key",
                    value=text or "",
                )
            continue
        elif text is None:
            if not context.project.is_programme and "status" not in (record.front.data or {}):
                continue  # about one plain ADR in twelve has none, and that is no mistake
            message, hint = "the record has no status", f"write one of: {', '.join(Status)}"
        elif (
            "|" not in text  # a choice that was never made
            and (statuses.status_at_start(text) is not None or any(status in text.lower() for status in Status))
            and isinstance(record.content.status, str)
        ):
            message = f"the front matter says `{text}`, and the text below says something else: neither was taken"
            hint = "keep the status in one place"
        else:
            # A word that is struck through is what was not meant.
            guess = None if "~" in text else nearest(text, statuses.suggestions)
            message = f"`{shortened(text)}` is not a status that can be told"
            hint = (f"did you mean `{guess}`? " if guess else "") + f"write one of: {', '.join(Status)}"
            if guess is None and "|" not in text:
                hint += ", or tell what it means under [statuses] in settled.toml"
        yield problem_at(record, ("status",), message, hint, value=text or "", location=record.status_location)
