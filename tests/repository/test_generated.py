"""Files that a command makes are in git as that command makes them."""

from __future__ import annotations

import functools
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml

from settled.model.schema import json_schema, schemas
from tests import samples

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("name", schemas())
def test_schema_is_fresh(name: str) -> None:
    """Make it anew with: adr schema NAME > schemas/NAME.schema.json."""
    committed = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    assert committed == json_schema(name)


class _EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: only true and false are booleans, so that `on` stays a key."""


_EditorLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def _load(text: str) -> object:
    return yaml.load(text, _EditorLoader)  # noqa: S506 (a SafeLoader)


def _front_matter(text: str) -> object:
    return _load(text.split("---\n")[1])


@functools.cache
def _validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _errors(name: str, data: object) -> list[str]:
    # An editor sees dates as YAML reads them; the schema is for the text.
    plain = json.loads(json.dumps(data, default=str))
    return [error.json_path for error in _validator(name).iter_errors(plain)]


@pytest.mark.parametrize("path", sorted((ROOT / "decisions").glob("*/*.md")), ids=lambda path: path.stem)
def test_an_editor_accepts_every_reference_record(path: Path) -> None:
    kind = {"adr": "decision", "flows": "flow", "risks": "risk"}[path.parent.name]
    assert _errors(kind, _front_matter(path.read_text("utf-8"))) == []


def test_an_editor_accepts_the_reference_catalog() -> None:
    assert _errors("catalog", _load((ROOT / "decisions" / "catalog.yml").read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("type: event", "type: evnt", "$.pattern"),
        ("within: 8 h", "within: soon", "$.latency"),
        ("trigger: order paid", "triger: order paid", "$.source"),
    ],
)
def test_an_editor_marks_what_the_check_marks(old: str, new: str, place: str) -> None:
    assert _errors("flow", _front_matter(samples.FLOW)) == []
    assert _errors("flow", _front_matter(samples.changed(samples.FLOW, old, new))) == [place]


def test_an_editor_accepts_a_question_and_a_teams_own_key() -> None:
    text = samples.changed(
        samples.FLOW,
        "  class: same-day-operational\n  within: 8 h\n",
        "  open: How late?\n  owner: erp-team\n  due: 2027-01-31\n",
    ).replace("  if-late: the warehouse misses the 16:00 carrier cut-off\n", "  x-note: ours\n")
    assert _errors("flow", _front_matter(text)) == []


def test_the_pictures_show_the_pages_as_they_are() -> None:
    """Make them anew with: python docs/pictures/make.py."""
    done = subprocess.run(
        [sys.executable, "-c", "import json, make; print(json.dumps(make.digests()))"],
        cwd=ROOT / "docs" / "pictures", capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == json.loads((ROOT / "docs" / "pictures" / "sources.json").read_text("utf-8"))
    tour = (ROOT / "docs" / "tour.md").read_text("utf-8")
    for name in json.loads(done.stdout):
        assert (ROOT / "docs" / "pictures" / f"{name}.png").is_file()
        assert f"](pictures/{name}.png)" in tour
    assert "docs/pictures/overview.png" in (ROOT / "README.md").read_text("utf-8")


def test_every_dependency_names_the_lowest_version_that_continuous_integration_tries() -> None:
    done = subprocess.run(
        [sys.executable, ".ci/lowest_versions.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    pinned = dict(line.partition(";")[0].strip().split("==") for line in done.stdout.splitlines())
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert len(pinned) == len(declared)
    assert all(tuple(map(int, version.split("."))) for version in pinned.values())
