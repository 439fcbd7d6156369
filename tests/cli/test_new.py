"""`adr new` from the command line: what is written where, what is refused, and what is left alone."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from settled.frontmatter.splitting import split_document
from settled.model.vocabulary import Status
from settled.project import load
from tests.conftest import Outcome
from tests.copies import run_copy
from tests.in_process import run_at_once

Adr = Callable[..., Outcome]
Tree = Callable[..., Path]

CATALOG = """\
systems:
  storefront: {name: Web shop, platform: shopify, owner: commerce-team}
  erp: {name: ERP, owner: erp-team}
  wms: {}
teams: {commerce-team: {}, erp-team: {}}
objects: {order: {name: Order}, stock: {}}
"""
OLD = "---\r\nstatus: accepted   # in May\r\ndate: 2026-05-01\r\n---\r\n\r\n# Use files  \r\n"


@pytest.fixture
def root(tree: Tree) -> Path:
    return tree({"decisions/catalog.yml": CATALOG})


def data_of(path: Path) -> dict[str, Any]:
    front = split_document(path.name, path.read_bytes().decode("utf-8")).front
    assert front.problems == ()
    return front.data or {}


def written(root: Path) -> list[str]:
    found = [path for path in root.rglob("*") if path.is_file() and path.name != "catalog.yml"]
    return sorted(str(path.relative_to(root)) for path in found)


def test_the_path_alone_is_printed_and_kinds_are_numbered_apart(adr: Adr, root: Path) -> None:
    assert adr("new", "Use", "a", "queue", cwd=root) == Outcome(0, "decisions/adr/0001-use-a-queue.md\n", "")
    assert adr("new", "Again", cwd=root / "decisions/adr") == Outcome(0, "0002-again.md\n", "")
    assert adr("new", "--kind", "flow", "Order export", cwd=root).out == "decisions/flows/0001-order-export.md\n"
    assert adr("new", "--kind=risk", "Late", "stock", cwd=root / "decisions").out == "risks/0001-late-stock.md\n"
    afar = adr("-C", str(root), "new", "From afar", cwd=root.parent)
    assert afar.out == f"{root.name}/decisions/adr/0003-from-afar.md\n"
    project = load(root)
    assert project.problems == ()
    assert [(record.id, record.title, record.status_text, str(record.date)) for record in project.records] == [
        ("ADR-0001", "Use a queue", "proposed", "2026-11-23"),
        ("ADR-0002", "Again", "proposed", "2026-11-23"),
        ("ADR-0003", "From afar", "proposed", "2026-11-23"),
        ("FLOW-0001", "Order export", "proposed", "2026-11-23"),
        ("RISK-0001", "Late stock", "open", "2026-11-23"),
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("R&D & sales", "0001-r-d-sales.md"),
        ("a|b", "0001-a-b.md"),
        ("../../etc/passwd", "0001-etc-passwd.md"),
        ("/abs/path", "0001-abs-path.md"),
        ("\"double\" and 'single'", "0001-double-and-single.md"),
        ("Ship it 🚀", "0001-ship-it.md"),
        ("🚀", "0001-untitled.md"),
        ("!!! --- ###", "0001-untitled.md"),
        ("x" * 300, f"0001-{'x' * 80}.md"),
        ("two\nlines", "0001-two-lines.md"),
        ("-x leads with a dash", "0001-x-leads-with-a-dash.md"),
        ("--help", "0001-help.md"),
        ("Экспорт заказов", "0001-eksport-zakazov.md"),
        ("订单导出", "0001-订单导出.md"),
        ("تصدير الطلب", "0001-تصدير-الطلب.md"),
        ("key: value # comment", "0001-key-value-comment.md"),
        ("{{ title }} {% raw %}", "0001-title-raw.md"),
        ("# C# *and* `F#`", "0001-c-and-f.md"),
        ("1 is the number of this record", "0001-1-is-the-number-of-this-record.md"),
        ("Status: accepted", "0001-status-accepted.md"),
        ("$(touch x) `touch y`; touch z", "0001-touch-x-touch-y-touch-z.md"),
    ],
)
@pytest.mark.parametrize("kind", ["decision", "flow"])
def test_hostile_titles(title: str, name: str, kind: str, adr: Adr, root: Path) -> None:
    folder = {"decision": "adr", "flow": "flows"}[kind]
    done = adr("new", "--kind", kind, "--", title, cwd=root)
    assert done == Outcome(0, f"decisions/{folder}/{name}\n", "")
    assert written(root) == [f"decisions/{folder}/{name}"]
    project = load(root)
    assert project.problems == ()
    record = project.records[0]
    assert (record.number, record.title_number in {None, 1}) == (1, True)
    assert record.title == " ".join(title.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the title is empty; write it behind the command, as in `adr new Use a queue for orders`"),
        (["", " \n "], "the title is empty; write it behind the command, as in `adr new Use a queue for orders`"),
        (["T", "--status", "acepted"], "`acepted` is no status of a decision; did you mean `accepted`? known are: "
         "draft, proposed, accepted, rejected, deprecated, superseded"),
        (["T", "--kind", "risk", "--status", "proposed"], "`proposed` is no status of a risk; known are: "
         "open, investigating, mitigating, accepted, closed"),
        (["T", "--platform", "shopfy"], "there is no platform `shopfy`; did you mean `shopify`? known are: "
         "sap-commerce, salesforce-b2c, shopify, commercetools, generic-erp, generic-payment-provider"),
        (["T", "--template", "madrr"], "there is no template `madrr`; did you mean `madr`? known are: "
         "flow, madr, madr-minimal, nygard, risk, y-statement"),
        (["T", "--supersedes", "7"], "there is no record `7` to supersede; known are: ADR-0001"),
        (["T", "--supersedes", "FLOW-1"], "there is no record `FLOW-1` to supersede; known are: ADR-0001"),
        (["T", "--supersedes", "2"], "the record `2` cannot be read; see `adr check`, and mend it first"),
        (["T", "--number", "1"], "the number 1 is taken; leave out --number for the next free one"),
        (["T", "--number", "2"], "the number 2 is taken; leave out --number for the next free one"),
        (["T", "--set", "tags"], "`--set tags` is no assignment; write key=value, as in source.system=erp"),
        (["T", "--set", "tgas=a"], "unknown key `tgas`; did you mean `tags`?"),
        (["T", "--set", "tags=a", "--set", "tags=b"], "`tags` is set twice; keep one of the two"),
        (["T", "--set", "confidence=hgh"], "`confidence` is `hgh`, which is not one of its words; "
         "did you mean `high`? It is one of: low, medium, high"),
        (["T", "--set", "review-by=2026-02-30"], "`review-by` names `2026-02-30`, a day that does not exist; "
         "check the month and the day"),
        (["T", "--set", "hold=TODO"], "`hold` is `TODO`, which reads as left from a template; write the value"),
        (["T", "--set", "hold="], "`hold` is set to nothing; write a value behind the `=`"),
        (["T", "--set", "status=accepted"], "`status` cannot be set; use --status"),
        (["T", "--set", "a..b=c"], "`a..b` is no key; write its parts with dots between them, "
         "as in failures.0.owner"),
        (["T", "--kind", "flow", "--set", "source.sytem=erp"],
         "unknown key `sytem` in `source`; did you mean `system`?"),
        (["T", "--kind", "flow", "--set", "failures.0.ownr=x"],
         "unknown key `ownr` in `failures[1]`; did you mean `owner`?"),
        (["T", "--kind", "flow", "--set", "failures.999999999.owner=x"],
         "`failures.999999999.owner` counts too far; entries are counted from 0"),
        (["T", "--kind", "flow", "--set", "latency.within=soon"],
         "`latency.within` is not a duration: `soon`; write a number and a unit: 30 s, 15 min, 4 h, 2 d"),
        (["T", "--template", "nygard", "--set", "tags=a"],
         "the built-in template nygard has no front matter for `tags`; leave it out, or use another template"),
    ],
)  # fmt: skip
def test_what_is_not_possible_is_one_line_and_writes_nothing(
    arguments: list[str], said: str, adr: Adr, tree: Tree, root: Path
) -> None:
    tree({"decisions/adr/0001-a.md": OLD, "decisions/adr/0002-b.md": "---\na: [\n---\n"})
    assert adr("new", *arguments, cwd=root) == Outcome(2, "", f"adr: {said}\n")
    assert written(root) == ["decisions/adr/0001-a.md", "decisions/adr/0002-b.md"]


def test_a_title_that_is_no_text_is_refused(root: Path) -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"settled", b"new", b"\xff\xfe"], cwd=root, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"adr: the title is not UTF-8; check the encoding of the terminal\n"
    assert written(root) == []


def test_without_a_project_there_is_a_hint(adr: Adr, tmp_path: Path) -> None:
    done = adr("new", "T", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("adr: there are no records in ")
    assert "start with `adr init`" in done.err


def test_the_number_follows_the_highest_name_even_of_an_unreadable_file(adr: Adr, tree: Tree, root: Path) -> None:
    tree({"decisions/adr/0007-broken.md": b"\xff", "decisions/adr/0009-note.rst": "x"})
    tree({"decisions/flows/0012-a.md": "# A\n"})
    assert adr("new", "T", cwd=root).out == "decisions/adr/0010-t.md\n"
    assert adr("new", "--number", "8", "T", cwd=root).out == "decisions/adr/0008-t.md\n"


def test_values_land_in_the_place_that_the_form_has_for_them(adr: Adr, root: Path) -> None:
    values = [
        "source.system=erp", "consumers=storefront, wms", "latency.class=same-day-operational",
        "failures.0.owner=erp-team", "failures.0.authority=retry,repair", "failures.1.mode=no: answer",
        "identifiers.0.in.erp=VBAK-BSTNK", "volume.per-day=12000", "may-change=", "decision-makers=a, b",
        "pattern.because=it is down, every night",
        "idempotency.open=By what?", "idempotency.owner=erp-team", "idempotency.due=2026-12-15", "x-cost=5 #1",
    ]  # fmt: skip
    options = [option for value in values for option in ("--set", value)]
    done = adr("new", "--kind", "flow", *options, "Order export", cwd=root)
    assert (done.code, done.err) == (0, "")
    path = root / done.out.strip()
    data = data_of(path)
    assert data["source"] == {"system": "erp", "trigger": None}
    assert data["consumers"] == ["storefront", "wms"]
    assert data["latency"]["class"] == "same-day-operational"
    assert [entry.get("owner") for entry in data["failures"]] == ["erp-team", None]
    assert data["failures"][0]["authority"] == ["retry", "repair"]
    assert data["failures"][1] == {"mode": "no: answer"}
    assert data["identifiers"][0]["in"] == {"erp": "VBAK-BSTNK"}
    assert data["volume"] == {"per-day": "12000"}
    assert data["may-change"] == []
    assert data["decision-makers"] == ["a", "b"]
    assert data["pattern"]["because"] == "it is down, every night"
    assert data["idempotency"] == {"open": "By what?", "owner": "erp-team", "due": "2026-12-15"}
    assert data["x-cost"] == "5 #1"
    text = path.read_text(encoding="utf-8")
    assert "\n# 1 source system\nsource:\n  system: erp\n  trigger:  # what makes it send" in text
    assert load(root).problems == ()


def questions_in(path: Path) -> tuple[str, list[str], list[str]]:
    """The lead, the headings and the questions of the section that a platform adds to a new record."""
    section = path.read_text(encoding="utf-8").partition("\n## Questions this platform asks\n")[2]
    lines = section.split("\n")
    headings = [line.removeprefix("### ") for line in lines if line.startswith("### ")]
    return lines[1], headings, [line.removeprefix("- ").partition("? ")[0] + "?" for line in lines if line[:2] == "- "]


def test_a_platform_asks_what_concerns_the_object_and_the_side(adr: Adr, root: Path) -> None:
    sets = ["--set", "source.system=storefront", "--set", "object=stock", "--set", "pattern.type=event"]
    lead, headings, questions = questions_in(
        root / adr("new", "--kind", "flow", "--platform", "shopify", *sets, "T", cwd=root).out.strip()
    )
    assert lead == (
        "Shopify. Delete each question once the record answers it. 16 more facts depend on the object, the side or "
        "the mechanism: `adr profile shopify` prints all."
    )
    assert headings == [
        "Source system", "Integration pattern", "Identifiers", "Latency", "Idempotency", "Failure owner"
    ]  # fmt: skip
    assert (
        "Which stock figure does the feed carry, and which side has already taken off the orders not yet shipped?"
        in (questions)
    )
    assert "What is the oldest order that this flow will ever have to read again?" not in questions
    assert "Is the first load a bulk operation, and what fetches its result before it expires?" not in questions
    assert len(questions) == 22


def test_as_a_consumer_it_asks_other_questions(adr: Adr, root: Path) -> None:
    sets = ["--set", "source.system=erp", "--set", "consumers=storefront", "--set", "object=stock"]
    path = root / adr("new", "--kind", "flow", "--platform", "shopify", *sets, "T", cwd=root).out.strip()
    questions = questions_in(path)[2]
    assert "Does the feed set quantities with an expected one, or does it add and subtract?" in questions
    assert not [question for question in questions if "subscription" in question]


def test_a_platform_of_which_nothing_is_said_asks_what_holds_for_any_flow(adr: Adr, root: Path) -> None:
    path = root / adr("new", "--kind", "flow", "--platform", "sap-commerce", "T", cwd=root).out.strip()
    lead, headings, questions = questions_in(path)
    assert "33 more facts depend on the object, the side or the mechanism" in lead
    assert headings == ["Source system", "Integration pattern", "Identifiers", "Idempotency", "Failure owner"]
    assert len(questions) == 6
    cited = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("- ")]
    assert [line for line in cited if "](http" not in line] == []
    assert sum("(secondary source)" in line for line in cited) == 5


def test_superseding_takes_effect_only_when_the_new_record_is_accepted(adr: Adr, tree: Tree, root: Path) -> None:
    tree({"decisions/adr/0001-use-files.md": OLD.encode(), "decisions/adr/0002-use-http-1.md": "# 2. Use http 1\n"})
    old = root / "decisions/adr/0001-use-files.md"
    done = adr("new", "Use events", "--supersedes", "1", cwd=root)
    assert (done.code, done.err, old.read_bytes().decode()) == (0, "", OLD)
    assert data_of(root / done.out.strip())["supersedes"] == ["ADR-0001"]
    done = adr("new", "Use a queue", "--supersedes", "adr/0001-use-files.md", "--status", "Accepted", cwd=root)
    assert done == Outcome(0, "decisions/adr/0004-use-a-queue.md\n", "superseded now: ADR-0001\n")
    assert old.read_bytes().decode() == OLD.replace(
        "status: accepted   # in May\r\n", "status: superseded   # in May\r\nsuperseded-by: [ADR-0004]\r\n"
    )
    assert (root / "decisions/adr/0002-use-http-1.md").read_text(encoding="utf-8") == "# 2. Use http 1\n"


def test_a_record_that_says_its_status_twice_is_marked_in_both_places(adr: Adr, tree: Tree, root: Path) -> None:
    tree({"decisions/adr/0001-a.md": "---\nstatus: accepted\n---\n\n# A\n\n## Status\n\nAccepted\n"})
    assert adr("new", "B", "--supersedes", "ADR-1", "--status", "accepted", cwd=root).code == 0
    assert (root / "decisions/adr/0001-a.md").read_text(encoding="utf-8") == (
        "---\nstatus: superseded\nsuperseded-by: [ADR-0002]\n---\n\n# A\n\n## Status\n\n"
        "Superseded by [2. B](0002-b.md)\n"
    )


def test_a_record_that_cannot_be_changed_for_certain_stops_everything(adr: Adr, tree: Tree, root: Path) -> None:
    folded = "---\nstatus: >\n  accepted\n---\n\n# B\n"
    tree({"decisions/adr/0001-a.md": OLD.encode(), "decisions/adr/0002-b.md": folded})
    done = adr("new", "C", "--supersedes", "1", "--supersedes", "2", "--status", "accepted", cwd=root)
    said = "decisions/adr/0002-b.md:2: the place of `status` cannot be told for certain"
    assert done == Outcome(2, "", f"adr: {said}; change it by hand, and run the command again\n")
    assert written(root) == ["decisions/adr/0001-a.md", "decisions/adr/0002-b.md"]
    assert (root / "decisions/adr/0001-a.md").read_bytes() == OLD.encode()


def test_a_plain_folder_is_followed_in_place_and_width(adr: Adr, tree: Tree) -> None:
    nygard = "# 1. Use [files]\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nText\n"
    root = tree({"my docs/adr/001-use-files.md": nygard, "my docs/.adr-dir": "adr\n", "my docs/.git": None})
    here = root / "my docs"
    arguments = ["--template", "nygard", "--supersedes", "1", "--status", "accepted", "Use http 5 & [more]"]
    done = adr("new", *arguments, cwd=here)
    assert (done.code, done.out) == (0, "adr/002-use-http-5-more.md\n")
    assert (here / "adr/001-use-files.md").read_text(encoding="utf-8") == nygard.replace(
        "Accepted", "Superseded by [2. Use http 5 & (more)](002-use-http-5-more.md)"
    )
    head = (here / "adr/002-use-http-5-more.md").read_text(encoding="utf-8").partition("\n## Context")[0]
    assert head == (
        "# 2. Use http 5 & \\[more\\]\n\nDate: 2026-11-23\n\n## Status\n\nAccepted\n\n"
        "Supersedes [1. Use (files)](001-use-files.md)\n"
    )
    project = load(here)
    assert [(record.id, record.status, record.superseded_by) for record in project.records] == [
        ("ADR-0001", Status.SUPERSEDED, ("002-use-http-5-more.md",)), ("ADR-0002", Status.ACCEPTED, ())
    ]  # fmt: skip
    assert adr("new", "--kind", "flow", "F", cwd=here).out == "adr/flows/0001-f.md\n"


def test_the_teams_template_wins_and_may_use_every_value(adr: Adr, tree: Tree, root: Path) -> None:
    text = (
        "---\nowner: {a team}\n---\n# {{ title | heading }} {{ id }} {{ number }} {{ date }} {{ status }} {{ kind }}\n"
        "{{ answers.owner or 'nobody' }} {{ answers.statement.event }}|{{ values | length }}|{{ teams | join(' ') }}\n"
        "{{ supersedes | join }}{{ superseded_records | length }}{{ decision_makers | yaml }}{{ platform or '-' }}\n"
    )
    tree({"templates/risk.md": text})
    done = adr("new", "--kind", "risk", "--set", "owner=erp-team", "--set", "statement.event=a: b", "T", cwd=root)
    assert (root / done.out.strip()).read_text(encoding="utf-8") == (
        "---\nstatement:\n  event: \"a: b\"\nowner: erp-team\n---\n# T RISK-0001 1 2026-11-23 open risk\n"
        "erp-team a: b|2|commerce-team erp-team\n0[]-\n"
    )  # fmt: skip
    done = adr("new", "--kind", "risk", "--platform", "shopify", "U", "--template", "templates/risk.md", cwd=root)
    assert done.code == 0
    tree({"templates/bad.md": "a\n{{ titel }}\n", "templates/none.md": "# {{ title }}\n"})
    done = adr("new", "--template", "bad", "V", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("adr: templates/bad.md:2: it asks for the unknown value `titel`; did you mean `title`?")
    done = adr("new", "--template", "none", "--platform", "shopify", "V", cwd=root)
    said = "adr: templates/none.md has no place for a platform's questions; use another template\n"
    assert done == Outcome(2, "", said)


def test_a_folder_in_the_way_and_a_link_out_are_refused(
    adr: Adr, tree: Tree, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tree({"decisions/adr": "a file"})
    done = adr("new", "T", cwd=root)
    assert done == Outcome(2, "", "adr: decisions/adr is a file where a folder is needed; move it away\n")
    outside = tmp_path_factory.mktemp("outside")
    (root / "decisions/flows").symlink_to(outside)
    done = adr("new", "--kind", "flow", "T", cwd=root)
    assert done == Outcome(2, "", "adr: decisions/flows is a link out of the project; replace it by a folder\n")
    assert list(outside.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(tree: Tree, root: Path) -> None:
    tree({"decisions/adr/0001-a.md": OLD.encode()})
    command = ["new", "--kind", "flow", "T", "--supersedes", "ADR-1", "--status", "accepted"]
    done = run_copy(*command, cwd=root, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)))
    said = "a record in decisions/flows cannot be written (file too large); check the folder's rights and the disk"
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", f"adr: {said}\n".encode())
    assert sorted(path.name for path in (root / "decisions").iterdir()) == ["adr", "catalog.yml"]
    assert (root / "decisions/adr/0001-a.md").read_bytes() == OLD.encode()


@pytest.mark.parametrize("titles", [["Same"] * 8, [f"Title {letter}" for letter in "abcdefgh"]])
def test_eight_at_once_take_eight_numbers(titles: list[str], root: Path) -> None:
    outcomes = run_at_once([(("new", title), root) for title in titles])
    assert [(code, err) for code, _, err in outcomes] == [(0, b"")] * 8
    printed = sorted(out.decode().strip() for _, out, _ in outcomes)
    assert printed == written(root)
    assert [Path(name).name[:5] for name in printed] == [f"{number:04d}-" for number in range(1, 9)]


def test_help_and_a_start_without_work_load_nothing_heavy(root: Path) -> None:
    program = (
        "import sys; from settled.cli.main import run\n"
        "try: run(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('yaml', 'jinja2', 'git', 'pydantic', 'mkdocs', 'slugify') if name in sys.modules])"
    )
    for arguments in (["--help"], ["new", "--help"], ["init", "--help"]):
        command = [sys.executable, "-c", program, *arguments]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "[]"


def test_without_a_terminal_nothing_of_a_dialogue_is_loaded(root: Path) -> None:
    program = (
        "import sys; from settled.cli.main import run\n"
        "try: run(['new', '--kind', 'flow', 'T'])\n"
        "except SystemExit: print([name for name in sys.modules if name.startswith('prompt_toolkit')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, input="", capture_output=True, text=True, check=True
    )
    assert done.stdout == "decisions/flows/0001-t.md\n[]\n"


def test_lists_and_entries_with_keys_are_set_as_yaml_has_them(adr: Adr, root: Path) -> None:
    values = [
        "consumers=[storefront, wms]", "identifiers.0.in={erp: VBAK-BSTNK, wms: external_id}",
        "failures=[{mode: 'late: by day', owner: erp-team}, {mode: lost}]", "pattern.because=[sic] it is down",
    ]  # fmt: skip
    options = [option for value in values for option in ("--set", value)]
    done = adr("new", "--kind", "flow", *options, "Order export", cwd=root)
    assert (done.code, done.err) == (0, "")
    data = data_of(root / done.out.strip())
    assert data["consumers"] == ["storefront", "wms"]
    assert data["identifiers"][0]["in"] == {"erp": "VBAK-BSTNK", "wms": "external_id"}
    assert [entry.get("mode") for entry in data["failures"]] == ["late: by day", "lost"]
    assert data["pattern"]["because"] == "[sic] it is down"
    refused = adr("new", "--kind", "flow", "--set", "failures=[{mode: a, ownr: b}]", "T", cwd=root)
    assert refused.code == 2


def test_a_number_is_taken_by_its_name_whatever_the_file_holds(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "decisions/catalog.yml": "systems: {}\n",
            "decisions/adr/0004-empty.md": "",
            "decisions/adr/0005-binary.md": b"\0\xff",
            "decisions/0007-elsewhere.md": "---\nkind: flow\nstatus: proposed\n---\n\n# A flow\n",
        }
    )
    (root / "decisions/adr/0006-link.md").symlink_to("nowhere")
    assert adr("new", "Next", "--no-edit", cwd=root).out == "decisions/adr/0007-next.md\n"
    assert adr("new", "A flow", "--kind", "flow", "--no-edit", cwd=root).out == "decisions/flows/0008-a-flow.md\n"


def test_names_that_are_set_are_looked_up_in_the_catalog(adr: Adr, root: Path) -> None:
    def refused(assignment: str) -> str:
        done = adr("new", "--kind", "flow", "--set", assignment, "T", cwd=root)
        assert (done.code, done.out) == (2, "")
        return done.err

    lacks = "which the catalog does not have; did you mean"
    assert refused("source.system=epr") == f"adr: `source.system` names the system `epr`, {lacks} `erp`?\n"
    assert f"`failures[1].owner` names the team `erp-taem`, {lacks}" in refused("failures.0.owner=erp-taem")
    assert "`consumers[2]` names the system `wsm`" in refused("consumers=[erp, wsm]")
    assert "`object` names the object `oder`" in refused("object=oder")
    assert "`identifiers[1].in.epr` names the system `epr`" in refused("identifiers.0.in.epr=VBAK")
    assert "`variants.us.source.system` names" in refused("variants.us.source.system=shop-us")
    assert "the team `me`" in refused("latency={open: When?, owner: me, due: 2027-01-01}")
    assert written(root) == []


def test_each_key_of_the_format_can_be_set(adr: Adr, root: Path) -> None:
    values = [
        "consumers=[erp, {system: wms, within: 5 min}]", "variants.us.latency.within=30 min", "failures.1.mode=late",
        "identifiers.0.in.erp.field=BSTNK", "identifiers.0.in.erp.length=12", "slices.thin.state=planned",
        "slices.exceptions.cases.stale-inventory.not-applicable=no stock", "requires.0.flow=FLOW-0001",
        "pattern.reconcile.every=1 d", "money.cut-off=23:59 Europe/Oslo", "content.data=personal",
    ]  # fmt: skip
    options = [option for value in values for option in ("--set", value)]
    done = adr("new", "--kind", "flow", *options, "T", cwd=root)
    assert (done.code, done.err) == (0, "")
    data = data_of(root / done.out.strip())
    assert data["consumers"] == ["erp", {"system": "wms", "within": "5 min"}]
    assert data["variants"] == {"us": {"latency": {"within": "30 min"}}}
    assert data["identifiers"][0]["in"]["erp"] == {"field": "BSTNK", "length": "12"}
    assert data["slices"]["exceptions"]["cases"]["stale-inventory"] == {"not-applicable": "no stock"}
    assert (data["requires"], data["money"]) == ([{"flow": "FLOW-0001"}], {"cut-off": "23:59 Europe/Oslo"})


WHOLE_FLOW = """\
title: Order export
status: draft
object: order
source: {system: storefront, trigger: order paid}
consumers: [erp, {system: wms, within: 5 min}]
variants: {us: {latency: {within: 30 min}}}
latency: {open: How late?, owner: erp-team, due: 2027-01-01}
slices: {thin: {state: planned}}
failures:
  - mode: "late: by day"   # quoted
    authority: [retry]
