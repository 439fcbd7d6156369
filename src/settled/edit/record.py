"""Edits of a record in the form that it uses: front matter where it has that, else its status section or bullets.

Each takes the whole text of `file`, as it was read, and gives the whole text back; nothing but the meant place
changes. Where that place cannot be told for certain, UsageError says so with file and line.
"""

from __future__ import annotations

from collections.abc import Sequence

from settled.edit.body import (
    Body,
    says_more_than_a_word,
    set_date_text,
    set_deciders_text,
    set_status_text,
    set_status_word,
)
from settled.edit.front_matter import add_to_list, set_list, set_scalar
from settled.edit.links import SUPERSEDED_BY, add_link, takes_paragraphs
from settled.edit.status_word import in_capitals_of, word_beside
from settled.edit.target import Target
from settled.formats.adr_facts import read_status
from settled.formats.fact_labels import fact_name
from settled.formats.front_matter_facts import foreign_status_key
from settled.frontmatter.splitting import split_document
from settled.model.status_words import STATUS_WORDS
from settled.model.vocabulary import Kind, Status

_STATUS, _SUPERSEDED_BY_KEY = "status", "superseded-by"


def set_status(text: str, file: str, status: str, kind: Kind = Kind.DECISION) -> str:
    """`text` with the status set to the word `status`, in front matter and text where both say it.

    `status` is as the record's kind spells it; in a plain record it takes the capitals of the word that is there.
    """
    in_front, in_body = _says_status(text, file, kind)
    if in_front:
        key, present = _status_in_front(text, file)
        text = set_scalar(text, key, _word_in_front(key, present, str(status)), file)
    if in_body or not in_front:
        text = set_status_word(text, str(status), file)
    return text


def set_date(text: str, file: str, day: str, kind: Kind = Kind.DECISION) -> str:
    """`text` with its date set to the ISO date `day`, in front matter and text where both say it."""
    data = split_document(file, text).front.data or {}
    in_body = kind is Kind.DECISION and Body(text, file).facts.date_text is not None
    key = next((key for key in data if key == "date" or fact_name(str(key)) == "date"), "date")
    in_front = key in data or (not in_body and _says_status(text, file, kind)[0])
    if in_front:
        text = set_scalar(text, key, day, file, below=_status_in_front(text, file)[0])
    if in_body or not in_front:
        text = set_date_text(text, day, file)
    return text


def set_decision_makers(text: str, file: str, makers: Sequence[str], kind: Kind = Kind.DECISION) -> str:
    """`text` with exactly `makers` as its decision makers, under the key that it uses or on its bullet `Deciders`.

    In front matter those who stay are left where and as they are. A record that is neither has no place for them.
    """
    if not _says_status(text, file, kind)[0]:
        return set_deciders_text(text, makers, file)
    data = split_document(file, text).front.data or {}
    key = "deciders" if "deciders" in data and "decision-makers" not in data else "decision-makers"
    return set_list(text, key, makers, file, below="date" if "date" in data else _status_in_front(text, file)[0])


def add_reference(text: str, file: str, key: str, target: Target, kind: Kind = Kind.DECISION) -> str:
    """`text` with `target` in the list at `key`, or with the link `Key [n. Title](file)` where it is a plain record.

    `key` is a front matter key such as `supersedes`. A record that is named there already changes nothing.
    """
    if not _says_status(text, file, kind)[0]:
        return add_link(text, _label(key), target, file)
    if any(target.is_named_by(entry) for entry in _entries(text, file, key)):
        return text
    return add_to_list(text, key, target.reference, file, below=_status_in_front(text, file)[0])


def mark_superseded(text: str, file: str, successor: Target, kind: Kind = Kind.DECISION) -> str:
    """`text` with the status superseded, naming `successor`.

    In a plain record the status gives way to `Superseded by [n. Title](file)`. Where more than a word stands in its
    status section, that stays and the link becomes a paragraph; a bullet has no room for both.
    """
    in_front, in_body = _says_status(text, file, kind)
    if in_front:
        key, present = _status_in_front(text, file)
        if read_status(present) is not Status.SUPERSEDED:
            text = set_scalar(text, key, _word_in_front(key, present, Status.SUPERSEDED.value), file)
        text = add_reference(text, file, _SUPERSEDED_BY_KEY, successor, kind)
    if in_body or not in_front:
        # Where both say it, both change: a record that contradicts itself has no status at all.
        status_text = Body(text, file).facts.status_text
        if status_text is not None and says_more_than_a_word(status_text) and takes_paragraphs(text, file):
            text = add_link(text, SUPERSEDED_BY, successor, file)
        else:
            text = set_status_text(text, f"{SUPERSEDED_BY} {successor.link}", file)
    return text


def _says_status(text: str, file: str, kind: Kind) -> tuple[bool, bool]:
    """Whether the front matter says the status (or is where it would go), and whether the text does."""
    document = split_document(file, text)
    in_body = kind is Kind.DECISION and Body(text, file).facts.status_text is not None
    data = document.front.data
    in_front = document.has_front_matter and (not in_body or data is None or _status_in_front(text, file)[0] in data)
    return in_front, in_body


def _status_in_front(text: str, file: str) -> tuple[str, str]:
    """The key of the front matter that tells the status, in whatever language, or would; and what stands there."""
    data = split_document(file, text).front.data or {}
    key = foreign_status_key(data, STATUS_WORDS) or _STATUS
    present = data.get(key)
    return key, present if isinstance(present, str) else ""


def _word_in_front(key: str, present: str, status: str) -> str:
    """The word for `status` at `key`, in the language of `present`; our own word is written in small letters."""
    word = word_beside(present, status)
    return word if key == _STATUS and word == status else in_capitals_of(present, word)


def _entries(text: str, file: str, key: str) -> list[str]:
    present = (split_document(file, text).front.data or {}).get(key)
    if isinstance(present, str):
        return [part.strip() for part in present.split(",")]
    return [entry for entry in present if isinstance(entry, str)] if isinstance(present, list) else []


def _label(key: str) -> str:
    return key.replace("-", " ").capitalize()
