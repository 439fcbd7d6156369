"""Where the numbers of a message come from: what stands at its places, a setting or a fact that it names, or a sum."""

from __future__ import annotations

import contextlib
import datetime
import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from settled.model.duration import Duration
from settled.model.findings import Finding, Location
from settled.model.size import Size
from settled.profiles import SHIPPED, load_profile
from settled.project import Project
from settled.settings.rule_settings import Limits

Lines = Callable[[str], list[str]]

COUNTED = {
    "too-long": "words of the text",
    "two-successors": "the records that the message names",
    "placeholder-left": "sections that hold the same",
    "unconverted-text": "lists within one another",
    "everything-real-time": "flows in force",
    "one-pattern-for-all": "flows in force",
    "id-mismatch": "the number in the name of the file",
    "baseline-entry-aged": "days since the entry was made",
}
"""Rules that count what no single place holds, and what they count."""

_COMMIT = re.compile(r"\b[0-9a-f]{10}\b")
"""What git holds is followed by the commit that the message names."""
_QUOTED = re.compile(r"`[^`]*`")
_NO_AMOUNT = re.compile(
    r"\bTeam \d\b|\b[A-Z]+-\d+\b|\b\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?|https?://\S+|\S*/\S+\.md"
    r"|\([\w-]+/[\w-]+(?:: .*\))?\)?"
)
"""What is no amount: who committed, the id of a record, a day, an address, a file, the citation of a fact."""
_LENGTH = re.compile(r"\d+(?:\.\d+)? (?:ms|s|min|h|d|w|y)\b(?: \d+(?:\.\d+)? (?:s|min|h)\b)*")
_SIZE = re.compile(r"\d+(?:\.\d+)? (?:[KMG]i?B|B)\b")
_NUMBER = re.compile(r"(?<![\w.,:-])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,:-])-?\d+(?:\.\d+)?(?![\w:])")
_WINDOW = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")
_AWAY = re.compile(r"from \w{3} (\d{4}-\d{2}-\d{2} \d{2}:\d{2}) to \w{3} (\d{4}-\d{2}-\d{2} \d{2}:\d{2})")
_CLOSE = 0.006
"""By which part of it a number in words may differ from what was computed: it is shown with three figures."""


@dataclass(frozen=True)
class Amount:
    """A number as it stands in a text: how much, and of which kind (`time`, `size`, or a bare number)."""

    value: float
    kind: str
    text: str


def amounts_in(text: str) -> list[Amount]:
    """The amounts in a message or a line: lengths of time in seconds, sizes in bytes, bare numbers."""
    found: list[Amount] = []
    for pattern, kind in ((_LENGTH, "time"), (_SIZE, "size"), (_NUMBER, "")):
        found += [Amount(_read(match[0], kind), kind, match[0]) for match in pattern.finditer(text)]
        text = pattern.sub(" ", text)
    return found


def _read(text: str, kind: str) -> float:
    if kind == "time":
        return float(text[:-2]) * 365 * 86_400 if text.endswith(" y") else Duration.parse(text).seconds
    return Size.parse(text).bytes if kind == "size" else float(text.replace(",", ""))


def numbers_not_followed(findings: Iterable[Finding], project: Project) -> Iterator[str]:
    """Each number in the messages of `findings` of which nothing says where it comes from, with its message."""

    def lines_of(file: str) -> list[str]:
        path = project.root / file
        return path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []

    for finding in findings:
        for text in not_followed(finding, lines_of, project.settings.limits, project.today):
            yield f"{text} in: {finding.message}"


def not_followed(finding: Finding, lines_of: Lines, limits: Limits, today: datetime.date) -> list[str]:
    """The amounts in the message of a finding of which nothing says where they come from."""
    if finding.name in COUNTED or _COMMIT.search(finding.message):
        return []
    message = _NO_AMOUNT.sub(" ", _QUOTED.sub(" ", finding.message))
    sources = [*_at_places(finding, lines_of), *_settings(finding, limits), *_facts(finding)]
    known = [(amount.kind, amount.value) for text in sources for amount in amounts_in(text)]
    known += [("time", seconds) for text in sources for seconds in _windows(text)]
    known += [("", float(days)) for days in _ages(finding.message, today)]
    known += [("time", away) for away in _absences(finding.message, sources)]
    known += [("", product) for product in _products(finding, known)]
    known += list(_sums(message)) + list(_loads(message, sources)) + list(_runs(message, sources))
    return [
        amount.text
        for amount in amounts_in(message)
        if not any(kind == amount.kind and math.isclose(value, amount.value, rel_tol=_CLOSE) for kind, value in known)
    ]


def _at_places(finding: Finding, lines_of: Lines) -> Iterator[str]:
    """The lines to which a reader is led, each with what stands below it."""
    for location in (finding.location, *(place for place, _ in finding.related)):
        yield from _at(location, lines_of(location.file))


def _at(location: Location, lines: list[str]) -> Iterator[str]:
    if not 0 < location.line <= len(lines):
        return
    first = lines[location.line - 1]
    yield first
    margin = len(first) - len(first.lstrip(" "))
    for line in lines[location.line :]:
        if line.strip() and len(line) - len(line.lstrip(" ")) <= margin:
            return
        yield line


