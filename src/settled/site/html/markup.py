"""How the smallest shapes look in HTML, the same on every page.

Functions and not template macros, because every page has hundreds of them. Every text is escaped here,
once, and what the templates get is marked as safe at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from settled.site.html.escaping import escape
from settled.site.pages.shapes import Chip, Fact, Link, Question, Value


def link(item: Link) -> Markup:
    """A link, or its text alone where it leads nowhere."""
    return Markup(_link(item))  # noqa: S704 (escaped below)


def links(items: Iterable[Link]) -> Markup:
    """Links with commas between them."""
    return Markup(_links(items))  # noqa: S704 (escaped below)


def chip(item: Chip) -> Markup:
    """A state as symbol and word; the symbol is for the eye alone."""
    return Markup(_chip(item))  # noqa: S704 (escaped below)


def value(item: Value) -> Markup:
    """What a record says at one place, or the state of its lack."""
    return Markup(_value(item))  # noqa: S704 (escaped below)


def facts(items: Iterable[Fact], style: str = "st-facts") -> Markup:
    """Labelled values as a list of terms; `style` is the class of the list."""
    lines = "\n".join(f"<div>{_label(item.label)}<dd>{_value(item.value)}</dd></div>" for item in items)
    return Markup(f'<dl class="{escape(style)}">\n{lines}\n</dl>')  # noqa: S704 (escaped below)


def code_marks(text: str) -> Markup:
    """`text` with what stands in backticks set as code; a backtick without its partner stays as it is."""
    pieces = escape(text).split("`")
    if len(pieces) % 2 == 0:
        return Markup(escape(text))  # noqa: S704 (escaped here)
    marked = (f"<code>{piece}</code>" if index % 2 else piece for index, piece in enumerate(pieces))
    return Markup("".join(marked))  # noqa: S704 (escaped above)


def _link(item: Link) -> str:
    text = escape(item.text)
    if item.href:
        style = ' class="st-id"' if item.is_id else ""
        title = f' title="{escape(item.title)}"' if item.title else ""
        return f'<a href="{escape(item.href)}"{style}{title}>{text}</a>'
    return f'<span class="st-id">{text}</span>' if item.is_id else text


def _links(items: Iterable[Link]) -> str:
    return ", ".join([_link(item) for item in items])


def _chip(item: Chip) -> str:
    return _chip_of(item.tone, item.symbol, item.word)


@lru_cache(maxsize=1024)
def _chip_of(tone: str, symbol: str, word: str) -> str:
    return (
        f'<span class="st-chip st-tone-{escape(tone)}"><i aria-hidden="true">{escape(symbol)}</i> {escape(word)}</span>'
    )


_OPEN = _chip(Chip("?", "open", "open"))


def _question(item: Question) -> str:
    owner = _link(item.owner) if item.owner else "nobody owes the answer"
    due = f"due {escape(item.due)}" if item.due else "without a date"
    if item.is_overdue:
        due = f'<span class="st-late">{due} (overdue)</span>'
    words = f'{_OPEN} {escape(item.text)} <span class="st-owed">{owner}, {due}</span>'
    return f'<span class="st-question">{words}</span>'


def _value(item: Value) -> str:
    if item.lack:
        return _chip(item.lack)
    said = [_links(item.links)] if item.links else []
    said += [_question(item.question)] if item.question else []
    if said:
        return ", ".join(said)
    return f'<span class="st-quiet">{escape(item.note)}</span>' if item.note else ""


def _label(label: str) -> str:
    return f"<dt>{escape(label)}</dt>" if label else '<dt class="st-hidden">Answer</dt>'
