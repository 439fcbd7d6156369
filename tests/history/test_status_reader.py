"""The fast reader of a version must say what the reader of records says, whatever the text is like."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from settled.history import contents
from settled.history.status_reader import ReadingMode, facts_of, status_of
from settled.model.references import folder_kind
from settled.model.vocabulary import Kind, Status
from settled.records import MAXIMUM_FILE_BYTES
from settled.records.reading import read_record
from tests.reading.generated import often

FOLDERS = {None: "", Kind.DECISION: "adr/", Kind.FLOW: "flows/", Kind.RISK: "risks/"}


def expected_status(content: bytes, kind: Kind | None) -> Status | None:
    """The status by the reader of records."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\0" in text[:8192]:
        return None
    record = read_record("0001-x.md", text, kind, is_programme=False).record
    return record.status if record else None


def assert_equal(content: bytes) -> None:
    """Both readers agree, whatever the folder says of the kind."""
    for kind, folder in FOLDERS.items():
        assert status_of(content, f"{folder}0001-x.md") is expected_status(content, kind), (kind, content)


SHAPES = [
    "# T\n\n**Status:** Accepted\n**Date:** 2026-01-01\n\n## Context\n",
    "# T\n\n**Date**: 2026-01-01 | **Status**: Accepted | **Ticket**: X\n\n## Context\n",
    "# T\n\n> Date: 2026-01-01 · Status: Accepted\n",
    "# T\n\n*Status: superseded by ADR-2*\n",
    "# T\n\nStatus: proposed | accepted\n",
    "# T\n\n## \U0001f4cc Status\n\n- [ ] Proposed\n- [x] Accepted\n",
    "# T\n\n## Status\n\n- [ ] Proposed\n- [ ] Accepted\n",
    "# T\n\n## Status\n\n**Status:** Accepted\n",
    "# T\n" + "\n" * 1600 + "**Status:** Accepted\n\n## Context\n",
    "---\nstatus: accepted\n---\n# T\n",
    "---\nstatus: 'accepted'\n---\n# T\n",
    '---\nstatus: "accepted"\n---\n# T\n',
    "---\nstatus: Accepted # since May\n---\n# T\n",
    "---\n# a comment\n\nstatus:   accepted   \n# another\ndate: 2026-01-01\n---\n# T\n",
    "---\nstatus: accepted on 2026-01-01\n---\n",
    "---\nstatus: superseded by [ADR-0002](0002-x.md)\n---\n",
    "---\nstatus: '[superseded](0002-x.md)'\n---\n",
    "---\nstatus: {proposed | accepted}\n---\n",
    "---\nstatus: {}\n---\n",
    "---\nstatus: {open: which one, owner: ada}\n---\n## Status\n\nAccepted\n",
    "---\nstatus: [accepted]\n---\n## Status\n\nAccepted\n",
    "---\nstatus:\n---\n## Status\n\nAccepted\n",
    "---\nstatus: ~\n---\n## Status\n\nAccepted\n",
    "---\nstatus: null\n---\n## Status\n\nAccepted\n",
    "---\nstatus: 'null'\n---\n## Status\n\nAccepted\n",
    "---\nstatus: TBD\n---\n## Status\n\nAccepted\n",
    "---\nstatus: >-\n  accepted\n---\n",
    "---\nstatus: |\n  accepted\n  for now\n---\n",
    "---\nstatus:\n  accepted\n---\n",
    "---\nstatus: accepted\nstatus: rejected\n---\n",
    "---\n'status': accepted\n---\n",
    "---\n? status\n: accepted\n---\n",
    "---\nStatus: accepted\n---\n",
    "---\nstatus : accepted\n---\n",
    "---\nstatus:accepted\n---\n",
    "---\n  status: accepted\n---\n",
    "---\ntitle: a: b\nstatus: accepted\n---\n",
    "---\ntitle: a: b\nkind: flow\nstatus: accepted\n---\n",
    "---\ntitle: a: b\nstatus: accepted: by all\n---\n",
    "---\ndecision-makers:\n  - @ann\n  - bob # the boss\n\nstatus: accepted\n---\n",
    "---\ndecision-makers:\n  - @ann\n  text\nstatus: accepted\n---\n",
    "---\ntitle: a: b\n# note\nmaker: &a x\nstatus: accepted\n---\n",
    "---\ntitle: a: b\nstatus: 'accepted'\nmore:\n  deep: [x]\n---\n## Status\n\nRejected\n",
    "---\ntitle: 'open\nstatus: accepted\n---\n",
    "---\ntitle: [open\nstatus: accepted\n---\n",
    "---\ntitle: [open,\nstatus: accepted\n]\n---\n",
    '---\ntitle: "over\nstatus: accepted\nlines"\n---\n',
    "---\ntitle: &name x\nstatus: *name\n---\n",
    "---\ntitle: &name accepted\nstatus: *name\n---\n",
    "---\nstatus: !word accepted\n---\n",
    "---\n- status: accepted\n---\n",
    "---\nstatus: accepted\n",
    "---\nstatus: accepted\n...\n# T\n",
    "---\nstatus: accepted\n--- \n# T\n",
    "--- \nstatus: accepted\n---\n# T\n",
    "---\n---\n## Status\n\nAccepted\n",
    "---\n\n---\n## Status\n\nAccepted\n",
    "---\nstatus: accepted\n--- x\ndate: 2026-01-01\n---\n",
    "---\rstatus: accepted\r---\r# T\r",
    "---\nkind: flow\nstatus: accepted\n---\n## Status\n\nRejected\n",
    "---\nkind: FLOW\n---\n## Status\n\nRejected\n",
    "---\nkind: risk\nstatus: accepted\n---\n",
    "---\nkind: nonsense\nstatus: accepted\n---\n",
    "---\nkind: [flow]\nstatus: accepted\n---\n",
    "---\nunknown: 1\nx-own: {a: b}\nstatus: accepted\nhold: [no]\n---\n",
    "---\nfailures:\n- mode: lost\n  owner: [a\nstatus: accepted\n---\n",
    "---\nfailures:\n- mode: lost\n  owner: a\nstatus: accepted\n---\n",
    "---\nkey:\n\t- tab\nstatus: accepted\n---\n",
    "---\nstatus: accepted\n---\n# T\n\n## Status\n\nAccepted\n",
    "---\nstatus: accepted\n---\n# T\n\n## Status\n\nRejected\n",
    "---\nstatus: accepted\n---\n# T\n\n## Status\n\nas in the tracker\n",
    "---\nstatus: accepted\n---\n# T\n\n* Status: rejected\n",
    "---\nstatus: unheard-of\n---\n# T\n\n* Status: rejected\n",
    "# 1. T\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n\n## Context\n",
    "# 1. T\n\n## Status\n\nAccepted\n\nSuperseded by [2. U](0002-u.md)\n\n## Context\n",
    "# T\n\n* Status: accepted\n* Deciders: ada\n\n## Context\n\n* Status: rejected\n",
    "# T\n\n- **Status:** proposed\n",
    "# T\n\n- **Status**: proposed\n",
    "# T\n\n## Status: accepted\n",
    "# T\n\n## 2. Status\naccepted\n",
    "# T\n\nStatus\n------\n\nAccepted\n\nContext\n-------\n",
    "# T\n\nStatus\n======\n\nAccepted\n",
    "# Status\n\nAccepted\n\n# T\n\n* Status: rejected\n",
    "# T\n\n## Status\n\n<!-- accepted? -->\n\nProposed\n",
    "# T\n\n<!--\n## Status\n\nAccepted\n-->\n\n## Status\n\nRejected\n",
    "<!-- x -->## Status\n\nAccepted\n",
    "##<!-- x -->Status\n\nAccepted\n",
    "# T\n\n```\n## Status\n\nAccepted\n```\n",
    "# T\n\n## Status quo\n\nAccepted\n\n## Status\n\nRejected\n",
    "# T\n\n## \u017ftatus\n\nAccepted\n",
    "# T\u2028## Status\u2028\u2028Accepted\n",
    "# T\n\nThe order status is accepted.\n\n## Order status\n\nAccepted\n",
    "# T\n\n" + "words and words\n" * 200 + "## Status\n\nAccepted\n\n## Next\n\nRejected\n",
    "# T\n\n## Status\n\nAccepted\n\n## Next\n\n" + "words\n" * 400 + "* Status: rejected\n",
    "# T\n\n# Status\n\nAccepted\n\n# Next\n\n" + "words\n" * 400 + "* Status: rejected\n",
    "# T\n\n## Status quo\n\nwords\n\n## Next\n\n" + "words\n" * 400 + "## Status\n\nRejected\n",
    "# T\n\n## Status\n\nAccepted\n" + "words\n" * 400 + "Superseded by 2\n\n## Next\n",
    "# T\n\n## Status\n\n## Metadata\n\n| Status | Accepted |\n\n## Context\n",
    "## Status\n\nAccepted\n\n## Context\n\n# [Superseded by ADR-2] T\n",
    "# T\n\n## Status\n\nAccepted <!-- x\n## Context\nend -->\nSuperseded by 2\n\n## Next\n",
    "# T\n\n## Status\n\nAccepted\n```\n## Context\n```\nSuperseded by 2\n\n## Next\n",
    "# T\n\n## Status\n\n### Accepted\n\n## Context\n\n### Rejected\n",
    "# T\n\n# Status\n\nAccepted\n\n# Context\n\n* Status: rejected\n\n## Next\n",
    "# T\n\n### Status\n\nAccepted\n\n## Context\n\n## Status\n\nRejected\n",
    "# T\n\n## Status\n\nAccepted\n\n## Next\n\n" + "words\n" * 241 + "last\n---\n",
    "---\n\n# A rule, not front matter\n\n## Status\n\nAccepted\n",
    "",
    "\n",
    "---",
    "---\n",
    "---\n---",
    "status: accepted\n",
    "text\0",
    "---\nstatus: accepted\n---\n" + "x" * 9000 + "\0",
    "---\nstatus: accepted\u0007\n---\n",
    "---\nstatus: \U0001f389 accepted\n---\n",
    "---\nlong: " + "[" * 70 + "]" * 70 + "\nstatus: accepted\n---\n",
    "---\nlong: '" + "x" * 60_000 + "'\nstatus: accepted\n---\n",
    "---\nlong: '" + "x" * 300_000 + "'\nstatus: accepted\n---\n",
]


