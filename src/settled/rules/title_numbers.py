"""Whose number a title carries: the record's own, or that of something else that it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from settled.model.references import name_of_record
from settled.records import Record

_WORD_BEFORE = re.compile(r"\W*(?P<word>[^\W\d_]*)[-_ \t]*#?\s*0*(?P<number>\d+)", re.UNICODE)
_OWN_WORDS = frozenset({"", "adr", "madr", "lad", "ladr", "decision", "record", "nr", "no"})
_FEWEST_THAT_SHOW_IT = 2


def words_before_numbers(records: Iterable[Record]) -> frozenset[str]:
    """The words before the numbers of titles by which the records call themselves: `rfc` where titles say `RFC 7`.

    Those by which at least two records call themselves rightly, and those that all teams use.
    """
    right = Counter(
        _word_before(record) or ""
        for record in records
        if record.number is not None and record.number == record.title_number
    )
    return _OWN_WORDS | {word for word, count in right.items() if count >= _FEWEST_THAT_SHOW_IT}


def is_number_of_another_system(record: Record, own: frozenset[str]) -> bool:
    """True where the title begins with a number that is called by another word than records here: `RFC 2119 words`.

    The word in front of the number in the file's name is the record's own, whatever the others say. A year is a date,
    and a number behind `#` that of an issue, where the records do not write it so.
    """
    word = _word_before(record)
    if word is None:
        return False
    if word == "" and re.match(r"\s*#\s*\d", _title_line(record)):
        return True
    name = re.split(r"\d", name_of_record(record.file).lower(), maxsplit=1)[0]
    is_called_so = word in own or word in re.findall(r"[^\W\d_]+", name)
    return not is_called_so or (word == "" and _is_year(record.title_number) and not _is_year(record.number))


def _is_year(number: int | None) -> bool:
    return number is not None and 1900 <= number <= 2100


def _word_before(record: Record) -> str | None:
    found = _WORD_BEFORE.match(_title_line(record))
    return found["word"].lower() if found and int(found["number"]) == record.title_number else None


def _title_line(record: Record) -> str:
    return next((heading.text for heading in record.body.headings if heading.line == record.title_line), record.title)
