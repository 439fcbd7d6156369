"""Data into models: every bad value is told, every good one stays, and nothing raises."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import example, given

from settled.frontmatter import read_yaml
from settled.frontmatter.validation import Validated, nearest, path_in_words, validate
from settled.model.catalog import Catalog
from settled.model.decision import Decision
from settled.model.flow import Failure, Flow, Latency, Pattern
from settled.model.risk import Risk
from tests.reading.emitting import emit
from tests.reading.generated import bounded, documents


def flow(text: str) -> Validated[Flow]:
    return validate(Flow, read_yaml("flow.md", text), "FLOW-0001")


def told(validated: Validated[Flow]) -> list[str]:
    return [
        f"{problem.location.line}:{problem.location.column} {problem.rule} {problem.message}"
        for problem in validated.problems
    ]


def test_several_bad_values_are_all_told_and_the_good_ones_stay() -> None:
    validated = flow(
        """\
date: 2026-02-30
phase: bild
criticality: high
consumers: {erp: yes}
pattern:
  type: events
  because: the ERP is down every night
latency:
  class: same-day-operational
  within: soon
idempotency:
  retry: {attempts: eight, within: 4 h}
failures:
  - mode: ERP rejects the order
    authority: [retry, complain]
    owner: [a, b]
  - ERP is down
  - mode: ERP is slow
