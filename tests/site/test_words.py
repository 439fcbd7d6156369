"""Values in words."""

from __future__ import annotations

import datetime

import pytest

from settled.model.duration import Duration
from settled.model.vocabulary import Authority, LatencyClass, PatternType
from settled.site import words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12000.0, "12,000"),
        (0.25, "0.25"),
        (8, "8"),
        (True, "yes"),
        (datetime.date(2026, 12, 15), "2026-12-15"),
        (Duration.parse("15 min"), "15 min"),
        (Duration.parse("PT1H30M"), "1 h 30 min"),
        (Duration.parse("P2D"), "2 d"),
        (PatternType.DIRECT_API, "direct API"),
        (PatternType.IPAAS, "iPaaS"),
        (LatencyClass.FINANCE_CLOSE_RECONCILIATION, "finance close, reconciliation"),
        (Authority.ESCALATE, "escalate"),
        ("as *written*", "as *written*"),
        (None, ""),
    ],
)
def test_a_value_in_words(value: object, shown: str) -> None:
    assert words.text(value) == shown


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (("source",), "source system"),
        (("idempotency", "dead-letter"), "idempotency: dead letter"),
        (("failures", 1, "owner"), "failure mode 2: owner"),
        (("failures", 0), "failure mode 1"),
        (("identifiers", 0, "in", "erp"), "identifier 1: in erp"),
        (("corrections", "correct"), "who corrects bad data: correct"),
        (("review-by",), "review by"),
        (("may-change", 0, "conflict"), "who may change it 1: conflict"),
    ],
)
def test_a_place_in_words(path: tuple[str | int, ...], shown: str) -> None:
    assert words.place(path) == shown


@pytest.mark.parametrize("address", ["https://example.com/x", "http://x.example", "mailto:a@b.example"])
def test_addresses_that_may_be_followed(address: str) -> None:
    assert words.is_web_address(address)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", " javascript:x", "java\nscript:x", "https:", "//x.example", "runbook 7",
     "http://[", "JAVASCRIPT:x", "vbscript:x", "https://a b.example", "mailto:"],
)  # fmt: skip
def test_addresses_that_stay_text(address: str) -> None:
    assert not words.is_web_address(address)


def test_lists_and_counts() -> None:
    assert words.listed([]) == ""
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert (words.counted(1, "flow"), words.counted(2, "flow")) == ("1 flow", "2 flows")
    assert words.counted(1000, "history", "histories") == "1,000 histories"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://runbooks.example.com/orders/erp-refusal", "orders/erp-refusal"),
        ("https://www.example.com/", "example.com"),
        ("https://wiki.example.com/a/b/thin-slice?x=1#y", "b/thin-slice"),
        ("mailto:a@b.example", "a@b.example"),
    ],
)
def test_an_address_by_its_end(address: str, shown: str) -> None:
    assert words.short_address(address) == shown
