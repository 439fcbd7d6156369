"""What a decision's text says of itself, and how the words are read that say it.

Nothing is guessed: a status that cannot be told is None, with the text as written beside it.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from settled.formats.dates import written_date
from settled.model.references import references_listed_in
from settled.model.status_words import STATUS_WORDS, StatusWords, words_in
from settled.model.vocabulary import Status

DECIDERS = frozenset({"deciders", "decision-makers", "decision makers"})
"""What the people who decided are called, in lower case."""
FACT_KEYS = DECIDERS | {
    "status", "date", "created", "tags", "supersedes", "supercedes", "superseded by", "superceded by",
}  # fmt: skip
"""What a bullet, a line or the row of a table begins with that says something of the record, in lower case."""
_OTHER_LANGUAGES = {
    "status": ("statut", "estado", "situação", "stato", "ステータス", "状态", "状態", "статус"),
    "date": ("datum", "fecha", "日付", "日期", "дата"),
}
STATUS_LABELS = ("status", *_OTHER_LANGUAGES["status"])
"""What the status is called in lower case, also in other languages; the words for it are a setting."""
_NAMES = {word: name for name, words in _OTHER_LANGUAGES.items() for word in words}
SUPERSEDED_BY = re.compile(r"\b(?:super[sc]ee?ded|replaced)[ \t]+by\b[ \t:]*(?P<target>.*)", re.IGNORECASE)
"""What says by what a record is superseded."""
_PARTLY = re.compile(r"\b(?:partially|partly|in part|parts? (?:is|are|was|were))[ \t]*$", re.IGNORECASE)
_STRUCK = re.compile(r"(~{1,2})(?=\S)[^~]+(?<=\S)\1|<(s|del|strike)>.{0,300}?</\2>", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>()\[\]]+")
_DATED_STATUS = re.compile(
    r"[*_`]*[^\W\d_]{3,20}[*_`]*[:,]?[ \t]+(?:on[ \t]+|[-–—][ \t]+)?[*_`(]*(?P<date>[\w./-][\w ./,-]{6,20}\d)[*_`).]*"
)
_LEADING_NOISE = re.compile(r"^(?::[a-z0-9_+-]+:|[^\w\[{<(`*?!.…]|[*_`]|\s)+", re.IGNORECASE)
_LINKED = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)")
_NOTHING = re.compile(r"\s*(?:n/?a|none|-)?\.?\s*$", re.IGNORECASE)


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
    supersedes: list[str] = field(default_factory=list)
    superseded_by: list[str] = field(default_factory=list)
    deciders: list[str] = field(default_factory=list)
    deciders_text: str | None = None
    deciders_line: int | None = None
    tags: list[str] = field(default_factory=list)

    def take(self, key: str, value: str, line: int, statuses: StatusWords) -> None:
        """Take what a bullet, a line or a row says under `key`, one of `FACT_KEYS`."""
        if key == "status" and self.status_text is None:
            self.take_status(value, line, statuses)
        elif key in {"date", "created"} and self.date_text is None:
            self.take_date(value, line)
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
        by = SUPERSEDED_BY.search(text)
        if by and not _is_choice(text, statuses) and not _PARTLY.search(text[: by.start()]):
            self.superseded_by += references_in(by["target"])
        elif by is None and self.status is Status.SUPERSEDED:
            # `Superseded. See [ADR-0004](0004-use-kafka.md)`: beside that word a link is the successor.
            self.superseded_by += [match[2] for match in _LINKED.finditer(text) if match[2]]

    def take_date(self, text: str, line: int) -> None:
        """Take `text` as the date; what cannot be read stays as written."""
        self.date_text, self.date_line = text, line
        try:
            written = written_date(text.lstrip("[("))
            self.date = written.day if written else None
        except ValueError:
            self.date = None


def fact_name(label: str) -> str:
    """What `label` names, in lower case: one of `FACT_KEYS`, also for a word of another language, else itself."""
    name = " ".join(label.casefold().split())
    return _NAMES.get(name, name)


def read_status(text: str, statuses: StatusWords = STATUS_WORDS) -> Status | None:
    """The status that `text` begins with, by the words `statuses`; None where it cannot be told.

    Emphasis, emoji and links before the word are passed over, and so is what is struck through; what follows the word
    (a date, a parenthesis, a sentence) does not matter. "Partly superseded" and unfilled choices are no status.
    """
    left = _without_struck(text)
    bare = _bare(left)
    if not bare or bare.startswith(("{", "...", "…")) or _is_choice(left, statuses):
        return statuses.unknown
    return statuses.status_at_start(bare)


def _bare(text: str) -> str:
    return _LEADING_NOISE.sub("", _LINKED.sub(r"\1", text)).lstrip("[(<").strip()


def _without_struck(text: str) -> str:
    """`text` without words that are struck through, and without what stood between them and the others."""
    left = _STRUCK.sub("", text)
    return text if left == text else left.strip(" \t|/,.;→>-")


def _is_choice(text: str, statuses: StatusWords) -> bool:
    """True for a choice that was never made: `[proposed | accepted]`, `Proposed / Accepted`, `<draft, accepted, …>`."""
    # The title of another record may hold a bar.
    bare = _LINKED.sub("", text)
    # `Proposed [proposed, accepted, …]`: what stands before the choice was chosen.
    chosen, bracket, _ = bare.partition("[")
    bare = chosen if bracket and statuses.status_at_start(chosen) is not None else bare
    if "|" in bare:
        return True
    statuses_of_parts = [
        [statuses.meanings.get(" ".join(words_in(part))) for part in re.split(sign, bare)] for sign in ("/", ",")
    ]
    by_slash, by_comma = (len({status for status in each if status is not None}) for each in statuses_of_parts)
    return by_slash > 1 or by_comma > 2


def date_in_status(text: str) -> datetime.date | None:
    """The day in a status that is a word and a day (`**Accepted** *2023-06-09*`); None where it says anything else."""
    match = _DATED_STATUS.fullmatch(text.strip())
    if match is None:
        return None
    try:
        written = written_date(match["date"])
    except ValueError:
        return None
    return written.day if written is not None and written.length == len(match["date"]) else None


def references_in(text: str) -> list[str]:
    """The records that `text` names: link targets where there are links, else ids, file names, numbers."""
    targets = [match[2] for match in _LINKED.finditer(text) if match[2]] or _URL.findall(text)
    if targets:
        return targets
    return [] if names_nothing(text) else references_listed_in(text)


def names_nothing(text: str) -> bool:
    """True for what teams write where no record is meant: `N/A`, `none`, a dash."""
    return _NOTHING.match(text) is not None
