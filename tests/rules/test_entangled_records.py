"""Records that all name one another: told as one, drawn in part, in work that grows with the links between them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from settled.model.vocabulary import Kind
from settled.programme.route_map import route_map
from settled.project import Project, load
from settled.records import Record
from settled.rules.circles import circles
from settled.rules.context import Context
from settled.rules.sequence import sequence_cycle
from settled.rules.supersession import one_way_supersede, supersede_cycle, two_successors
from settled.site.pictures.route_map_picture import Addresses, draw_route_map

Tree = Callable[..., Path]
_MANY = 40


def _each_naming_all(tree: Tree, folder: str, prefix: str, head: str, keys: tuple[str, ...]) -> Project:
    files: dict[str, str | bytes | None] = {}
    for number in range(1, _MANY + 1):
        others = ", ".join(f"{prefix}-{other:04}" for other in range(1, _MANY + 1) if other != number)
        lines = "".join(f"{key}: [{others}]\n" for key in keys)
        files[f"decisions/{folder}/{number:04}-a.md"] = f"---\n{head}{lines}---\n\n# A\n\n## Context\n\nText.\n"
    return load(tree(files))


def test_decisions_that_all_supersede_each_other_are_one_mistake(tree: Tree) -> None:
    project = _each_naming_all(
        tree, "adr", "ADR", "status: accepted\ndate: 2026-01-05\n", ("supersedes", "superseded-by")
    )
    asked: list[str] = []
    references = project._references
    look_up = references._look_up

    def counting(reference: str, near: Record | None, kind: Kind | None) -> Record | None:
        asked.append(reference)
        return look_up(reference, near, kind)

    object.__setattr__(references, "_look_up", counting)
    context = Context.of(project)
    (found,) = supersede_cycle(context)
    names = ", ".join(f"ADR-{number:04}" for number in range(1, 13))
    links = _MANY * (_MANY - 1)
    message = f"the records supersede one another: {names} and 28 more ({links:,} links between 40 records)"
    assert (found.message, len(found.related)) == (message, 12)
    assert list(one_way_supersede(context)) == []
    assert len(asked) == links  # each link is followed once, not once for each other one
    assert all(len(problem.related) <= 12 for problem in two_successors(context))


def test_flows_that_all_come_after_one_another_are_one_mistake(tree: Tree) -> None:
    project = _each_naming_all(tree, "flows", "FLOW", "status: draft\n", ("after",))
    (found,) = sequence_cycle(Context.of(project))
    assert found.message.endswith("FLOW-0012 and 28 more (1,560 links between 40 records)")


def test_a_few_circles_are_told_one_by_one() -> None:
    found = circles({"a": {"b"}, "b": {"a", "c"}, "c": {"b"}, "d": {"d"}, "e": {"a"}})
    assert [circle.files for circle in found] == [("a", "b"), ("b", "c"), ("d",)]
    assert {circle.links for circle in found} == {None}


def test_a_map_of_too_many_connections_says_how_many_it_draws(tree: Tree) -> None:
    files: dict[str, str | bytes | None] = {}
    for number in range(1, 61):
        others = ", ".join(f"s{other}" for other in range(1, 61) if other != number)
        flow = f"---\nstatus: draft\nobject: order\nsource: {{system: s{number}}}\nconsumers: [{others}]\n---\n\n# A\n"
        files[f"decisions/flows/{number:04}-a.md"] = flow
    chart = route_map(load(tree(files)))
    picture = draw_route_map(chart, Addresses())
    assert "400 of 3,540 connections are drawn, those with the most flows" in picture
    assert picture.count('class="st-map-label"') == 400
