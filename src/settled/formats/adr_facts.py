"""What a decision's text says of itself, and how the words are read that say it.

Nothing is guessed: a status that cannot be told is None, with the text as written beside it.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from dataclasses import dataclass, field

from settled.formats.badges import badge_status, holds_image
from settled.formats.dates import written_date
from settled.formats.fact_labels import DATE_RANKS, DECIDERS
from settled.formats.succession_words import succession_clause
from settled.model.references import references_listed_in
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Status

_STRUCK = re.compile(r"(~{1,2})(?=\S)[^~]+(?<=\S)\1|<(s|del|strike)>.{0,300}?</\2>", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>()\[\]]+")
_DATED_STATUS = re.compile(
    r"[*_`]*[^\W\d_]{2,20}[*_`]*[:,]?[ \t]+(?:on[ \t]+|since[ \t]+|[-–—][ \t]+)?[*_`(]*(?:date:?[ \t]*|on[ \t]+)?"
    r"(?P<date>[\w./-][\w ./,-]{6,20}\d)[*_`).]*"
    r"|[*_`(]*(?P<before>\d[\w./-]{6,12}\d)[*_`):]*[ \t]*[-–—]?[ \t]*[*_`]*[^\W\d_]{2,20}[*_`.。]*"
)
_LEADING_NOISE = re.compile(r"^(?::[a-z0-9_+-]+:|[^\w\[{<(`*?!.…]|[*_`]|\s)+", re.IGNORECASE)
_EMOJI = re.compile(r"^(?::[a-z0-9_+-]+:|[^\w\s*_`(])\ufe0f?[ \t]+", re.IGNORECASE)
_LINKED = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)")
_TAG = re.compile(
    r"</?(?:span|b|strong|em|i|font|p|div|br|sup|sub|small|code|mark|u|kbd|a|center|big|label)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"</?(?:br|p|div)\b[^<>]{0,300}>", re.IGNORECASE)
_COLOURED = re.compile(r"^\[[^\[\]\n]{1,60}\]#(?P<text>[^#\n]{1,80})#")
"""AsciiDoc's text with a role: `[green]#Accepted#`."""
# `None (extends ADR-0087)`: what follows the word is not what was asked for.
_NOTHING = re.compile(r"\s*(?:(?:n/?a|none)(?:\s*[.,;(（–—-].*)?|-?\.?)\s*$", re.IGNORECASE)
_BOX_IN_LINE = re.compile(r"(?P<box>\[[ xX]?\](?!\()|[☐☑☒⬜🔲])\ufe0f?[ \t]*(?P<text>[^\[☐☑☒⬜🔲]+)")
_TICKED = frozenset("xX☑☒")
_EMPHASISED = re.compile(r"[ \t]*(\*\*|__)[^*_]+\1[ \t]*")
_OR = re.compile(r"[ \t]+(?:or|oder|ou|of|eller|lub|nebo|tai|veya|или|або)[ \t]+", re.IGNORECASE)


_NO_DATE = 99
"""The rank of a day that is not there."""
_WITHOUT_DIGITS = 10
"""By how much text without a number says less of a day."""


