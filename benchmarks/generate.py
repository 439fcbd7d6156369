"""Writes a project with many flows, each different and all sound, for the benchmarks."""

from __future__ import annotations

import re
from pathlib import Path

_REFERENCES = ("after", "risks", "tags", "supersedes", "superseded-by", "amends", "related", "applies-to")
REFERENCE = Path(__file__).resolve().parent.parent / "decisions"


def generate_flows(folder: Path, count: int) -> None:
    """Write `count` flows below `folder`, made from the flows of the reference programme in turn.

    Each keeps the size and shape of a real record; numbers, titles and words differ, and references to other
    records are left out, so that the project is sound at any size.
    """
    decisions = folder / "decisions"
    (decisions / "flows").mkdir(parents=True)
    (decisions / "catalog.yml").write_bytes((REFERENCE / "catalog.yml").read_bytes())
    models = [_without_references(path.read_text("utf-8")) for path in sorted((REFERENCE / "flows").glob("*.md"))]
    for number in range(1, count + 1):
        text = models[number % len(models)]
        text = re.sub(r"^# (.+)$", rf"# \1, variant {number}", text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^(date: .+)$", rf"\1\ntags: [variant-{number}]", text, count=1, flags=re.MULTILINE)
        (decisions / "flows" / f"{number:05d}-flow-{number}.md").write_text(text, encoding="utf-8")


def generate_programme(folder: Path, flows: int, decisions: int) -> None:
    """Write `flows` flows as `generate_flows` does, and `decisions` decisions made from the reference programme's."""
    generate_flows(folder, flows)
    (folder / "decisions" / "adr").mkdir()
    models = [_without_references(path.read_text("utf-8")) for path in sorted((REFERENCE / "adr").glob("*.md"))]
    for number in range(1, decisions + 1):
        text = re.sub(r"^status: superseded", "status: accepted", models[number % len(models)], flags=re.MULTILINE)
        text = re.sub(r"^# (.+)$", rf"# \1, variant {number}", text, count=1, flags=re.MULTILINE)
        (folder / "decisions" / "adr" / f"{number:05d}-decision-{number}.md").write_text(text, encoding="utf-8")


def _without_references(text: str) -> str:
    text = re.sub(
        r"^(?:after|risks|tags|supersedes|superseded-by|amends|related|applies-to): .*\n(?:^  .*\n)*",
        "",
        text,
        flags=re.MULTILINE,
    )
    return re.sub(r"\[([^\[\]]+)\]\((?!https?:)[^()]+\)", r"\1", text)
