"""Folders of decisions in every form that is read, made from a seed: the same records, told in different ways."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from settled.edit.markdown_text import escaped
from settled.edit.yaml_text import inline, scalar

TITLES = (
    "Use Kafka", "Ask & answer", "Choose a | b", 'Say "yes" to \'no\'', "Ship it 🚀 now", "Time: 12:30, zone: UTC",
    "-- leading dashes", "3 retries are enough", "Use C# and F#", "<b>Bold</b> moves", "A_b_c and *stars*",
    "[Brackets] (round)", "Käse für Zürich", "注文を送る", "100% of $5", "`code` in a title", "Back\\slash",
    f"w{'o' * 60}rd {'long ' * 48}end",
)  # fmt: skip
STATUSES = ("Draft", "Proposed", "Accepted", "Rejected", "Deprecated", "Superseded", "On hold", "")
PEOPLE = ("Ann", "Bob O'Neill", "Zoë", "team-checkout", "C. D.")
TAGS = ("erp", "wms", "payments", "yes", "2026")


@dataclass(frozen=True)
class Told:
    """What a generated record says of itself; `by` and `of` are the numbers of its successor and predecessor."""

    number: int
    title: str
    status: str
    day: str
    people: tuple[str, ...]
    tags: tuple[str, ...]
    by: int | None
    of: int | None

    @property
    def stem(self) -> str:
        """The name of its file without the ending."""
        return f"{self.number:04d}-record"


def told_records(seed: int, count: int) -> list[Told]:
    """`count` records; one in eight is superseded by the next one."""
    chance = random.Random(seed)  # noqa: S311 (a seed makes it repeatable)
    found: list[Told] = []
    for number in range(1, count + 1):
        status = STATUSES[number % len(STATUSES)]
        is_last = number == count
        superseded = status == "Superseded" and not is_last
        found.append(
            Told(
                number,
                f"{TITLES[number % len(TITLES)]} {number} times" if number % 3 else TITLES[number % len(TITLES)],
                status if superseded or status != "Superseded" else "Accepted",
                f"20{chance.randint(10, 26)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
                tuple(chance.sample(PEOPLE, chance.randint(0, 3))),
                tuple(chance.sample(TAGS, chance.randint(0, 2))),
                number + 1 if superseded else None,
                number - 1 if found and found[-1].by else None,
            )
        )
    return found


def write_folder(root: Path, form: str, records: list[Told]) -> Path:
    """Write `records` in `form` into `root`/adr; gives that folder."""
    ending, write = FORMS[form]
    folder = root / "adr"
    folder.mkdir(parents=True)
    for told in records:
        text = write(told, lambda number: f"{number:04d}-record{ending}")
        (folder / f"{told.stem}{ending}").write_text(text, encoding="utf-8", newline="")
    return folder


Name = Callable[[int], str]
SECTIONS = (
    "## Context\n\nIt is so, see `x | y`.\n\n## Decision\n\nWe do it.\n\n## Consequences\n\n- Good, because fast\n"
)
MADR_SECTIONS = (
    "## Context and Problem Statement\n\nIt is so.\n\n## Considered Options\n\n* one\n* two\n\n## Decision Outcome\n\n"
    'Chosen option: "one", because fast.\n'
)


def _status_section(told: Told, name: Name) -> str:
    paragraphs = [] if told.by else [told.status] if told.status else []
    paragraphs += [f"Superseded by [{told.by}. Next]({name(told.by)})"] if told.by else []
    paragraphs += [f"Supersedes [{told.of}. Previous]({name(told.of)})"] if told.of else []
    return "\n\n".join(["## Status", *paragraphs])


def _nygard(told: Told, name: Name) -> str:
    bullets = _bullets(told, with_status=False)
    return f"# {told.number}. {escaped(told.title)}\n\n{bullets}{_status_section(told, name)}\n\n{SECTIONS}"


def _adr_tools(told: Told, name: Name) -> str:
    return f"# {told.number}. {escaped(told.title)}\n\nDate: {told.day}\n\n{_status_section(told, name)}\n\n{SECTIONS}"


def _bullets(told: Told, *, with_status: bool = True, name: Name | None = None) -> str:
    by = f"Superseded by [ADR-{told.by:04d}]({name(told.by)})" if told.by and name else told.status
    lines = [f"* Status: {by}"] if with_status and told.status else []
    lines += [f"* Deciders: {', '.join(told.people)}"] if told.people else []
    lines += [f"* Date: {told.day}"]
    lines += [f"* Tags: {' '.join(told.tags)}"] if told.tags else []
    return "\n".join(lines) + "\n\n"


def _madr_2(told: Told, name: Name) -> str:
    links = f"\n## Links\n\n* Supersedes [ADR-{told.of:04d}]({name(told.of)})\n" if told.of else ""
    return f"# {escaped(told.title)}\n\n{_bullets(told, name=name)}{MADR_SECTIONS}{links}"


def _log4brains(told: Told, name: Name) -> str:
    return _madr_2(told, name).replace("* Status", "- Status").replace("* De", "- De").replace("* Date", "- Date")


def _front(told: Told, makers: str, *, is_ours: bool = False) -> str:
    status = f"superseded by ADR-{told.by:04d}" if told.by and not is_ours else told.status
    lines = [f"status: {scalar(status)}"] if status else []
    lines += [f"date: {told.day}"]
    lines += [f"{makers}: {inline(told.people)}"] if told.people else []
    lines += [f"tags: {inline(told.tags)}"] if told.tags else []
    lines += [f"supersedes: [ADR-{told.of:04d}]"] if told.of else []
    lines += [f"superseded-by: ADR-{told.by:04d}"] if told.by and is_ours else []
    return "\n".join(["---", *lines, "---", "", ""])


def _madr_3(told: Told, name: Name) -> str:
    return f"{_front(told, 'deciders')}# {escaped(told.title)}\n\n{MADR_SECTIONS}\n### Validation\n\nA test.\n"


def _madr_4(told: Told, name: Name) -> str:
    return f"{_front(told, 'decision-makers')}# {escaped(told.title)}\n\n{MADR_SECTIONS}\n### Confirmation\n\nA test.\n"


def _front_matter(told: Told, name: Name) -> str:
    front = _front(told, "decision-makers", is_ours=True).replace("---\n", "---\nnav_order: 7\n", 1)
    return f"{front}# {escaped(told.title)}\n\n{SECTIONS}"


def _table(told: Told, name: Name) -> str:
    rows = [("Status", told.status), ("Date", told.day), ("Deciders", ", ".join(told.people))]
    rows += [("Superseded by", f"[Next]({name(told.by)})")] if told.by else []
    rows += [("Supersedes", f"[Previous]({name(told.of)})")] if told.of else []
    lines = [f"| {key} | {value} |" for key, value in rows if value]
    return "\n".join(
        [f"# ADR-{told.number:04d}: {escaped(told.title)}", "", lines[0], "| --- | --- |", *lines[1:], "", SECTIONS]
    )


def _rst(told: Told, name: Name) -> str:
    title = told.title.replace("\\", "").replace("`", "").replace("*", "").replace("_", "-")
    by = f"Superseded by `next <{name(told.by)}>`_" if told.by else told.status
    fields = [f":Status: {by}"] if by else []
    fields += [f":Date: {told.day}"]
    fields += [f":Deciders: {', '.join(told.people)}"] if told.people else []
    return "\n".join([title, "=" * len(title.encode()), "", *fields, "", "Context", "-------", "", "It is so.", ""])


def _asciidoc(told: Told, name: Name) -> str:
    by = f"Superseded by link:{name(told.by)}[next]" if told.by else told.status
    attributes = [f":status: {by}"] if by else []
    attributes += [f":date: {told.day}"]
    attributes += [f":deciders: {', '.join(told.people)}"] if told.people else []
    title = told.title.replace("\\", "").replace("`", "").replace("*", "").replace("_", "-").replace("#", "no")
    return "\n".join([f"= ADR-{told.number:04d}: {title}", *attributes, "", "== Context", "", "It is so.", ""])


FORMS: dict[str, tuple[str, Callable[[Told, Name], str]]] = {
    "nygard": (".md", _nygard),
    "adr-tools": (".md", _adr_tools),
    "madr-2": (".md", _madr_2),
    "madr-3": (".md", _madr_3),
    "madr-4": (".md", _madr_4),
    "log4brains": (".md", _log4brains),
    "front-matter": (".md", _front_matter),
    "table": (".md", _table),
    "rst": (".rst", _rst),
    "asciidoc": (".adoc", _asciidoc),
}
"""Each form by its name: how its files end, and what writes a record in it."""
