"""Records are found by what their files are, wherever they lie; and what only looks like records is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from settled.project import projects_below
from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

NYGARD = "# 1. Pick a queue\n\n## Status\n\nAccepted\n\n## Context\n\nOrders wait.\n\n## Decision\n\nA queue.\n"
BULLETS = "# Pick a queue\n\n* Status: accepted\n* Date: 2024-03-01\n\n## Considered Options\n\n* one\n* two\n"
FRONT = "---\nstatus: accepted\ndate: 2024-03-01\n---\n\n# Pick a queue\n\n## Context and Problem Statement\n\nWhich?\n"
TABLE = "# Pick a queue\n\n| Status | Accepted |\n| --- | --- |\n\n## Context\n\nOrders wait.\n"
PROPOSAL = (
    "- Start Date: 2024-03-01\n\n# Summary\n\nQueues.\n\n# Motivation\n\nWe wait.\n\n"
    "# Drawbacks\n\nCost.\n\n# Alternatives\n\nFiles.\n"
)
ASCIIDOC = "= Pick a queue\n\n== Status\n\nAccepted\n\n== Context\n\nOrders wait.\n"
ASCIIDOC_TABLE = (
    "= Pick a queue\n\n|===\n| Number\n| 1\n\n| Status\n| Accepted\n|===\n\n== Motivation\n\nOrders wait.\n"
)
RST = "Pick a queue\n============\n\nStatus\n------\n\nAccepted\n\nContext\n-------\n\nOrders wait.\n"
GERMAN = "# Warteschlange\n\n## Status\n\nAccepted\n\n## Kontext\n\nBestellungen warten.\n\n## Entscheidung\n\nJa.\n"
NORWEGIAN = "# Velg kø\n\n## Status\n\nAccepted\n\n## Bakgrunn\n\nOrdrer venter.\n\n## Beslutning\n\nKø.\n"
JAPANESE = "# キュー\n\n## ステータス\n\nAccepted\n\n## 背景\n\n待つ。\n\n## 決定\n\nキュー。\n"

PROSE = "# How to begin\n\nInstall it, then open it.\n"
POST = (
    "---\ntitle: Hello\nstatus: published\nlayout: post\n---\n\n## Background\n\nWe write.\n\n## Motivation\n\nFun.\n"
)
MEETING = "# Meeting\n\n## Agenda\n\n- queues\n\n## Decisions\n\n- none\n\n## Action items\n\n- Ann\n"
TASK = "---\nstatus: In Progress\nassignee: ann\n---\n\n# Wire the queue\n\nTo do.\n"


def listed(done: Outcome) -> list[str]:
    """The files of all records, as the command prints them as data."""
    assert done.code == 0, done.err
    return [record["file"] for record in done.json["records"]]


SHAPES: dict[str, dict[str, str]] = {
    # a prefix and a number, in folders of any name
    "docs/architecture": {"adr-001-one.md": NYGARD, "adr-002-two.md": NYGARD},
    "docs/architecture/backend": {"ADR-001_one.md": TABLE, "ADR-002_two.md": BULLETS},
    "docs/technical/choices": {"adr001-one.md": FRONT, "adr002-two.md": FRONT},
    "handbook/log": {"0001-one.md": GERMAN},
    "arkitektur/valg": {"0001-en.md": NORWEGIAN, "0002-to.md": NORWEGIAN},
    "設計": {"0001-キュー.md": JAPANESE},
    "design-records": {"ODH-ADR-MS-0001-one.md": NYGARD, "ODH-ADR-MS-0002-two.md": NYGARD},
    # proposals
    "rfcs": {"0001-one.md": PROPOSAL, "0002-two.md": PROPOSAL, "0010-ten.md": PROPOSAL},
    "text": {"0001-x.md": PROPOSAL, "0300-y.md": PROPOSAL},
    "proposals": {"001-one.md": BULLETS, "002-two.md": NYGARD},
    "enhancements": {"RFC-0001.md": PROPOSAL},
    "specs/rfc": {"0001-one.rst": RST, "0002-two.rst": RST},
    # a folder with a page in it is one record
    "features": {"0001-one/README.md": BULLETS, "0002-two/README.md": PROPOSAL},
    "docs/net_adr": {"adr001-one/README.md": NYGARD, "adr002-two/README.md": NYGARD},
    "jep": {"1/README.adoc": ASCIIDOC_TABLE, "12/README.adoc": ASCIIDOC},
    "concepts": {"0289-one/index.md": PROPOSAL, "0300-two/README.rst": RST},
    "ideas/accepted-ones": {"20240301-one/README.md": FRONT},
    # days, without a number
    "architecture": {"20240301-one.md": NYGARD, "20240401-two.md": BULLETS},
    "docs/technical": {"2024-03-01-one.md": FRONT, "2024-04-01-two.md": FRONT},
    "notes/architecture": {"20200303_one.md": BULLETS, "20200404_two.md": BULLETS},
    # names without any number, where all say it
    "arkitektur/beslutninger": {"velg-database.md": NORWEGIAN, "velg-ko.md": NORWEGIAN, "ikke-bruk-filer.md": NYGARD},
    "choices": {"queue.md": NYGARD, "files.adoc": ASCIIDOC},
}


@pytest.mark.parametrize("folder", SHAPES)
def test_records_are_found_by_what_their_files_are(tree: Tree, adr: Adr, folder: str) -> None:
    root = tree(
        {
            **{f"{folder}/{name}": text for name, text in SHAPES[folder].items()},
            f"{folder}/README.md": "# All of them\n",
            "README.md": PROSE,
            "CHANGELOG.md": "# Changes\n\n## 1.0.0\n\n- new\n",
            "docs/tutorial/01-intro.md": PROSE,
            "docs/tutorial/02-more.md": PROSE,
            "src/main.py": "print()\n",
        }
    )
    done = adr("list", "--format", "json", cwd=root)
    assert (sorted(listed(done)), done.err) == (sorted(f"{folder}/{name}" for name in SHAPES[folder]), "")
    # From beside it, too, where a repository says how far to look.
    tree({".git/HEAD": "ref: refs/heads/main\n"})
    assert sorted(listed(adr("list", "--format", "json", cwd=root / "src"))) == sorted(listed(done))
    assert "its files say that they are decisions" in adr("doctor", cwd=root).out


NO_RECORDS: dict[str, dict[str, str]] = {
    "a tutorial": {"docs/01-intro.md": PROSE, "docs/02-more.md": PROSE, "docs/03-end.md": PROSE},
    "a blog": {"_posts/2024-01-02-hello.md": POST, "blog/2024-02-03-more.md": POST, "blog/2024-03-04-x.md": POST},
    "meetings": {
        "meetings/2024-01-02.md": MEETING,
        "meetings/2024-01-09.md": MEETING,
        "meetings/20240116-x.md": MEETING,
    },
    "changelogs": {"changes/1.0.0.md": PROSE, "CHANGELOG.md": PROSE, "releases/2.0.md": PROSE},
    "migrations": {"db/migrations/0001_start.sql": "x", "app/migrations/0002_more.py": "x", "m/01_x.md": PROSE},
    "pages": {"docs/context.md": "# Context\n\nWords.\n", "docs/decision.md": "# Decision\n\nHow we take one.\n"},
    "chapters": {"book/01-x/README.md": PROSE, "book/02-y/README.md": PROSE},
    "templates": {"docs/x/adr-template.md": NYGARD, "docs/x/template.md": NYGARD, "template/0001-x.md": NYGARD},
    "code": {"docs/x/0001-x.md": "# How\n\nWrite it like this:\n\n```\n## Status\n\nAccepted\n\n## Context\n```\n"},
    "installed": {"node_modules/x/rfcs/0001-x.md": NYGARD, "venv/rfcs/0001-x.md": NYGARD, ".x/rfcs/0001-x.md": NYGARD},
}


@pytest.mark.parametrize("kind", NO_RECORDS)
def test_what_only_looks_like_records_is_none(tree: Tree, adr: Adr, kind: str) -> None:
    root = tree({**NO_RECORDS[kind], "README.md": PROSE})
    done = adr("list", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"adr: there are no records in {root}, above it or below it; "
        "start with `adr init`, or name their folder with --dir\n"
    )


UNSURE: dict[str, tuple[Mapping[str, str], str, list[str]]] = {
    "numbered pages that say nothing": (
        {"notes/0001-a.md": PROSE, "notes/0002-b.md": PROSE, "guide/01-x.md": PROSE},
        "notes may hold 2",
        ["notes"],
    ),
    "tasks": (
        {"backlog/0001-a.md": TASK, "backlog/0002-b.md": TASK, "backlog/0003-c.md": TASK},
        "backlog may hold 3",
        ["backlog"],
    ),
    "one among many": (
        {"docs/x/0001-a.md": NYGARD, "docs/x/0002-b.md": PROSE, "docs/x/0003-c.md": PROSE},
        "docs/x may hold 3",
        ["docs/x"],
    ),
    "two of one size": (
        {
            "rfcs/0001-a.md": PROPOSAL,
            "rfcs/0002-b.md": PROPOSAL,
            "choices/0001-c.md": NYGARD,
            "choices/0002-d.md": NYGARD,
        },
        "choices may hold 2, rfcs may hold 2",
        ["choices", "rfcs"],
    ),
    "examples only": (
        {"examples/my log/0001-a.md": NYGARD, "tests/data/0001-b.md": NYGARD},
        "examples/my log may hold 1, tests/data may hold 1",
        ["'examples/my log'", "tests/data"],
    ),
}


@pytest.mark.parametrize("kind", UNSURE)
def test_where_nothing_is_sure_each_folder_is_named_with_its_command(tree: Tree, adr: Adr, kind: str) -> None:
    files, named, commands = UNSURE[kind]
    root = tree(files)
    for command in ("list", "check", "doctor"):
        done = adr(command, cwd=root)
        assert (done.code, done.out) == (2, "")
        assert done.err == (
            f"adr: nothing tells for sure which records below {root} are meant: {named}; "
            "name their folder with --dir, or with the setting `records`\n"
            + "".join(f"  adr --dir {folder} list\n" for folder in commands)
        )
    folder = commands[0].strip("'")
    assert listed(adr("--dir", folder, "list", "--format", "json", cwd=root)) != []


SECOND: dict[str, tuple[Mapping[str, str], list[str], list[str]]] = {
    "far more records in one": (
        {**{f"rfcs/000{n}-a.md": PROPOSAL for n in range(1, 5)}, "web/choices/0001-c.md": NYGARD},
        [f"rfcs/000{n}-a.md" for n in range(1, 5)],
        ["web/choices"],
    ),
    "a folder with the name that is expected": (
        {"docs/adr/0001-a.md": NYGARD, "rfcs/0001-a.md": PROPOSAL, "rfcs/0002-b.md": PROPOSAL},
        ["docs/adr/0001-a.md"],
        ["rfcs"],
    ),
    "such a folder below": (
        {"web/docs/adr/0001-a.md": NYGARD, "rfcs/0001-a.md": PROPOSAL, "rfcs/0002-b.md": PROPOSAL},
        ["web/docs/adr/0001-a.md"],
        ["rfcs"],
    ),
    "two such folders": (
        {"docs/adr/0001-a.md": NYGARD, "doc/adr/0001-b.md": NYGARD},
        ["docs/adr/0001-a.md"],
        ["doc/adr"],
    ),
    "those of a package": (
        {"docs/adr/0001-a.md": NYGARD, "web/docs/adr/0001-b.md": NYGARD, "examples/x/0001-c.md": NYGARD},
        ["docs/adr/0001-a.md"],
        ["web/docs/adr"],
    ),
}


@pytest.mark.parametrize("kind", SECOND)
def test_a_second_folder_is_named_and_not_read(tree: Tree, adr: Adr, kind: str) -> None:
    files, read, others = SECOND[kind]
    root = tree(files)
    done = adr("list", "--format", "json", cwd=root)
    assert (sorted(listed(done)), done.err) == (
        sorted(read),
        "".join(
            f"note: {each} may hold records, too, and is not read; `adr --dir {each} list` reads it\n"
            for each in others
        ),
    )
    assert adr("-q", "list", "--format", "json", cwd=root).err == ""
    tree({"settled.toml": f'records = "{Path(read[0]).parent.as_posix()}"\n'})
    assert adr("list", "--format", "json", cwd=root).err == ""


LAID_OUT: dict[str, tuple[Mapping[str, str], list[str]]] = {
    "by year": (
        {"rfcs/2023/0001-a.md": PROPOSAL, "rfcs/2024/0002-b.md": PROPOSAL},
        ["rfcs/2023/0001-a.md", "rfcs/2024/0002-b.md"],
    ),
    "one year": ({"log/x/2024/0001-a.md": NYGARD}, ["log/x/2024/0001-a.md"]),
    "by status": (
        {"log/accepted/0001-a.md": NYGARD, "log/rejected/0002-b.md": NYGARD, "log/draft/0003-c.md": NYGARD},
        ["log/accepted/0001-a.md", "log/draft/0003-c.md", "log/rejected/0002-b.md"],
    ),
    "with what is over": (
        {"log/0001-a.md": NYGARD, "log/archive/0002-b.md": NYGARD},
        ["log/0001-a.md", "log/archive/0002-b.md"],
    ),
    "packages that call theirs alike": (
        {"api/choices/0001-a.md": NYGARD, "web/choices/0001-b.md": NYGARD, "web/choices/0002-c.md": NYGARD},
        ["api/choices/0001-a.md", "web/choices/0001-b.md", "web/choices/0002-c.md"],
    ),
}


@pytest.mark.parametrize("kind", LAID_OUT)
def test_one_log_in_several_folders_is_read_whole(tree: Tree, adr: Adr, kind: str) -> None:
    files, read = LAID_OUT[kind]
    done = adr("list", "--format", "json", cwd=tree(files))
    assert (sorted(listed(done)), done.err) == (read, "")


TEMPLATES = (
    "PLANTILLA.md", "adr.template.md", "APEtemplate.rst", "0000-template.md", "adrtemplate.md", "ADRTemplate.md",
    "Vorlage.md", "adr-vorlage-de.md", "шаблон.md", "模板.md", "0000-plantilla.md", "modelo.md", "template/0009-x.md",
    "templates/0009-x.md", "plantillas/0009-x.md", "NNNN-template.md", "0000-template/README.md",
)  # fmt: skip


def test_templates_under_any_name_are_no_records(tree: Tree, adr: Adr) -> None:
    root = tree({"log/0001-a.md": NYGARD, **{f"log/{name}": NYGARD for name in TEMPLATES}})
    assert listed(adr("list", "--format", "json", cwd=root)) == ["log/0001-a.md"]
    # What is about them is a record.
    about = ("0003-mail-templates.md", "eleccion-de-modelo.md", "modelo-de-datos.md")
    tree({f"log/{name}": NYGARD for name in about})
    assert sorted(listed(adr("list", "--format", "json", cwd=root))) == sorted(
        f"log/{n}" for n in ("0001-a.md", *about)
    )


def test_what_git_ignores_is_not_searched(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            ".git/HEAD": "ref: refs/heads/main\n",
            ".gitignore": "/cache/\nout*/\n!outer/\n",
            "web/.gitignore": "gen\n",
            "cache/rfcs/0001-a.md": NYGARD,
            "web/out2/0001-b.md": NYGARD,
            "web/gen/0001-c.md": NYGARD,
            "outer/log/0001-d.md": NYGARD,
        }
    )
    assert listed(adr("list", "--format", "json", cwd=root)) == ["outer/log/0001-d.md"]
    assert listed(adr("list", "--format", "json", cwd=root / "web")) == ["outer/log/0001-d.md"]


def test_links_in_circles_end(tree: Tree, adr: Adr) -> None:
    root = tree({"work/log/0001-a.md": NYGARD, "work/x/y.txt": ""})
    (root / "work/x/up").symlink_to("../..")
    (root / "work/x/self").symlink_to("self")
    (root / "work/log/back").symlink_to("..")
    assert listed(adr("list", "--format", "json", cwd=root)) == ["work/log/0001-a.md"]


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        ("MOST_ENTRIES", 6, "after 6 files and folders in 5 folders"),
        ("MOST_SECONDS", -1.0, "after -1 seconds in 1 folders"),
        ("MOST_HEADS", 1, "after a look into 1 files in 5 folders"),
    ],
)
def test_a_search_that_was_given_up_says_what_it_did_and_found(
    tree: Tree, adr: Adr, monkeypatch: pytest.MonkeyPatch, limit: str, value: float, said: str
) -> None:
    monkeypatch.setattr(projects_below, limit, value)
    root = tree({"a/0001-a.md": NYGARD, "b/c/0001-b.md": NYGARD, "d/e.txt": ""})
    done = adr("list", cwd=root)
    first, *commands = done.err.splitlines()
    assert (done.code, done.out) == (2, "")
    assert first == (
        f"adr: the search for records below {root} was given up {said}; "
        "name the folder of the project with -C, or that of its records with --dir or the setting `records`"
    )
    assert commands == ([] if limit == "MOST_SECONDS" else ["  adr --dir a list"])
