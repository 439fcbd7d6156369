"""Values in words: what a record holds as text, number, date or term, as a reader should see it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from enum import Enum
from urllib.parse import urlsplit

from settled.history.log_stream import UNKNOWN_DATE
from settled.model.answers import Path
from settled.model.duration import Duration
from settled.model.parsed_text import Memory
from settled.model.vocabulary import LatencyClass, PatternType, RequiredDecision

NOTHING = "\u2013"
"""A dash: what stands in a cell that has nothing to say."""

PATTERNS = {
    PatternType.DIRECT_API: "direct API",
    PatternType.EVENT: "event",
    PatternType.QUEUE: "queue",
    PatternType.FILE: "file",
    PatternType.IPAAS: "iPaaS",
    PatternType.MIDDLEWARE: "middleware",
    PatternType.SCHEDULED_JOB: "scheduled job",
}
LATENCIES = {
    LatencyClass.CHECKOUT_BLOCKING: "checkout blocking",
    LatencyClass.SAME_DAY_OPERATIONAL: "same day, operational",
    LatencyClass.NEXT_CYCLE_ENRICHMENT: "next cycle, enrichment",
    LatencyClass.FINANCE_CLOSE_RECONCILIATION: "finance close, reconciliation",
}
_PLACES: dict[str, str] = {
    "source": "source system",
    "source.system": "source system",
    "source.trigger": "trigger",
    "consumers": "consuming systems",
    "pattern": "integration pattern",
    "pattern.type": "integration pattern",
    "identifiers": "identifiers",
    "latency": "latency",
    "latency.class": "latency class",
    "latency.within": "time limit",
    "idempotency": "idempotency",
    "idempotency.key": "idempotency key",
    "failures": "failure owner",
    "may-change": "who may change it",
    "may-reject": "who may reject it",
    "corrections": "who corrects bad data",
}


def text(value: object) -> str:
    """Any single value in words: terms without hyphens, ISO dates, numbers in groups, durations as written."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (Duration, Memory)):
        return duration(value)
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, PatternType):
        return PATTERNS[value]
    if isinstance(value, LatencyClass):
        return LATENCIES[value]
    if isinstance(value, Enum):
        return str(value.value).replace("-", " ").replace("_", " ")
    return "" if value is None else str(value)


def day(moment: datetime.datetime) -> str:
    """The day of a commit where its author was, as ISO; a dash where the commit has no date that can be read."""
    return NOTHING if moment == UNKNOWN_DATE else moment.date().isoformat()


