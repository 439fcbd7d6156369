"""`adr map`: the systems and flows as JSON, DOT, Mermaid and SVG, with any name a record may hold."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from settled.cli.main import main
from settled.programme.route_map import route_map
from settled.project import load
from settled.report.route_map_dot import route_map_dot
from settled.report.route_map_mermaid import route_map_mermaid
from settled.site.pictures import layout
from settled.site.pictures.layout import LayoutError
from settled.site.pictures.route_map_picture import Addresses, draw_route_map
from tests.conftest import Outcome
from tests.rules.changing import open_question, with_section
from tests.samples import CATALOG, FLOW, changed

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

STOCK = """\
---
kind: flow
status: proposed
object: order
phase: build
source: {system: erp, trigger: order booked}
consumers: [wms, courier]
pattern: {type: direct-api}
identifiers: [{name: Order-Number, role: join, in: {erp: VBELN, wms: id}}]
latency: {class: next-cycle-enrichment, within: 30 min}
idempotency: {key: order number, duplicates: dropped, retry: {attempts: 3, within: 10 min}}
---

# Pick list

Text.
"""
FILES: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": CATALOG,
    "decisions/flows/0001-order-export.md": FLOW,
    "decisions/flows/0002-pick-list.md": STOCK,
    "decisions/flows/0003-old.md": STOCK.replace("proposed", "rejected"),
}
HOSTILE = "a\"];\\n\\ 'b' <script>alert(1)</script> & #quot; `c` ]--> end\u202e|x|"


def test_the_whole_document(tree: Tree, adr: Adr) -> None:
    outcome = adr("map", "--format", "json", cwd=tree(FILES))
    assert (outcome.code, outcome.err) == (0, "")
    document = outcome.json
    assert list(document) == ["version", "systems", "flows", "edges", "routes", "has_all_routes"]
    assert (document["version"], document["has_all_routes"]) == (1, True)
    assert [system["id"] for system in document["systems"]] == [
        *("storefront", "erp", "wms", "oms", "pim", "integration-hub"),
        "courier",
    ]
    assert document["systems"][0] == {
        "id": "storefront", "name": "Web shop", "role": "storefront", "platform": "other",
        "owner": "commerce-team", "in_catalog": True,
    }  # fmt: skip
    assert document["systems"][-1] == {
        "id": "courier", "name": "courier", "role": None, "platform": None, "owner": None, "in_catalog": False,
    }  # fmt: skip
    assert document["flows"][1] == {
        "id": "FLOW-0002", "file": "decisions/flows/0002-pick-list.md", "title": "Pick list", "object": "order",
        "source": "erp", "via": [], "consumers": ["wms", "courier"], "pattern": "direct-api",
        "latency_class": "next-cycle-enrichment", "within_seconds": 1800.0, "phase": "build", "state": "missing",
        "decisions": {
            "source": "settled", "pattern": "settled", "identifiers": "settled", "latency": "settled",
            "idempotency": "settled", "failure_owner": "missing",
        },
    }  # fmt: skip
    assert [
        (edge["from"], edge["to"], edge["flows"], edge["patterns"], edge["state"]) for edge in document["edges"]
    ] == [
        ("storefront", "integration-hub", ["FLOW-0001"], ["event"], "settled"),
        ("integration-hub", "erp", ["FLOW-0001"], ["event"], "settled"),
        ("integration-hub", "wms", ["FLOW-0001"], ["event"], "settled"),
        ("erp", "wms", ["FLOW-0002"], ["direct-api"], "missing"),
        ("erp", "courier", ["FLOW-0002"], ["direct-api"], "missing"),
    ]
    assert document["routes"] == [
        {
            "flows": ["FLOW-0001", "FLOW-0002"], "systems": ["storefront", "erp"], "consumers": ["wms", "courier"],
            "within_seconds": 8 * 3600.0 + 1800, "attempts": 8, "identifiers": ["order number"],
        }
    ]  # fmt: skip


def test_attempts_multiply_only_where_a_flow_waits_for_the_next(tree: Tree) -> None:
    files = {**FILES, "decisions/flows/0001-order-export.md": changed(FLOW, "  type: event", "  type: direct-api")}
    (route,) = route_map(load(tree(files))).routes
    assert route.attempts == 24


@pytest.mark.parametrize(
    ("change", "seconds", "attempts"),
    [
        (("within: 30 min", "if-late: nothing"), None, 8),
        (("retry: {attempts: 3, within: 10 min}", "replay: {by: x}"), 30_600, None),
        (("retry: {attempts: 3, within: 10 min}", "retry: {not-applicable: never repeated}"), 30_600, 8),
    ],
)
def test_what_one_flow_does_not_say_is_not_added_up(
    tree: Tree, change: tuple[str, str], seconds: float | None, attempts: int | None
) -> None:
    (route,) = route_map(load(tree({**FILES, "decisions/flows/0002-pick-list.md": STOCK.replace(*change)}))).routes
    assert (route.seconds, route.attempts) == (seconds, attempts)


def test_flows_between_the_same_two_systems_share_an_edge(tree: Tree) -> None:
    files = {**FILES, "decisions/flows/0004-again.md": STOCK.replace("direct-api", "file").replace(", courier", "")}
    edges = [edge for edge in route_map(load(tree(files))).edges if edge.start == "erp" and edge.end == "wms"]
    assert [[flow.id for flow in edge.flows] for edge in edges] == [["FLOW-0002", "FLOW-0004"]]
    assert [pattern and pattern.value for pattern in edges[0].patterns] == ["direct-api", "file"]


def test_a_source_that_nobody_settled_has_a_place_of_its_own(tree: Tree) -> None:
    files = {**FILES, "decisions/flows/0001-order-export.md": with_section("source", open_question("source") + "\n")}
    chart = route_map(load(tree(files)))
    assert (chart.edges[0].start, chart.edges[0].end) == (None, "integration-hub")
    assert 'n7 [label="no source yet" style=dashed]' in route_map_dot(chart)
    assert "n7 -->" in route_map_mermaid(chart)
    assert "no source yet" in draw_route_map(chart, Addresses())


def test_the_whole_text_in_dot_and_mermaid(tree: Tree, adr: Adr) -> None:
    root = tree({"decisions/flows/0001-pick-list.md": STOCK})
    assert adr("map", "--format", "dot", cwd=root).out == (
        "digraph route_map {\n"
        '  rankdir=LR; node [shape=box fontname="Helvetica"]; edge [fontname="Helvetica" fontsize=10];\n'
        '  n0 [label="erp" style=dashed];\n'
        '  n1 [label="wms" style=dashed];\n'
        '  n2 [label="courier" style=dashed];\n'
        '  n0 -> n1 [label="✗ FLOW-0001 direct-api, next-cycle-enrichment" style=bold];\n'
        '  n0 -> n2 [label="✗ FLOW-0001 direct-api, next-cycle-enrichment" style=bold];\n'
        "}\n"
    )
    assert adr("map", "--format", "mermaid", cwd=root).out == (
        "flowchart LR\n"
        '  n0["erp"]\n'
        '  n1["wms"]\n'
        '  n2["courier"]\n'
        '  n0 -->|"#10007; FLOW-0001 direct-api, next-cycle-enrichment"| n1\n'
        '  n0 -->|"#10007; FLOW-0001 direct-api, next-cycle-enrichment"| n2\n'
        "  linkStyle 0 stroke-width:3px\n"
        "  linkStyle 1 stroke-width:3px\n"
        "  classDef unknown stroke-dasharray:4 3\n"
        "  class n0,n1,n2 unknown\n"
    )


def _hostile(tree: Tree) -> Path:
    quoted = HOSTILE.replace("'", "''")
    named = ", ".join(f"{key}: '{quoted}'" for key in ("name", "platform", "owner"))
    return tree(
        {
            "decisions/catalog.yml": f"systems:\n  erp: {{{named}}}\n",
            "decisions/flows/0001-a.md": STOCK.replace("courier", f"'{quoted}'").replace("Pick list", HOSTILE),
        }
    )


def test_a_hostile_name_stays_a_name_in_dot(tree: Tree) -> None:
    text = route_map_dot(route_map(load(_hostile(tree))))
    program = shutil.which("graphviz-pure", path=sysconfig.get_path("scripts")) or shutil.which("dot")
    assert program is not None
    drawn = subprocess.run([program, "-Tsvg"], input=text.encode(), capture_output=True, check=True).stdout
    picture = ElementTree.fromstring(drawn)  # noqa: S314 (our own picture)
    said = ["".join(each.itertext()) for each in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert said.count(HOSTILE.replace("\u202e", " ")) == 3
    assert not list(picture.iter("{http://www.w3.org/2000/svg}script"))
    assert len([each for each in picture.iter("{http://www.w3.org/2000/svg}g") if each.get("class") == "node"]) == 3


def test_a_hostile_name_stays_a_name_in_mermaid(tree: Tree) -> None:
    lines = route_map_mermaid(route_map(load(_hostile(tree)))).splitlines()
    escaped = (
        "a#34;#93;#59;#92;n#92; #39;b#39; #60;script#62;alert(1)#60;/script#62; #38; #35;quot#59; #96;c#96; "
        "#93;--#62; end #124;x#124;"
    )
    assert lines[1] == f'  n0["{escaped}<br>{escaped}"]'
    assert lines[3] == f'  n2["{escaped}"]'


def test_a_hostile_name_stays_a_name_in_svg(tree: Tree) -> None:
    picture = ElementTree.fromstring(  # noqa: S314 (our own picture)
        draw_route_map(route_map(load(_hostile(tree))), Addresses(flow=lambda flow: 'x"><script>&'))
    )
    names = {each.tag.removeprefix("{http://www.w3.org/2000/svg}") for each in picture.iter()}
    assert names == {"svg", "title", "defs", "marker", "path", "g", "rect", "text", "a"}
    titles = ["".join(each.itertext()) for each in picture.iter("{http://www.w3.org/2000/svg}title")]
    assert f"{HOSTILE} (erp), {HOSTILE}, owner: {HOSTILE}" in titles
    assert {each.get("href") for each in picture.iter("{http://www.w3.org/2000/svg}a")} == {'x"><script>&'}


def test_letters_that_xml_forbids_are_left_out_of_the_picture(tree: Tree) -> None:
    flow = STOCK.replace("courier", '"a\\x01b\\uFFFFc"')
    picture = ElementTree.fromstring(  # noqa: S314 (our own picture)
        draw_route_map(route_map(load(tree({"decisions/flows/0001-a.md": flow}))), Addresses())
    )
    assert "a b c" in [each.text for each in picture.iter("{http://www.w3.org/2000/svg}text")]


def test_the_picture_stands_alone(tree: Tree, adr: Adr) -> None:
    outcome = adr("map", cwd=tree(FILES))
    assert (outcome.code, outcome.err) == (0, "")
    picture = ElementTree.fromstring(outcome.out)  # noqa: S314 (our own picture)
    style = "".join(picture.find("{http://www.w3.org/2000/svg}style").itertext())  # type: ignore[union-attr]
    assert "prefers-color-scheme: dark" in style
    assert "url(" not in style
    assert picture.findtext("{http://www.w3.org/2000/svg}title") == "Route map: 7 systems and 2 flows between them"


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        (None, "there is no Graphviz to lay out the picture; install it (`pip install graphviz-pure`), or take "),
        ("exit 1", "could not lay out the picture; install `graphviz-pure`, or take "),
        ('echo \'{"bb": "0,0,9"}\'', "could not lay out the picture; install `graphviz-pure`, or take "),
        ("exec sleep 20", "has not laid out the picture within 0.2 s; take "),
    ],
)
def test_without_a_layout_the_other_formats_are_named(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, problem: str
) -> None:
    program = tmp_path / "bin" / "dot"
    program.parent.mkdir()
    if script is not None:
        program.write_text(f"#!/bin/sh\ncat >/dev/null\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setattr(layout, "_programs", lambda: iter([] if script is None else [str(program)]))
    monkeypatch.setattr(layout, "LONGEST_LAYOUT", 0.2)
    monkeypatch.chdir(tree(FILES))
    outcome = CliRunner().invoke(main, ["map"])
    assert isinstance(outcome.exception, LayoutError)
    assert str(outcome.exception).endswith(f"{problem}`--format dot`, `mermaid` or `json`")
    assert CliRunner().invoke(main, ["map", "--format", "dot"]).exit_code == 0


def test_a_graphviz_that_fails_gives_way_to_the_next(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = list(layout._programs())
    monkeypatch.setattr(layout, "_programs", lambda: iter(["/nowhere/dot", *programs]))
    assert draw_route_map(route_map(load(tree(FILES))), Addresses()).startswith("<svg ")


def test_a_project_without_flows_says_what_to_do(tree: Tree, adr: Adr) -> None:
    outcome = adr("map", "--format", "json", cwd=tree({"decisions/catalog.yml": CATALOG}))
    assert outcome.err == 'no flow is in force yet; write one: `adr new --kind flow "Order export"`\n'
    assert (outcome.code, outcome.json["flows"], len(outcome.json["systems"])) == (0, [], 6)


def test_a_flow_that_names_no_system_and_a_file_that_cannot_be_read_are_told(tree: Tree, adr: Adr) -> None:
    files: dict[str, str | bytes | None] = {
        "decisions/flows/0001-empty.md": "---\nkind: flow\n---\n\n# Empty\n",
        "decisions/flows/0002-broken.md": "---\nkind: [flow\n---\n\n# Broken\n",
    }
    outcome = adr("map", "--format", "mermaid", cwd=tree(files))
    assert (outcome.code, outcome.out) == (0, "flowchart LR\n")
    assert outcome.err.splitlines() == [
        "decisions/flows/0002-broken.md: cannot be read, see `adr check`",
        "FLOW-0001 is not drawn: it names no system yet; answer `source` and `consumers`",
    ]


@pytest.mark.parametrize(
    ("source", "consumers", "via", "legs"),
    [
        ("erp", "[wms]", "[]", [("erp", "wms")]),
        ("erp", "[wms, oms]", "[hub]", [("erp", "hub"), ("hub", "wms"), ("hub", "oms")]),
        ("erp", "[wms]", "[hub, gateway]", [("erp", "hub"), ("hub", "gateway"), ("gateway", "wms")]),
        ("erp", "[erp]", "[]", [("erp", "erp")]),
        ("erp", "[erp, 'erp ', '']", "[erp, hub, hub]", [("erp", "hub"), ("hub", "erp")]),
        ("erp", "[hub, wms]", "[hub]", [("erp", "hub"), ("hub", "wms")]),
        ("erp", "[]", "[hub]", [("erp", "hub"), ("hub", None)]),
        ("''", "[]", "[hub]", [(None, "hub"), ("hub", None)]),
        ("''", "[wms]", "[]", [(None, "wms")]),
        ("''", "[]", "[]", []),
    ],
)
def test_the_way_of_a_flow(
    tree: Tree, source: str, consumers: str, via: str, legs: list[tuple[str | None, str | None]]
) -> None:
    text = f"---\nkind: flow\nsource: {{system: {source}}}\nconsumers: {consumers}\nvia: {via}\n---\n\n# A flow\n"
    (flow,) = route_map(load(tree({"decisions/flows/0001-a.md": text}))).flows
    assert list(flow.legs) == legs
