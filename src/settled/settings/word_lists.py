"""The words that rules look for, and what a team may write instead: each list is a setting with a default."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, eq=False)
class WordList:
    """Words and phrases in lower case; one that ends in `*` stands for all that begin like it."""

    words: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the words in a text, in any case; a part of a hyphenated word is none."""
        return re.compile(rf"(?<![\w-])(?:{self._alternatives})(?![\w-])", re.IGNORECASE)

    @cached_property
    def pattern_of_parts(self) -> re.Pattern[str]:
        """Finds the words in a text, in any case, also as parts of a hyphenated word."""
        return re.compile(rf"(?<!\w)(?:{self._alternatives})(?!\w)", re.IGNORECASE)

    def found_in(self, text: str) -> list[re.Match[str]]:
        """What `pattern` finds in `text`. Most texts hold none of the words, which is seen faster without it."""
        folded = text.casefold()
        return list(self.pattern.finditer(text)) if any(word in folded for word in self._beginnings_of_all) else []

    def __contains__(self, word: str) -> bool:
        return word in self._whole or word.startswith(self._beginnings)

    @property
    def _alternatives(self) -> str:
        return "|".join(rf"{re.escape(word[:-1])}\w*" if word.endswith("*") else re.escape(word) for word in self.words)

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(word for word in self.words if not word.endswith("*"))

    @cached_property
    def _beginnings_of_all(self) -> tuple[str, ...]:
        return tuple(word.removesuffix("*").casefold() for word in self.words)

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return tuple(word[:-1] for word in self.words if word.endswith("*"))


