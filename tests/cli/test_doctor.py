"""`adr doctor`: what was found and why, as a whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

CASES = Path(__file__).parent.parent / "cases"


def test_a_folder_of_many_forms(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "docs/adr/0001-a.md": "# 1. A\n\n## Status\n\nAccepted\n",
            "docs/adr/0002-b.md": "---\ndecision-makers: [Ann]\n---\n\n# B\n\n## Considered Options\n",
            "docs/adr/0003-c.md": "# C\n\n* Status: accepted\n\n## Decision Outcome\n",
            "docs/adr/0004-d.md": "---\nstatus: accepted\ndeciders: Ann\n---\n\n# D\n\n## Decision Outcome\n",
            "docs/adr/0005-e.rst": "E\n=\n",
            "docs/adr/0006-f.adoc": "= F\n",
            "docs/adr/0007-g.md": "# G\n\n| Status | Accepted |\n| --- | --- |\n",
            "docs/adr/0008-h.md": "# H\n",
            "docs/adr/0009-i.md": b"\xff",
            "docs/adr/README.md": "# All\n",
            "docs/adr/notes.md": "# Notes\n",
            "docs/adr/templates/template.md": "# T\n",
            "docs/adr/0000-template.md": "# T\n",
            "docs/adr/one.png": b"x",
            "docs/adr/two.png": b"x",
            "docs/adr/.hidden.md": "# H\n",
            "services/pay/docs/decisions/0001-p.md": "# P\n",
            "mkdocs.yml": "site_name: x\nplugins: [settled]\n",
            "settled.toml": "",
        }
    )
    done = adr("doctor", cwd=root / "docs", env={"EDITOR": "vim"})
    assert (done.code, done.err) == (0, "")
    set_up, heading, toned_down = done.out.partition("toned down   ")
    assert set_up == (
        f"root         {root}\n"
        "records      docs/adr\n"
        "found by     it is one of the folders that records are looked for in\n"
        "not read     services/pay/docs/decisions: may hold records too, read it with "
        "`adr --dir services/pay/docs/decisions`\n"
        "settings     settled.toml\n"
        "holds        8 decisions\n"
        "unreadable   docs/adr/0009-i.md: see `adr check`\n"
        "format       AsciiDoc: 1\n"
        "format       MADR 2: 1\n"
        "format       MADR 3: 1\n"
        "format       MADR 4: 1\n"
        "format       Markdown with a table: 1\n"
        "format       Nygard: 1\n"
        "format       plain Markdown: 1\n"
        "format       reStructuredText: 1\n"
        "passed over  docs/adr/0000-template.md: it is a template\n"
        "passed over  docs/adr/README.md: it is called as the pages around records are\n"
        "passed over  docs/adr/notes.md: it has no number, no day and no status\n"
        "passed over  docs/adr/templates/template.md: its folder is passed over\n"
        "passed over  2 .png: its ending is none that records have\n"
        "git          the records are not in a git repository\n"
        "site         mkdocs.yml\n"
        "editor       vim (EDITOR)\n"
    )
    first, *rules = toned_down.splitlines()
    assert (heading + first) == (
        "toned down   rules that weigh less on plain ADRs; the setting `severity` changes that"
    )
    assert "             R004 unknown-status: info instead of error" in rules


def test_the_rules_that_are_said_to_weigh_less_on_plain_adrs_do_and_no_others(adr: Adr, tmp_path: Path) -> None:
    """The wrong decisions of each rule's case are checked as a programme, and in a folder of plain ADRs."""
    told: dict[str, tuple[str, str]] = {}
    seen: dict[str, tuple[str, str]] = {}
    same: set[str] = set()
    for case in sorted(CASES.iterdir()):
        if not (case / "wrong/decisions/adr").is_dir():
            continue
        code = case.name.partition("-")[0]
        weights = []
        for name, folder in (("programme", "decisions"), ("plain", "docs")):
            root = tmp_path / code / name
            shutil.copytree(case / "wrong/decisions/adr", root / folder / "adr")
            if name == "programme":
                (root / "decisions/catalog.yml").write_text("systems: {}\n", encoding="utf-8")
            findings = adr("check", "--format", "json", cwd=root).json["findings"]
            weights.append({finding["severity"] for finding in findings if finding["code"] == code})
        if not told:
            rules = adr("doctor", "--format", "json", cwd=root).json["toned_down"]
            told = {rule["code"]: (rule["severity"], rule["otherwise"]) for rule in rules}
        programme, plain = weights
        if plain and programme and plain != programme:
            (lighter,) = plain
            seen[code] = (lighter, min(programme, key=["error", "warning", "info"].index))
        elif plain:
            same.add(code)
    assert len(seen) >= 12, seen
    assert seen == {code: told.get(code) for code in seen}
    assert same.isdisjoint(told)


