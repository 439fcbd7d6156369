"""Texts of one repeated mark, from 1 to 100 KB, put before `adr check`, `adr build` and `adr export`.

Usage: python -m benchmarks.repeated_marks [--command check|build|export|convert] [--kilobytes N ...] [SHAPE ...]

For each shape it prints the seconds of processor time that the command takes of a project with that one record, by
size, less what it takes of a record with one line, and the ratio of the largest size to the one before it. Wanted are a
ratio near the ratio of the sizes, and an exit code of 0 or 1. `convert` is the conversion of the text alone, without a
project around it. A command runs in a copy of this process, which is ended after `--limit` seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from settled.cli.main import run as adr


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark that is repeated: after `before`, with `after` at the end, in a file with `ending`.

    `mark` may hold `{}`, which is counted up. A text without front matter gets a title and a section.
    """

    mark: str
    before: str = ""
    after: str = ""
    ending: str = ".md"
    is_whole: bool = False

    def text(self, length: int) -> str:
        """The record, about `length` characters long."""
        marks = itertools.repeat(self.mark) if "{}" not in self.mark else map(self.mark.format, itertools.count(1))
        parts: list[str] = []
        left = length
        for part in marks:
            if left <= 0:
                break
            parts.append(part)
            left -= len(part)
        head = "" if self.is_whole else HEADS[self.ending]
        return f"{head}{self.before}{''.join(parts)}{self.after}\n"


HEADS = {
    ".md": "# 2. A shape\n\nDate: 2026-01-05\n\n## Status\n\nAccepted\n\n## Context\n\n",
    ".rst": "2. A shape\n==========\n\n:Status: accepted\n:Date: 2026-01-05\n\nContext\n-------\n\n",
    ".adoc": "= 2. A shape\n:status: accepted\n:date: 2026-01-05\n\n== Context\n\n",
}


def _front(key: str, mark: str, after: str = "") -> Shape:
    body = "\n---\n# 2. A shape\n\n## Context\n\nText.\n"
    return Shape(mark, f"---\nstatus: accepted\ndate: 2026-01-05\n{key}", after + body, is_whole=True)


def _outcome(mark: str) -> Shape:
    head = '## Considered Options\n\n* One\n* Two\n\n## Decision Outcome\n\nChosen option: "One", because '
    front = "---\nstatus: accepted\ndate: 2026-01-05\n---\n\n# A shape\n\n"
    return Shape(mark, front + head, is_whole=True)


def _rst(mark: str, before: str = "") -> Shape:
    return Shape(mark, before, ending=".rst")


def _adoc(mark: str, before: str = "") -> Shape:
    return Shape(mark, before, ending=".adoc")


