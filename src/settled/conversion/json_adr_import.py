"""Reads JSON-ADR as records: what the tool `adrs` exports, and what we do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from settled.conversion.front_entries import ORDER, Value, with_values
from settled.conversion.import_plan import ImportPlan
from settled.conversion.json_adr import INTRODUCTION
from settled.conversion.new_names import Numbers
from settled.conversion.remarks import Remark
from settled.conversion.target_format import TargetFormat
from settled.edit.markdown_text import escaped, heading
from settled.formats.adr_facts import read_status
from settled.formats.markdown import Heading
from settled.formats.status_section import status_heading
from settled.model.errors import UsageError
from settled.model.references import format_id
from settled.model.status_words import STATUS_WORDS
from settled.model.vocabulary import RELATION_KEYS, Kind, Status
from settled.model.written_values import parse_date
from settled.scaffold.slug import slug_of

_PEOPLE_AND_TAGS = {"deciders": "decision-makers", "consulted": "consulted", "informed": "informed", "tags": "tags"}


def read_json_adr(text: str, file: str) -> list[dict[str, Any]]:
    """The decisions in JSON-ADR: those of an export, or the one of a single record.

    Raises UsageError where `text` of `file` is no JSON, or a decision has no number or title.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(f"{file}{place}: this is no JSON", "export it again") from None
    found = data.get("adrs", [data.get("adr", data)]) if isinstance(data, dict) else data
    if not isinstance(found, list):
        raise UsageError(f"{file}: `adrs` is no list", "see the schema of JSON-ADR")
    for index, each in enumerate(found):
        _check(each, f"{file}: the decision {index + 1} of {len(found)}")
    return found


def _check(adr: Any, where: str) -> None:
    if not isinstance(adr, dict):
        raise UsageError(f"{where} is no object", "see the schema of JSON-ADR")
    number, title = adr.get("number"), adr.get("title")
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= 999_999:
        raise UsageError(f"{where} has no `number` from 1 to 999999", "see the schema of JSON-ADR")
    if not isinstance(title, str) or not title.strip():
        raise UsageError(f"{where} has no `title`", "see the schema of JSON-ADR")


def plan_json_import(
    adrs: Sequence[Mapping[str, Any]],
    source: Path,
    folder: Path,
    target: TargetFormat,
    *,
    renumber: bool,
    there: Numbers,
) -> ImportPlan:
    """The decisions `adrs` of the file `source` as records in `folder`; `there` are the numbers that others have there.

    With `renumber` the first that is free goes to each in turn, and links follow.
    """
    ours = {_slug_name(adr) for adr in adrs}
    taken = {number for path, (kind, number) in there.items() if kind is Kind.DECISION and _bare(path) not in ours}
    numbers = _numbers(adrs, taken) if renumber else {adr["number"]: adr["number"] for adr in adrs}
    texts: dict[Path, str] = {}
    remarks: list[Remark] = []
    free = iter(sorted(set(range(1, len(adrs) + len(taken) + 1)) - taken))
    for adr in adrs:
        number = next(free) if renumber else adr["number"]
        path = folder / f"{number:04d}-{slug_of(adr['title'])}.md"
        said = list(_remarks(adr, number, taken, numbers, is_double=path in texts))
        if path in texts:
            path = path.with_name(f"{path.stem}-{len(texts) + 1}.md")
        texts[path] = _text(adr, numbers, target)
        if said:
            remarks.append(Remark(path.name, "; ".join(said)))
    return ImportPlan(folder, texts, dict.fromkeys(texts, source), tuple(remarks))


def _numbers(adrs: Sequence[Mapping[str, Any]], taken: set[int]) -> dict[int, int]:
    free = iter(sorted(set(range(1, len(adrs) + len(taken) + 1)) - taken))
    numbers: dict[int, int] = {}
    for adr in adrs:
        numbers.setdefault(adr["number"], next(free))
    return numbers


def _slug_name(adr: Mapping[str, Any]) -> str:
    return f"{slug_of(adr['title'])}.md"


def _bare(path: Path) -> str:
    return path.name.partition("-")[2]


def _remarks(
    adr: Mapping[str, Any], number: int, taken: set[int], numbers: Mapping[int, int], *, is_double: bool
) -> Iterable[str]:
    status = adr.get("status")
    if not isinstance(status, str) or read_status(status) is None:
        said = f"`{status}` is no status that can be told" if status else "it has no status"
        yield f"{said}: write one of {', '.join(Status)}"
    if _day(adr) is None:
        yield "it has no date that can be read: write year-month-day, as in 2026-12-15"
    if is_double or number in taken:
        yield f"the number {number} is that of another record too: import with --renumber"
    for link in _objects(adr.get("links")):
        if link.get("target") not in numbers:
            yield f"it says that it {link.get('type')} {link.get('target')}, which is no record here: correct it"


