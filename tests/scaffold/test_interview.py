"""The table of questions and what follows from the answers, without a terminal."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from settled.frontmatter.splitting import split_document
from settled.model.vocabulary import Kind, PatternType
from settled.records.reading import read_record
from settled.scaffold.answers import flatten, nest
from settled.scaffold.flow_choices import CatalogChoices
from settled.scaffold.interview import Interview
from settled.scaffold.kept_interviews import from_kept_data, kept_data
from settled.scaffold.new_record import NewRecord, plan_record
from settled.scaffold.templates import find_template

TODAY = datetime.date(2026, 11, 23)
CHOICES = CatalogChoices(
    systems={"storefront": "Web shop", "erp": "ERP", "wms": "Warehouse", "oms": "Orders"},
    teams={"order-operations": "Order operations", "customer-service": "Customer service", "erp-team": "ERP team"},
    objects={"order": "Order", "refund": "Refund"},
    owners={"storefront": "order-operations", "erp": "erp-team"},
    sources={"order": "storefront"},
    financial=frozenset({"refund"}),
    environments={"storefront": ("production", "test")},
)


def interview(**given: str) -> Interview:
    return Interview("Order export", CHOICES, TODAY, {tuple(key.split("__")): text for key, text in given.items()})


def answered(held: Interview, **own: str) -> list[str]:
    """Answer all that is asked by its example, or by `own` answers; the keys of the questions in their order."""
    asked: list[str] = []
    while (step := held.current()) is not None:
        key = step.question.key
        asked.append(key)
        number = key.split(".")[1] if key.startswith(("identifiers", "failures")) else "0"
        enough = int(number) > 1 and step.question.may_be_skipped
        held.answer(own.get(key.replace(".", "__").replace("-", "_"), "" if enough else step.question.example))
    return asked


COMMON = [
    "object", "source.system", "source.trigger", "consumers", "may-change", "may-reject", "corrections.correct",
    "corrections.request", "pattern.type", "pattern.because", "identifiers.0.name", "identifiers.0.in.storefront",
    "identifiers.0.in.erp", "identifiers.0.in.wms", "latency.class", "latency.within", "idempotency.key",
    "idempotency.duplicates", "idempotency.retry.attempts", "idempotency.retry.within", "idempotency.retry.backoff",
    "idempotency.dead-letter.to", "idempotency.dead-letter.alert", "idempotency.replay.by", "idempotency.replay.how",
    "idempotency.replay.safe-because", "failures.0.mode", "failures.0.detect", "failures.0.effect",
    "failures.0.owner", "failures.0.authority", "failures.0.trace",
]  # fmt: skip
IN_DESIGN = {
    PatternType.EVENT: {"pattern.ordering"},
    PatternType.QUEUE: {"pattern.ordering"},
    PatternType.SCHEDULED_JOB: {"pattern.reads.by"},
}
IN_BUILD = {
    PatternType.DIRECT_API: {"pattern.timeout"},
    PatternType.EVENT: {"pattern.ordering", "idempotency.remembers"},
    PatternType.QUEUE: {"pattern.ordering", "idempotency.remembers"},
    PatternType.FILE: {"pattern.every", "pattern.takes", "pattern.batch"},
    PatternType.IPAAS: {"pattern.batch", "idempotency.remembers"},
    PatternType.MIDDLEWARE: {"pattern.batch"},
    PatternType.SCHEDULED_JOB: {
        "pattern.reads.by", "pattern.reads.overlap", "pattern.every", "pattern.takes", "pattern.batch"
    },
}  # fmt: skip


@pytest.mark.parametrize("pattern", PatternType)
def test_in_design_a_flow_is_asked_what_its_pattern_needs_and_no_more(pattern: PatternType) -> None:
    asked = answered(interview(), pattern__type=pattern.value, more_questions__build="no")
    own = {key for key in asked if key not in COMMON}
    assert own == IN_DESIGN.get(pattern, set()) | {"more questions.build"}
    assert [key for key in asked if key in COMMON] == COMMON


@pytest.mark.parametrize("pattern", PatternType)
def test_in_build_it_is_asked_more(pattern: PatternType) -> None:
    asked = answered(interview(phase="build"), pattern__type=pattern.value, identifiers__1__name="-",
                     failures__1__mode="-")  # fmt: skip
    of_any = {
        "identifiers.0.prefix", "identifiers.1.name", "latency.if-late", "idempotency.dead-letter.keeps",
        "idempotency.replay.reaches-back", "failures.1.mode", "criticality",
    }  # fmt: skip
    rest = {key for key in asked if key not in COMMON and not key.startswith("more questions")}
    later = {"pattern.ordering.on-failure"} if pattern in {PatternType.EVENT, PatternType.QUEUE} else set()
    assert rest - later - {"failures.0.runbook"} == IN_BUILD[pattern] | of_any


def test_an_object_of_finance_asks_for_its_reference() -> None:
    held = interview()
    asked = answered(held, object="refund", source__system="storefront")
    assert "identifiers.1.name" in asked
    assert held.answers()["identifiers", 1, "role"] == "financial"


def test_what_is_not_there_is_left_out_and_what_does_not_apply_ends_its_line() -> None:
    held = interview(pattern__type="file")
    asked = answered(held, identifiers__0__in__wms="not there", idempotency__retry__attempts="not applicable: a file")
    nested = nest(held.answers())
    assert nested["identifiers"][0]["in"] == {"storefront": "order.name", "erp": "VBAK-BSTNK"}
    assert nested["idempotency"]["retry"] == {"not-applicable": "a file"}
    assert "idempotency.retry.within" not in asked


def test_one_line_answers_several_and_stops_at_the_first_that_is_none() -> None:
    held = interview()
    with pytest.raises(ValueError, match="`shop` is none of them"):
        held.answer("order; shop; order paid")
    assert held.typed == {"object": "order"}
    held.answer("storefront; order paid; in full")
    assert held.answers()["source", "trigger"] == "order paid; in full"


def test_an_answer_that_changes_takes_back_what_followed_from_it() -> None:
    held = interview()
    answered(held, pattern__type="event")
    assert "pattern.ordering" in [step.question.key for step in held.steps()]
    numbers = {step.question.key: number for number, step in enumerate(held.steps(), 1)}
    held.go_to(numbers["pattern.type"])
    held.answer("direct-api")
    assert held.current() is None
    assert ("pattern", "ordering", "needed") not in held.answers()


def test_what_was_kept_is_the_interview_again() -> None:
    held = interview(criticality="high")
    held.answer("order; storefront; order paid")
    held.back()
    again = from_kept_data(kept_data(held), CHOICES, TODAY)
    assert again == held


WORDS = st.sampled_from(
    ["", "open", "none", "not there", "open: Who? Me: or, you", "a: b #c", "'x", '"y" {z', "- q", "8"]
)


@given(st.data())
@settings(max_examples=25, phases=(Phase.explicit, Phase.generate))  # to shrink one takes minutes
def test_whatever_is_answered_the_record_can_be_read_and_holds_exactly_that(data: st.DataObject) -> None:
    held = interview()
    while (step := held.current()) is not None:
        words = st.one_of(
            st.just(step.question.example), WORDS, st.text(max_size=12), st.sampled_from([*step.known, ""])
        )
        key, optional = step.question.key, step.question.may_be_skipped
        typed = "-" if optional and ("2" in key or "3" in key) else data.draw(words, label=key)
        try:
            held.answer(typed)
        except ValueError:
            held.at = None
            step = held.current()
            assert step is not None
            held.answer(step.example or step.default)
    answers = held.answers()
    template = find_template("flow", root=Path("/nowhere"), team_folder="templates", start=Path("/nowhere"))
    new = NewRecord(Kind.FLOW, "T", "proposed", "2026-11-23", template, "decisions/flows", answers=answers)
    planned = plan_record(new, 1)
    front = split_document(planned.file, planned.text).front
    written = flatten(front.data)
    assert {path: written.get(path) for path in answers} == dict(answers)
    known = {"kind", "status", "date", "phase", "decision-makers"}
    assert {path for path in written if path[0] not in known} == set(answers)
    read = read_record(planned.file, planned.text, Kind.FLOW, is_programme=True)
    assert read.problems == ()
