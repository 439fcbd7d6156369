"""A kind of record is one row: a made-up kind goes through every command that knows kinds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from enum import StrEnum
from pathlib import Path
from unittest import mock

import pytest

from settled.model.answers import Answer, IsoDate, Text
from settled.model.decision import RecordFields
from settled.model.kinds import KindSpec, kinds, registered, spec_of
from settled.model.record_models import record_model
from settled.model.references import parse_reference
from settled.model.vocabulary import Kind
from settled.records import Record
from settled.scaffold.templates import built_in_file
from settled.site import links as paths
from settled.site.html.markup import facts
from settled.site.page import Page
from settled.site.pages.page_view import PageView
from settled.site.pages.record_header import record_header
from settled.site.pages.shapes import Fact
from settled.site.record_pages import RECORD_PAGES
from tests.conftest import Outcome
from tests.samples import CATALOG, DECISION, FLOW

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]


class ExperimentStatus(StrEnum):
    """Where an experiment stands."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"


class Experiment(RecordFields):
    """The front matter of an experiment."""

    hypothesis: Answer[Text] = None
    ends: Answer[IsoDate] = None


TEMPLATE = """\
---
kind: experiment
status: {{ status | yaml }}
date: {{ date }}
hypothesis:
ends:
---

# {{ title | heading }}
"""

SPEC = KindSpec(
    kind=Kind("experiment"),
    folder="experiments",
    prefix="EXP",
    plural="experiments",
    model=f"{__name__}:Experiment",
    statuses=ExperimentStatus,
    final_statuses=(ExperimentStatus.DONE,),
    first_status=ExperimentStatus.PLANNED,
    template="experiment",
    page="experiment",
    schema_title="Front matter of an experiment",
    named_under=("experiments",),
)

EXPERIMENT = """\
---
kind: experiment
status: running
date: 2026-11-20
hypothesis: half of the orders need no second call
ends: 2099-12-01
---

# Ask once

We ask the ERP once for each order.
"""
FILES: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": CATALOG,
    "decisions/adr/0001-keep-prices.md": DECISION,
    "decisions/flows/0001-order-export.md": FLOW,
    "decisions/experiments/0001-ask-once.md": EXPERIMENT,
    "templates/experiment.md": TEMPLATE,
}


def _experiment_page(view: PageView, record: Record) -> Page:
    content = record.content
    assert isinstance(content, Experiment)
    header = record_header(view, record, paths.OVERVIEW, [])
    shown = facts([Fact("Hypothesis", view.value(record, ("hypothesis",), content.hypothesis))])
    return Page(record.label, f"<h1>{header.title}</h1>{shown}", record.body_text, source=record.file)


@pytest.fixture
def experiment() -> Iterator[KindSpec]:
    """For one test there are experiments."""
    with registered(SPEC) as spec, mock.patch.dict(RECORD_PAGES, {"experiment": _experiment_page}):
        yield spec