"""


def test_a_whole_flow_is_written_from_a_file(adr: Adr, root: Path, tree: Tree) -> None:
    tree(
        {
            "flow.yml": WHOLE_FLOW,
            "flow.json": '{\n\t"title": "From JSON",\n\t"consumers": ["erp"], "may-change": []\n}\n',
        }
    )
    done = adr("new", "--kind", "flow", "--from", "flow.yml", "--set", "failures.0.owner=erp-team", cwd=root)
    assert done == Outcome(0, "decisions/flows/0001-order-export.md\n", "")
    data = data_of(root / done.out.strip())
    assert (data["status"], data["consumers"][1]) == ("draft", {"system": "wms", "within": "5 min"})
    assert data["variants"] == {"us": {"latency": {"within": "30 min"}}}
    assert data["latency"] == {"open": "How late?", "owner": "erp-team", "due": "2027-01-01"}
    assert data["failures"][0]["owner"] == "erp-team"
    assert "title" not in data
    other = adr("new", "--kind", "flow", "--from", "flow.json", "Its", "title", cwd=root)
    assert other.out == "decisions/flows/0002-its-title.md\n"
    assert data_of(root / other.out.strip())["may-change"] == []
    assert load(root).problems == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: T\nsource: {sytem: erp}\n", ["flow.yml:2:10: unknown key `sytem` in `source`"]),
        ("title: T\nconsumers:\n  - epr\nlatency:\n  within: soon\n", [
            "flow.yml:5:3: `latency.within` is not a duration: `soon`; write a number and a unit",
            "flow.yml:3:5: `consumers[1]` names the system `epr`, which the catalog does not have; did you mean",
        ]),
        ("title: T\nobject: TODO\n", ["flow.yml:2:1: `object` is `TODO`, which reads as left from a template; "
                                      "write the value, or leave the key out"]),
        ("title: T\nid: FLOW-3\n", ["flow.yml:2:1: `id` cannot be given; use --number"]),
        ("kind: risk\ntitle: T\n", ["flow.yml:1:1: this is a risk, and a flow is asked for; write `flow`"]),
        ("title: [a\n", ["flow.yml:2:1: a bracket or brace that is not closed"]),
        ("title: {a: b}\n", ["flow.yml:1:1: `title` is no text; write one line of text"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_with_a_file_is_told_and_nothing_is_written(
    text: str, told: list[str], adr: Adr, root: Path, tree: Tree
) -> None:
    tree({"flow.yml": text})
    done = adr("new", "--kind", "flow", "--from", "flow.yml", cwd=root)
    *mistakes, last = done.err.splitlines()
    assert [mistake.startswith(each) for mistake, each in zip(mistakes, told, strict=True)] == [True] * len(told), (
        mistakes
    )
    assert last.startswith("adr: flow.yml has ")
    assert (done.code, done.out, written(root)) == (2, "", ["flow.yml"])


def test_a_flow_is_read_from_what_is_piped_in(adr: Adr, root: Path) -> None:
    done = adr("new", "--kind", "flow", "--from", "-", cwd=root, input='{"title": "Piped", "object": "order"}')
    assert (done.code, done.out) == (0, "decisions/flows/0001-piped.md\n")
    nameless = adr("new", "--kind", "flow", "--from", "-", cwd=root, input="object: oder\n")
    assert nameless.err.startswith("standard input:1:1: `object` names the object `oder`")
    assert adr("new", "--from", "-", "T", cwd=root).err == (
        "adr: --from is for a flow; write `adr new --kind flow --from FILE`\n"
    )
    assert "the title is empty" in adr("new", "--kind", "flow", "--from", "-", cwd=root, input="object: order\n").err
    assert "no.yml cannot be read" in adr("new", "--kind", "flow", "--from", "no.yml", "T", cwd=root).err


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["failures.99.owner=erp-team"], "`failures.99` is set, and `failures.1` is not; count the entries from 0"),
        (["failures.0.mode=late", "failures.3.mode=lost"], "`failures.3` is set, and `failures.1` is not"),
        (["failures.2.mode=lost", "failures.1.mode=late"], ""),
        (["failures.1.mode=late"], ""),
    ],
)
def test_entries_of_a_list_are_set_without_gaps(adr: Adr, root: Path, keys: list[str], said: str) -> None:
    arguments = [word for key in keys for word in ("--set", key)]
    done = adr("new", "--kind", "flow", "Gaps", "--no-edit", *arguments, cwd=root)
    assert (done.code, said in done.err) == (2 if said else 0, True)


@pytest.mark.parametrize(("file", "remedy"), [("gone.yml", "check the path"), (".", "name a file in it")])
def test_a_file_that_is_none_is_told_with_what_helps(adr: Adr, root: Path, file: str, remedy: str) -> None:
    done = adr("new", "--kind", "flow", "--from", file, cwd=root)
    assert done.code == 2
    assert done.err.rstrip().endswith(remedy)
