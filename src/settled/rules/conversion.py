"""Family R: a text that the site cannot show as it is meant."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.findings import Location, Problem
from settled.rules.context import Context
from settled.rules.reporting import problem_at


def unconverted_text(context: Context) -> Iterator[Problem]:
    """The text of a record holds so many marks that a converter of Markdown takes minutes for it.

    Thousands of brackets, tags or backticks that nobody closes, or lists within one another forty deep. On the page
    of the record the text stands as it is written.

    Why: one such record would hold up the site of all the others.

    Wrong:
        [[[[[[[[[[[[[[[[[[[[ (and ten thousand more)

    Right:
        ```
        [[[[[[[[[[[[[[[[[[[[ (generated data, in a block of code or in a file of its own)
        ```
    """
    for record in context.project.records:
        obstacle = record.obstacle
        if obstacle is not None:
            yield problem_at(
                record,
                (),
                f"the text takes too long to convert: it holds {obstacle.what}",
                "close them, or move generated text to a file of its own; the page shows it as it is written",
                value="text",
                location=Location(record.file, record.document.body_line + obstacle.line - 1, obstacle.column),
            )
