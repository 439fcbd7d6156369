"""The questions that a flow is asked, as one table: where the answer goes, its words, and when it is asked.

A row says of what use the answer is, gives an example, and names the phase whose gate asks for it. Rows on one `line`
may be answered together, with semicolons between the answers. Identifiers and failures come several times.
"""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.vocabulary import PatternType, Phase
from settled.scaffold.flow_choices import (
    BACKOFFS,
    LATENCIES,
    LEVELS,
    ON_FAILURE,
    PATTERNS,
)
from settled.scaffold.question import (
    CHANGES,
    IDEMPOTENCY,
    LATENCY,
    PATTERN,
    SOURCE,
    Question,
    consumer_team,
    has,
    source_team,
    systems,
    teams,
    these,
)
from settled.scaffold.repeated_questions import failure_questions, identifier_questions
from settled.scaffold.situation import Situation
from settled.scaffold.typed_answers import (
    read_changes,
    read_choice,
    read_consumers,
    read_order,
    read_rejections,
    read_several,
    read_text,
    unless_it_does_not_apply,
)

_QUEUED = frozenset({PatternType.EVENT, PatternType.QUEUE})
_RUNS = frozenset({PatternType.FILE, PatternType.SCHEDULED_JOB})
_REMEMBERS = frozenset({*_QUEUED, PatternType.IPAAS})
_BATCHES = frozenset({*_RUNS, PatternType.IPAAS, PatternType.MIDDLEWARE})

