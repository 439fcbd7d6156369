"""How a rule says what it found: a problem at a key of a record, or that it could not look; and what many rules ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from settled.model.findings import Finding, Location, Problem, Severity
from settled.model.history import RecordHistory
from settled.model.kinds import spec_of
from settled.model.written_values import Path, path_in_words
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context, NotChecked

if TYPE_CHECKING:
    from settled.model.answers import Section


@dataclass(frozen=True, slots=True)
class Run:
    """What the other rules found, for a rule that judges that: their findings, and the codes and names (in lower
    case) of the rules that ran, of all that there are, and of those that the settings switch off.

    `hidden` are files with the codes and names of rules that are off there, and whose findings there are suppressed.
    `codes` are the codes of all rules by each word that finds one, in lower case.
    """

    findings: tuple[Finding, ...]
    ran: frozenset[str]
    known: frozenset[str]
    switched_off: frozenset[str] = frozenset()
    hidden: Set[tuple[str, str]] = frozenset()
    codes: Mapping[str, str] = field(default_factory=dict)

    def left_out(self, word: str) -> bool:
        """True for the code or name of a rule that there is and that did not run, so that nothing is known of it."""
        return word.lower() in self.known and word.lower() not in self.ran

    def not_run(self, word: str, reason: str) -> NotChecked:
        """That nothing can be said without the rule `word`, which was left out: on purpose where it is switched off."""
        return NotChecked(reason, is_optional=word.lower() in self.switched_off)


RuleOutput: TypeAlias = Problem | NotChecked
Related: TypeAlias = tuple[tuple[Location, str], ...]


def problem_at(
    record: Record,
    path: Path,
    message: str,
    hint: str = "",
    *,
    value: str = "",
    related: Related = (),
    location: Location | None = None,
    field: str = "",
    follows: tuple[str, ...] = (),
    at_most: Severity | None = None,
) -> Problem:
    """A problem of `record` at the front matter key `path` (or at `location`, where that is given).

    `field` names what it is about where that is no key of the front matter; for `follows` and `at_most` see `Problem`.
    """
    field = path_in_words(record.path_of(path)) if path else field
    place = location or record.at(path)
    variant, variants = record.variant, record.variants
    return Problem(
        "",
        place,
        message,
        hint,
        related,
        record.id,
        field,
        value,
        follows=follows,
        at_most=at_most,
        variant=variant,
        variants=variants,
    )


def without_variants(outputs: Iterable[RuleOutput]) -> Iterator[RuleOutput]:
    """What a rule yields, of what it says of several variants of one flow in the same words each once.

    A problem that not all variants of its flow have names those that have it. Where variants repeat a value, it is told
    at the first of its places, and the others are related.
    """
    of_variants: dict[Problem, list[Problem]] = {}
    for output in outputs:
        if isinstance(output, Problem) and output.variant:
            alike = replace(output, variant="", variants=(), related=())
            of_variants.setdefault(alike, []).append(output)
        else:
            yield output
    for alike, problems in _joined(of_variants):
        names = [problem.variant for problem in problems]
        problem = replace(alike, related=tuple(dict.fromkeys(place for each in problems for place in each.related)))
        if set(names) == set(problems[0].variants):
            yield problem
        else:
            shown = " and ".join(f"`{name}`" for name in dict.fromkeys(names))
            yield replace(problem, message=f"in the variant {shown}: {problem.message}")


def _joined(of_variants: Mapping[Problem, list[Problem]]) -> Iterator[tuple[Problem, list[Problem]]]:
    """The problems that are alike at one place, with those in the same words at the places of other variants."""
    in_words: dict[Problem, list[tuple[Problem, list[Problem]]]] = {}
    for alike, problems in of_variants.items():
        groups = in_words.setdefault(replace(alike, location=Location(alike.location.file), field=""), [])
        names = {problem.variant for problem in problems}
        earlier = next((group for group in groups if names.isdisjoint(each.variant for each in group[1])), None)
        if earlier is None:
            groups.append((alike, list(problems)))
            continue
        for problem in problems:
            place = (problem.location, f"here in the variant `{problem.variant}`")
            earlier[1].append(replace(problem, related=(place, *problem.related)))
    for groups in in_words.values():
        yield from groups


def with_history(context: Context) -> Iterator[tuple[Record, RecordHistory]]:
    """Every record that is decided on with what git knows of it; none where git does not know all."""
    project_history = context.complete_history()
    if project_history is None:
        return
    for record in context.project.records:
        history = project_history.of(record.file) if not spec_of(record.kind).has_states_of_its_own else None
        if history is not None:
            yield record, history


def flows_in_force(project: Project) -> Iterator[Record]:
    """The flows that are still asked something: a rejected, deprecated or superseded one is not."""
    return iter(project.flows_in_force)


def flow_variants(project: Project) -> Iterator[Record]:
    """The flows in force, each in every one of its variants: for rules that judge a flow by what it says itself."""
    return iter(project.flow_variants)


def unanswered_keys(record: Record, path: Path, section: Section | None, wanted: tuple[str, ...]) -> list[str]:
    """Those of the `wanted` keys that the section at `path` does not answer; bad values have been told."""
    values = {key: getattr(section, key.replace("-", "_"), None) for key in wanted}
    return [
        key
        for key, value in values.items()
        if (value is None or (isinstance(value, str) and not value.strip())) and not record.is_invalid((*path, key))
    ]


def is_reported(record: Record, path: Path) -> bool:
    """True where another rule tells of `path` already: a value at or in it was bad, or is the template's text."""
    is_bad = record.is_invalid(path) or any(bad[: len(path)] == path for bad in record.invalid)
    return is_bad or path in record.unfilled


def amount(number: float) -> str:
    """A number as a person writes it: `3,600`, `347.2`, `8.33`, `0.5`."""
    if number == int(number):
        return f"{number:,.0f}"
    return f"{number:,.1f}" if number >= 100 else f"{number:.3g}"


def shortened(text: str) -> str:
    """`text` on one line and cut to what a message can carry."""
    if len(text) <= 60 and "\n" not in text and "  " not in text:
        return text.strip()  # as nearly every text is
    folded = " ".join(text.split())
    return folded if len(folded) <= 60 else folded[:59] + "…"
