"""Where the text of an outcome leaves open what was decided, rather than how something else will go."""

from __future__ import annotations

import re

_DOUBT = r"probably|maybe|perhaps|presumably|hopefully|possibly"
_WISH = (
    rf"{_DOUBT}|might|ideally|try(?:ing)? to|hope|if possible|where possible|as far as possible|more or less"
    r"|at some point|sooner or later"
)
_DOUBT_IN_CLAUSE = re.compile(rf"(?<![\w-])(?:{_DOUBT}|if possible|where possible|as far as possible)(?![\w-])", re.I)
# Who decides, and within a few words the doubt: `we might use`, `the team will probably take`.
_WE_DOUBT = re.compile(
    r"\b(?:we|I|(?:the|our|this|each) teams?)\b(?:[’'](?:ll|d|ve|re))?(?:[ \t\n]+(?!(?:know|knew|think|thought|believe"
    r"|expect|found|saw|see|assume|that|which|who|do|don|not|never|cannot|always)\b)[\w’']+){0,3}?[ \t\n]+"
    rf"(?P<doubt>{_WISH})(?![\w-])",
    re.I,
)
_SAYS_CHOICE = re.compile(r"\bchosen (?:option|alternative|solution)s?\b|\bdecision\s*:", re.I)
# Behind these follows why, what for, or what holds elsewhere, and no longer what was decided.
_REST_OF_SENTENCE = re.compile(
    r"\b(?:because|since|as|so that|in order to|which|who|that|where|whose|although|though|while|whereas|if|when"
    r"|unless|to)\b",
    re.I,
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LONGEST_ASIDE_THAT_COUNTS = 2
_SENTENCE = re.compile(r"[^.!?:;\n](?:[^.!?\n]|[.!?](?!\s)|\n(?!\s*(?:\n|[-*+#|]|\d+[.)]\s)))*")


def hedges_in(outcome: str) -> list[re.Match[str]]:
    """The words by which `outcome` leaves the decision itself open, in order; each match is in `outcome`.

    Read is the first paragraph (or that of `Chosen option`): its first sentence up to the reason, and what it says of
    those who decide. What follows explains, sets rules for others, and weighs what may come; a doubt there is one
    about the world.
    """
    start, end = _statement(outcome)
    text = _ASIDE.sub(_without_long_aside, outcome[start:end])
    found: dict[int, re.Match[str]] = {}
    first = _SENTENCE.search(text)
    for sentence in _SENTENCE.finditer(text):
        is_first = first is not None and sentence.start() == first.start()
        rest = _REST_OF_SENTENCE.search(sentence[0])
        clause_end = sentence.start() + (rest.start() if rest else len(sentence[0]))
        if is_first or _SAYS_CHOICE.search(sentence[0]):
            for match in _DOUBT_IN_CLAUSE.finditer(text, sentence.start(), clause_end):
                found.setdefault(match.start(), match)
        for match in _WE_DOUBT.finditer(text, sentence.start(), sentence.end()):
            if match.start() < clause_end:
                found.setdefault(match.start("doubt"), match)
    pattern = re.compile(rf"(?<![\w-])(?:{_WISH})(?![\w-])", re.I)
    matches = (pattern.match(outcome, start + place) for place in sorted(found))
    return [match for match in matches if match is not None]


def _without_long_aside(match: re.Match[str]) -> str:
    is_short = len(match[0].split()) <= _LONGEST_ASIDE_THAT_COUNTS
    return match[0] if is_short else re.sub(r"[^\n]", " ", match[0])


def _statement(outcome: str) -> tuple[int, int]:
    """Where the paragraph that states the decision stands: the one of `Chosen option`, or the first."""
    paragraphs = list(re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|$))+", outcome))
    stating = next((one for one in paragraphs if _SAYS_CHOICE.search(one[0])), paragraphs[0] if paragraphs else None)
    return (stating.start(), stating.end()) if stating is not None else (0, 0)