SHAPES = {
    # brackets, links and images
    "opening brackets": Shape("["),
    "closing brackets": Shape("]"),
    "brackets in pairs": Shape("[]"),
    "nested brackets": Shape("[a "),
    "links without end": Shape("[a]("),
    "links in links": Shape("[a](b "),
    "links": Shape("[a](b) "),
    "images without end": Shape("!["),
    "references without end": Shape("[a]["),
    "references": Shape("[a][b] "),
    "definitions": Shape("[a{}]: b\n"),
    "opening round brackets": Shape("("),
    "link with round brackets": Shape("(", "[a]("),
    "link with a long title": Shape('"', "[a](b "),
    "link text over lines": Shape("[a\n"),
    "escaped brackets": Shape("\\["),
    # angle brackets, HTML
    "less-than signs": Shape("<"),
    "greater-than signs": Shape("> "),
    "tags without end": Shape("<a "),
    "tags": Shape("<b>"),
    "closing tags": Shape("</b>"),
    "blocks": Shape("<div>\n"),
    "blocks with blank lines": Shape("<div>\n\n"),
    "attributes": Shape("a=b ", "<p "),
    "quoted attributes": Shape('a="', "<p "),
    "comments": Shape("<!--"),
    "ends of comments": Shape("-->"),
    "comments of one character": Shape("<!--a-->"),
    "CDATA": Shape("<![CDATA["),
    "declarations": Shape("<!a "),
    "processing instructions": Shape("<?a "),
    "scripts": Shape("<script>"),
    "autolinks without end": Shape("<http://a"),
    "mail addresses": Shape("<a@b"),
    "addresses": Shape("http://["),
    "entities": Shape("&amp;"),
    "ampersands": Shape("&"),
    "numeric entities": Shape("&#"),
    # emphasis, code
    "stars": Shape("*"),
    "stars and letters": Shape("*a"),
    "stars and blanks": Shape("* "),
    "pairs of stars": Shape("**a "),
    "three stars": Shape("***a"),
    "underscores": Shape("_"),
    "underscores and letters": Shape("_a "),
    "pairs of underscores": Shape("__a"),
    "mixed emphasis": Shape("*a_b"),
    "backticks": Shape("`"),
    "backticks and letters": Shape("`a"),
    "pairs of backticks": Shape("``a`"),
    "growing backticks": Shape("a``` `"),
    "backslashes": Shape("\\"),
    "tildes": Shape("~"),
    # blocks
    "quotations in quotations": Shape("> " ),
    "quotations line by line": Shape("> a\n"),
    "lists in lists on one line": Shape("- "),
    "numbered lists on one line": Shape("1. "),
    "lists": Shape("- a\n"),
    "loose lists": Shape("- a\n\n"),
    "growing lists": Shape("* a\n    "),
    "tasks": Shape("- [ ] "),
    "indented lines": Shape("    a\n\n"),
    "blank lines": Shape("\n"),
    "paragraphs": Shape("a\n\n"),
    "lines": Shape("a\n"),
    "words": Shape("word "),
    "one long word": Shape("a"),
    "blanks": Shape(" ", after="a"),
    "tabs": Shape("\t", after="a"),
    "line breaks": Shape("a  \n"),
    "headings": Shape("# a\n"),
    "headings of their own": Shape("## a{}\n\n"),
    "signs of a heading": Shape("#"),
    "underlined headings": Shape("a\n=\n"),
    "rules": Shape("---\n"),
    "dashes": Shape("-"),
    "bars": Shape("|"),
    "rows of a table": Shape("| a | b |\n", "| a | b |\n| --- | --- |\n"),
    "cells of a table": Shape("a|", "", "\n|-|\n"),
    "columns of a table": Shape("|-", "|a|\n"),
    "fences": Shape("```\n"),
    "fences with a language": Shape("``` a\n"),
    "fences of tildes": Shape("~~~\n"),
    "fences in lists": Shape("- ```\n"),
    "growing fences": Shape("`", "```\n", "\n"),
    "definition lists": Shape("a\n:   b\n\n"),
    "colons": Shape(":   "),
    "admonitions": Shape("!!! note\n"),
    "admonitions in admonitions": Shape("!!! a\n    "),
    "details": Shape("??? note\n    a\n"),
    "footnotes": Shape("[^{}]"),
    "definitions of footnotes": Shape("[^{}]: a\n"),
    "references to one footnote": Shape("[^1]", after="\n\n[^1]: a\n"),
    "lists of attributes": Shape("{: a"),
    "braces": Shape("{"),
    "placeholders": Shape("{a "),
    "attributes of headings": Shape("# a {: #b }\n"),
    "values of attributes": Shape("a=b ", "# a {: ", "}\n"),
    "Mermaid": Shape("A-->B\n", "```mermaid\nflowchart LR\n", "```\n"),
    "broken Mermaid": Shape("```mermaid\n"),
    # words that rules look for
    "weak words": _outcome("should "),
    "conditions": _outcome("if "),
    "conditions and weak words": _outcome("if should "),
    "quotation marks": _outcome('"'),
    "quotation marks and words": _outcome('"a '),
    "apostrophes": _outcome("'a "),
    "curled quotation marks": _outcome("“a "),
    "because": _outcome("because "),
    "options": Shape("* a{}\n", "---\nstatus: accepted\n---\n\n# A shape\n\n## Considered Options\n\n", is_whole=True),
    "chosen options": Shape('Chosen option: "a", because b\n\n', "## Decision Outcome\n\n"),
    "arguments": Shape("* Good, because a\n", "## Pros and Cons of the Options\n\n### One\n\n"),
    "left to do": Shape("TODO: "),
    "question marks": Shape("?"),
    "ids": Shape("ADR-0001 "),
    "statuses": Shape("Status: accepted\n"),
    "superseded": Shape("Superseded by [1](0001-first.md)\n", "## Status\n\n"),
    "labels": Shape("**Status:** "),
    "dates": Shape("2026-01-05 "),
    "digits": Shape("1"),
    "form feeds": Shape("\f"),
    "NUL": Shape("\0"),
    "combining characters": Shape("\u0301", "a"),
    # front matter
    "opening brackets in front matter": _front("tags: ", "["),
    "opening braces in front matter": _front("tags: ", "{"),
    "list in front matter": _front("tags: [", "a, ", "a]"),
    "lists on one line in front matter": _front("tags:\n  ", "- "),
    "keys in front matter": _front("", "key{}: a\n"),
    "equal keys in front matter": _front("", "key: a\n"),
    "anchors in front matter": _front("tags: ", "&a "),
    "aliases in front matter": _front("tags: [", "*a, ", "]"),
    "tags in front matter": _front("tags: ", "!a "),
    "quotation mark in front matter": _front('title: "', "a "),
    "apostrophes in front matter": _front("title: '", "''", "'"),
    "long value in front matter": _front("title: ", "a"),
    "questions in front matter": _front("", "? "),
    "colons in front matter": _front("a", ": "),
    "hashes in front matter": _front("title: a ", "#"),
    "block in front matter": _front("title: |\n", "  a\n"),
    "documents": Shape("---\n", is_whole=True),
    "braces in front matter": _front("title: ", "{a} "),
    # reStructuredText
    "backticks in reStructuredText": _rst("`"),
    "references in reStructuredText": _rst("`a <"),
    "links in reStructuredText": _rst("`a <b>`_ "),
    "stars in reStructuredText": _rst("*a "),
    "roles in reStructuredText": _rst(":a:`"),
    "directives in reStructuredText": _rst(".. a::\n"),
    "targets in reStructuredText": _rst(".. _a{}: b\n"),
    "names in reStructuredText": _rst("a_ "),
    "bars in reStructuredText": _rst("|a "),
    "underlines in reStructuredText": _rst("a\n=\n\n"),
    "grids in reStructuredText": _rst("+-"),
    "grid tables in reStructuredText": _rst("| a | b |\n+---+---+\n", "+---+---+\n"),
    "simple tables in reStructuredText": _rst("==  ==\na   b\n"),
    "lists in reStructuredText": _rst("- "),
    "fields in reStructuredText": _rst(":a: b\n"),
    "literals in reStructuredText": _rst("a::\n\n  b\n\n"),
    "opening brackets in reStructuredText": _rst("["),
    # AsciiDoc
    "stars in AsciiDoc": _adoc("*a "),
    "underscores in AsciiDoc": _adoc("_a "),
    "backticks in AsciiDoc": _adoc("`a"),
    "opening brackets in AsciiDoc": _adoc("["),
    "links in AsciiDoc": _adoc("link:a["),
    "references in AsciiDoc": _adoc("<<a,"),
    "attributes in AsciiDoc": _adoc("{a"),
    "attribute entries in AsciiDoc": _adoc(":a{}: b\n"),
    "attributes of attributes in AsciiDoc": _adoc(":a: {a}{a}\n", "{a}\n"),
    "lists in AsciiDoc": _adoc("* a\n"),
    "growing lists in AsciiDoc": _adoc("*"),
    "definition lists in AsciiDoc": _adoc("a:: b\n"),
    "colons in AsciiDoc": _adoc("a:: "),
    "tables in AsciiDoc": _adoc("|===\n|a\n"),
    "bars in AsciiDoc": _adoc("|a ", "|===\n"),
    "blocks in AsciiDoc": _adoc("----\n"),
    "comments in AsciiDoc": _adoc("////\n"),
    "headings in AsciiDoc": _adoc("== a\n\n"),
    "addresses in AsciiDoc": _adoc("http://a["),
    "plus signs in AsciiDoc": _adoc("a +\n"),
    "hashes in AsciiDoc": _adoc("#a "),
    "includes in AsciiDoc": _adoc("include::a[]\n"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of processor time, and how it ended: an exit code, or None where it was ended."""

    seconds: float
    code: int | None


def measure(work: Callable[[], int], limit: int) -> Measured:
    """What `work` takes in a copy of this process, which has `limit` seconds of processor time."""
    copy = os.fork()
    if copy == 0:
        code = 3
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            code = work()
        finally:
            os._exit(code)
    _, status, usage = os.wait4(copy, 0)
    seconds = usage.ru_utime + usage.ru_stime
    if os.WIFSIGNALED(status):
        was_ended = os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL}
        return Measured(seconds, None if was_ended else 128 + os.WTERMSIG(status))
    return Measured(seconds, os.waitstatus_to_exitcode(status))


def run(arguments: list[str]) -> int:
    """The exit code of `adr` with `arguments`, in this process."""
    try:
        adr(arguments)
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    return 0


def convert(text: str) -> int:
    """Convert `text` as an export does."""
    from settled.site.html.body_text import to_html
    from settled.site.html.cleaning import clean

    clean(to_html(text, lambda address, is_html: None))
    return 0


@contextlib.contextmanager
def project(name: str, shape: Shape, text: str) -> Iterator[Path]:
    """A folder with two records, of which the second holds `text`."""
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder, "docs", "adr")
        records.mkdir(parents=True)
        first = "# 1. First\n\nDate: 2026-01-05\n\n## Status\n\nAccepted\n\n## Context\n\nText.\n"
        (records / "0001-first.md").write_text(first)
        (records / f"0002-{name.replace(' ', '-')}{shape.ending}").write_text(text, "utf-8")
        yield Path(folder)


def measured(name: str, shape: Shape, command: str, length: int, limit: int) -> Measured:
    """What `command` takes of a text of `shape`."""
    text = shape.text(length)
    if command == "convert":
        return measure(lambda: convert(text), limit)
    with project(name, shape, text) as folder:
        arguments = {
            "check": ["check", "--format", "json"],
            "list": ["list"],
            "show": ["show", "2"],
            "build": ["build", "--out", str(folder / "site")],
            "export": ["export", "--sources", str(folder / "sources")],
        }[command]
        return measure(lambda: run(["-C", str(folder), *arguments]), limit)


def main() -> None:
    """Print one line for each shape."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", default="check", choices=["check", "list", "show", "build", "export", "convert"])
    parser.add_argument("--kilobytes", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--limit", type=int, default=60, help="seconds of processor time")
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    arguments = parser.parse_args()
    os.environ["SETTLED_CACHE_DIR"] = "off"
    sizes: list[int] = arguments.kilobytes
    print(f"{arguments.command:40}" + "".join(f"{f'{size} KB':>10}" for size in sizes) + "     ratio  exit codes")
    plain = Shape("a line of words\n")
    for _ in range(2):  # the first compiles
        base = measured("plain", plain, arguments.command, 16, arguments.limit).seconds
    for name, shape in SHAPES.items():
        if arguments.shapes and name not in arguments.shapes:
            continue
        results = [measured(name, shape, arguments.command, size * 1000, arguments.limit) for size in sizes]
        times = [max(result.seconds - base, 0.01) for result in results]
        codes = sorted({"ended" if result.code is None else str(result.code) for result in results})
        ratio = f"{times[-1] / times[-2]:10.1f}" if len(times) > 1 else " " * 10
        print(f"{name:40}" + "".join(f"{seconds:10.2f}" for seconds in times) + f"{ratio}  {' '.join(codes)}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
