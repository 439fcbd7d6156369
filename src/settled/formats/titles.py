"""Which heading is the title of a decision, and what of it is number, mark and title."""

from __future__ import annotations

import re
from functools import lru_cache

from settled.formats.markdown import Heading, MarkdownBody
from settled.formats.section_names import is_fact_section, is_section_name
from settled.formats.status_section import status_heading
from settled.formats.succession_words import succession_clause
from settled.model.references import id_prefixes, number_prefixes
from settled.model.status_word_table import WORDS_THAT_BEGIN_SENTENCES
from settled.model.status_words import STATUS_WORDS, without_accents

_KIND_OF_TITLE = re.compile(
    r"^(?:title|(?:architectur(?:e|al)[ \t]+)?decision[ \t]+record|adr)[ \t]*[:–—][ \t]*(?=\S)"
    r"|^(?:19|20)\d\d-\d\d-\d\d[ \t]*[:–—-][ \t]*(?=\S)",
    re.IGNORECASE,
)
_MARK_BEFORE = re.compile(
    r"(?:[\[(【](?P<mark>[^\[\]()【】]{2,80})[\])】](?!\()|(?P<word>[A-Z]{4,12})[ \t]*[:–—-])[ \t]*(?=\S)"
)
_MARK_BEHIND = re.compile(r"(?<=\S)[ \t]+[\[(【](?P<mark>[^\[\]()【】]{2,80})[\])】]$")
_STRUCK = re.compile(r"~{1,2}(?=\S)(?P<title>[^~]+)(?<=\S)~{1,2}")
_WORDED = re.compile(
    r"^(?P<words>[^\W\d_]+(?:[ \t-]+[^\W\d_]+){0,3})[ \t]*[-#_]?[ \t]*(?P<number>\d{1,9})"
    r"[ \t]*(?:[:：]|[ \t][-–—][ \t])[ \t]*(?P<title>\S.*)$"
)
_WORDS_BEFORE_NUMBERS = re.compile(
    r"(?:.*[ \t-])?(?:rfc|adr|rfd|decision|decision record|record|proposal|entscheidung|decisao|decisione|beslissing"
    r"|beslutning|beslut|paatos|decyzja|rozhodnuti|karar|решение|рішення)s?$"
    r"|(?-i:[A-Z]{1,3}[EI]P|[A-Z]{1,2}PE)$",
    re.IGNORECASE,
)


def title_heading(body: MarkdownBody) -> Heading | None:
    """The heading that is the title: the first one that names no section.

    Below a section of the argument (`# Context`) only a heading that stands above it can be the title.
    """
    deepest = 7
    for heading in body.headings:
        # `# 44. Options` is a title, and `## 2. Options` is a section.
        is_numbered_title = heading.level == 1 and heading.text[:1].isdigit()
        if status_heading(heading) is not None or (is_fact_section(heading.text) and not is_numbered_title):
            continue
        if is_section_name(heading.text) and not is_numbered_title:
            deepest = min(deepest, heading.level)
        elif heading.level < deepest:
            return heading
    return None


def mark_of_title(heading: str) -> str | None:
    """What a title says of the status in brackets or capitals: `[Superseded by ADR-19] Kafka`, `DRAFT: Kafka`."""
    return _with_mark(heading)[1]


def _with_mark(heading: str) -> tuple[str, str | None]:
    """A heading without the word for the status that stands before or behind its title, and this word."""
    before = _MARK_BEFORE.match(heading) or _after_number(heading)
    if before is not None:
        mark = before["mark"] or before["word"]
        if _tells_status(mark, is_before=True):
            return heading[: before.start()] + heading[before.end() :], mark
    behind = _MARK_BEHIND.search(heading[-100:]) if heading.endswith((")", "]", "】")) else None
    if behind is not None and _tells_status(behind["mark"], is_before=False):
        return heading[: len(heading) - len(behind[0])], behind["mark"]
    return heading, None


