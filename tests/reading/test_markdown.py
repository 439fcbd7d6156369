"""The Markdown scanner: headings, sections, links and prose with their lines, in linear time."""

from __future__ import annotations

import pytest
from hypothesis import given

from settled.formats.adr import read_adr
from settled.formats.markdown import MarkdownBody
from tests.reading.generated import anything, bounded


def headings(text: str) -> list[tuple[int, int, str]]:
    return [(heading.line, heading.level, heading.text) for heading in MarkdownBody(text, 1).headings]


def links(text: str) -> list[tuple[str, str]]:
    return [(link.text, link.target) for link in MarkdownBody(text, 1).links]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n", [(1, 1, "A")]),
        ("###### A ######\n", [(1, 6, "A")]),
        ("####### A\n", []),
        ("#A\n", []),
        ("#\n", [(1, 1, "")]),
        ("   # A\n", [(1, 1, "A")]),
        ("    # A\n", []),
        ("#\u00a0A\n", [(1, 1, "A")]),
        ("# A # B #\n", [(1, 1, "A # B")]),
        ("# C#\n", [(1, 1, "C#")]),
        ("A\n===\n", [(1, 1, "A")]),
        ("A\n-\n", [(1, 2, "A")]),
        ("A\n\n---\n", []),
        ("- A\n---\n", []),
        ("> A\n---\n", []),
        ("| A |\n---\n", []),
        ("---\nA\n---\n", [(2, 2, "A")]),
        ("A\n---\nB\n---\n", [(1, 2, "A"), (3, 2, "B")]),
        ("```\n# A\n```\n# B\n", [(4, 1, "B")]),
        ("~~~ md\n# A\n```\n# B\n~~~\n# C\n", [(6, 1, "C")]),
        ("````\n```\n# A\n````\n# B\n", [(5, 1, "B")]),
        ("```\n# A\n", []),
        ("<!-- # A -->\n# B\n", [(2, 1, "B")]),
        ("<!--\n# A\n-->\n# B\n", [(4, 1, "B")]),
        ("<!-- a --> <!-- b\n# A\n-->\n# B\n", [(4, 1, "B")]),
        ("<!-->\n# A\n", [(2, 1, "A")]),
        ("text <!-- ``` -->\n# A\n", [(2, 1, "A")]),
        ("# A\r\n\r\nB\r\n---\r\n", [(1, 1, "A"), (3, 2, "B")]),
        ("a\x0cb\u2028c\x85d\n# A\n", [(2, 1, "A")]),
        ("", []),
    ],
)
def test_headings(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert headings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b.md)", [("a", "b.md")]),
        ("[a](b.md#c)", [("a", "b.md#c")]),
        ("[a](b_(c).md)", [("a", "b_(c).md")]),
        ("[a](<b c.md>)", [("a", "b c.md")]),
        ('[a](b.md "title (with) brackets")', [("a", "b.md")]),
        ("[a](b.md 'title')", [("a", "b.md")]),
        ("[a]( b.md )", [("a", "b.md")]),
        ("[a]()", [("a", "")]),
        ("[a [b] c](d.md)", [("a [b] c", "d.md")]),
        (r"[a \] b](c.md)", [(r"a \] b", "c.md")]),
        ("[a](b.md) and [c](d.md)", [("a", "b.md"), ("c", "d.md")]),
        ("[a]: b.md", [("a", "b.md")]),
        ("[a]: <b.md> 'title'", [("a", "b.md")]),
        ("[a][b]", []),
        ("[a] (b.md)", []),
        ("`[a](b.md)`", []),
        ("``[a](`b.md)``", []),
        ("`open [a](b.md)", [("a", "b.md")]),
        (r"[\`a\`](b.md)", [(r"\`a\`", "b.md")]),
        ("```\n[a](b.md)\n```", []),
        ("<!-- [a](b.md) -->", []),
        ("[![image](a.png)](b.md)", [("![image](a.png)", "b.md"), ("image", "a.png")]),
        ("[a text of\ntwo lines](b.md 'with a title')", [("", "b.md")]),
        (
            "<img alt=x src='a.png'> <a class=\"x\" href=\"b.md#c\">d</a> `<a href='e.md'>`",
            [("", "a.png"), ("", "b.md#c")],
        ),
        ("[^1]: see\n[note]: for those who read\n[a]: <b c.md> 'd'", [("a", "b c.md")]),
        ("Text\n\n    [code](a.md)\n\nText\n    [text](b.md)", [("text", "b.md")]),
        ("- item\n\n    [text](a.md)\n\n1. item\n\n        [too](b.md)", [("text", "a.md"), ("too", "b.md")]),
    ],
)
def test_links(text: str, expected: list[tuple[str, str]]) -> None:
    assert links(text) == expected