"""
    )
    assert told(validated) == [
        "1:1 impossible-date `date` names `2026-02-30`, a day that does not exist",
        "4:1 invalid-value `consumers` is a map where a list is expected",
        "6:3 invalid-value `pattern.type` is `events`, which is not one of its words",
        "10:3 invalid-value `latency.within` is not a duration: `soon`",
        "12:11 invalid-value `idempotency.retry.attempts` is not a whole number: `eight`",
        "16:5 invalid-value `failures[1].owner` is a list where one line of text is expected",
        "15:24 invalid-value `failures[1].authority[2]` is `complain`, which is not one of its words",
        "17:5 invalid-value `failures[2]` is `ERP is down` where a map of keys is expected",
        "2:1 invalid-value `phase` is `bild`, which is not one of its words",
    ]
    content = validated.content
    assert content.criticality == "high"
    assert isinstance(content.pattern, Pattern)
    assert (content.pattern.type, content.pattern.because) == (None, "the ERP is down every night")
    assert isinstance(content.latency, Latency)
    assert (content.latency.class_, content.latency.within) == ("same-day-operational", None)
    assert isinstance(content.failures, list)
    assert [failure.mode if isinstance(failure, Failure) else failure for failure in content.failures] == [
        "ERP rejects the order", None, "ERP is slow",
    ]  # fmt: skip
    assert validated.invalid == {
        ("date",), ("phase",), ("consumers",), ("pattern", "type"), ("latency", "within"),
        ("idempotency", "retry", "attempts"), ("failures", 0, "owner"), ("failures", 0, "authority", 1),
        ("failures", 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("pahse: build\n", "unknown key `pahse`", "did you mean `phase`?"),
        ("Phase: build\n", "unknown key `Phase`", "did you mean `phase`?"),
        ("zzz: 1\n", "unknown key `zzz`", "a team's own keys begin with `x-`"),
        ("pattern: {becuase: x}\n", "unknown key `becuase` in `pattern`", "did you mean `because`?"),
        ("failures:\n  - {mode: a, onwer: b}\n", "unknown key `onwer` in `failures[1]`", "did you mean `owner`?"),
        (
            "idempotency: {retry: {atempts: 3}}\n",
            "unknown key `atempts` in `idempotency.retry`",
            "did you mean `attempts`?",
        ),
        (
            "slices: {exceptions: {cases: {stale-inventory: {handled_by: x}}}}\n",
            "unknown key `handled_by` in `slices.exceptions.cases.stale-inventory`",
            "did you mean `handled-by`?",
        ),
        (
            "latency: {open: Who?, ownr: a, due: 2026-12-15}\n",
            "unknown key `ownr` in `latency`",
            "did you mean `owner`?",
        ),
        ("volume: {per_day: 5}\n", "unknown key `per_day` in `volume`", "did you mean `per-day`?"),
    ],
)  # fmt: skip
def test_an_unknown_key_gets_the_nearest_as_hint(text: str, message: str, hint: str) -> None:
    (problem,) = flow(text).problems
    assert (problem.rule, problem.message, problem.hint) == ("unknown-key", message, hint)


@pytest.mark.parametrize(
    "text",
    [
        "x-note: 1\n",
        "x-: 1\n",
        "pattern: {type: event, x-note: {a: [1, 2]}}\n",
        "failures:\n  - {mode: a, x-note: 1}\n",
        "slices: {thin: {x-note: 1}, x-note: 2}\n",
        "latency: {open: Who?, owner: a, due: 2026-12-15, x-note: 1}\n",
        "idempotency: {retry: {x-a: 1, x-b: 2, x-c: {x-d: 3}}}\n",
    ],
)
def test_keys_of_a_teams_own_are_left_alone_anywhere(text: str) -> None:
    validated = flow(text)
    assert validated.problems == ()
    assert validated.invalid == frozenset()


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "phase: bild\n",
            "`phase` is `bild`, which is not one of its words",
            "did you mean `build`? It is one of: design, build, rehearsal, live",
        ),
        (
            "phase: xyz\n",
            "`phase` is `xyz`, which is not one of its words",
            "write one of: design, build, rehearsal, live",
        ),
        (
            "slices: {exceptions: {cases: {stale: {}}}}\n",
            "`slices.exceptions.cases.stale` is `stale`, which is not one of its words",
            None,
        ),
        ("latency: soon\n", "`latency` is `soon` where a map of keys is expected", "write `key: value` lines below it"),
        (
            "failures: few\n",
            "`failures` is `few` where a list is expected",
            "write `[first, second]` or one `- entry` a line",
        ),
        ("latency: []\n", "`latency` is a list where a map of keys is expected", None),
        ("latency: ''\n", "`latency` is empty where a map of keys is expected", None),
        (
            "pattern: {ordering: {needed: maybe}}\n",
            "`pattern.ordering.needed` is neither true nor false: `maybe`",
            "write true or false",
        ),
        ("volume: {per-day: 1e3}\n", "`volume.per-day` is not a number: `1e3`", "write digits, as in 12 or 0.5"),
        ("date: 23.11.2026\n", "`date` is not a date: `23.11.2026`", "write year-month-day, as in 2026-12-15"),
        ("date: 2026-13-01\n", "`date` names `2026-13-01`, a day that does not exist", "check the month and the day"),
        ("date: 0000-01-01\n", "`date` names `0000-01-01`, a day that does not exist", "check the month and the day"),
        (
            f"object: [{'a, ' * 40}]\n",
            "`object` is a list where one line of text is expected",
            "write one line of text",
        ),
        (f"phase: {'a' * 100}\n", f"`phase` is `{'a' * 60}…`, which is not one of its words", None),
    ],
)  # fmt: skip
def test_what_a_bad_value_is_told(text: str, message: str, hint: str | None) -> None:
    (problem,) = flow(text).problems
    assert problem.message == message
    assert hint is None or problem.hint == hint


@pytest.mark.parametrize(
    ("text", "path", "left"),
    [
        ('object: "{object}"\n', ("object",), "{object}"),
        ("object: TODO\n", ("object",), "TODO"),
        ("object: order, TBD\n", ("object",), "order, TBD"),
        ("failures:\n  - mode: '???'\n", ("failures", 0, "mode"), "???"),
        ("date: {YYYY-MM-DD when it was last updated}\n", ("date",), "{YYYY-MM-DD when it was last updated}"),
    ],
)
def test_what_a_template_left_counts_as_absent(text: str, path: tuple[str | int, ...], left: str) -> None:
    validated = flow(text)
    assert (validated.unfilled, validated.problems) == ({path: left}, ())


@pytest.mark.parametrize(
    "text", ["mastodon", "TODOs are listed", "wait for TBD-team", "METHOD", "what?", "a...b", "a ?? b"]
)
def test_words_that_only_look_like_a_template(text: str) -> None:
    assert flow(f"object: {text}\n").content.object == text


def test_values_are_read_by_the_documented_forms_and_no_others() -> None:
    content = flow(
        "date: 2026-11-23T10:00\nvolume: {per-day: 12.5}\nconsumers: erp, wms\npattern: {ordering: {needed: TRUE}}\n"
    ).content
    assert content.date == datetime.date(2026, 11, 23)
    assert content.consumers == ["erp", "wms"]


@bounded
@given(documents)
@example({"<empty>": None})
@example({"source": {"<value>": "x"}})
def test_no_data_makes_a_model_fail(data: dict[str, object]) -> None:
    text, _ = emit(data)
    for model in (Flow, Decision, Risk, Catalog):
        yaml_document = read_yaml("a.md", text)
        validated = validate(model, yaml_document)
        assert isinstance(validated.content, model)
        assert len(validated.problems) == len(validated.invalid)


@bounded
@given(documents)
def test_no_value_of_a_flow_makes_it_fail(data: dict[str, object]) -> None:
    # The same values under keys that the format knows, so that they meet its types.
    names = ["source", "consumers", "failures", "identifiers", "latency"]
    text, places = emit(dict(zip(names, data.values(), strict=False)))
    validated = flow(text)
    assert all(problem.location.line <= len(places) + 1 for problem in validated.problems)
    assert validated.content.phase is None


@pytest.mark.parametrize(
    ("word", "expected"), [("epr", "erp"), ("ERP", "erp"), ("storefront", "storefront"), ("zzz", None), ("", None)]
)
def test_the_nearest_word(word: str, expected: str | None) -> None:
    assert nearest(word, ["erp", "wms", "storefront"]) == expected


def test_paths_in_words_count_from_one() -> None:
    assert path_in_words(("failures", 1, "owner")) == "failures[2].owner"
    assert path_in_words(("in",)) == "in"
