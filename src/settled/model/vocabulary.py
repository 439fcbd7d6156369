"""The fixed words of the record formats, each as an enumeration in its documented order."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar


class Kind(str):
    """A kind of record, by the word that `kind:` says in the front matter.

    Which kinds there are, and what is known of each, stands in the rows of `settled.model.kinds`: unlike the
    enumerations below this is no closed list. There is one object for a word, so that `is` compares kinds.
    """

    __slots__ = ()
    DECISION: ClassVar[Kind]
    FLOW: ClassVar[Kind]
    RISK: ClassVar[Kind]

    def __new__(cls, word: str) -> Kind:
        """The kind called `word`; whether there is such a kind is for `settled.model.kinds` to say."""
        return _KINDS.setdefault(word, super().__new__(cls, word))

    @property
    def value(self) -> str:
        """The word itself."""
        return str(self)


_KINDS: dict[str, Kind] = {}
Kind.DECISION, Kind.FLOW, Kind.RISK = Kind("decision"), Kind("flow"), Kind("risk")


class Status(StrEnum):
    """The six states of a decision or flow."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"

    @property
    def is_in_force(self) -> bool:
        """True unless the record was rejected, deprecated or superseded."""
        return self in {Status.DRAFT, Status.PROPOSED, Status.ACCEPTED}

    @property
    def is_undecided(self) -> bool:
        """True while nobody has agreed to the record yet."""
        return self in {Status.DRAFT, Status.PROPOSED}


class Phase(StrEnum):
    """Where a flow stands, in order; each phase has a gate of the same name."""

    DESIGN = "design"
    BUILD = "build"
    REHEARSAL = "rehearsal"
    LIVE = "live"

    @property
    def rank(self) -> int:
        """0 for design up to 3 for live."""
        return _PHASE_RANKS[self]


_PHASE_RANKS = {phase: rank for rank, phase in enumerate(Phase)}