@pytest.mark.parametrize("text", SHAPES)
def test_both_readers_agree_on_the_shapes_that_people_write(text: str) -> None:
    for shape in (text, text.replace("\n", "\r\n"), "\ufeff" + text, "\ufeff" + text.replace("\n", "\r\n")):
        assert_equal(shape.encode())


@pytest.mark.parametrize("text", SHAPES)
def test_bytes_that_are_not_utf_8_have_no_status(text: str) -> None:
    assert status_of((text + "gr\xfc\xdfe").encode("latin-1", "replace"), "x.md") is None
    assert_equal(text.encode() + b"\xff")


def test_a_file_that_is_too_large_for_a_record_has_no_status() -> None:
    assert contents.MAXIMUM_FILE_BYTES == MAXIMUM_FILE_BYTES
    start = b"---\nstatus: accepted\n---\n"

    assert status_of(start.ljust(MAXIMUM_FILE_BYTES), "x.md") is Status.ACCEPTED
    assert status_of(start.ljust(MAXIMUM_FILE_BYTES + 1), "x.md") is None


WORDS = [
    "accepted", "Rejected", "superseded by 2", "draft", "pending", "TBD", "{a | b}", "nonsense", "'accepted'",
    '"draft"', "[accepted]", "{open: who}", "", "~", "null", "a: b", "'open", "[a", "&a b", "*a", "# no", "|", ">-",
    "- accepted", "@x", "flow", "risk", "decision", "2026-01-01", "[a, b]", "a # b", "**accepted**", "a, b - c",
]  # fmt: skip
KEYS = ["status", "kind", "id", "date", "title", "hold", "failures", "tags", "'status'", "Status", "x-own", "? status"]
FRONT_LINES = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(KEYS), st.sampled_from(WORDS)),
    st.builds("  {}: {}".format, st.sampled_from(KEYS), st.sampled_from(WORDS)),
    st.builds("- {}".format, st.sampled_from(WORDS)),
    st.builds("  {}".format, st.sampled_from(WORDS)),
    st.sampled_from(["", "# comment", "  # comment", "]", "'", '"', "}", "\tx", "--- x", "%x", "status:"]),
)
BODY_LINES = st.one_of(
    st.sampled_from(
        ["# T", "## Status", "Status", "------", "======", "", "## Context", "```", "<!--", "-->", "# Status", "words"]
    ),
    st.builds(
        str.format,
        st.sampled_from(
            [
                "* Status: {}",
                "**Status:** {}",
                "> Status: {}",
                "**Date**: 2026 | **Status**: {}",
                "- [x] {}",
                "- [ ] {}",
            ]
        ),
        st.sampled_from(WORDS),
    ),
    st.builds("## Status: {}".format, st.sampled_from(WORDS)),
    st.sampled_from(WORDS),
    st.just("\n".join(["words"] * 300)),
)


