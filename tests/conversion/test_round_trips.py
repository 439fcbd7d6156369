"""What a record says of itself is the same before and after every conversion, in every form, whatever its title."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from settled.conversion.adr_tools_record import adr_tools_files
from settled.conversion.exported_decisions import export_naming, staying_names
from settled.conversion.import_plan import ImportPlan, plan_import
from settled.conversion.json_adr import json_adr_document
from settled.conversion.json_adr_import import plan_json_import, read_json_adr
from settled.conversion.target_format import TargetFormat
from settled.conversion.words import lost_words
from settled.formats.dialect import dialect_of
from settled.project import load
from tests.conversion.facts import facts_in
from tests.conversion.generated_records import FORMS, told_records, write_folder

COUNT = 40
RECORDS = told_records(seed=7, count=COUNT)


def write(plan: ImportPlan) -> None:
    for path, text in plan.texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


def imported(folder: Path, into: Path, target: TargetFormat, *, renumber: bool = False) -> ImportPlan:
    plan = plan_import(load(folder.parent, folder.name), into, target, renumber=renumber, there={})
    write(plan)
    return plan


@pytest.mark.parametrize("form", FORMS)
def test_an_import_keeps_every_fact_and_every_word(tmp_path: Path, form: str) -> None:
    folder = write_folder(tmp_path / "source", form, RECORDS)
    before = facts_in(folder)
    assert len(before) == COUNT
    assert sum(facts["status"] is not None for facts in before.values()) >= COUNT * 3 // 4
    for target in TargetFormat:
        into = tmp_path / target / "adr"
        plan = imported(folder, into, target)
        assert facts_in(into) == before
        for path, text in plan.texts.items():
            source = plan.sources[path]
            # Links to records of another markup follow them to the ending of Markdown.
            followed = text.replace("-record.md", f"-record{source.suffix}")
            lost = lost_words(source.read_text("utf-8"), followed, dialect_of(source.name))
            assert not lost, (path.name, lost)
            assert "## Status" not in text
            assert "stands in a block of code" not in str(plan.remarks)
        again = tmp_path / f"{target}-again" / "adr"
        imported(into, again, target)
        assert {path.name: path.read_bytes() for path in again.iterdir()} == {
            path.name: path.read_bytes() for path in into.iterdir()
        }


@pytest.mark.parametrize("form", FORMS)
def test_what_adr_tools_gets_is_read_as_before(tmp_path: Path, form: str) -> None:
    folder = write_folder(tmp_path / "source", form, RECORDS)
    project = load(folder.parent, folder.name)
    naming, given = export_naming(project, tmp_path / "out" / "adr")
    assert given == {}
    write(ImportPlan(tmp_path, adr_tools_files(project, naming), {}))
    assert facts_in(tmp_path / "out" / "adr") == facts_in(folder)


@pytest.mark.parametrize("form", FORMS)
def test_what_json_adr_holds_is_read_as_before(tmp_path: Path, form: str) -> None:
    folder = write_folder(tmp_path / "source", form, RECORDS)
    project = load(folder.parent, folder.name)
    naming, _ = staying_names(project)
    text, facts = json.dumps(json_adr_document(project, naming)), facts_in(folder)
    for target in TargetFormat:
        into = tmp_path / target / "adr"
        adrs = read_json_adr(text, "x.json")
        write(plan_json_import(adrs, tmp_path / "x.json", into, target, renumber=False, there={}))
        assert facts_in(into) == facts


def test_renumbering_lets_every_link_follow(tmp_path: Path) -> None:
    every_third = [told for told in RECORDS if told.number % 3 or told.by or told.of]
    folder = write_folder(tmp_path / "source", "adr-tools", every_third)
    new_numbers = {str(told.number): str(new) for new, told in enumerate(every_third, 1)}
    into = tmp_path / "target" / "adr"
    imported(folder, into, TargetFormat.SETTLED, renumber=True)
    before, after = facts_in(folder), facts_in(into)
    expected = {}
    for number, facts in before.items():
        moved = {key: [new_numbers[each] for each in facts[key]] for key in ("supersedes", "superseded by")}
        expected[int(new_numbers[str(number)])] = {**facts, **moved}
    assert after == expected
    assert list(after) == list(range(1, len(every_third) + 1))
