"""The kinds of record: one row for each, with all that the program has to know of a kind as data.

A new kind is a row here, a model in `settled.model`, a template in `templates/` and a page in `settled.site`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from settled.model.vocabulary import Kind, RiskStatus, Status
from settled.model.written_values import Path


@dataclass(frozen=True, slots=True, eq=False)
class KindSpec:
    """What is known of one kind of record."""

    kind: Kind
    folder: str
    """The sub-folder of the records folder in which this kind lives."""
    prefix: str
    """The letters before the number in an id: `ADR` in `ADR-0007`."""
    plural: str
    """Several of them: in counts, as a key of JSON, and as the folder of their pages in the site."""
    model: str
    """The class of the front matter as `module:class`: a command that only lists the kinds does not load it.

    `settled.model.record_models` loads it.
    """
    statuses: type[StrEnum]
    """The words that its status may be; with `Status` it is proposed, accepted and superseded as a decision is."""
    final_statuses: tuple[str, ...]
    """Those of its own states in which nothing is asked of it any more; of a decision the status itself says that."""
    first_status: str
    """The status of a new record where none is asked for."""
    template: str
    """The built-in template of a new record where none is named."""
    page: str
    """The row of `settled.site.record_pages.RECORD_PAGES` that makes its page."""
    schema_title: str
    """The title of its JSON Schema."""
    named_under: tuple[str, ...] = ()
    """The keys under which records of other kinds name records of this one, by number alone where they like.

    A key within a section is written as `source.forwards`; in a variant of a flow they mean the same.
    """

    @property
    def has_states_of_its_own(self) -> bool:
        """True where the status is none of those of a decision: it is opened and closed, not accepted."""
        return self.statuses is not Status

    @property
    def with_article(self) -> str:
        """`a flow`, `an incident`."""
        return f"{'an' if self.kind[0] in 'aeiou' else 'a'} {self.kind}"


_SPECS: dict[Kind, KindSpec] = {
    spec.kind: spec
    for spec in (
        KindSpec(
            kind=Kind.DECISION,
            folder="adr",
            prefix="ADR",
            plural="decisions",
            model="settled.model.decision:Decision",
            statuses=Status,
            final_statuses=(),
            first_status=Status.PROPOSED,
            template="madr",
            page="decision",
            schema_title="Front matter of a decision record",
        ),
        KindSpec(
            kind=Kind.FLOW,
            folder="flows",
            prefix="FLOW",
            plural="flows",
            model="settled.model.flow:Flow",
            statuses=Status,
            final_statuses=(),
            first_status=Status.PROPOSED,
            template="flow",
            page="flow",
            schema_title="Front matter of a flow decision record",
            named_under=("after", "requires", "source.forwards"),
        ),
        KindSpec(
            kind=Kind.RISK,
            folder="risks",
            prefix="RISK",
            plural="risks",
            model="settled.model.risk:Risk",
            statuses=RiskStatus,
            final_statuses=(RiskStatus.CLOSED,),
            first_status=RiskStatus.OPEN,
            template="risk",
            page="risk",
            schema_title="Front matter of a declared risk",
            named_under=("risks",),
        ),
    )
}


_known = tuple(_SPECS.values())


def kinds() -> tuple[KindSpec, ...]:
    """Every kind of record that there is now, in the order in which they are listed."""
    return _known


def spec_of(kind: Kind) -> KindSpec:
    """What is known of `kind`."""
    return _SPECS[kind]


def kind_called(word: str) -> Kind | None:
    """The kind that `kind: word` means; None where there is no such kind."""
    return Kind(word) if word in _SPECS else None


def kind_named_under(path: Path) -> Kind | None:
    """The kind of the records that stand at `path` in the front matter of any other; None where the key says none."""
    own = path[2:] if path[0] == "variants" else path
    keys = {".".join(map(str, own[:length])) for length in (1, 2)}
    return next((spec.kind for spec in _SPECS.values() if not keys.isdisjoint(spec.named_under)), None)


@contextmanager
def registered(spec: KindSpec) -> Iterator[KindSpec]:
    """For a time there is one kind more: the way in for tests, and for whoever builds on this package."""
    if spec.kind in _SPECS:
        raise ValueError(f"there is a kind `{spec.kind}` already")
    global _known
    _SPECS[spec.kind] = spec
    _known = tuple(_SPECS.values())
    try:
        yield spec
    finally:
        del _SPECS[spec.kind]
        _known = tuple(_SPECS.values())