def _text(adr: Mapping[str, Any], numbers: Mapping[int, int], target: TargetFormat) -> str:
    front = "".join(entry.text for entry in with_values([], _front(adr, numbers, target), "\n"))
    parts = [f"# {heading(adr['title'], adr['number'])}", *_body(adr)]
    return f"---\n{front}---\n\n" + "\n\n".join(parts) + "\n"


def _front(adr: Mapping[str, Any], numbers: Mapping[int, int], target: TargetFormat) -> dict[str, Value]:
    status = str(adr.get("status") or "")
    known = read_status(status, STATUS_WORDS)
    day = _day(adr)
    values: dict[str, Value] = {"status": known.value if known is not None else status}
    if day is not None or adr.get("date"):
        values["date"] = day or str(adr["date"])
    for theirs, ours in _PEOPLE_AND_TAGS.items():
        names = _strings(adr.get(theirs))
        if names:
            values[ours] = names
    named: dict[str, list[str]] = {}
    for link in _objects(adr.get("links")):
        key, number = link.get("type"), link.get("target")
        if key in RELATION_KEYS and isinstance(number, int):
            named.setdefault(str(key), []).append(format_id(Kind.DECISION, numbers.get(number, number)))
    values |= named
    by = named.get("superseded-by")
    if target is TargetFormat.MADR and known is Status.SUPERSEDED and by:
        values["status"] = f"superseded by {', '.join(by)}"
        del values["superseded-by"]
    return {key: values[key] for key in ORDER if key in values}


def _body(adr: Mapping[str, Any]) -> list[str]:
    custom = adr.get("custom_sections")
    custom = dict(custom) if isinstance(custom, dict) else {}
    parts = [str(custom.pop(INTRODUCTION))] if INTRODUCTION in custom else []
    options = _objects(adr.get("considered_options"))
    names = [str(option.get("name", "")) for option in options]
    parts += _section("## Context and Problem Statement", _string(adr.get("context")))
    parts += _section("## Decision Drivers", _bullets(_strings(adr.get("decision_drivers"))))
    parts += _section("## Considered Options", _bullets(names))
    outcome = [
        _string(adr.get("decision")),
        *_section("### Consequences", _consequences(adr.get("consequences"))),
        *_section("### Confirmation", _string(adr.get("confirmation"))),
    ]
    parts += _section("## Decision Outcome", "\n\n".join(part for part in outcome if part))
    arguments = [
        "\n\n".join([f"### {escaped(name)}", *_arguments(option)])
        for name, option in zip(names, options, strict=True)
        if _arguments(option)
    ]
    parts += _section("## Pros and Cons of the Options", "\n\n".join(arguments))
    for title, text in custom.items():
        # A section Status would be read as the status of the record.
        is_status = status_heading(Heading(2, title, 1)) is not None
        parts += [f"## {escaped(title)}{' as written' if is_status else ''}", *([str(text)] if text else [])]
    links = [link for link in _objects(adr.get("links")) if link.get("type") not in RELATION_KEYS]
    said = [f"{link.get('type')} {link.get('target')} {link.get('description') or ''}".strip() for link in links]
    return parts + _section("## More Information", _bullets(said))


def _arguments(option: Mapping[str, Any]) -> list[str]:
    lines = [f"- Good, because {text}" for text in _strings(option.get("pros"))]
    lines += [f"- Bad, because {text}" for text in _strings(option.get("cons"))]
    return [part for part in (_string(option.get("description")), "\n".join(lines)) if part]


def _consequences(said: Any) -> str:
    """The three shapes that are in use: a text (what `adrs` writes), a list, and an object (what its schema knows)."""
    if isinstance(said, dict):
        lines = [f"Good, because {text}" for text in _strings(said.get("positive"))]
        lines += [f"Bad, because {text}" for text in _strings(said.get("negative"))]
        return _bullets([*lines, *(f"Risk: {text}" for text in _strings(said.get("risks")))])
    items = _strings(said)
    return _bullets(items) if len(items) > 1 else "".join(items).strip("\n")


def _section(title: str, text: str) -> list[str]:
    return [title, text] if text else []


def _bullets(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _string(value: Any) -> str:
    return value.strip("\n") if isinstance(value, str) else ""


def _strings(value: Any) -> list[str]:
    if isinstance(value, str) and value.strip():
        return [value]
    return [item for item in value if isinstance(item, str) and item.strip()] if isinstance(value, list) else []


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _day(adr: Mapping[str, Any]) -> str | None:
    try:
        return parse_date(str(adr.get("date"))).isoformat()
    except ValueError:
        return None
