"""A text that takes too long to convert, as it is written: on its page it stands with a note that says why."""

from __future__ import annotations

import html

from settled.formats.conversion_cost import Obstacle

TOO_LONG = "it takes too long to convert"
"""What is said of a text of which nobody knows more."""


def plain_text(text: str, why: str) -> str:
    """The HTML of `text`, Markdown that is not converted, below a note that says `why`."""
    shown = html.escape(text.strip("\n"), quote=False)
    return (
        '<div class="admonition note"><p class="admonition-title">Shown as it is written</p>'
        f"<p>This text is not converted: {html.escape(why)}.</p></div>\n<pre><code>{shown}</code></pre>\n"
    )


def in_words(obstacle: Obstacle, first_line: int) -> str:
    """Why a text is not converted, for its readers; `first_line` is the line of the file that it begins with."""
    return f"it holds {obstacle.what}, from line {first_line + obstacle.line - 1} on"
