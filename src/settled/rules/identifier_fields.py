"""Family J: whether the value of an identifier fits where it is written, and who may give it a prefix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from settled.flows.routes import folded
from settled.model.answers import OpenQuestion
from settled.model.detailed_text import details_of
from settled.model.findings import Problem
from settled.model.flow import Identifier, Source
from settled.model.flow_terms import FieldTerms
from settled.model.vocabulary import Letters, SystemRole
from settled.model.written_values import Path
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import Related, flow_variants, problem_at
from settled.rules.value_sources import first_sources, identifiers_of, prefixes_of


def identifier_does_not_fit(context: Context) -> Iterator[Problem]:
    """A field is too short for the value of an identifier, or cannot hold its letters.

    `length` and `letters` of the identifier are those of the longest value, prefix included; they are held against
    `length` and `letters` of its field in each system under `in`. A prefix is held against the letters of the field
    and of the identifier itself. In the system that gives the value it has no prefix yet, and is shorter by it. Told
    once for an identifier and a field.

    Why: the field takes the first twelve letters without a word. Two payments that differ in the thirteenth are one,
    and nothing can be found by the number on the receipt.

    Wrong:
        - name: payment reference
          role: financial
          length: 16
          in: {storefront: transaction.id, erp: {field: BSEG-XREF1, length: 12}}

    Right:
        - name: payment reference
          role: financial
          length: 16
          in: {storefront: transaction.id, erp: {field: BSEG-XREF3, length: 20}}
    """
    for record in flow_variants(context.project):
        for index, identifier in identifiers_of(record):
            is_told = False
            fields = identifier.in_ if isinstance(identifier.in_, dict) else {}
            for system, field in fields.items():
                problem = _does_not_fit(record, index, identifier, system, details_of(field, FieldTerms))
                if problem is not None:
                    is_told = True
                    yield problem
            if not is_told:
                yield from _foreign_to_itself(record, index, identifier)


@dataclass(frozen=True, slots=True)
class _Value:
    """The longest value of an identifier as one system sees it; None where nobody said."""

    length: int | None
    letters: Letters | None
    prefixes: Mapping[str, str]


def _value_in(record: Record, identifier: Identifier, system: str) -> _Value:
    prefixes = prefixes_of(identifier)
    longest = max(map(len, prefixes.values()), default=0)
    length = identifier.length if isinstance(identifier.length, int) else None
    letters = identifier.letters if isinstance(identifier.letters, Letters) else None
    if system == _giver(record, identifier) and longest:
        return _Value(length - longest if length is not None else None, None, {})
    return _Value(length if length is not None or not longest else longest + 1, letters, prefixes)


def _giver(record: Record, identifier: Identifier) -> str | None:
    """The system that gives an identifier its value: the one that is named, else the source of the flow."""
    source = record.flow.source if record.flow is not None else None
    system = source.system if isinstance(source, Source) else None
    given = identifier.assigned_by if identifier.assigned_by is not None else system
    return given.strip() if isinstance(given, str) else None


def _does_not_fit(record: Record, index: int, identifier: Identifier, system: str, field: FieldTerms) -> Problem | None:
    """What of a value the field of a system cannot hold, in one problem; None where it holds all that is known."""
    if not isinstance(field.length, int) and not isinstance(field.letters, Letters):
        return None  # as of most fields nobody said what they hold
    value = _value_in(record, identifier, system)
    below: Path = ("identifiers", index)
    here: Path = (*below, "in", system)
    reasons: list[str] = []
    related: Related = ()
    if isinstance(field.length, int) and value.length is not None and value.length > field.length:
        path = (*below, "length") if isinstance(identifier.length, int) else (*below, "prefix")
        reasons.append(f"is up to {value.length} letters long and the field holds {field.length}")
        related += ((record.at((*here, "length")), f"here the field holds {field.length} letters"),)
        related += ((record.at(path), "here the longest value is said"),)
    if isinstance(field.letters, Letters):
        at_field = (record.at((*here, "letters")), f"here the field holds `{field.letters}`")
        unfit = [name for name, prefix in value.prefixes.items() if not field.letters.hold(prefix)]
        if value.letters is not None and value.letters.rank > field.letters.rank:
            reasons.append(f"is `{value.letters}` and the field holds `{field.letters}`")
            related += (at_field, (record.at((*below, "letters")), f"here it is `{value.letters}`"))
        elif unfit:
            reasons.append(f"begins with `{value.prefixes[unfit[0]]}` and the field holds `{field.letters}`")
            related += (at_field, (record.at((*below, "prefix", unfit[0])), "here it has the prefix"))
    if not reasons:
        return None
    name = identifier.name if isinstance(identifier.name, str) else "the identifier"
    return problem_at(
        record,
        here,
        f"`{name}` does not fit into its field in `{system}`: it {', and '.join(reasons)}",
        "choose a field that holds the longest value with its prefix, or shorten the value where it is given",
        value=f"{name} {system} {' '.join(reasons)}",
        related=related,
    )


def _foreign_to_itself(record: Record, index: int, identifier: Identifier) -> Iterator[Problem]:
    """A prefix that holds letters which the identifier, prefix included, is said not to have."""
    letters, name = identifier.letters, identifier.name
    if not isinstance(letters, Letters):
        return
    for environment, prefix in prefixes_of(identifier).items():
        if not letters.hold(prefix):
            path: Path = ("identifiers", index, "prefix", environment)
            yield problem_at(
                record,
                path,
                f"`{name}` is said to be `{letters}` with its prefix, and the prefix is `{prefix}`",
                "say of which letters the whole value is, or choose a prefix of these",
                value=f"{name} {letters} {prefix}",
                related=((record.at(("identifiers", index, "letters")), f"here it is `{letters}`"),),
            )
            return


def prefix_on_a_foreign_identifier(context: Context) -> Iterator[Problem]:
    """An identifier has a prefix, and it is another system that gives it its value.

    Told where `assigned-by` names a system other than the flow's source, or a payment provider that is the source: it
    gives its references in a form of its own. A flow that hands on (`source.forwards`)
    what that system sent may say the prefix that it came with, and so may one that names the identifier of another
    object as the flow of that object does.

    Why: the payment provider knows its number without the prefix. Whoever asks it for the number with the prefix,
    or looks up what it reports, finds nothing.

    Wrong:
        - name: payment reference
          role: financial
          assigned-by: payment-provider
          in: {storefront: payment.ref, erp: BSEG-XREF1}
          prefix: {production: "P-", test: "PT-"}

    Right:
        - name: payment reference
          role: financial
          assigned-by: payment-provider
          in: {storefront: payment.ref, erp: BSEG-XREF1}
          prefix: {not-applicable: the provider has another account for each environment}
    """
    given: dict[tuple[str, str, str], list[dict[str, str]]] | None = None
    for record in flow_variants(context.project):
        source = record.flow.source if record.flow is not None else None
        system = source.system if isinstance(source, Source) else None
        for index, identifier in identifiers_of(record):
            giver, prefixes = identifier.assigned_by, prefixes_of(identifier)
            if not isinstance(giver, str) or not isinstance(system, str) or not giver.strip():
                continue
            is_own = giver.strip() == system.strip() or first_sources(context.project, record) == {giver.strip()}
            if not any(prefixes.values()) or (is_own and not _is_payment_provider(context.project, giver, system)):
                continue
            given = _given(context.project) if given is None else given
            name = identifier.name if isinstance(identifier.name, str) else ""
            known = given.get((giver.strip(), _object_of(record, identifier), folded(name)), [])
            if not is_own and any(_agree(prefixes, each) for each in known):
                continue
            yield problem_at(
                record,
                ("identifiers", index, "prefix"),
                f"`{name}` has a prefix, and `{giver}` gives it its value, which knows nothing of the prefix",
                "write `not-applicable:` and why its values cannot be mistaken, or give the prefix to an identifier "
                "of your own",
                value=f"{name} {giver}",
                related=((record.at(("identifiers", index, "assigned-by")), f"here `{giver}` gives the value"),),
            )


def _is_payment_provider(project: Project, giver: str, source: str) -> bool:
    """True where the source of a flow gives a value of which nobody else may choose the form."""
    entry = project.landscape.systems.get(giver.strip())
    return giver.strip() == source.strip() and entry is not None and entry.role is SystemRole.PAYMENT


def _agree(prefixes: dict[str, str], given: dict[str, str]) -> bool:
    """True where two flows say one prefix of each environment that both know; the systems of one may have fewer."""
    both = prefixes.keys() & given.keys()
    return bool(both) and all(prefixes[environment] == given[environment] for environment in both)


def _given(project: Project) -> dict[tuple[str, str, str], list[dict[str, str]]]:
    """The prefixes of the identifiers to which the source of their own object's flow gives value and prefix."""
    found: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for record in flow_variants(project):
        for _, identifier in identifiers_of(record):
            giver, prefixes = _giver(record, identifier), prefixes_of(identifier)
            source = record.flow.source if record.flow is not None else None
            system = source.system if isinstance(source, Source) else None
            if giver is not None and giver == system and not isinstance(identifier.of, (str, OpenQuestion)):
                name = identifier.name if isinstance(identifier.name, str) else ""
                found.setdefault((giver, _object_of(record, identifier), folded(name)), []).append(prefixes)
    return found


def _object_of(record: Record, identifier: Identifier) -> str:
    """The object that an identifier identifies: the one that is named, else the flow's own."""
    own = record.flow.object if record.flow is not None else None
    named = identifier.of if identifier.of is not None else own
    return named.strip() if isinstance(named, str) else ""
