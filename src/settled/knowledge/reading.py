"""The text of a file of knowledge into its entries; whatever is wrong with it is a problem at its place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from settled.frontmatter import YamlDocument
from settled.knowledge.known import KnownException, KnownFact, KnownPattern, KnownWord, Source, Traits, word_id
from settled.model.findings import Problem
from settled.model.platform_words import Confidence
from settled.model.written_values import Path, path_in_words

if TYPE_CHECKING:
    from settled.model.answers import Section
    from settled.model.knowledge import ExceptionEntry, KnownFactEntry, PatternEntry, TraitsEntry, WordEntry

Known = TypeVar("Known")
Entry = TypeVar("Entry", bound="Section")
File = TypeVar("File", bound="Section")

_NEEDS_NO_SOURCE = (Confidence.GENERAL_KNOWLEDGE, Confidence.UNVERIFIED)


@dataclass(frozen=True, slots=True)
class ReadKnowledge(Generic[Known]):
    """The entries of a file that could be read, and what is wrong with the rest."""

    entries: tuple[Known, ...]
    problems: tuple[Problem, ...]


def patterns_of(document: YamlDocument) -> ReadKnowledge[KnownPattern]:
    """The patterns that the YAML of `document` holds; an entry that lacks something it needs is left out."""
    from settled.model.knowledge import PatternsFile

    reader = _Reader(document)
    content = reader.content(PatternsFile)
    read = content.read.isoformat() if content.read is not None else ""
    return reader.read(
        "patterns",
        content.patterns or (),
        ("id", "name", "what", "delivery", "order", "lateness", "traits", "fits", "fits_not", "needs", "facts"),
        lambda path, entry: _pattern(reader, path, entry, read),
    )


def exceptions_of(document: YamlDocument) -> ReadKnowledge[KnownException]:
    """The exceptions that the YAML of `document` holds; an entry that lacks something it needs is left out."""
    from settled.model.knowledge import ExceptionsFile

    reader = _Reader(document)
    content = reader.content(ExceptionsFile)
    read = content.read.isoformat() if content.read is not None else ""
    return reader.read(
        "exceptions",
        content.exceptions or (),
        ("id", "name", "what", "goes_wrong", "prevented_by", "decisions", "keys", "answer", "example", "facts"),
        lambda path, entry: _exception(reader, path, entry, read),
    )


def words_of(document: YamlDocument) -> ReadKnowledge[KnownWord]:
    """The words that the YAML of `document` holds; an entry that lacks something it needs is left out."""
    from settled.model.knowledge import WordsFile

    reader = _Reader(document)
    return reader.read(
        "words", reader.content(WordsFile).words or (), ("word", "meaning", "example"), lambda _, entry: _word(entry)
    )


class _Reader:
    def __init__(self, document: YamlDocument) -> None:
        self.document = document
        self.problems: list[Problem] = list(document.problems)

    def content(self, model: type[File]) -> File:
        from settled.frontmatter.validation import validate

        # What a record may leave unfilled an example may show.
        validated = validate(model, dataclasses.replace(self.document, maybe_unfilled=False))
        self.problems += validated.problems
        return validated.content

    def read(
        self, key: str, entries: Sequence[Entry], wanted: tuple[str, ...], known: Callable[[Path, Entry], Known | None]
    ) -> ReadKnowledge[Known]:
        """The entries under `key` that have all `wanted` keys, as `known` makes them."""
        found: list[Known] = []
        for index, entry in enumerate(entries):
            path: Path = (key, index)
            if self.has(path, entry, wanted):
                made = known(path, entry)
                found += [made] if made is not None else []
        return ReadKnowledge(tuple(found), tuple(self.problems))

    def has(self, path: Path, entry: Section, wanted: tuple[str, ...]) -> bool:
        """Whether `entry` has a value for each of the `wanted` keys; tells those that it lacks."""
        lacking = [name.rstrip("_").replace("_", "-") for name in wanted if getattr(entry, name) is None]
        for name in lacking:
            self.tell(path, f"`{path_in_words(path)}` has no `{name}`", f"write `{name}: …`")
        return not lacking

    def facts(self, path: Path, about: str, entries: list[KnownFactEntry], read: str) -> tuple[KnownFact, ...]:
        """The facts of one entry, each with its source."""
        return tuple(self._facts(path, about, entries, read))

    def _facts(self, path: Path, about: str, entries: list[KnownFactEntry], read: str) -> Iterator[KnownFact]:
        for index, entry in enumerate(entries):
            place = (*path, "facts", index)
            if not self.has(place, entry, ("id", "decision", "statement", "question", "confidence")):
                continue
            if not (entry.id and entry.decision and entry.statement and entry.question and entry.confidence):
                continue
            title, url = (entry.source.title, entry.source.url) if entry.source is not None else (None, None)
            is_said = bool(title and url and read)
            if not is_said and entry.confidence not in _NEEDS_NO_SOURCE:
                message = f"`{path_in_words(place)}` does not say where and when it was read"
                self.tell(place, message, "write `source: {title: …, url: …}` and the day under `read`")
                continue
            dated = entry.source.dated if entry.source is not None else None
            yield KnownFact(
                about=about,
                id=entry.id,
                decision=entry.decision.required,
                statement=entry.statement.strip(),
                question=entry.question.strip(),
                figure=entry.figure,
                source=Source(title or "", url or "", dated, read) if is_said else None,
                confidence=entry.confidence,
                note=entry.note,
            )

    def tell(self, path: Path, message: str, hint: str) -> None:
        """Note that something is wrong at `path`."""
        self.problems.append(Problem("invalid-value", self.document.at(path), message, hint))


def _pattern(reader: _Reader, path: Path, entry: PatternEntry, read: str) -> KnownPattern | None:
    traits = _traits(reader, (*path, "traits"), entry.traits) if entry.traits is not None else None
    if entry.id is None or traits is None:
        return None
    return KnownPattern(
        id=entry.id,
        name=entry.name or "",
        what=entry.what or "",
        delivery=entry.delivery or "",
        order=entry.order or "",
        lateness=entry.lateness or "",
        traits=traits,
        fits=tuple(entry.fits or ()),
        fits_not=tuple(entry.fits_not or ()),
        needs=tuple(entry.needs or ()),
        platform_facts=tuple(entry.platform_facts or ()),
        facts=reader.facts(path, f"pattern/{entry.id}", entry.facts or [], read),
    )


def _traits(reader: _Reader, path: Path, entry: TraitsEntry) -> Traits | None:
    wanted = ("classes", "answers", "usual_delay", "order", "coupling", "peaks", "many_at_once")
    if not reader.has(path, entry, wanted) or not reader.has(path, entry.usual_delay or entry, ("from_", "to")):
        return None
    delay = entry.usual_delay
    if delay is None or delay.from_ is None or delay.to is None:
        return None
    if entry.answers is None or entry.order is None or entry.coupling is None or entry.peaks is None:
        return None
    return Traits(
        classes=tuple(entry.classes or ()),
        answers=entry.answers,
        soonest=delay.from_,
        latest=delay.to,
        order=entry.order,
        coupling=entry.coupling,
        peaks=entry.peaks,
        carries_many_at_once=bool(entry.many_at_once),
    )


def _exception(reader: _Reader, path: Path, entry: ExceptionEntry, read: str) -> KnownException | None:
    if entry.id is None:
        return None
    return KnownException(
        id=entry.id,
        name=entry.name or "",
        what=entry.what or "",
        goes_wrong=tuple(entry.goes_wrong or ()),
        prevented_by=tuple(entry.prevented_by or ()),
        decisions=tuple(each.required for each in entry.decisions or ()),
        keys=tuple(entry.keys or ()),
        answer=entry.answer or "",
        example=(entry.example or "").rstrip(),
        platform_facts=tuple(entry.platform_facts or ()),
        facts=reader.facts(path, f"exception/{entry.id}", entry.facts or [], read),
    )


def _word(entry: WordEntry) -> KnownWord:
    return KnownWord(
        id=word_id(entry.word or ""),
        word=entry.word or "",
        also=tuple(entry.also or ()),
        meaning=entry.meaning or "",
        see=tuple(word_id(each) for each in entry.see or ()),
        keys=tuple(entry.keys or ()),
        rules=tuple(entry.rules or ()),
        example=(entry.example or "").rstrip(),
    )