def test_links_and_images_with_their_places() -> None:
    body = MarkdownBody("\n  ![a](b.png) `x` [c](<d.md>)\n [e]: f.md\n", 10)
    assert [(link.line, link.column, link.target_column, link.is_image) for link in body.links] == [
        (11, 3, 8, True),
        (11, 19, 24, False),
        (12, 7, 7, False),
    ]


def test_sections_hold_the_lines_below_their_heading() -> None:
    body = MarkdownBody("# A\n\ntext\n## B\n<!-- nothing -->\n\n## C\n```\ncode\n```\nD\n---\n", 5)
    assert [(section.heading.text, section.is_empty) for section in body.sections()] == [
        ("A", False),
        ("B", True),
        ("C", False),
        ("D", True),
    ]
    assert [section.lines[0][0] for section in body.sections() if section.lines] == [6, 9, 12]


def test_prose_is_what_is_neither_code_nor_comment() -> None:
    body = MarkdownBody("a `b` c\n```\nd\n```\n<!-- e\nf --> g\n", 1)
    assert [(number, text.strip()) for number, text in body.prose()] == [(1, "a     c"), (5, ""), (6, "g")]


@bounded
@given(anything)
def test_any_text_is_scanned_and_every_line_is_within_it(text: str) -> None:
    body = MarkdownBody(text, 1)
    last = len(text.split("\n")) + text.count("\r")
    numbers = [heading.line for heading in body.headings] + [link.line for link in body.links]
    numbers += [number for number, _ in body.lines] + list(body.code_lines)
    assert all(1 <= number <= last for number in numbers)
    assert len(list(body.sections())) == len(body.headings)
    assert [number for number, _ in body.prose()] == [number for number, _ in body.lines]


PATTERNS = (
    "[", "]", "(", ")", "![", "[](", "[a](", "[a](b", "[[", "](", "*", "**", "_", "{", "}", "{a", "`", "``", "` `",
    "`a", "<", "<!--", "-->", "<!-- ", "#", "# ", "-", "- ", "=", "\\", "\\[", "|", ":", "a:", "TODO", "(TODO", "?",
    "[a]: ", "[(", "()", "(()", " ", "\t", "1.", "a ", "superseded by ", "[a](b) ", "é", "\u00a0", "😀", "A", "9",
    "![a](b", "<a>",
)  # fmt: skip


@pytest.mark.parametrize("piece", PATTERNS)
@pytest.mark.parametrize("prefix", ["", "# ", "Status: ", "* Status: "])
def test_50_kb_of_one_piece_are_scanned(piece: str, prefix: str) -> None:
    text = prefix + piece * (50_000 // len(piece))
    body = MarkdownBody(f"# T\n\n{text}\n\n## Status\n\n{text}\n", 1)
    facts = read_adr(body, 7)
    assert facts.title_line == 1
    assert len(list(body.prose())) == len(body.lines)
    assert all(link.line in {3, 7} for link in body.links)


@pytest.mark.parametrize("line", ["[", "`", "<!-- -->", "- [a](b)", "# A", "```", "A\n---", "{"])
def test_many_lines_are_scanned(line: str) -> None:
    body = MarkdownBody(f"{line}\n" * 20_000, 1)
    assert len(list(body.sections())) == len(body.headings)
    assert len(body.links) in {0, 20_000}


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# A <!-- x\n\n## Status\n", ["A <!-- x", "Status"]),
        ("# A <!-- x -->\n\n## Status\n", ["A", "Status"]),
        ("# A <!-- x\nb --> c\n\n## Status\n", ["A <!-- x", "Status"]),
        ("We write `<!--` there.\n\n## Status\n", ["Status"]),
        ("b <!-- c\nd\n# No -->\n## Status\n", ["Status"]),
        ("b <!-- c\n\n# Yes -->\n", ["Yes -->"]),
        # One that begins a line hides what follows, in every program that shows Markdown.
        ("<!-- c\n\n# No\n", []),
        ("<!-- c\n\n# No\n\n-->\n# Yes\n", ["Yes"]),
    ],
)
def test_a_comment_within_a_line_ends_with_its_paragraph_or_is_text(text: str, headings: list[str]) -> None:
    assert [heading.text for heading in MarkdownBody(text, 1).headings] == headings