class Level(StrEnum):
    """A rating by the business: criticality, confidence, likelihood, impact."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class PatternType(StrEnum):
    """The seven integration patterns."""

    DIRECT_API = "direct-api"
    EVENT = "event"
    QUEUE = "queue"
    FILE = "file"
    IPAAS = "ipaas"
    MIDDLEWARE = "middleware"
    SCHEDULED_JOB = "scheduled-job"


SYNCHRONOUS_PATTERNS = frozenset({PatternType.DIRECT_API, PatternType.IPAAS, PatternType.MIDDLEWARE})
"""Patterns whose sender waits for the answer, and tries again when a system further on does not answer."""


class IdentifierRole(StrEnum):
    """What an identifier is for."""

    JOIN = "join"
    LEGACY = "legacy"
    MARKETPLACE = "marketplace"
    FINANCIAL = "financial"


class LatencyClass(StrEnum):
    """How late is too late, in business terms, from the strictest to the most patient."""

    CHECKOUT_BLOCKING = "checkout-blocking"
    SAME_DAY_OPERATIONAL = "same-day-operational"
    NEXT_CYCLE_ENRICHMENT = "next-cycle-enrichment"
    FINANCE_CLOSE_RECONCILIATION = "finance-close-reconciliation"


class Authority(StrEnum):
    """What the owner of a failure mode may do without asking."""

    RETRY = "retry"
    REPAIR = "repair"
    SUPPRESS = "suppress"
    ESCALATE = "escalate"


class Trace(StrEnum):
    """What a failure can be traced to."""

    PAYLOAD = "payload"
    JOB = "job"
    EVENT = "event"


class Backoff(StrEnum):
    """How the gaps between retries grow."""

    NONE = "none"
    FIXED = "fixed"
    LINEAR = "linear"
    EXPONENTIAL = "exponential"


class OnOrderingFailure(StrEnum):
    """What happens to the messages behind one that fails, where their order matters."""

    BLOCK = "block"
    PARK = "park"
    SKIP = "skip"


class Otherwise(StrEnum):
    """What a flow does where something that it requires has not happened."""

    PARK = "park"
    REJECT = "reject"
    PROCEED = "proceed"


class ContentForm(StrEnum):
    """What a message says: how it is, what changed, what to do, or that something happened."""

    STATE = "state"
    DELTA = "delta"
    COMMAND = "command"
    NOTIFICATION = "notification"


class UpgradeOrder(StrEnum):
    """Which side takes a new version of the schema first."""

    CONSUMERS_FIRST = "consumers-first"
    PRODUCER_FIRST = "producer-first"


class Compatibility(StrEnum):
    """Who can read what: new readers the old, old readers the new, both, or neither."""

    BACKWARD = "backward"
    FORWARD = "forward"
    FULL = "full"
    NONE = "none"


class DataClass(StrEnum):
    """What kind of data it is, where that restricts what may be done with it."""

    PERSONAL = "personal"
    CARD = "card"
    HEALTH = "health"
    SECRET = "secret"  # noqa: S105 (a class of data)


class Letters(StrEnum):
    """Of which letters a value may consist, from the narrowest to the widest; each holds all before it."""

    DIGITS = "digits"
    UPPER_ALPHANUMERIC = "upper-alphanumeric"
    ALPHANUMERIC = "alphanumeric"
    PRINTABLE = "printable"

    def hold(self, text: str) -> bool:
        """True where every letter of `text` is one of these."""
        if self is Letters.DIGITS:
            return all(letter in "0123456789" for letter in text)
        if self is Letters.PRINTABLE:
            return text.isprintable()
        return (
            text.isascii()
            and all(letter.isalnum() for letter in text)
            and (self is Letters.ALPHANUMERIC or text == text.upper())
        )

    @property
    def rank(self) -> int:
        """0 for digits up to 3 for printable."""
        return list(Letters).index(self)


class SliceState(StrEnum):
    """How far the proof of a slice has come."""

    PLANNED = "planned"
    RUNNING = "running"
    PROVEN = "proven"


class ExceptionClass(StrEnum):
    """The exceptions that production guarantees; the second slice answers each."""

    MISSING_ATTRIBUTES = "missing-attributes"
    STALE_INVENTORY = "stale-inventory"
    DUPLICATE_IDENTIFIERS = "duplicate-identifiers"
    DELAYED_PAYMENTS = "delayed-payments"
    REJECTED_ORDERS = "rejected-orders"
    INCOMPATIBLE_STATUSES = "incompatible-statuses"
    PARTIAL_REVERSALS = "partial-reversals"


class SystemRole(StrEnum):
    """What a system is in the programme."""

    STOREFRONT = "storefront"
    ERP = "erp"
    PIM = "pim"
    WMS = "wms"
    OMS = "oms"
    PAYMENT = "payment"
    MARKETPLACE = "marketplace"
    TAX = "tax"
    CRM = "crm"
    MIDDLEWARE = "middleware"
    OTHER = "other"


class RiskResponse(StrEnum):
    """What is done about a risk."""

    MITIGATE = "mitigate"
    ACCEPT = "accept"
    AVOID = "avoid"
    TRANSFER = "transfer"
    WATCH = "watch"


class RiskStatus(StrEnum):
    """Where a declared risk stands."""

    OPEN = "open"
    INVESTIGATING = "investigating"
    MITIGATING = "mitigating"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class RequiredDecision(StrEnum):
    """The six decisions that every flow must settle; the value is the key of the record JSON."""

    SOURCE = "source"
    PATTERN = "pattern"
    IDENTIFIERS = "identifiers"
    LATENCY = "latency"
    IDEMPOTENCY = "idempotency"
    FAILURE_OWNER = "failure_owner"

    @property
    def label(self) -> str:
        """The decision in words, for people."""
        return _REQUIRED_DECISION_LABELS[self]


_REQUIRED_DECISION_LABELS = {
    RequiredDecision.SOURCE: "source system",
    RequiredDecision.PATTERN: "integration pattern",
    RequiredDecision.IDENTIFIERS: "identifiers",
    RequiredDecision.LATENCY: "latency",
    RequiredDecision.IDEMPOTENCY: "idempotency",
    RequiredDecision.FAILURE_OWNER: "failure owner",
}


class DecisionState(StrEnum):
    """How far one of the six decisions is, from best to worst."""

    SETTLED = "settled"
    OPEN = "open"
    MISSING = "missing"
    INVALID = "invalid"

    @property
    def rank(self) -> int:
        """0 for settled up to 3 for invalid: the worst part speaks for the whole."""
        return _STATE_RANKS[self]


_STATE_RANKS = {state: rank for rank, state in enumerate(DecisionState)}


RELATION_KEYS = (
    "supersedes", "superseded-by", "amends", "amended-by", "clarifies", "clarified-by", "depends-on", "required-by",
    "relates-to",
)  # fmt: skip
"""The keys under which a record names others of its kind, each with its counterpart behind it."""
