"""The questions of the table that come several times: those for each identifier, and for each failure."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.vocabulary import IdentifierRole, PatternType, Phase
from settled.model.written_values import Path
from settled.scaffold.flow_choices import AUTHORITIES, ROLES, TRACES
from settled.scaffold.question import FAILURES, IDENTIFIERS, Question, consumer_team, teams, these
from settled.scaffold.situation import Situation
from settled.scaffold.typed_answers import Words, read_choice, read_field, read_prefixes, read_some


def _trace(situation: Situation) -> str:
    if situation.pattern in {PatternType.FILE, PatternType.SCHEDULED_JOB}:
        return "job"
    return "event" if situation.pattern is PatternType.EVENT else "payload"


def identifier_questions(now: Situation) -> Iterator[Question]:
    """The join, what the object and the systems need beyond it, and as many more as somebody has to tell of."""
    roles = [IdentifierRole.JOIN]
    if now.word("object") in now.choices.financial:
        roles.append(IdentifierRole.FINANCIAL)
    if now.choices.marketplaces.intersection(now.systems):
        roles.append(IdentifierRole.MARKETPLACE)
    for index, role in enumerate(roles):
        yield from _identifier(now, index, role)
    index = len(roles)
    while True:
        yield from _identifier(now, index, None)
        if now.word("identifiers", index, "name") is None:
            return
        index += 1


_NAMES = {
    IdentifierRole.JOIN: ("Which identifier joins the records?", "order number"),
    IdentifierRole.FINANCIAL: ("By which reference does finance follow the money?", "payment reference"),
    IdentifierRole.MARKETPLACE: ("Which number did the marketplace give?", "marketplace order id"),
    None: ("One more identifier? (its name)", "customer number"),
}


def _identifier(now: Situation, index: int, role: IdentifierRole | None) -> Iterator[Question]:
    entry: Path = ("identifiers", index)
    words, example = _NAMES[role]
    phase = Phase.DESIGN if role is not None else Phase.BUILD
    line = f"identifier {index}"
    yield Question(
        IDENTIFIERS, (*entry, "name"), words, "without it nobody can say which record over there is this one here",
        example, line=line, phase=phase, whole=("identifiers",) if index == 0 else None,
        may_be_skipped=role is None, along={(*entry, "role"): role.value} if role is not None else {},
    )  # fmt: skip
    name = now.word(*entry, "name")
    if name is None and role is None:
        return
    if role is None:
        yield Question(
            IDENTIFIERS, (*entry, "role"), f"What is the {name} for?", "money is followed by another one than parcels",
            "legacy", read_choice, these(ROLES), line=line, phase=phase,
        )  # fmt: skip
    for system in now.systems:
        field = "order.name" if system == now.source else "VBAK-BSTNK"
        yield Question(
            IDENTIFIERS, (*entry, "in", system), f"What is the {name or 'identifier'} called in {system}?",
            "its field there; `not there` where it has none", field, read_field, line=line, phase=phase,
        )  # fmt: skip
    if not now.systems:
        yield Question(
            IDENTIFIERS, (*entry, "in"), f"What is the {name or 'identifier'} called in each system?",
            "it is asked for each once the systems are known", "order.name in the shop", line=line, phase=phase,
            read=_only_open,
        )  # fmt: skip
    if len(now.environments) > 1:
        yield Question(
            IDENTIFIERS, (*entry, "prefix"), f"What stands before the {name or 'identifier'} in each environment?",
            "a test order must never look like a real one", "production W-, test WT-", read_prefixes,
            lambda situation: situation.environments, phase=Phase.BUILD, may_be_skipped=True,
        )  # fmt: skip


def _only_open(answer: str, path: Path, known: Words) -> dict[Path, str]:
    raise ValueError("no system is known yet, so this stays open: press Enter")


def failure_questions(now: Situation) -> Iterator[Question]:
    """The most likely failure, and as many more as somebody has to tell of."""
    index = 0
    while True:
        yield from _failure(now, index)
        if now.word("failures", index, "mode") is None:
            return
        index += 1


def _failure(now: Situation, index: int) -> Iterator[Question]:
    entry: Path = ("failures", index)
    is_first = index == 0
    phase = Phase.DESIGN if is_first else Phase.BUILD
    words = "What is the most likely failure?" if is_first else "What else can fail?"
    example = "ERP rejects the order" if is_first else "the ERP is down"
    first, second = f"failure {index}", f"owner {index}"
    yield Question(
        FAILURES, (*entry, "mode"), words, "what nobody expects nobody answers for", example, line=first, phase=phase,
        whole=("failures",) if is_first else None, may_be_skipped=not is_first,
    )  # fmt: skip
    if now.word(*entry, "mode") is None and not is_first:
        return
    yield Question(
        FAILURES, (*entry, "detect"), "How is it noticed, and how soon?", "else a customer notices it first",
        "an alert on the reject topic within 5 min", line=first, phase=phase,
    )  # fmt: skip
    yield Question(
        FAILURES, (*entry, "effect"), "What does the business feel?", "it says how much haste there is",
        "the order is paid and not picked", line=first, phase=phase,
    )  # fmt: skip
    yield Question(
        FAILURES, (*entry, "owner"), "Which team owns it?", "whoever picks up the phone", "order-operations",
        read_choice, teams, consumer_team, line=second, phase=phase,
    )  # fmt: skip
    yield Question(
        FAILURES, (*entry, "authority"), "What may this team do without asking?", "at night there is nobody to ask",
        "retry, repair, escalate", read_some, these(AUTHORITIES), line=second, phase=phase,
    )  # fmt: skip
    yield Question(
        FAILURES, (*entry, "trace"), "By what is it traced?", "where to look first", "event", read_choice,
        these(TRACES), _trace, line=second, phase=phase,
    )  # fmt: skip
    yield Question(
        FAILURES, (*entry, "runbook"), "Where is the runbook?", "its address", "https://wiki.example/order-rejected",
        phase=Phase.LIVE,
    )  # fmt: skip