@pytest.mark.usefixtures("experiment")
def test_a_record_of_a_new_kind_is_written_from_its_template(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    done = adr("new", "--kind", "experiment", "Ask twice", "--set", "ends=2099-01-31", "--no-edit", cwd=root)
    assert (done.code, done.out) == (0, "decisions/experiments/0002-ask-twice.md\n"), done.err
    assert (
        (root / done.out.strip())
        .read_text(encoding="utf-8")
        .startswith("---\nkind: experiment\nstatus: planned\ndate: ")
    )
    assert "\nends: 2099-01-31\n" in (root / done.out.strip()).read_text(encoding="utf-8")


@pytest.mark.usefixtures("experiment")
def test_a_word_that_is_no_status_of_a_new_kind_is_refused(tree: Tree, adr: Adr) -> None:
    done = adr("new", "--kind", "experiment", "Ask twice", "--status", "accepted", "--no-edit", cwd=tree(FILES))
    assert (done.code, done.err) == (
        2,
        "adr: `accepted` is no status of an experiment; known are: planned, running, done\n",
    )


@pytest.mark.usefixtures("experiment")
def test_a_new_kind_is_listed_and_shown(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    assert adr("list", "--kind", "experiment", cwd=root).out == (
        "ID        STATUS   SINCE  TITLE\nEXP-0001  running  -      Ask once\n"
    )
    shown = json.loads(adr("show", "exp-1", "--format", "json", cwd=root).out)["record"]
    assert (shown["id"], shown["kind"], shown["status"], shown["status_text"]) == (
        "EXP-0001", "experiment", None, "running",
    )  # fmt: skip


@pytest.mark.usefixtures("experiment")
def test_a_check_counts_a_new_kind_and_finds_what_is_wrong_in_it(tree: Tree, adr: Adr) -> None:
    wrong = EXPERIMENT.replace("2099-12-01", "soon").replace("running", "accepted").replace("hypo", "hyppo")
    root = tree({**FILES, "decisions/experiments/0002-wrong.md": wrong})
    document = json.loads(adr("check", "--format", "json", cwd=root).out)
    found = [each for each in document["findings"] if each["record"] and each["record"].startswith("EXP")]
    assert sorted((each["record"], each["name"], each["message"]) for each in found) == [
        ("EXP-0002", "invalid-value", "`ends` is not a date: `soon`"),
        ("EXP-0002", "unknown-key", "unknown key `hyppothesis`"),
        ("EXP-0002", "unknown-status", "`accepted` is not a state of an experiment"),
    ]
    assert document["summary"]["experiments"] == 2
    assert "1 decision, 1 flow, 2 experiments: " in adr("check", cwd=root).out


@pytest.mark.usefixtures("experiment")
def test_a_new_kind_has_a_schema_and_stands_in_those_of_the_others(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    schema = json.loads(adr("schema", "experiment", cwd=root).out)
    assert schema["title"] == "Front matter of an experiment"
    assert {"hypothesis", "ends", "kind", "supersedes"} <= set(schema["properties"])
    of_flows = json.loads(adr("schema", "flow", cwd=root).out)
    for each in (schema, of_flows):
        assert each["$defs"]["Kind"]["enum"] == ["decision", "flow", "risk", "experiment"]


@pytest.mark.usefixtures("short_manual")
@pytest.mark.usefixtures("experiment")
def test_the_page_of_a_record_of_a_new_kind_is_published(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    done = adr("build", cwd=root)
    assert done.code == 0, done.err
    page = (root / "site/experiments/0001-ask-once.html").read_text(encoding="utf-8")
    assert "half of the orders need no second call" in page
    assert "We ask the ERP once for each order." in page
    index = (root / "site/llms.txt").read_text(encoding="utf-8")
    assert "1 decision, 1 flow, 1 experiment." in index
    assert "\n## Experiments\n" in index


def test_a_kind_is_there_only_while_it_is_registered(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    assert parse_reference("EXP-0001").kind is None
    with registered(SPEC):
        assert parse_reference("EXP-0001").kind is SPEC.kind
        with pytest.raises(ValueError, match="there is a kind `experiment` already"), registered(SPEC):
            pass
    assert parse_reference("EXP-0001").kind is None
    assert adr("list", "--kind", "experiment", cwd=root).code == 2


def test_every_row_names_a_model_a_template_and_a_page_that_there_are() -> None:
    for spec in kinds():
        assert issubclass(record_model(spec), RecordFields)
        assert built_in_file(spec.template).is_file()
        assert spec.page in RECORD_PAGES
        assert spec.first_status in list(spec.statuses)
        assert set(spec.final_statuses) <= set(spec.statuses)


def test_no_two_kinds_share_what_tells_them_apart() -> None:
    for name in ("kind", "folder", "prefix", "plural"):
        told = [getattr(spec, name) for spec in kinds()]
        assert len(set(told)) == len(told)


def test_there_is_one_object_for_a_kind() -> None:
    assert Kind("flow") is Kind.FLOW
    assert deepcopy(Kind.FLOW) is Kind.FLOW
    assert spec_of(Kind("risk")).with_article == "a risk"