_FIRST = (
    Question(
        SOURCE, ("object",), "Which business object travels?",
        "a flow carries one, and the programme looks for flows by it", "order", read_choice,
        lambda now: now.choices.objects, line="source",
    ),
    Question(
        SOURCE, ("source", "system"), "Which system creates the event and holds the truth?",
        "where two systems both believe to be right, the later one wins by chance", "storefront", read_choice, systems,
        lambda now: now.choices.sources.get(now.word("object") or "", ""), line="source", whole=("source",),
    ),
    Question(
        SOURCE, ("source", "trigger"), "What makes it send?",
        "placed and paid are hours apart: the moment in the business", "order paid", line="source",
    ),
    Question(
        SOURCE, ("consumers",), "Which systems receive it?",
        "who is not named is not asked before a change; a promise of its own stands behind it",
        "erp, wms within 5 min", read_consumers, systems,
    ),
    Question(
        CHANGES, ("may-change",), "Which systems may change it on its way, and which fields?",
        "a default that a hub adds is a second truth; `none` where nobody may", "oms: promised-date, split-shipments",
        read_changes, systems, line="changes",
    ),
    Question(
        CHANGES, ("may-reject",), "Which systems may refuse it, and on what rule?",
        "a refusal that nobody foresaw is retried for ever; `none` where nobody may",
        "erp: the customer account is blocked", read_rejections, systems, line="changes",
    ),
    Question(
        CHANGES, ("corrections", "correct"), "Which teams may correct bad data?",
        "two teams that correct one record undo each other's work; `none` where nobody may", "order-operations",
        read_several, teams, source_team, line="corrections", whole=("corrections",),
    ),
    Question(
        CHANGES, ("corrections", "request"), "Which teams may only ask for a correction?",
        "so that they know whom to ask; `none` where nobody needs to", "customer-service", read_several,
        lambda now: {team: name for team, name in now.choices.teams.items() if team not in _correcting(now)},
        lambda now: "" if consumer_team(now) in _correcting(now) else consumer_team(now), line="corrections",
    ),
    Question(
        PATTERN, ("pattern", "type"), "How does it travel?",
        "the pattern decides what can be late, lost or doubled", "event", read_choice, these(PATTERNS),
        line="pattern", whole=("pattern",),
    ),
    Question(
        PATTERN, ("pattern", "because"), "Why this way and not another?",
        "whoever asks in two years reads it here", "the ERP is down every night and the shop must keep selling",
        line="pattern",
    ),
    Question(
        PATTERN, ("source", "mechanism"), "How does the platform hand it over?",
        "its ways differ in what they promise", "webhook", read_choice, lambda now: now.mechanisms,
        is_asked=lambda now: bool(now.mechanisms), phase=Phase.BUILD,
    ),
    Question(
        PATTERN, ("pattern", "ordering"), "By which key is the order of arrival kept?",
        "a cancellation must not overtake its order; `none` where it does not matter", "order number", read_order,
        is_asked=has(*_QUEUED), line="ordering",
    ),
    Question(
        PATTERN, ("pattern", "ordering", "on-failure"), "What happens to those behind one that fails?",
        "one bad order may stop all others", "park", read_choice, these(ON_FAILURE),
        is_asked=lambda now: now.word("pattern", "ordering", "needed") == "true", phase=Phase.REHEARSAL,
    ),
    Question(
        PATTERN, ("pattern", "reads", "by"), "By what does the job find what has changed?",
        "what it does not find, it never sends", "updated-at", unless_it_does_not_apply(read_text),
        is_asked=has(PatternType.SCHEDULED_JOB), line="reads",
    ),
    Question(
        PATTERN, ("pattern", "reads", "overlap"), "How far does it look back behind that?",
        "what was written during a run is found by the next one", "30 min",
        is_asked=has(PatternType.SCHEDULED_JOB), phase=Phase.BUILD, line="reads",
    ),
    Question(
        PATTERN, ("pattern", "reconcile", "type"), "What compares both sides, to find what was lost?",
        "this platform does not promise that an event arrives", "scheduled-job",
        unless_it_does_not_apply(read_choice), these(PATTERNS), is_asked=lambda now: now.may_be_lost, line="reconcile",
    ),
    Question(
        PATTERN, ("pattern", "reconcile", "every"), "How often does it compare?",
        "so long may an order be missing", "1 d", is_asked=lambda now: now.may_be_lost, line="reconcile",
    ),
    Question(
        PATTERN, ("pattern", "reconcile", "compares"), "What does it compare?",
        "numbers alone find no wrong amounts", "orders of the day by number and total",
        is_asked=lambda now: now.may_be_lost, line="reconcile",
    ),
    Question(
        PATTERN, ("pattern", "reconcile", "by"), "Which team acts on what it finds?",
        "a report that nobody reads finds nothing", "order-operations", read_choice, teams, consumer_team,
        lambda now: now.may_be_lost, line="reconcile",
    ),
    Question(
        PATTERN, ("pattern", "timeout"), "After what time does the caller give up?",
        "while it waits, somebody else waits too", "3 s", is_asked=has(PatternType.DIRECT_API), phase=Phase.BUILD,
    ),
    Question(
        PATTERN, ("pattern", "every"), "How often does it run?",
        "it cannot be faster than this", "4 h", is_asked=has(*_RUNS), phase=Phase.BUILD, line="runs",
    ),
    Question(
        PATTERN, ("pattern", "takes"), "How long may a run last?",
        "a run must end before the next one begins", "20 min", is_asked=has(*_RUNS), phase=Phase.BUILD, line="runs",
    ),
    Question(
        PATTERN, ("pattern", "batch"), "How many records go in one call, or how large is a file?",
        "the other side takes only so much at once", "100", is_asked=has(*_BATCHES), phase=Phase.BUILD,
        may_be_skipped=True,
    ),
)  # fmt: skip

