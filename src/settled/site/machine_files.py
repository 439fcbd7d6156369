"""The records for programs: one document of all of them, one beside each page, and where a language model begins."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from settled.edit.markdown_text import link_text, one_line
from settled.model.decision import RELATION_KEYS
from settled.model.findings import Severity
from settled.model.kinds import kinds
from settled.records import Record, texts
from settled.report.record_json import VERSION, owners_of, record_document, record_object
from settled.site.links import (
    FEED,
    GLOSSARY,
    LLMS,
    OVERVIEW,
    OVERVIEW_PAGES,
    RECORDS_JSON,
    RULES,
    record_json,
)
from settled.site.pages.shapes import STATUS_CHIPS, UNKNOWN
from settled.site.pages.site_view import SiteView
from settled.site.words import capital, counted, day

LISTED = 100
"""How many records of a kind `llms.txt` names; `records.json` has all of them."""

LATEST_VALUES = 12
"""How many changes of what accepted flows decide `llms.txt` tells; the register of changes has all of them."""

_LINK_KEYS = (*RELATION_KEYS, "applies-to", "risks", "after", "tracks")


def all_records(site: SiteView) -> bytes:
    """`records.json`: what `adr list` prints as JSON, and besides what only the site knows.

    That is addresses of pages and the number of findings. Addresses are absolute where the site's is known, else
    relative to the file they stand in.
    """
    project = site.project
    return _json(
        {
            "version": VERSION,
            "records": [
                {**record_object(project, record), **_known_to_the_site(site, record, RECORDS_JSON)}
                for record in project.records
            ],
            "unreadable": [
                {"file": entry.file, "page": _page(site, RECORDS_JSON, site.links.pages[entry.file])}
                for entry in project.unreadable
            ],
        }
    )


def one_record(site: SiteView, record: Record) -> bytes:
    """The file beside a record's page: what `adr show` prints as JSON, and what `all_records` adds."""
    document = record_document(site.project, record, site.content.history.of(record.file))
    document["record"] |= _known_to_the_site(site, record, record_json(site.links.pages[record.file]))
    return _json(document)


def _json(document: dict[str, Any]) -> bytes:
    # A lone surrogate, which YAML can spell, is in no encoding: it stays an escape.
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    return (text + "\n").encode("utf-8", errors="backslashreplace")


def _known_to_the_site(site: SiteView, record: Record, start: str) -> dict[str, Any]:
    """What the site adds to a record; addresses are seen from the file `start`."""
    page = site.links.pages[record.file]
    content = record.content
    found = Counter(finding.severity for finding in site.findings_of.get(record.file, ()))
    review_by = content.review_by if isinstance(content.review_by, datetime.date) else None
    return {
        "decision_makers": list(record.decision_makers),
        "owners": sorted(owners_of(record)),
        "review_by": review_by.isoformat() if review_by else None,
        "links": list(_links(site, record, start)),
        "findings": {severity.value: found[severity] for severity in Severity},
        "page": _page(site, start, page),
        "json": _file(site, start, record_json(page)),
    }


def _links(site: SiteView, record: Record, start: str) -> Iterator[dict[str, str | None]]:
    """What the front matter of a record leads to; the page is None where that is no record, or one that is gone."""
    for key in _LINK_KEYS:
        written = getattr(record.content, key.replace("-", "_"), None)
        for text in [written] if isinstance(written, str) else texts(written):
            other = site.project.resolve(text, record)
            yield {
                "relation": key,
                "to": other.id if other else text,
                "page": _page(site, start, site.links.pages[other.file]) if other else None,
            }


def _page(site: SiteView, start: str, page: str) -> str:
    return site.links.published(page) if site.links.site_url else site.links.url(_folder_of(start), page)


def _file(site: SiteView, start: str, file: str) -> str:
    return site.links.site_url + quote(file) if site.links.site_url else site.links.file_url(_folder_of(start), file)


def _folder_of(file: str) -> str:
    """A page of the same folder: what is relative to it is relative to the file."""
    folder, _, _ = file.rpartition("/")
    return f"{folder}/index.md" if folder else OVERVIEW


def for_language_models(site: SiteView, title: str, pages: Container[str]) -> bytes:
    """`llms.txt` as https://llmstxt.org has it: a title, what this is, and links to pages and data.

    `title` is the name of the site, `pages` are its pages and the feed.
    """
    project = site.project
    by_kind = {spec: project.by_kind[spec.kind] for spec in kinds()}
    numbers = [counted(len(records), spec.kind, spec.plural) for spec, records in by_kind.items() if records]
    lines = [
        f"# {one_line(title)}",
        "",
        f"> Decisions that a team keeps as records in git: {', '.join(numbers) or 'none yet'}. "
        + ("Of each flow six decisions are required; a record says which are settled. " if project.flows else "")
        + "A record that is superseded, deprecated or rejected no longer holds.",
        "",
        "## Overview",
        "",
        f"- [All records as JSON]({_file(site, LLMS, RECORDS_JSON)}): status, dates, owners, links, findings and pages",
    ]
    shown = [(page, label) for page, label in OVERVIEW_PAGES if page in pages and page not in {RULES, GLOSSARY}]
    lines += [f"- [{label}]({_page(site, LLMS, page)})" for page, label in shown]
    for spec, records in by_kind.items():
        lines += _section(site, capital(spec.plural), records)
    lines += _latest_values(site)
    lines += ["", "## Optional", "", f"- [Rules]({_page(site, LLMS, RULES)}): what each finding means"]
    if GLOSSARY in pages:
        lines.append(f"- [Glossary]({_page(site, LLMS, GLOSSARY)}): what the words, patterns and exceptions mean")
    if FEED in pages:
        lines.append(f"- [Feed]({_file(site, LLMS, FEED)}): the latest changes")
    return ("\n".join(lines) + "\n").encode(errors="backslashreplace")


def _latest_values(site: SiteView) -> Iterator[str]:
    """What accepted flows decide otherwise than before, a line for each of the latest changes."""
    latest = [change for change in site.changes if change.value is not None][:LATEST_VALUES]
    if latest:
        yield from ("", "## Changed while accepted", "")
    for change in latest:
        value = change.value.key if change.value else ""
        said = one_line(f"{value}: {change.value_in_words}")
        yield f"- {change.id} {said} ({day(change.commit.author_date)}, {change.commit.short_hash})"


def _section(site: SiteView, heading: str, records: Sequence[Record]) -> Iterator[str]:
    if not records:
        return
    yield from ("", f"## {heading}", "")
    # What holds comes first, for readers that stop early.
    ordered = sorted(records, key=lambda record: not record.is_in_force)
    for record in ordered[:LISTED]:
        page = site.links.pages[record.file]
        status = STATUS_CHIPS[record.status].word if record.status else one_line(record.status_text or UNKNOWN.word)
        data = _file(site, LLMS, record_json(page))
        yield f"- [{link_text(record.label)}]({_page(site, LLMS, page)}): {status}; [JSON]({data})"
    if len(records) > LISTED:
        yield f"- [{len(records) - LISTED} more]({_file(site, LLMS, RECORDS_JSON)})"