@dataclass
class AdrFacts:
    """What a decision's text says of itself; lines are 1-based lines of the file, None where absent."""

    title: str | None = None
    title_number: int | None = None
    title_line: int | None = None
    status: Status | None = None
    status_text: str | None = None
    status_line: int | None = None
    date: datetime.date | None = None
    date_text: str | None = None
    date_line: int | None = None
    date_rank: int = _NO_DATE
    supersedes: list[str] = field(default_factory=list)
    state_text: str | None = None
    state_line: int | None = None
    superseded_by: list[str] = field(default_factory=list)
    deciders: list[str] = field(default_factory=list)
    deciders_text: str | None = None
    deciders_line: int | None = None
    tags: list[str] = field(default_factory=list)

    def take(self, key: str, value: str, line: int, statuses: StatusWords) -> None:
        """Take what a bullet, a line or a row says under `key`, one of `FACT_KEYS`."""
        if key == "status" and self.status_text is None:
            self.take_status(value, line, statuses)
        elif key == "state" and self.state_text is None and statuses.without_default.status_at_start(value) is not None:
            # It may be that of something else, and counts where nothing says `status`.
            self.state_text, self.state_line = value, line
        elif key in DATE_RANKS:
            self.take_date(value, line, DATE_RANKS[key])
        elif key in DECIDERS and not self.deciders:
            self.deciders = [part.strip() for part in value.split(",") if part.strip()]
        elif key == "tags":
            self.tags = [part for part in re.split(r"[\s,]+", value) if part]
        elif re.fullmatch(r"super[sc]edes", key):
            self.supersedes += references_in(value)
        elif re.fullmatch(r"super[sc]eded by", key):
            self.superseded_by += references_in(value)

    def take_status(self, text: str, line: int, statuses: StatusWords) -> None:
        """Take `text` as the status, and what it says of a successor."""
        self.status_text, self.status_line = text, line
        self.status = read_status(text, statuses)
        by = succession_clause(text)
        if by is not None and not _is_choice(text, statuses) and by.is_whole:
            self.superseded_by += references_in(by.target)
        elif by is None and self.status is Status.SUPERSEDED:
            # `Superseded. See [ADR-0004](0004-use-kafka.md)`: beside that word a link is the successor.
            self.superseded_by += [match[2] for match in _LINKED.finditer(text) if match[2]]

    def take_date(self, text: str, line: int, rank: int = 0) -> None:
        """Take `text` as the date, unless one is known whose label says more; what cannot be read stays as written."""
        rank += 0 if any(map(str.isdigit, text)) else _WITHOUT_DIGITS
        if rank >= self.date_rank:
            return
        self.date_text, self.date_line, self.date_rank = text, line, rank
        try:
            written = written_date(text.lstrip("[(*_` "))
            self.date = written.day if written else None
        except ValueError:
            self.date = None


def read_status(text: str, statuses: StatusWords = STATUS_WORDS) -> Status | None:
    """The status that `text` begins with, by the words `statuses`; None where it cannot be told.

    Emphasis, emoji and links before the word are passed over, and so is what is struck through; what follows the word
    (a date, a parenthesis, a sentence) does not matter. "Partly superseded" and unfilled choices are no status.
    """
    if len(text) > _MOST_REMEMBERED:
        return _read_status(text, statuses)
    known, key = statuses.readings, ("status", text)
    if key not in known:
        if len(known) >= _MOST_READINGS:
            known.clear()
        known[key] = _read_status(text, statuses)
    return known[key]


_MOST_REMEMBERED = 200
"""Longer texts are read anew each time, in characters."""
_MOST_READINGS = 10_000
"""So many texts are remembered, before all are forgotten."""


def _read_status(text: str, statuses: StatusWords) -> Status | None:
    left = _without_struck(text)
    left = _COLOURED.sub(r"\g<text>", left) if left.startswith("[") else left
    by = succession_clause(left)
    if by is not None and by.is_whole and by.begins_clause and references_in(by.target):
        before = statuses.without_default.status_at_start(_bare(by.before))
        if before is not None and before.is_in_force:
            return Status.SUPERSEDED  # `Implemented. Superseded by ADR-0009`
    if holds_image(left) and (told := badge_status(left, statuses)) is not None:
        return told
    left = _chosen_of(left, statuses)
    bare = _bare(left)
    if not bare or bare.startswith(("{", "...", "…")) or _is_choice(left, statuses):
        return statuses.unknown
    found = statuses.status_at_start(bare)
    if by is not None and by.is_whole and by.begins_text and found in {None, statuses.unknown}:
        return Status.SUPERSEDED  # in languages that name the successor first
    return found


def is_choice(text: str, statuses: StatusWords) -> bool:
    """True for a choice that was never made, as a template leaves it."""
    left = _without_struck(text)
    return _is_choice(_chosen_of(left, statuses), statuses)