def _after_number(heading: str) -> re.Match[str] | None:
    """A mark that stands behind the number: `ADR-3: [Deprecated] Use Kafka`."""
    number = re.match(r"[^\d\[(]{0,40}\d{1,9}[ \t]*[.:)–—-]?[ \t]*", heading)
    return _MARK_BEFORE.match(heading, number.end()) if number else None


def _tells_status(mark: str, *, is_before: bool) -> bool:
    by = succession_clause(mark)
    if by is not None:
        return by.begins_text and by.is_whole
    if STATUS_WORDS.meaning_of(mark) is None or re.search(r"\d", mark):
        return False
    return is_before or mark.casefold() not in WORDS_THAT_BEGIN_SENTENCES


def split_title(heading: str, file_number: int | None) -> tuple[int | None, str]:
    """The number and the bare title of a first heading such as `# ADR-001: Use Kafka`.

    A number with nothing but a space behind it (`# 23 Use Kafka`) counts only when it is the file's own:
    `# 3 retries are enough` is a sentence. The title is empty where there is nothing but a number.
    """
    heading = _without_wrapping(heading)
    worded = _WORDED.match(heading)
    if worded is not None and _is_number_in_words(worded, file_number):
        return int(worded["number"]), worded["title"].strip()
    match = _numbered_title(id_prefixes(), number_prefixes()).match(heading)
    if match is None:
        return None, heading
    if match["bare"]:
        return int(match["bare"]), ""
    number = int(match["number"])
    is_marked = heading[0] in _first_letters(number_prefixes())
    separated = is_marked or heading[match.end("number") :].startswith((".", ":", ")", "/"))
    dashed = re.match(r"[ \t]+[-–—:|][ \t]", heading[match.end("number") :])
    if not separated and not dashed and number != file_number:
        return None, heading
    return number, match["title"].strip()


def _is_number_in_words(worded: re.Match[str], file_number: int | None) -> bool:
    """Whether words before a number and a colon only call it what it is: `Aries RFC 0047: Use Kafka`."""
    return (
        int(worded["number"]) == file_number
        or _WORDS_BEFORE_NUMBERS.match(without_accents(worded["words"])) is not None
        or _WORDS_BEFORE_NUMBERS.match(worded["words"]) is not None
    )


@lru_cache(maxsize=8)
def _numbered_title(prefixes: str, any_prefixes: str) -> re.Pattern[str]:
    return re.compile(
        rf"^(?:(?:{any_prefixes})[ \t_-]*)?#?(?P<number>\d{{1,9}})"
        r"(?:[.:)](?!\d)|/(?=[ \t])|[ \t]+[-–—:|]|[ \t])[ \t]*(?P<title>\S.*)$"
        rf"|^(?:{prefixes})[ \t_-]*(?P<bare>\d{{1,9}})$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def _first_letters(prefixes: str) -> str:
    """What a title with letters or a mark before its number begins with: `AaFfRr#`."""
    letters = dict.fromkeys(prefix[0] for prefix in prefixes.split("|"))
    return "".join(letter.upper() + letter.lower() for letter in letters) + "#"


def _without_wrapping(heading: str) -> str:
    """A heading without what is no part of its title: an id or class behind it, quotes, a word for what it is."""
    text = re.sub(r"(?<![ \t])[ \t]*+\{[#:.][^{}]*\}$", "", heading)
    text = _with_mark(text)[0] if text.isascii() or len(text) < 400 else text
    struck = _STRUCK.fullmatch(text)
    text = struck["title"] if struck else text
    text = re.sub(r"^\\(?=\d)", "", text)  # escaped, so that it is no list
    quoted = re.fullmatch(r"(['\"])(.+)\1", text)
    text = quoted[2] if quoted and quoted[1] not in quoted[2] else text
    text = re.sub(r"^\[((?:ADR|RFC)[ \t_-]*\d{1,9})\][ \t]*[:–—-]?[ \t]*(?=\S)", r"\1: ", text, flags=re.IGNORECASE)
    return _KIND_OF_TITLE.sub("", text, count=1)