def test_as_json(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "decisions/catalog.yml": "systems: {}\n",
            "decisions/adr/0001-a.md": "---\nkind: decision\nstatus: accepted\n---\n\n# A\n",
            "decisions/flows/0001-b.md": "---\nkind: flow\n---\n\n# B\n",
            "decisions/adr/x.txt": "x",
        }
    )
    done = adr("doctor", "--format", "json", cwd=root)
    assert done.code == 0
    assert done.json == {
        "version": 1,
        "root": str(root),
        "records": "decisions",
        "found_by": "it is one of the folders that records are looked for in",
        "areas": [],
        "several_decisions": [],
        "not_followed": [],
        "other_folders": [],
        "settings_file": None,
        "kinds": {"decision": 1, "flow": 1},
        "unreadable": [],
        "formats": {"Markdown with front matter": 1, "flow of Settled": 1},
        "passed_over": [
            {"file": "decisions/adr/x.txt", "reason": "its ending is none that records have"},
            {"file": "decisions/catalog.yml", "reason": "its ending is none that records have"},
        ],
        "git": "the records are not in a git repository",
        "as_of": {"day": "2026-11-23", "set_by": None},
        "mkdocs": None,
        "editor": None,
        "toned_down": [],
        "next_steps": [
            {"what": "have every change checked (on GitLab with `--ci gitlab`)", "command": "adr init --ci github"}
        ],
        "profiles": [],
    }


def test_packages_of_log4brains(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            ".log4brains.yml": "project: {adrFolder: adr, packages: [{name: api, adrFolder: api/adr}]}\n",
            "adr/20240131-a.md": "# A\n",
            "api/adr/20240131-a.md": "# A\n",
        }
    )
    done = adr("doctor", cwd=root)
    assert done.out.splitlines()[:8] == [
        f"root         {root}",
        "records      .",
        "found by     .log4brains.yml names it",
        "area         adr",
        "area         api/adr, called api",
        "settings     none; the defaults hold",
        "holds        2 decisions",
        "format       log4brains: 2",
    ]


def test_no_project_is_no_set_up(tree: Tree, adr: Adr) -> None:
    root = tree({"src/a.txt": "x"})
    done = adr("doctor", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"adr: there are no records in {root}, above it or below it; "
        "start with `adr init`, or name their folder with --dir\n"
    )


