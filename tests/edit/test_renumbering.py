"""Mentions of a record that has another number now: all of them, and nothing that only looks like one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.edit.renumbering import Renumbering, rewrite_references
from settled.model.errors import UsageError
from settled.model.vocabulary import Kind
from tests.edit.differing import differing
from tests.reading.generated import bounded, pieces

ADR = Renumbering(Kind.DECISION, 3, 12, "decisions/adr/0003-use-kafka.md", "decisions/adr/0012-use-kafka.md")
FILE = "decisions/adr/0001-first.md"
TEXT = """\
---
status: accepted   # see ADR-0003
supersedes: [ADR-3, '0003', "adr/0003-use-kafka.md", ./0003-use-kafka, 33, ADR-31]
superseded-by: 3, 4
applies-to:
  - FLOW-0003   # its flow
because: |
  as ADR-0003 says
  # adr-3

# below: ADR-0003
x-note: {after: a, text: 'it''s ADR-0003.'}
---

# 1. First, before ADR-3

See [3. Use Kafka](0003-use-kafka.md#why "t"), [ADR-0003](<../adr/0003-use-kafka.md>), ADR-3 and ADR_03.
`ADR-0003`, https://example.com/ADR-3, ADR-3-x, ADR-0003.md, FLOW-3, [3. Other](../flows/0003-use-kafka.md)
<!-- ADR-0003 -->
```
ADR-0003 [3. Use Kafka](0003-use-kafka.md)
```
[kafka]: ./0003-use-kafka.md"""
AFTER = """\
---
status: accepted   # see ADR-0003
supersedes: [ADR-12, '0012', "adr/0012-use-kafka.md", ./0012-use-kafka, 33, ADR-31]
superseded-by: 12, 4
applies-to:
  - FLOW-0003   # its flow
because: |
  as ADR-0012 says
  # adr-12

# below: ADR-0003
x-note: {after: a, text: 'it''s ADR-0012.'}
---

# 1. First, before ADR-12

See [12. Use Kafka](0012-use-kafka.md#why "t"), [ADR-0012](<../adr/0012-use-kafka.md>), ADR-12 and ADR_12.
`ADR-0003`, https://example.com/ADR-3, ADR-3-x, ADR-0003.md, FLOW-3, [3. Other](../flows/0003-use-kafka.md)
<!-- ADR-0003 -->
```
ADR-0003 [3. Use Kafka](0003-use-kafka.md)
```
[kafka]: ./0012-use-kafka.md"""


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_mention_is_rewritten_and_nothing_else(line_end: str, mark: str) -> None:
    before, after = (mark + text.replace("\n", line_end) for text in (TEXT, AFTER))
    assert rewrite_references(before, FILE, ADR) == after


def test_of_two_records_with_one_number_only_paths_tell_which_is_meant() -> None:
    text = "---\nsupersedes: [3, ADR-3, 0003-use-kafka.md]\n---\n\nADR-3: [3. Use Kafka](0003-use-kafka.md)\n"
    assert rewrite_references(text, FILE, replace(ADR, is_known_by_number=False)) == (
        "---\nsupersedes: [3, ADR-3, 0012-use-kafka.md]\n---\n\nADR-3: [12. Use Kafka](0012-use-kafka.md)\n"
    )


def test_a_bare_number_means_a_record_of_the_kind_that_the_key_is_about() -> None:
    flow = Renumbering(Kind.FLOW, 3, 12, "decisions/flows/0003-a.md", "decisions/flows/0012-a.md")
    text = "---\nkind: flow\nsupersedes: [3]\nafter: [3]\nrisks: [3]\nfailures:\n  - retry: 3\n---\n"
    changed = rewrite_references(text, "decisions/flows/0001-b.md", flow, Kind.FLOW)
    assert differing(text, changed) == (["supersedes: [3]", "after: [3]"], ["supersedes: [12]", "after: [12]"])
    assert rewrite_references(text, FILE, flow) == text.replace("after: [3]", "after: [12]")


def test_a_name_that_a_link_cannot_hold_is_escaped() -> None:
    renamed = replace(ADR, new_file="decisions/adr/0012-use (x).md")
    assert rewrite_references("[a](0003-use-kafka.md)\n", FILE, renamed) == "[a](0012-use%20%28x%29.md)\n"


def test_a_text_that_would_not_read_as_meant_is_refused() -> None:
    assert rewrite_references("---\na: &x ADR-3\nb: *x\n---\n", FILE, ADR) == "---\na: &x ADR-12\nb: *x\n---\n"
    with pytest.raises(UsageError, match=r"^decisions/adr/0001-first\.md:3: the place of `b` cannot be told"):
        rewrite_references('---\na: x\nb: "\\x41DR-3"\n---\n', FILE, ADR)


@given(st.lists(pieces | st.sampled_from(["ADR-3", "[3. K](0003-use-kafka.md)", "ADR-12", "`ADR-3`"])).map("".join))
@bounded
def test_rewriting_there_and_back_gives_the_same_bytes(text: str) -> None:
    if "12" in text:
        return
    back = Renumbering(Kind.DECISION, 12, 3, ADR.new_file, ADR.old_file)
    try:
        there = rewrite_references(text, FILE, ADR)
    except UsageError:
        return
    assert rewrite_references(there, FILE, back) == text
