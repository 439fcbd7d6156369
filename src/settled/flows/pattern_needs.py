"""What a flow needs of its integration pattern, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from settled.model.duration import Duration
from settled.model.knowledge_words import Coupling
from settled.model.vocabulary import LatencyClass
from settled.profiles import Profile

MINUTES_OF_A_DAY = 1440


@dataclass(frozen=True, slots=True)
class Limit:
    """How many calls a minute a receiver takes, and where that is stated."""

    system: str
    calls_per_minute: float
    source: str


@dataclass(frozen=True, slots=True)
class Downtime:
    """When a receiver is regularly away, and where that is stated."""

    system: str
    when: str
    source: str


@dataclass(frozen=True, slots=True)
class Need:
    """One need in words, and where it is stated; no `source` where the person who asks said it."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a flow needs of its pattern; None and False where nobody said so.

    `profile` is that of the sending platform, with the `mechanism` that the flow uses and the
    `business_object` that it carries. `limits` and `downtimes` are those of the receivers, `consumers` is how many
    there are, `refusers` those that may refuse, `batch` how many records go in one call. `places` tells by the name of
    a field where its need is stated.
    """

    latency: LatencyClass | None = None
    within: Duration | None = None
    per_day: float | None = None
    peak_per_minute: float | None = None
    coupling: Coupling | None = None
    is_answered: bool = False
    is_ordered: bool = False
    consumers: int | None = None
    profile: Profile | None = None
    mechanism: str | None = None
    business_object: str | None = None
    limits: tuple[Limit, ...] = ()
    downtimes: tuple[Downtime, ...] = ()
    refusers: tuple[str, ...] = ()
    batch: float = 1
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def are_stated(self) -> bool:
        """True where there is any need to choose by."""
        return bool(stated_needs(self))

    @property
    def average_per_minute(self) -> float | None:
        """Records a minute on an ordinary day."""
        return self.per_day / MINUTES_OF_A_DAY if self.per_day is not None else None


def amount(number: float) -> str:
    """A number as a person writes it: `3,600`, `347.2`, `8.33`."""
    if number == int(number):
        return f"{number:,.0f}"
    return f"{number:,.1f}" if number >= 100 else f"{number:.3g}"


def stated_needs(needs: Needs) -> tuple[Need, ...]:
    """The needs in words, each with where it is stated."""
    words = {
        "latency": f"latency class `{needs.latency}`" if needs.latency is not None else "",
        "within": f"within {needs.within}" if needs.within is not None else "",
        "per_day": _a_day(needs),
        "peak_per_minute": f"{amount(needs.peak_per_minute)} a minute at peak" if needs.peak_per_minute else "",
        "coupling": f"{needs.coupling} coupling" if needs.coupling is not None else "",
        "is_answered": "the sender needs the answer" if needs.is_answered else "",
        "is_ordered": "order matters" if needs.is_ordered else "",
        "consumers": f"{needs.consumers} consumers" if (needs.consumers or 0) > 1 else "",
        "profile": f"sent by {needs.profile.name}" if needs.profile is not None else "",
        "refusers": f"may be refused by {' and '.join(f'`{each}`' for each in needs.refusers)}"
        if needs.refusers
        else "",
        "downtimes": ", ".join(f"`{each.system}` is down {each.when}" for each in needs.downtimes[:1]),
    }
    return tuple(Need(text, needs.places.get(key, "")) for key, text in words.items() if text)


def _a_day(needs: Needs) -> str:
    average = needs.average_per_minute
    return f"{amount(needs.per_day)} a day ({amount(average)} a minute on average)" if needs.per_day and average else ""