def test_settings_that_cannot_be_read(tree: Tree, adr: Adr) -> None:
    root = tree({"docs/adr/0001-a.md": "# A\n", "settled.toml": "record = 1\n"})
    done = adr("doctor", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("adr: settled.toml: unknown setting `record`; known are: ")


def test_a_page_of_several_decisions_is_to_be_split(tree: Tree, adr: Adr) -> None:
    page = "# Decisions\n\n## ADR-001: Use Kafka\n\nYes.\n\n## ADR-002: Use files\n\nNo.\n\n## Notes\n"
    root = tree({"docs/adr/decisions.md": page, "docs/adr/guide.md": "# Guide\n\n## 1. Context\n\n## 2. Options\n"})
    said = "docs/adr/decisions.md holds 2 decisions, and each is expected in a file of its own"
    lines = adr("doctor", cwd=root).out.splitlines()
    assert lines[lines.index("holds        no record yet") + 1] == f"several      {said}"
    assert adr("doctor", "--format", "json", cwd=root).json["several_decisions"] == [
        {"file": "docs/adr/decisions.md", "decisions": 2}
    ]
    assert adr("list", cwd=root).err == f"there are no records yet; {said}, as in 0001-use-kafka.md\n"
    done = adr("check", cwd=root)
    assert (done.code, done.err) == (2, f"adr: there are no records in docs/adr; {said}, as in 0001-use-kafka.md\n")


def test_a_page_of_several_decisions_beside_records_is_a_summary(tree: Tree, adr: Adr) -> None:
    page = "# Decisions\n\n## ADR-001: Use Kafka\n\n## ADR-002: Use files\n"
    root = tree({"docs/adr/decisions.md": page, "docs/adr/0001-use-kafka.md": "# Use Kafka\n"})
    assert [line for line in adr("doctor", cwd=root).out.splitlines() if line.startswith("several")] == []


@pytest.mark.parametrize("text", ["files: [{path: docs/adr}]\n", "{}\n"])
def test_a_file_that_is_not_log4brains_own_is_named_and_not_followed(tree: Tree, adr: Adr, text: str) -> None:
    root = tree({".log4brains.yml": text, "docs/adr/0001-a.md": "# A\n"})
    done = adr("doctor", cwd=root)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1:6] == [
        "records      docs/adr",
        "found by     it is one of the folders that records are looked for in",
        "not followed .log4brains.yml: it has no `project`, and is not a file of log4brains",
        "settings     none; the defaults hold",
        "holds        1 decision",
    ]
    assert adr("list", cwd=root).code == 0
    assert adr("--dir", "docs/adr", "list", cwd=root).code == 0


def test_the_profiles_that_are_in_use_and_what_is_wrong_with_those_of_the_team(tree: Tree, adr: Adr) -> None:
    fact = "  - {id: one, decision: pattern, statement: It sends., question: What?, confidence: unverified}\n"
    root = tree(
        {
            "decisions/catalog.yml": "systems:\n  shop: {platform: Shopify}\n  till: {platform: till}\n"
            "  kiosk: {platform: till}\n  erp: {platform: other}\n  crm: {platform: acme-crm}\n",
            "decisions/profiles/till.yml": f"name: Till\nread: 2026-11-02\nfacts:\n{fact}",
            "decisions/profiles/desk.yml": f"extends: commercetools\nread: 2026-11-02\nfacts:\n{fact}"
            "  - {id: two, decision: pattern, statement: It waits., question: What?, figures: {attempts: soon}}\n",
            "decisions/profiles/bad.yml": "name: [\n",
            "decisions/adr/0001-a.md": "---\nkind: decision\nstatus: accepted\n---\n\n# A\n",
        }
    )
    lines = [line for line in adr("doctor", cwd=root).out.splitlines() if line.startswith("profile ")]
    assert "profile      shopify (shipped): of shop, 38 facts" in lines
    assert "profile      till (decisions/profiles/till.yml): of till, kiosk, 1 fact" in lines
    assert any("desk (decisions/profiles/desk.yml" in line and "wrong in it, see `adr check`" in line for line in lines)
    assert "profile      acme-crm: there is none, so that nothing is known of the platform of crm" in lines
    assert "profile      bad (decisions/profiles/bad.yml): cannot be read, see `adr check`" in lines
    assert len(lines) == 5
    found = adr("doctor", "--format", "json", cwd=root).json["profiles"]
    assert {each["name"]: (each["found"], each["systems"]) for each in found} == {
        "till": (True, ["till", "kiosk"]),
        "desk": (True, []),
        "bad": (False, []),
        "shopify": (True, ["shop"]),
        "acme-crm": (False, ["crm"]),
    }