def _bare(text: str) -> str:
    bare = _LEADING_NOISE.sub("", _LINKED.sub(r"\1", _without_tags(text))).lstrip("[(<").strip()
    if not bare[:1].isdigit():
        return bare
    with contextlib.suppress(ValueError):
        dated = written_date(bare)
        return _LEADING_NOISE.sub("", bare[dated.length :]) if dated else bare
    return bare


def is_struck(text: str) -> bool:
    """True for a text that is struck through as a whole."""
    return "~" in text and not _STRUCK.sub("", text).strip(" \t|/,.;→>-")


def _without_tags(text: str) -> str:
    """`text` without HTML; where a line of it ends, a word does."""
    return _TAG.sub("", _BREAK.sub(" ", text)).lstrip() if "<" in text else text


def _without_struck(text: str) -> str:
    """`text` without words that are struck through, and without what stood between them and the others."""
    left = _STRUCK.sub("", text)
    return text if left == text else left.strip(" \t|/,.;→>-")


def _chosen_of(text: str, statuses: StatusWords) -> str:
    """What was chosen of several on one line, by the tick or the emphasis that one has; `text` where none was."""
    boxes = list(_BOX_IN_LINE.finditer(text[:_MOST_OF_CHOICE])) if "[" in text or "☐" in text or "⬜" in text else []
    if len(boxes) > 1:
        ticked = [each["text"].strip(" \t|/,") for each in boxes if _TICKED & set(each["box"])]
        return ticked[-1] if ticked else text
    if len(text) <= _MOST_OF_CHOICE and ("|" in text or "/" in text) and ("**" in text or "__" in text):
        parts = re.split(r"\||/", text)
        emphasised = [part for part in parts if _EMPHASISED.fullmatch(part)]
        if len(emphasised) == 1 and statuses.meaning_of(emphasised[0]) is not None:
            return emphasised[0].strip()
    return text


_MOST_OF_CHOICE = 1000
"""A longer text is no choice of a few words, in characters."""


def _is_choice(text: str, statuses: StatusWords) -> bool:
    """True for a choice that was never made: `[proposed | accepted]`, `Proposed / Accepted`, `<draft, accepted, …>`."""
    # The title of another record may hold a bar.
    bare = _LINKED.sub("", text)
    # `Proposed [proposed, accepted, …]`: what stands before the choice was chosen.
    chosen, bracket, _ = bare.partition("[")
    bare = chosen if bracket and statuses.status_at_start(chosen) is not None else bare
    if "|" in bare:
        return True
    if len(bare) > _MOST_OF_CHOICE:
        return False
    by_slash, by_or = (_statuses_of(re.split(r"/", bare), statuses), _statuses_of(_OR.split(bare), statuses))
    if len(by_slash) > 1 or len(by_or) > 1:
        return True
    parts = [part for piece in _OR.split(bare) for part in re.split(r"[,，、]", piece)]
    return len(_statuses_of(parts, statuses)) > 2


def _statuses_of(parts: list[str], statuses: StatusWords) -> set[Status]:
    found = (statuses.meaning_of(part) for part in parts) if len(parts) > 1 else ()
    return {status for status in found if status is not None}


def date_in_status(text: str) -> datetime.date | None:
    """The day in a status that is a word and a day (`**Accepted** *2023-06-09*`); None where it says anything else."""
    match = _DATED_STATUS.fullmatch(_EMOJI.sub("", text.strip()))
    if match is None:
        return None
    try:
        said = match["date"] or match["before"]
        written = written_date(said)
    except ValueError:
        return None
    return written.day if written is not None and written.length == len(said) else None


def references_in(text: str) -> list[str]:
    """The records that `text` names: link targets where there are links, else ids, file names, numbers."""
    targets = [match[2] for match in _LINKED.finditer(text) if match[2]] or _URL.findall(text)
    if targets:
        return targets
    return [] if names_nothing(text) else references_listed_in(text)


def names_nothing(text: str) -> bool:
    """True for what teams write where no record is meant: `N/A`, `none`, a dash."""
    return _NOTHING.match(text) is not None
