"""Writes a project with many flows, each different and all sound, for the benchmarks."""

from __future__ import annotations

import re
from pathlib import Path

from tests import samples

_REFERENCES = ("after", "risks", "tags", "supersedes", "superseded-by", "amends", "related", "applies-to")
REFERENCE = Path(__file__).resolve().parent.parent / "decisions"


def generate_flows(folder: Path, count: int, *, are_short: bool = False) -> None:
    """Write `count` flows below `folder`, made from the flows of the reference programme in turn.

    With `are_short` each is made from one flow that answers every question once, in a third of their length.

    Each keeps the size and shape of a real record; numbers, titles and words differ, and references to other
    records are left out, so that the project is sound at any size.
    """
    decisions = folder / "decisions"
    (decisions / "flows").mkdir(parents=True)
    if are_short:
        (decisions / "catalog.yml").write_text(samples.CATALOG, encoding="utf-8")
        models = [samples.FLOW]
    else:
        (decisions / "catalog.yml").write_bytes((REFERENCE / "catalog.yml").read_bytes())
        models = [_without_references(path.read_text("utf-8")) for path in sorted((REFERENCE / "flows").glob("*.md"))]
    for number in range(1, count + 1):
        text = models[number % len(models)]
        text = re.sub(r"^# (.+)$", rf"# \1, variant {number}", text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^(date: .+)$", rf"\1\ntags: [variant-{number}]", text, count=1, flags=re.MULTILINE)
        (decisions / "flows" / f"{number:05d}-flow-{number}.md").write_text(text, encoding="utf-8")


def generate_programme(
    folder: Path, flows: int, decisions: int, *, risks: int = 0, are_linked: bool = False, are_short: bool = False
) -> None:
    """Write `flows` flows as `generate_flows` does, and decisions and risks made from the reference programme's.

    With `are_linked` they name and link each other as the records of a programme do: flows come after flows and run
    risks, decisions apply to flows and replace decisions, and every text links to two others.
    """
    generate_flows(folder, flows, are_short=are_short)
    for kind, word, count in (("adr", "decision", decisions), ("risks", "risk", risks)):
        (folder / "decisions" / kind).mkdir()
        models = [_without_references(path.read_text("utf-8")) for path in sorted((REFERENCE / kind).glob("*.md"))]
        for number in range(1, count + 1):
            text = re.sub(r"^status: superseded", "status: accepted", models[number % len(models)], flags=re.MULTILINE)
            text = re.sub(r"^# (.+)$", rf"# \1, variant {number}", text, count=1, flags=re.MULTILINE)
            (folder / "decisions" / kind / f"{number:05d}-{word}-{number}.md").write_text(text, encoding="utf-8")
    if are_linked:
        _link(folder / "decisions", flows, decisions, risks)


def _link(records: Path, flows: int, decisions: int, risks: int) -> None:
    for number in range(1, flows + 1):
        keys = [f"after: [FLOW-{number - number % 7}]"] if number % 7 and number > 7 else []
        keys += [f"risks: [RISK-{number % risks + 1}]"] if risks and number % 3 == 0 else []
        decision = number % decisions + 1
        other = number % flows + 1
        links = (
            f"{other:05d}-flow-{other}.md#failure-modes",
            f"../adr/{decision:05d}-decision-{decision}.md#history",
        )
        _add(records / "flows" / f"{number:05d}-flow-{number}.md", keys, links)
    for number in range(1, decisions + 1):
        flow = number % flows + 1
        keys = [f"applies-to: [FLOW-{flow}, FLOW-{number * 7 % flows + 1}]"]
        path = records / "adr" / f"{number:05d}-decision-{number}.md"
        # Chains of five: the first four were replaced, each by the next.
        if number % 5 != 1:
            keys.append(f"supersedes: [ADR-{number - 1}]")
        if number % 5 and number < decisions:
            keys.append(f"superseded-by: [ADR-{number + 1}]")
            text = re.sub(r"^status: .*$", "status: superseded", path.read_text("utf-8"), count=1, flags=re.MULTILINE)
            path.write_text(text, encoding="utf-8")
        other = number % decisions + 1
        _add(path, keys, (f"{other:05d}-decision-{other}.md", f"../flows/{flow:05d}-flow-{flow}.md#decision-source"))
    for number in range(1, risks + 1):
        flow, other = number % flows + 1, number % risks + 1
        links = (f"{other:05d}-risk-{other}.md#exposure", f"../flows/{flow:05d}-flow-{flow}.md")
        _add(records / "risks" / f"{number:05d}-risk-{number}.md", [], links)


def _add(path: Path, keys: list[str], links: tuple[str, ...]) -> None:
    """Put keys into the front matter of a record, and links behind its text."""
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    sentence = " ".join(f"See [what goes with it]({link})." for link in links)
    path.write_text(f"---\n{front}{''.join(key + chr(10) for key in keys)}---\n{body}\n{sentence}\n", encoding="utf-8")


def _without_references(text: str) -> str:
    text = re.sub(
        r"^(?:after|risks|tags|supersedes|superseded-by|amends|related|applies-to): .*\n(?:^  .*\n)*",
        "",
        text,
        flags=re.MULTILINE,
    )
    return re.sub(r"\[([^\[\]]+)\]\((?!https?:)[^()]+\)", r"\1", text)
