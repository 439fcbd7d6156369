"""The text of a profile into its facts; whatever is wrong with it is a problem at its place, never an exception."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from settled.frontmatter import YamlDocument
from settled.model.findings import Problem
from settled.model.known_words import nearest
from settled.model.platform_words import Confidence, Side
from settled.model.written_values import Path, path_in_words
from settled.profiles.profile import AppliesTo, FactSource, Mechanism, PlatformFact, Profile

if TYPE_CHECKING:
    from settled.model.profile import AppliesToEntry, FactEntry, FactSourceEntry, MechanismEntry, ProfileFile

_NEEDS_NO_SOURCE = (Confidence.GENERAL_KNOWLEDGE, Confidence.UNVERIFIED)


@dataclass(frozen=True, slots=True)
class ReadProfile:
    """A profile of all that could be read, and what is wrong with the rest."""

    profile: Profile
    problems: tuple[Problem, ...]


def read_profile(document: YamlDocument, platform: str, *, base: Profile | None = None, is_own: bool) -> ReadProfile:
    """The profile `platform` that the YAML of `document` holds, with the facts of `base` that it does not restate.

    A fact or mechanism that lacks something it needs is left out. With `is_own` facts tell where they were written.
    """
    from settled.frontmatter.validation import validate
    from settled.model.profile import ProfileFile

    # What a record may leave unfilled a profile may not, and it quotes braces of others.
    validated = validate(ProfileFile, dataclasses.replace(document, maybe_unfilled=False))
    reader = _Reader(document, platform, validated.content, validated.invalid, base, is_own)
    profile = reader.read()
    return ReadProfile(profile, (*document.problems, *validated.problems, *reader.problems))


class _Reader:
    def __init__(
        self,
        document: YamlDocument,
        platform: str,
        content: ProfileFile,
        invalid: frozenset[Path],
        base: Profile | None,
        is_own: bool,
    ) -> None:
        self.document, self.platform, self.content = document, platform, content
        self.invalid, self.base, self.is_own = invalid, base, is_own
        self.read_on = content.read.isoformat() if content.read is not None else ""
        self.problems: list[Problem] = []

    def read(self) -> Profile:
        base, content = self.base, self.content
        self._need((), ("name", "facts") if base is None else (), content)
        if content.platform is not None and content.platform != self.platform:
            file = PurePosixPath(self.document.file).name
            self._tell(
                ("platform",),
                f"`platform` is `{content.platform}` in a file that is called `{file}`",
                "a platform is called as its file: rename one of them",
                content.platform,
            )
        mechanisms = {each.id: each for each in base.mechanisms} if base is not None else {}
        mechanisms |= {each.id: each for each in self._mechanisms()}
        facts = {each.id: each for each in base.facts} if base is not None else {}
        facts |= {each.id: each for each in self._facts(mechanisms)}
        return Profile(
            platform=self.platform,
            name=content.name or (base.name if base is not None else self.platform),
            read=self.read_on or (base.read if base is not None else ""),
            mechanisms=tuple(mechanisms.values()),
            facts=tuple(facts.values()),
            note=content.note,
            file=self.document.file if self.is_own else "",
            extends=base.platform if base is not None else None,
        )

    def _mechanisms(self) -> Iterator[Mechanism]:
        seen: set[str] = set()
        for index, entry in enumerate(self.content.mechanisms or ()):
            if entry is not None and self._stands(("mechanisms", index), ("id", "statement"), entry, seen):
                yield Mechanism(
                    entry.id or "",
                    entry.statement or "",
                    entry.side or Side.EITHER,
                    tuple(entry.patterns or ()),
                    tuple(entry.as_source or ()),
                    tuple(entry.objects or ()),
                )

    def _facts(self, mechanisms: dict[str, Mechanism]) -> Iterator[PlatformFact]:
        seen: set[str] = set()
        for index, entry in enumerate(self.content.facts or ()):
            path: Path = ("facts", index)
            if entry is None or not self._stands(path, ("id", "decision", "statement", "question"), entry, seen):
                continue
            fact = self._fact(path, entry, mechanisms)
            if fact is not None:
                yield fact

    def _fact(self, path: Path, entry: FactEntry, mechanisms: dict[str, Mechanism]) -> PlatformFact | None:
        from settled.model.profile import Figures

        applies_to = self._applies_to((*path, "applies-to"), entry.applies_to, mechanisms)
        source = self._source(path, entry)
        if applies_to is None or source is None:
            return None
        if not (entry.id and entry.decision and entry.statement and entry.question and entry.confidence):
            return None
        return PlatformFact(
            platform=self.platform,
            id=entry.id,
            decision=entry.decision.required,
            statement=entry.statement.strip(),
            question=entry.question.strip(),
            applies_to=applies_to,
            figure=entry.figure,
            figures=entry.figures or Figures(),
            source=source,
            confidence=entry.confidence,
            note=entry.note,
            location=self.document.at(path) if self.is_own else None,
        )

    def _applies_to(
        self, path: Path, entry: AppliesToEntry | None, mechanisms: dict[str, Mechanism]
    ) -> AppliesTo | None:
        if entry is None:
            return AppliesTo()
        is_known = True
        for index, word in enumerate(entry.mechanism or ()):
            if word not in mechanisms:
                is_known = False
                guess = nearest(word, mechanisms)
                known = "its mechanisms are: " + ", ".join(mechanisms) if mechanisms else "it lists no `mechanisms:`"
                hint = f"did you mean `{guess}`? {known}" if guess else known
                message = f"`{path_in_words((*path, 'mechanism'))}` names `{word}`, no mechanism of this profile"
                self._tell((*path, "mechanism", index), message, hint, word)
        return (
            AppliesTo(
                entry.side or Side.EITHER,
                tuple(entry.mechanism or ()),
                tuple(entry.objects or ()),
                tuple(entry.fields or ()),
            )
            if is_known
            else None
        )

    def _source(self, path: Path, entry: FactEntry) -> FactSource | None:
        """Where a fact was read, None where that is not said although it has to be."""
        if not self._need(path, ("confidence",), entry):
            return None
        source: FactSourceEntry | None = entry.source
        title, url, dated = (source.title, source.url, source.dated) if source is not None else (None, None, None)
        is_said = bool(title or url) or entry.confidence in _NEEDS_NO_SOURCE
        if not is_said and (*path, "source") not in self.invalid:
            name = path_in_words((*path, "source"))
            self._tell(
                (*path, "source") if source is not None else path,
                f"`{name}` has neither a title nor an address, and its confidence is `{entry.confidence}`",
                "write `source: {title: …, url: …, dated: …}`, or `confidence: general-knowledge`",
            )
        if not (dated or self.read_on) and ("read",) not in self.invalid:
            self._tell(
                path,
                f"`{path_in_words(path)}` does not say how old it is",
                "write the day on which you read its source as `read:` of the profile, or `dated:` of its `source`",
            )
            return None
        return FactSource(title, url, dated, self.read_on) if is_said else None

    def _stands(self, path: Path, keys: tuple[str, ...], entry: FactEntry | MechanismEntry, seen: set[str]) -> bool:
        """Whether an entry of a list has all that it needs, and an id that none before it has."""
        if not self._need(path, keys, entry) or entry.id is None:
            return False
        if entry.id in seen:
            self._tell(
                (*path, "id"),
                f"`{path_in_words(path)}` is called `{entry.id}` like one before it",
                "give each an id of its own",
                entry.id,
            )
            return False
        seen.add(entry.id)
        return True

    def _need(self, path: Path, keys: tuple[str, ...], section: ProfileFile | FactEntry | MechanismEntry) -> bool:
        """Whether `section` has a value for each of `keys`; tells what nobody wrote, and not what is wrong already."""
        lacking = [key for key in keys if not getattr(section, key)]
        untold = [key for key in lacking if (*path, key) not in self.invalid]
        for key in untold:
            where = f"`{path_in_words(path)}`" if path else "this profile"
            self._tell(path, f"{where} has no `{key}`", f"write `{key}: …`", key)
        return not lacking

    def _tell(self, path: Path, message: str, hint: str, value: str = "") -> None:
        location = self.document.at(path)
        self.problems.append(Problem("invalid-value", location, message, hint, field=path_in_words(path), value=value))