_MIDDLE = (
    Question(
        LATENCY, ("latency", "class"), "How late is too late?",
        "in the words of the business: who waits for it", "same-day-operational", read_choice, these(LATENCIES),
        line="latency", whole=("latency",),
    ),
    Question(
        LATENCY, ("latency", "within"), "Within what time must it be there?",
        "retries, runs and people are counted against it", "30 min", line="latency",
    ),
    Question(
        LATENCY, ("latency", "if-late"), "What does the business feel when it is late?",
        "it says what the promise is worth", "the warehouse misses the 16:00 carrier", phase=Phase.BUILD,
    ),
    Question(
        IDEMPOTENCY, ("idempotency", "key"), "By what is a second delivery recognised?",
        "everything that is tried again arrives twice some day", "order number",
        default=lambda now: now.word("identifiers", 0, "name") or "", line="idempotency", whole=("idempotency",),
    ),
    Question(
        IDEMPOTENCY, ("idempotency", "duplicates"), "What happens to the second one?",
        "an error that is sent back is tried again, too", "it is acknowledged and dropped", line="idempotency",
    ),
    Question(
        IDEMPOTENCY, ("idempotency", "remembers"), "For how long is a second one recognised?",
        "longer than anybody tries again; `for ever` where the target looks the key up", "7 d",
        is_asked=lambda now: now.pattern in _REMEMBERS or now.word("source", "mechanism") == "webhook",
        phase=Phase.BUILD,
    ),
    Question(
        IDEMPOTENCY, ("idempotency", "retry", "attempts"), "How often is a failed delivery tried again?",
        "`not applicable: …` says why never", "8", unless_it_does_not_apply(read_text), line="retry",
        whole=("idempotency", "retry"),
    ),
    Question(
        IDEMPOTENCY, ("idempotency", "retry", "within"), "Over what time?",
        "without an end it is tried for ever", "15 min", line="retry",
    ),
    Question(
        IDEMPOTENCY, ("idempotency", "retry", "backoff"), "With what gaps?",
        "a system that comes back is not to be run over", "exponential", read_choice, these(BACKOFFS), line="retry",
    ),
    Question(
        IDEMPOTENCY, ("idempotency", "dead-letter", "to"), "Where does a delivery go that was given up on?",
        "`not applicable: …` says why nothing is given up on", "orders.dead", unless_it_does_not_apply(read_text),
        line="dead-letter", whole=("idempotency", "dead-letter"),
    ),
    Question(
        IDEMPOTENCY, ("idempotency", "dead-letter", "alert"), "Which team is told?",
        "what nobody is told of waits until a customer calls", "order-operations", read_choice, teams, consumer_team,
        line="dead-letter",
    ),
    Question(
        IDEMPOTENCY, ("idempotency", "dead-letter", "keeps"), "For how long is it kept there?",
        "longer than a weekend on which nobody looks", "14 d", phase=Phase.BUILD, line="dead-letter",
    ),
    Question(
        IDEMPOTENCY, ("idempotency", "replay", "by"), "Which team may send again what was lost?",
        "`not applicable: …` says why it never is", "order-operations", unless_it_does_not_apply(read_choice), teams,
        consumer_team, line="replay", whole=("idempotency", "replay"),
    ),
    Question(
        IDEMPOTENCY, ("idempotency", "replay", "how"), "How is it sent again?",
        "at night there is no time to find out", "runbook order-replay", line="replay",
    ),
    Question(
        IDEMPOTENCY, ("idempotency", "replay", "safe-because"), "Why does that do no harm?",
        "some of it has arrived already", "the ERP upserts on the order number", line="replay",
    ),
    Question(
        IDEMPOTENCY, ("idempotency", "replay", "reaches-back"), "How far back can be sent again?",
        "no further than second ones are recognised", "3 d", phase=Phase.BUILD, line="replay",
    ),
)  # fmt: skip

_LAST = (
    Question(
        SOURCE, ("criticality",), "How much does the business depend on it?",
        "what is critical is looked at first", "high", read_choice, these(LEVELS), phase=Phase.BUILD,
        may_be_skipped=True,
    ),
)  # fmt: skip


def _correcting(now: Situation) -> list[str]:
    teams = now.answers.get(("corrections", "correct"))
    return list(teams) if isinstance(teams, list) else []


def questions(now: Situation) -> Iterator[Question]:
    """All questions that a flow may be asked, of all phases, in their order.

    What comes next depends on the answers that `now` holds by then: it grows while this goes on.
    """
    for question in _FIRST:
        if question.is_asked(now):
            yield question
    yield from identifier_questions(now)
    for question in _MIDDLE:
        if question.is_asked(now):
            yield question
    yield from failure_questions(now)
    yield from _LAST
