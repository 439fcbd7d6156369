"""A text that takes too long to convert, as it is written: on its page it stands with a note that says why."""

from __future__ import annotations

import html

from settled.formats.conversion_cost import Obstacle

TOO_LONG = "it takes too long to convert"
"""What is said of a text of which nobody knows more."""


_BEGINNING = '<div class="admonition note">'


def plain_text(text: str, why: str) -> str:
    """The HTML of `text`, Markdown that is not converted, below a note that says `why`."""
    shown = html.escape(text.strip("\n"), quote=False)
    return (
        f'{_BEGINNING}<p class="admonition-title">Shown as it is written</p>'
        f"<p>This text is not converted: {html.escape(why)}.</p></div>\n<pre><code>{shown}</code></pre>\n"
    )


def is_ended(shown: str) -> bool:
    """True where `shown` is the HTML of a text that took too long to convert, and nobody knows why."""
    return shown.startswith(_BEGINNING) and f"not converted: {html.escape(TOO_LONG)}." in shown[:400]


def in_words(obstacle: Obstacle, first_line: int) -> str:
    """Why a text is not converted, for its readers; `first_line` is the line of the file that it begins with."""
    return f"it holds {obstacle.what}, from line {first_line + obstacle.line - 1} on"
