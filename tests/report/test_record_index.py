"""The index in a page: whatever page and records hold, the page keeps its bytes and the table reads as it is."""

from __future__ import annotations

import html
import json
import re
import tempfile
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.edit.lines import prevailing_line_end
from settled.edit.markdown_text import one_line
from settled.model.errors import UsageError
from settled.model.shown_text import visible
from settled.project import load
from settled.report.record_index import BEGIN, END, holds_markers, index_lines, with_index

_PIECES = ["", "text", " ", "\n", "\r\n", "\r", "```", "~~~\n", "\ufeff", "---\n", "<!--", "-->", "é\u2028", "| a |"]
_PAGES = st.lists(st.sampled_from([*_PIECES, f"\n{BEGIN}\n", f"\n{END}\n"]), max_size=12).map("".join)
_WORDS = st.text(st.sampled_from("ab_ *`\\[]()<>&|~$^{}!#-.:;/@'\"=+é\u202e"), min_size=1, max_size=12)


@given(_PAGES)
def test_a_page_keeps_every_byte_and_a_second_run_changes_nothing(text: str) -> None:
    markers = re.findall(f"{re.escape(BEGIN)}|{re.escape(END)}", text)
    try:
        once = with_index(text, "README.md", ["| index |"])
    except UsageError:
        # Only markers that make no pair are refused, and a page whose end is code, where no marker is one.
        assert markers not in ([], [BEGIN, END]) or "```" in text or "~~~" in text
        return
    assert with_index(once, "README.md", ["| index |"]) == once
    end = prevailing_line_end(text)
    before, after = once.split(f"{end}| index |{end}{end}")
    if holds_markers(text):
        assert text.startswith(before)
        assert text.endswith(after)
    else:
        assert before.startswith(text)
        assert before.removeprefix(text).strip() == BEGIN
        assert after == f"{END}{end}"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "lines",
    [
        ["text"],
        ["text", BEGIN, END],
        ["text", BEGIN, "old", END, "text"],
        ["text", "```", BEGIN, END, "```", "text"],
        ["```", BEGIN, "```", "text", BEGIN, "old", END],
    ],
)
def test_a_page_with_one_pair_of_markers_or_none_is_never_refused(lines: list[str], end: str) -> None:
    page = with_index(end.join([*lines, ""]), "README.md", ["| index |"])
    assert page.count(f"{BEGIN}{end}{end}| index |{end}{end}{END}") == 1
    assert "old" not in page


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ([BEGIN], 1),
        (["text", END], 2),
        ([END, BEGIN], 1),
        ([BEGIN, END, "", BEGIN], 4),
        ([BEGIN, END, END], 3),
        (["text", "```"], 2),
    ],
)
def test_a_page_in_which_the_index_has_no_certain_place_is_refused_at_its_line(lines: list[str], line: int) -> None:
    with pytest.raises(UsageError, match=rf"^README\.md:{line}: "):
        with_index("\n".join([*lines, ""]), "README.md", ["| index |"])


@given(_WORDS)
def test_what_a_record_says_is_shown_and_marks_up_nothing(words: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        (root / "decisions").mkdir()
        text = f"---\nstatus: {json.dumps(words)}\n---\n\n# Title\n"
        (root / "decisions/0001-title.md").write_text(text, encoding="utf-8")
        project = load(root)
        table = "\n".join(index_lines(project, root / "README.md"))
    cells = re.findall("<td>(.*?)</td>", markdown.markdown(table, extensions=["tables"]))
    (record,) = project.records
    shown = visible(one_line(record.status_text or ""))
    assert cells[1] == '<a href="decisions/0001-title.md">Title</a>'
    assert "<" not in cells[2]
    assert (html.unescape(cells[2]), len(cells)) == (shown, 5)