def number(value: float) -> str:
    """`12000` as `12,000`, as the register of risks writes it; decimals only where there are any."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def duration(value: Duration | Memory) -> str:
    """A duration as it was written; one in ISO 8601 in words (`PT1H30M` as `1 h 30 min`)."""
    if not value.text.upper().startswith("P"):
        return value.text
    return seconds(value.seconds)


def seconds(length: float) -> str:
    """A length of time in words, the greatest unit first: `1 h 30 min`."""
    parts: list[str] = []
    rest = length
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{int(count)} {unit}")
    if rest or not parts:
        parts.append(f"{number(rest)} s")
    return " ".join(parts)


def listed(items: Iterable[str]) -> str:
    """`a, b and c`."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def counted(count: int, one: str, many: str = "") -> str:
    """`1 flow`, `2 flows`, `0 flows`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def capital(words: str) -> str:
    """`words` with its first letter as a capital and the others as they are."""
    return words[:1].upper() + words[1:]


def place(path: Path) -> str:
    """Where in a record a value stands, in words: `failure mode 2: owner`."""
    keys = ".".join(str(part) for part in path if not isinstance(part, int))
    known = _PLACES.get(keys)
    index = next((part for part in path if isinstance(part, int)), None)
    if known and index is None:
        return known
    if path[0] == "failures" and index is not None:
        return _with_rest(f"failure mode {index + 1}", path[2:])
    if path[0] == "identifiers" and index is not None:
        return _with_rest(f"identifier {index + 1}", path[2:])
    head = _PLACES.get(str(path[0]), str(path[0]).replace("-", " "))
    return _with_rest(head if index is None else f"{head} {index + 1}", [part for part in path[1:] if part != index])


_NAMED = re.compile(
    r"(identifiers|failures|consumers)\.(.+?)"
    r"(?:\.(role|of|assigned-by|length|letters|in|prefix|detect|effect|trace|owner|authority|suppress|runbook|within|reads)"
    r"(?:\.(.+))?)?"
)
"""A value of an entry that is called by its name, which may hold full stops itself."""


def value_place(key: str, system_name: Callable[[str], str] = str) -> str:
    """What a decided value is called, in words: `payment reference in S/4HANA: length`.

    `key` is its path with entries by their names, as in `identifiers.payment reference.in.erp.length`;
    `system_name` gives a system's name for its id.
    """
    named = _NAMED.fullmatch(key)
    if named is None:
        return place(tuple(key.split(".")))
    head, name, of_entry, rest = named.groups()
    said = f"failure mode “{name}”" if head == "failures" else name
    if head == "consumers":
        said = f"consumer {system_name(name)}"
    if of_entry is None:
        return said
    if of_entry == "in" and rest:
        system, _, detail = rest.partition(".")
        return f"{said} in {system_name(system)}" + (f": {detail}" if detail else "")
    return f"{said}: {of_entry.replace('-', ' ')}" + (f" {rest}" if rest else "")


_KEY = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\[\d+\])?"
_KEYS_OF_A_FLOW = (
    "source", "consumers", "via", "pattern", "identifiers", "latency", "idempotency", "failures", "slices", "phase",
    "may-change", "may-reject", "corrections", "volume", "object", "criticality", "after", "risks", "requires",
    "content", "money", "expires", "variants",
)  # fmt: skip
_HEADS = "|".join(_KEYS_OF_A_FLOW)
_MARKED_KEYS = re.compile(rf"`((?:{_HEADS})(?:\[\d+\])?(?:\.{_KEY})*)`")
_RISK_ID = re.compile(rf"\b[A-Z]\d{{3}}@[A-Z]+-\d+@({_KEY}(?:\.{_KEY})*)")


def path_of(keys: str) -> Path:
    """The path that `failures[2].owner` names; people count from one, paths from nothing."""
    parts: list[str | int] = []
    for name, place in re.findall(r"([^.\[\]]+)|\[(\d+)\]", keys):
        parts.append(name or int(place) - 1)
    return tuple(parts)


def without_keys(message: str) -> str:
    """A message of the check for readers: keys of the front matter, which it names in backticks, in words.

    `failures[3].owner` becomes *failure mode 3: owner*.
    """
    said = _MARKED_KEYS.sub(lambda found: place(path_of(found[1])), message)
    return _RISK_ID.sub(lambda found: place(path_of(found[1])), said)


def _with_rest(head: str, rest: Iterable[str | int]) -> str:
    words = " ".join(str(part).replace("-", " ") for part in rest)
    return f"{head}: {words}" if words else head


def decision_of(path: Path) -> RequiredDecision | None:
    """Which of the six decisions the value at `path` of a flow belongs to, None for the others."""
    heads = {
        "source": RequiredDecision.SOURCE, "consumers": RequiredDecision.SOURCE,
        "pattern": RequiredDecision.PATTERN, "identifiers": RequiredDecision.IDENTIFIERS,
        "latency": RequiredDecision.LATENCY, "idempotency": RequiredDecision.IDEMPOTENCY,
        "failures": RequiredDecision.FAILURE_OWNER,
    }  # fmt: skip
    return heads.get(str(path[0])) if path else None


def is_web_address(value: str) -> bool:
    """True for a link that may be followed: http, https or mailto, and nothing that a browser runs."""
    if re.search(r"[\x00-\x20\x7f]", value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return (parts.scheme in {"http", "https"} and bool(parts.netloc)) or (
        parts.scheme == "mailto" and "@" in parts.path
    )


def short_address(value: str) -> str:
    """What a reader tells a web address by: the end of its path, else its host; a mail address as it is."""
    bare = re.sub(r"^(?:https?://|mailto:)(?:www\.)?", "", value).split("?")[0].split("#")[0].rstrip("/")
    host, *parts = bare.split("/")
    return "/".join(parts[-2:]) if parts else host
