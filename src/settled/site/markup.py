"""How the smallest shapes look in HTML, the same on every page.

Functions and not template macros, because every page has hundreds of them; every text is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from settled.site.pages.shapes import Chip, Link, Question, Value


def link(item: Link) -> Markup:
    """A link, or its text alone where it leads nowhere."""
    text = escape(item.text)
    if item.href:
        names = ' class="st-id"' if item.is_id else ""
        title = f' title="{escape(item.title)}"' if item.title else ""
        return Markup(f'<a href="{escape(item.href)}"{names}{title}>{text}</a>')  # noqa: S704 (escaped above)
    return Markup(f'<span class="st-id">{text}</span>') if item.is_id else text  # noqa: S704 (escaped above)


def links(items: Iterable[Link]) -> Markup:
    """Links with commas between them."""
    return Markup(", ").join(link(item) for item in items)


def chip(item: Chip) -> Markup:
    """A state as symbol and word; the symbol is for the eye alone."""
    return Markup(  # noqa: S704 (escaped here)
        f'<span class="st-chip st-tone-{escape(item.tone)}"><span class="st-symbol" aria-hidden="true">'
        f"{escape(item.symbol)}</span> {escape(item.word)}</span>"
    )


_OPEN = Chip("?", "open", "open")


def question(item: Question) -> Markup:
    """An open question with its owner and its day."""
    owner = link(item.owner) if item.owner else Markup("nobody owes the answer")
    if not item.due:
        due = Markup("without a date")
    elif item.is_overdue:
        due = Markup('<span class="st-late">due {} (overdue)</span>').format(item.due)
    else:
        due = escape(f"due {item.due}")
    return Markup('<span class="st-question">{} {} <span class="st-owed">{}, {}</span></span>').format(
        chip(_OPEN), item.text, owner, due
    )


def value(item: Value) -> Markup:
    """What a record says at one place, or the state of its lack."""
    if item.lack:
        return chip(item.lack)
    if item.links and item.question:
        return links(item.links) + Markup(", ") + question(item.question)
    if item.links:
        return links(item.links)
    if item.question:
        return question(item.question)
    return Markup('<span class="st-quiet">{}</span>').format(item.note) if item.note else Markup("")


def code_marks(text: str) -> Markup:
    """`text` with what stands in backticks set as code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:  # a backtick without its partner stays as it is
        return escape(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if index % 2 else escape(piece) for index, piece in enumerate(pieces)
    )