@dataclass(frozen=True, eq=False)
class WordLists:
    """Every list, under the name of its setting with `_` for `-`."""

    weak_words: WordList = WordList((
        "should", "probably", "maybe", "perhaps", "might", "possibly", "presumably", "hopefully", "ideally",
        "if possible", "where possible", "as far as possible", "try to", "we hope", "more or less", "at some point",
        "sooner or later",
    ))  # fmt: skip
    """Leave open in the outcome of a decision what was decided."""
    sales_words: WordList = WordList((
        "best-in-class", "best in class", "best-of-breed", "best of breed", "world-class", "world class",
        "cutting-edge", "cutting edge", "bleeding-edge", "state-of-the-art", "state of the art", "next-generation",
        "next generation", "industry-leading", "market-leading", "enterprise-grade", "seamless", "seamlessly",
        "effortless", "effortlessly", "game-changer", "game-changing", "revolutionary", "unparalleled",
        "blazing fast", "blazingly fast", "lightning-fast", "future-proof", "turnkey", "synergy", "synergies",
    ))  # fmt: skip
    """Praise, and cannot be checked."""
    good_marks: WordList = WordList((
        "good", "positive", "pro", "pros", "advantage", "advantages", "benefit", "benefits", "+", "✅", "👍",
    ))  # fmt: skip
    """What a consequence that is welcome begins with."""
    bad_marks: WordList = WordList((
        "bad", "negative", "con", "cons", "disadvantage", "disadvantages", "drawback", "drawbacks", "downside",
        "downsides", "risk", "risks", "cost", "costs", "trade-off", "trade-offs", "tradeoff", "tradeoffs", "-",
        "❌", "👎",
    ))  # fmt: skip
    """What a consequence that is a price begins with."""
    price_words: WordList = WordList((
        "but", "however", "harder", "slower", "cost", "costs", "lose", "loses", "lost", "losing", "risk", "risks",
        "drawback", "drawbacks", "downside", "downsides", "disadvantage", "disadvantages", "trade-off", "trade-offs",
        "tradeoff", "tradeoffs", "price", "accept", "accepted", "accepting", "no longer", "cannot", "difficult",
        "effort", "expensive", "overhead", "burden", "complex", "complexity", "has to", "have to", "must", "need",
        "needs", "depend", "depends", "only",
    ))  # fmt: skip
    """By these a consequence without a mark is taken for a price."""
    operations_words: WordList = WordList((
        "operat*", "on call", "on-call", "runbook", "runbooks", "support*", "monitor*", "alert*", "incident",
        "incidents", "maint*", "rota", "restor*", "backup", "backups", "deploy*", "customer service",
        "customer-service", "helpdesk", "help desk", "sre", "devops", "replay*", "dashboard", "dashboards",
    ))  # fmt: skip
    """By these a consequence is taken to speak of those who run what was decided."""
    mutable_words: WordList = WordList((
        "email", "e mail", "mail address", "phone", "telephone", "mobile number", "title", "sku label", "sku name",
        "display name", "first name", "last name", "full name", "family name", "given name", "customer name",
        "company name", "account name", "contact name", "person name", "product name", "article name", "item name",
        "variant name", "category name", "brand name",
    ))  # fmt: skip
    """What people change while the record stays the same; compared word by word."""
    identifying_words: WordList = WordList(("id", "ids", "key", "code", "guid", "uuid"))
    """A last word that makes an identifier of what stands before it: `email id`, `customer name key`."""
    unstable_words: WordList = WordList((
        "timestamp", "timestamps", "time stamp", "time", "current time", "current date", "datetime", "date time", "now",
        "clock", "epoch", "sent at", "received at", "updated at", "created at", "uuid", "guid", "ulid", "nonce",
        "random", "delivery id", "delivery guid", "delivery tag", "message id", "event id", "webhook id", "request id",
        "correlation id", "trace id", "span id", "job id", "run id", "execution id", "receipt handle", "offset",
        "offsets",
    ))  # fmt: skip
    """As an idempotency key, what is another value when the same thing is sent again; compared word by word."""
    technical_words: WordList = WordList((
        "alarm", "alarms", "alert", "alerts", "api", "apis", "backlog", "backpressure", "batch", "broker", "buffer",
        "buffers", "cache", "call", "calls", "client", "connection", "connections", "connector", "consumer",
        "consumers", "cpu", "crash", "crashes", "cron", "dashboard", "database", "db", "dead-letter", "depth",
        "disk", "dlq", "endpoint", "endpoints", "error", "errors", "event", "events", "exception", "exceptions",
        "gateway", "heap", "http", "https", "idoc", "idocs", "interface", "iops", "job", "jobs", "json", "kafka",
        "lag", "latency", "log", "logs", "memory", "message", "messages", "middleware", "millisecond",
        "milliseconds", "ms", "offset", "p50", "p90", "p95", "p99", "partition", "partitions", "payload",
        "payloads", "percentile", "pod", "pods", "poll", "polling", "processing", "queue", "queues", "request",
        "requests", "response", "responses", "rest", "retries", "retry", "rpc", "server", "servers", "service",
        "sla", "slo", "soap", "socket", "sql", "stack", "stacktrace", "status", "subscriber", "subscribers",
        "system", "systems", "thread", "threads", "throughput", "timeout", "timeouts", "topic", "topics", "trace",
        "webhook", "webhooks", "worker", "workers", "xml",
    ))  # fmt: skip
    """Words of the machine room. None of them says who in the business loses what."""
    filling_words: WordList = WordList((
        "a", "above", "an", "and", "are", "as", "at", "available", "be", "been", "being", "below", "breach",
        "breached", "builds", "but", "by", "can", "cannot", "code", "could", "degraded", "degrades", "delay", "delayed",
        "does", "down", "drop", "dropped", "drops", "each", "every", "exceed", "exceeded", "exceeds", "expired",
        "expires", "fail", "failed", "failing", "fails", "failure", "failures", "few", "fills", "for", "from",
        "full", "goes", "grow", "growing", "grows", "h", "had", "has", "have", "high", "higher", "hour", "hours",
        "in", "increase", "increases", "increasing", "internal", "into", "is", "it", "its", "late", "later", "long",
        "longer", "lost", "low", "many", "max", "maximum", "may", "min", "mins", "minute", "minutes", "more",
        "most", "much", "no", "not", "occur", "occurs", "of", "off", "on", "or", "our", "out", "over", "per",
        "pile", "piles", "raised", "responding", "returned", "returns", "rise", "rises", "rising", "run", "runs",
        "s", "sec", "second", "seconds", "several", "slow", "slower", "slowly", "so", "stack", "stays", "stop",
        "stopped", "stops", "than", "that", "the", "them", "then", "there", "they", "this", "thrown", "throws",
        "time", "timed", "times", "to", "too", "unavailable", "under", "unreachable", "until", "up", "violated",
        "violation", "was", "were", "when", "which", "will", "with",
    ))  # fmt: skip
    """Say nothing by themselves, so a text of these and technical words is technical."""


WORD_LISTS = WordLists()
"""Where the settings say nothing."""