def _settings(finding: Finding, limits: Limits) -> Iterator[str]:
    """The settings that the finding names."""
    for name in limits.__dataclass_fields__:
        if f"limits.{name.replace('_', '-')}" in f"{finding.message} {finding.hint}":
            value = getattr(limits, name)
            yield f"{value} and {value} s" if name != "call_megabytes" else f"{value} MB"


def _facts(finding: Finding) -> Iterator[str]:
    """The figures of the shipped facts that the finding cites."""
    cited = " ".join([finding.message, *(words for _, words in finding.related)])
    for platform in SHIPPED:
        for fact in load_profile(platform).facts if f"{platform}/" in cited else ():
            if fact.reference in cited:
                yield fact.computed


def _windows(text: str) -> Iterator[float]:
    """How long the windows in a text last, in seconds."""
    for window in _WINDOW.finditer(text):
        first, second, third, fourth = map(int, window.groups())
        yield ((third - first) * 60 + fourth - second) * 60 % 86_400


def _ages(message: str, today: datetime.date) -> Iterator[int]:
    """How many days ago the days in a message are."""
    for day in re.findall(r"\b\d{4}-\d{2}-\d{2}\b", message):
        with contextlib.suppress(ValueError):  # the message is about a day that does not exist
            yield (today - datetime.date.fromisoformat(day)).days


def _absences(message: str, sources: list[str]) -> Iterator[float]:
    """How long the absences in a message last by the clocks of the zone that stands at one of the places."""
    zone = next((found[1] for text in sources if (found := re.search(r"zone\"?: \"?([A-Z]\w+(?:/\w+)?)", text))), "UTC")
    for words in _AWAY.finditer(message):
        start, end = (datetime.datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)) for day in words.groups())
        yield (end.astimezone(datetime.UTC) - start.astimezone(datetime.UTC)).total_seconds()


def _products(finding: Finding, known: list[tuple[str, float]]) -> Iterator[float]:
    """The attempts of a route, multiplied; and what a risk costs a year: how often, how long and how dear."""
    numbers = [value for kind, value in known if not kind and value >= 1]
    if finding.name == "retry-multiplies-along-the-route":
        yield from (math.prod(few) for size in (2, 3) for few in itertools.combinations(numbers, size))
    if finding.name in {"residual-above-inherent", "residual-lowered-without-action"}:
        yield from (float(f"{math.prod(few):.2g}") for few in itertools.combinations(numbers, 3))


def _sums(message: str) -> Iterator[tuple[str, float]]:
    """The totals in a message, added up anew: `4 h 20 min = a run every 1 h + that takes 20 min; …`."""
    for total in re.finditer(r"= ([^;]+)", re.sub(r"\(nobody there[^)]*\)", "", message)):
        terms = [amounts_in(term) for term in total[1].split(" + ")]
        times = [[amount.value for amount in term if amount.kind == "time"] for term in terms]
        if all(len(each) == 1 for each in times):
            attempts = re.match(r"(\d+) attempts of ", total[1])
            yield "time", sum(each[0] for each in times) * (int(attempts[1]) if attempts else 1)


def _loads(message: str, sources: list[str]) -> Iterator[tuple[str, float]]:
    """Calls in a minute, what is left over of a peak and how long it waits, computed anew from what the places say."""
    said: Mapping[str, float] = {
        key: amounts_in(found[1])[0].value
        for key in ("per-day", "peak-per-minute", "peak-lasts", "batch", "calls-per-minute")
        for text in sources
        if (found := re.search(rf"\b{key}\"?: \"?(\d[\w. ]*)", text))
    }
    batch, limit, lasts = said.get("batch", 1.0), said.get("calls-per-minute", 0.0), said.get("peak-lasts", 0.0) / 60
    average, peak = said.get("per-day", 0.0) / 1440 / batch, said.get("peak-per-minute", 0.0) / batch
    yield from (("", average), ("", peak))
    if 0 < limit < peak:
        left = (peak - limit) * lasts
        yield from (("", peak - limit), ("", left), ("time", left / limit * 60))
        if average < limit:
            yield "time", left / (limit - average) * 60


def _runs(message: str, sources: list[str]) -> Iterator[tuple[str, float]]:
    """What the fullest run of a job finds, what is beyond the limit of a run, and how long that waits."""
    every = re.search(r"the fullest run finds [\d,]+ records \(a run every ([^)]+)\)", message)
    limit = re.search(r"hands over ([\d,]+) in one", message)
    said = {
        key: amounts_in(found[1])[0].value
        for key in ("per-day", "peak-per-minute", "peak-lasts")
        for text in sources
        if (found := re.search(rf"\b{key}\"?: \"?(\d[\w. ]*)", text))
    }
    if every is None:
        return
    minutes = Duration.parse(every[1]).seconds / 60
    ordinary = said.get("per-day", 0.0) * minutes / 1440
    lasts = said.get("peak-lasts", minutes * 60) / 60
    busy = min(lasts, minutes)
    fullest = said.get("peak-per-minute", 0.0) * busy + ordinary * (minutes - busy) / minutes
    yield "", fullest
    if limit is not None:
        taken = float(limit[1].replace(",", ""))
        left = (fullest - taken) * max(lasts / minutes, 1)
        yield from (("", left), ("time", math.ceil(left / (taken - ordinary)) * minutes * 60))
