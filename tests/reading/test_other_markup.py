"""Decisions in reStructuredText and AsciiDoc: the same facts as in Markdown, and every line where it was."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given

from settled.formats.dialect import as_markdown
from settled.model.markup import Dialect
from settled.records import Record
from settled.records.reading import read_record
from tests.reading.generated import anything, bounded


def read(text: str, file: str) -> Record:
    entry = read_record(file, textwrap.dedent(text).lstrip("\n"), None, is_programme=False)
    assert entry.problems == ()
    assert entry.record is not None
    return entry.record


def rst(text: str) -> Record:
    return read(text, "docs/adr/0007-use-kafka.rst")


def adoc(text: str, file: str = "docs/adr/0007-use-kafka.adoc") -> Record:
    return read(text, file)


Facts = tuple[str, int | None, str | None, str | None, str | None]


def facts(record: Record) -> Facts:
    day = record.date.isoformat() if record.date else None
    return record.title, record.title_number, record.status, record.status_text, day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "7. Use Kafka\n============\n\nDate: 2024-01-31\n\nStatus\n------\n\nAccepted\n\nContext\n-------\n",
            ("Use Kafka", 7, "accepted", "Accepted", "2024-01-31"),
        ),
        (
            "============\nADR 7: Kafka\n============\n\n------\nStatus\n------\n\nRejected.\n",
            ("Kafka", 7, "rejected", "Rejected.", None),
        ),
        (
            "Use Kafka\n#########\n\n:Status: proposed\n:Date: 31.01.2024\n:Deciders: Ann, Ben\n",
            ("Use Kafka", None, "proposed", "proposed", "2024-01-31"),
        ),
        (
            "Use Kafka\n=========\n\n**Accepted** *2023-06-09*\n\nContext\n-------\n",
            ("Use Kafka", None, "accepted", "**Accepted** *2023-06-09*", "2023-06-09"),
        ),
        (
            "Use Kafka\n=========\n\nStatus\n------\n\n**Accepted** *2023-06-09*\n",
            ("Use Kafka", None, "accepted", "**Accepted** *2023-06-09*", "2023-06-09"),
        ),
        (
            ".. _adr-7:\n\n.. a comment\n   status: rejected\n\nUse Kafka\n---------\n\n:status: accepted\n",
            ("Use Kafka", None, "accepted", "accepted", None),
        ),
        ("Use Kafka\n=========\n\n**Bold** words begin it.\n", ("Use Kafka", None, None, None, None)),
        ("Use Kafka\n=========\n\n**Accepted** by nobody yet.\n", ("Use Kafka", None, None, None, None)),
        ("Use Kafka\n=========\n\n::\n\n    :Status: accepted\n", ("Use Kafka", None, None, None, None)),
        (
            "Use Kafka\n=========\n\n.. code-block:: yaml\n\n   * Status: accepted\n\nText\n",
            ("Use Kafka", None, None, None, None),
        ),
        ("Use ``Kafka``, not <b>\n======================\n", ("Use Kafka, not <b>", None, None, None, None)),
        ("Just text.\n", ("Use kafka", None, None, None, None)),
        ("", ("Use kafka", None, None, None, None)),
    ],
)
def test_facts_of_restructuredtext(text: str, expected: Facts) -> None:
    assert facts(rst(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "= ADR007: Use Kafka\n\n== Status\n\nAccepted\n\n== Context\n\nText.\n",
            ("Use Kafka", 7, "accepted", "Accepted", None),
        ),
        (
            "= Use Kafka\nJane Doe <jane@example.com>\nv1.0, 2024-01-31\n:status: accepted\n:toc:\n\n== Context\n",
            ("Use Kafka", None, "accepted", "accepted", "2024-01-31"),
        ),
        (
            "= Use Kafka\n:status: proposed\n:revdate: 2024-01-31\n\n* Status: {status}\n* Date: {revdate}\n",
            ("Use Kafka", None, "proposed", "proposed", "2024-01-31"),
        ),
        ("= Use Kafka\n\n* Status: {status}\n", ("Use Kafka", None, None, "{status}", None)),
        (
            "= Use Kafka\n\n== Status\n\n[accepted | rejected]\n",
            ("Use Kafka", None, None, "[accepted | rejected]", None),
        ),
        (
            "Use Kafka\n=========\n\nStatus\n------\n\n*Declined*\n",
            ("Use Kafka", None, "rejected", "**Declined**", None),
        ),
        (
            "= Use Kafka =\n\n// status: accepted\n////\n:status: accepted\n////\n",
            ("Use Kafka", None, None, None, None),
        ),
        ("= Use Kafka\n\n----\n* Status: accepted\n----\n", ("Use Kafka", None, None, None, None)),
        ("# Use Kafka\n\n## Status\n\nAccepted\n", ("Use Kafka", None, "accepted", "Accepted", None)),
    ],
)
def test_facts_of_asciidoc(text: str, expected: Facts) -> None:
    assert facts(adoc(text)) == expected
    assert facts(adoc(text, "docs/adr/0007-use-kafka.ASCIIDOC")) == expected


@pytest.mark.parametrize(
    ("record", "status", "superseded_by", "supersedes"),
    [
        (rst("T\n=\n\n:Status: Superseded by `9 <0009-new.rst>`_\n"), "superseded", ("0009-new.rst",), ()),
        (rst("T\n=\n\n:Status: Superseded by :doc:`0009-new`\n"), "superseded", ("0009-new.rst",), ()),
        (
            rst("T\n=\n\nStatus\n------\n\nAccepted\n\nSuperseded by `New`_\n\n.. _New: 0009-new.rst\n"),
            "superseded",
            ("0009-new.rst",),
            (),
        ),
        (adoc("= T\n\n== Status\n\nSuperseded by xref:0009-new.adoc[9]\n"), "superseded", ("0009-new.adoc",), ()),
        (adoc("= T\n\n== Status\n\nSuperceded by <<0009-new.adoc#,9>>.\n"), "superseded", ("0009-new.adoc",), ()),
        (adoc("= T\n:status: superseded by ADR-9\n"), "superseded", ("ADR-9",), ()),
        (
            adoc("= T\n\n* Status: accepted\n* Supersedes: link:0001-old.md[1]\n"),
            "accepted",
            (),
            ("0001-old.md",),
        ),
    ],
)
def test_who_supersedes_whom(
    record: Record, status: str, superseded_by: tuple[str, ...], supersedes: tuple[str, ...]
) -> None:
    assert (record.status, record.superseded_by, record.supersedes) == (status, superseded_by, supersedes)


def test_restructuredtext_line_for_line() -> None:
    text = textwrap.dedent("""\
        ======
        Events
        ======

        :Status: accepted

        See Kafka_, ``a <b> c``, `this <x.rst>`_, :ref:`that <t>`, `*` and 1 < 2.

        .. code-block:: yaml
           :linenos:

           a:
             - b

        .. note:: Take *care*.

           Always.

        Details
        -------
        #. one
        #. two

        Like so::

            literal

        | a line

        +---+---+
        | a | b |
        +---+---+

        .. image:: x.png
           :alt: A picture

        .. _Kafka: https://kafka.example
        .. toctree::
           other

        # no heading
    """)
    expected = textwrap.dedent("""\

        # Events


        * **Status:** accepted

        See [Kafka](https://kafka.example), `a <b> c`, [this](x.rst), that, *** and 1 &lt; 2.



        ```yaml
        a:
          - b
        ```
        **Note:** Take *care*.

        Always.

        ## Details

        1. one
        1. two

        Like so:
        ```
        literal
        ```
        a line\N{SPACE}\N{SPACE}

        ```text
        | a | b |
        ```

        ![A picture](x.png)






        \\# no heading
    """)
    assert as_markdown(text, Dialect.RESTRUCTUREDTEXT) == expected


def test_asciidoc_line_for_line() -> None:
    text = textwrap.dedent("""\
        = Events
        Jane Doe <jane@example.com>
        :broker: Kafka
        :status: accepted

        Use *{broker}*, _soon_, `now` and snake_case_names; see {nothing}. +
        link:x.adoc[this], https://kafka.example[Kafka^], <<later,below>>, 1 < 2.

        [source,java]
        ----
        int a; // *b*
        ----

        .A title
        * one
        ** two
        . first

        [NOTE]
        ====
        Care.
        ====
        TIP: Rest.

        |===
        |a |b
        |===
        image::x.png[A picture,200]
        include::y.adoc[]
        Broker:: what carries it
        +
        == Later
    """)
    expected = textwrap.dedent("""\
        # Events
        * **Author:** Jane Doe &lt;jane@example.com>

        * **Status:** accepted

        Use **Kafka**, *soon*, `now` and snake_case_names; see {nothing}.\N{SPACE}\N{SPACE}
        [this](x.adoc), [Kafka](https://kafka.example), below, 1 &lt; 2.


        ```java
        int a; // *b*
        ```

        **A title**
        * one
            * two
        1. first

        **Note:**

        Care.

        **Tip:** Rest.

        ```text
        |a |b
        ```
        ![A picture](x.png)
        *include: y.adoc*
        * **Broker** what carries it

        ## Later
    """)
    assert as_markdown(text, Dialect.ASCIIDOC) == expected


def test_places_are_those_of_the_file() -> None:
    record = rst("T\n=\n\nStatus\n------\n\nAccepted\n\nSee `the first <0001-first.rst>`_.\n")
    assert (record.title_line, record.status_line) == (1, 7)
    assert [(link.line, link.column, link.target) for link in record.body.links] == [(9, 17, "0001-first.rst")]


def test_a_small_file_becomes_no_huge_one() -> None:
    long = "x" * 50_000
    assert len(as_markdown(f"= T\n:a: {long}\n\n" + "{a}" * 10_000, Dialect.ASCIIDOC)) < 200_000
    assert len(as_markdown(f"T\n=\n\n.. _a: http://{long}\n\n" + "`a`_ " * 10_000, Dialect.RESTRUCTUREDTEXT)) < 200_000


@pytest.mark.parametrize("dialect", [Dialect.RESTRUCTUREDTEXT, Dialect.ASCIIDOC])
@bounded
@given(anything)
def test_no_line_of_any_text_moves(dialect: Dialect, text: str) -> None:
    for whole in (
        text,
        f"T\n=\n\n:status: {text}\n",
        f"= T\n\n{text}\n\n----\n{text}",
        f"---\nstatus: {text}\n---\n= T\n\nStatus::\n{text}\n* {text}",
        f"T `{text}\n{text}`_\n\n.. adr:: {text}\n   :status: {text}\n\n   {text}\n\nStatus\n------\n.. _a: {text}",
    ):
        lines = whole.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        # The end of a code block at the very end of a file has no line of its own there.
        assert len(as_markdown(whole, dialect).split("\n")) - len(lines) in {0, 1}
        entry = read_record(
            "adr/0001-a.rst" if dialect is Dialect.RESTRUCTUREDTEXT else "adr/1.adoc", whole, None, is_programme=False
        )
        assert entry.record is not None or entry.problems
