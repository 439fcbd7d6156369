"""The rules of family S, platforms: all that is known of each."""

from __future__ import annotations

from settled.model.vocabulary import Phase
from settled.rules.rule import Family, Rule
from settled.rules.severity import E, I, Levels, W

PLATFORMS = Family(
    "S",
    "Platforms: what the software brings along",
    (
        Rule(
            "S101",
            "platform-response-window",
            "platforms:response_window_exceeded",
            Levels(E),
            consequence="the platform sends again what is still being worked on",
        ),
        Rule(
            "S102",
            "platform-retry-window",
            "platform_delivery:retry_window_exceeded",
            Levels(E, undecided=W),
            consequence="what is sent while the receiver is down is given up on, and nobody misses it",
        ),
        Rule(
            "S103",
            "platform-late-delivery",
            "platform_delivery:late_delivery",
            Levels(W),
            consequence="the promise is broken by a delay that the vendor calls normal",
        ),
        Rule(
            "S104",
            "platform-ordering",
            "platforms:ordering_not_kept",
            Levels(E, undecided=W),
            consequence="an older state overwrites a newer one",
        ),
        Rule(
            "S105",
            "platform-key-lifetime",
            "platform_limits:key_lifetime_exceeded",
            Levels(E),
            consequence="a repeat is booked or paid once more, because its key was forgotten",
        ),
        Rule(
            "S106",
            "platform-page-limit",
            "platform_limits:page_limit_exceeded",
            Levels(E),
            consequence="what does not fit on the page is cut off or refused",
        ),
        Rule(
            "S107",
            "platform-payload-limit",
            "platform_limits:payload_limit_exceeded",
            Levels(E),
            consequence="the largest message of the year is refused",
        ),
        Rule(
            "S108",
            "platform-rate",
            "platform_limits:rate_exceeded",
            Levels(E, undecided=W),
            consequence="calls are refused when most is sold",
        ),
        Rule(
            "S109",
            "platform-identifier",
            "platform_identifiers:identifier_against_the_platform",
            Levels(E),
            consequence="records are joined wrongly, or not at all",
        ),
        Rule(
            "S110",
            "missing-mechanism",
            "platforms:missing_mechanism",
            Levels(I, phases={Phase.BUILD: W}),
            consequence="whether the flow holds cannot be said, because nobody knows how the platform sends",
        ),
        Rule(
            "S111",
            "platform-run-limit",
            "platform_keeping:run_limit_exceeded",
            Levels(E, undecided=W),
            consequence="on the busiest day each run leaves records behind, and ends without an error",
        ),
        Rule(
            "S112",
            "platform-keeps",
            "platform_keeping:kept_too_short",
            Levels(E, undecided=W),
            consequence="what is to be sent again is no longer there",
        ),
    ),
    consequence="the platform does what its documentation says, and the flow was built on something else",
)