@given(
    front=st.none() | st.lists(FRONT_LINES, max_size=8),
    body=st.lists(BODY_LINES, max_size=9),
    line_end=st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "", "\ufeff"]),
    closing=st.sampled_from(["---", "---", "...", "--- ", ""]),
)
@example(front=["title: &a accepted", "status: *a"], body=[], line_end="\n", mark="", closing="---")
@settings(max_examples=often(150, 1500), deadline=None)
def test_both_readers_agree_on_what_nobody_thought_of(
    front: list[str] | None, body: list[str], line_end: str, mark: str, closing: str
) -> None:
    lines = [*body] if front is None else ["---", *front, closing, *body]
    assert_equal((mark + line_end.join(lines) + line_end).encode())


@given(st.text(max_size=200) | st.text(alphabet="-#:' \"\n\r[]{}*&|>statuacepd1.", max_size=120))
@settings(max_examples=often(100, 500), deadline=None)
def test_both_readers_agree_on_any_text(text: str) -> None:
    assert_equal(text.encode("utf-8", "replace"))
    assert_equal(f"---\n{text}\nstatus: accepted\n---\n".encode("utf-8", "replace"))


def test_the_id_that_a_record_gives_itself_is_read() -> None:
    assert facts_of(b"---\nid: EVENTS\n---\n", ReadingMode(None)).own_id == "EVENTS"
    assert facts_of(b"---\nid: [EVENTS]\n---\n", ReadingMode(None)).own_id is None
    assert facts_of(b"# T\n", ReadingMode(None)).own_id is None


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("0001-x.md", None),
        ("adr/0001-x.md", Kind.DECISION),
        ("flows/deep/0001-x.md", Kind.FLOW),
        ("team/risks/0001-x.md", Kind.RISK),
        ("flows", None),
    ],
)
def test_the_folder_says_the_kind(file: str, kind: Kind | None) -> None:
    assert folder_kind(file) is kind
