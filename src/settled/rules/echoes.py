"""Family O: what a system sends comes back to it as somebody else's change, and sets out again."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.time_budget import pattern_of, source_of
from settled.model.findings import Problem
from settled.model.flow_terms import Content
from settled.model.vocabulary import PatternType
from settled.records import Record, texts
from settled.rules.circles import circles, in_words
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, problem_at

_ON_CHANGE = frozenset(
    {PatternType.EVENT, PatternType.QUEUE, PatternType.IPAAS, PatternType.MIDDLEWARE, PatternType.SCHEDULED_JOB}
)


def echo_not_stopped(context: Context) -> Iterator[Problem]:
    """Flows of one object lead back to where it came from, and none says how a system knows its own change again.

    Asked where all of them move on a change (event, queue, iPaaS, middleware, scheduled job). It is enough that one
    of them says `content.version` or `source.ignores`. Told once for each circle, on its last flow.

    Why: the change comes back as a change of the other system, is sent again, and the two correct each other until
    somebody switches one of them off.

    Wrong:
        FLOW-0001: {object: customer, source: {system: crm}, consumers: [shop]}
        FLOW-0002: {object: customer, source: {system: shop}, consumers: [crm]}

    Right:
        FLOW-0002: {object: customer, source: {system: shop, ignores: changes by the user crm-sync}, consumers: [crm]}
    """
    moving = {
        f"{record.file}\0{record.variant}": record
        for record in flow_variants(context.project)
        if pattern_of(record).type in _ON_CHANGE and not _tells_its_own(record)
    }
    from_system: dict[tuple[str, str], set[str]] = {}
    for key, record in moving.items():
        system, name = source_of(record).system, record.flow.object if record.flow is not None else None
        if isinstance(system, str) and isinstance(name, str) and system.strip() and name.strip():
            from_system.setdefault((system, name), set()).add(key)
    following = {
        key: {
            next_key
            for consumer in texts(record.flow.consumers if record.flow is not None else None)
            for next_key in from_system.get((consumer, str(record.flow.object if record.flow is not None else "")), ())
        }
        for key, record in moving.items()
    }
    told: set[frozenset[str]] = set()
    for circle in circles(following):
        records = [moving[key] for key in circle.files]
        files = frozenset(record.file for record in records)
        if len(files) < 2 or files in told:
            continue
        told.add(files)
        last = max(records, key=lambda record: (record.number or 0, record.file))
        name = last.flow.object if last.flow is not None else ""
        systems = [str(source_of(record).system) for record in records]
        yield problem_at(
            last,
            ("source", "system"),
            f"`{name}` comes back to where it set out: {in_words(circle, [f'`{system}`' for system in systems])}, "
            "and no flow says how its own change is known again",
            "say by what an older change is recognised (`content.version`), or which are not sent (`source.ignores`)",
            value=" ".join([str(name), *sorted(systems)]),
            related=tuple(
                (record.at(("source", "system")), f"{record.id} sends it from `{source_of(record).system}`")
                for record in records
                if record is not last
            ),
        )


def _tells_its_own(record: Record) -> bool:
    """True where the flow says, or leaves open on purpose, how it tells its own change from another one's."""
    content = record.flow.content if record.flow is not None else None
    if content is not None and not isinstance(content, Content):
        return True
    version = content.version if content is not None else None
    return version is not None or source_of(record).ignores is not None
