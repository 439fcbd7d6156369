"""Throws mutated records of every form at the readers: none may raise, take long, or keep memory.

    python -m benchmarks.fuzz_readers 1000000 --seed 7

Seeds of all forms are cut, repeated, mixed and salted with what means something to a reader. Each text must give a
record or a problem, in less than a second, with every line of a converted text where it was. Ends with 1 and prints
the text where one does not.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable

from settled.formats.adr_facts import date_in_status
from settled.formats.dialect import as_markdown, dialect_of
from settled.formats.forms import form_of
from settled.formats.madr import read_decision_text
from settled.model.markup import RECORD_ENDINGS, Dialect
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Status
from settled.records.reading import read_record

LARGEST = 100_000
"""How long a text may become, in characters."""
SLOWEST = 1.0
"""Seconds of this process that one text may take."""
MOST_GROWTH = 64
"""Megabytes that the process may grow by after its first tenth."""

SEEDS = (
    "# 9. Use Kafka\n\nDate: 1992-01-12\n\n## Status\n\nAccepted\n\nSupersedes [1. First](0001-first.md)\n\n## Context\n",
    "# 2. Old\n\nDate: 31.01.2024\n\n## Status\n\nSuperceded by [9. Use Kafka](0009-use-kafka.md)\n\n## Decision\n\nNo.\n",
    "---\nstatus: accepted\ndate: 2024-01-31\ndecision-makers: [Ann, Ben]\n---\n\n# Use Kafka\n\n## Considered Options\n\n"
    '* Kafka\n* A queue\n\n## Decision Outcome\n\nChosen option: "Kafka", because it is there.\n\n### Confirmation\n',
    "---\nstatus: {proposed | accepted}\ndate: {YYYY-MM-DD when the decision was last updated}\n---\n\n# {title}\n",
    "# Use Kafka\n\n* Status: superseded by [ADR-0009](0009-new.md)\n* Deciders:\n  * Ann\n  * Ben\n* Date: 2024-01-31\n\n"
    "Technical Story: X-1\n\n## Links\n\n* Supersedes [ADR-1](0001-old.md)\n",
    "# Use log4brains\n\n- STATUS: accepted\n- tags: a b,c\n- deciders: Ann, Ben\n\n## Context\n\n- Status: rejected\n",
    "---\nparent: Decisions\nnav_order: 7\nstatus: rejected\n---\n\n# ADR-007: T\n\n## Status\n\n✅ **Accepted** (2024-01-31)\n",
    "# ADR-003: T\n\n**Status:** Accepted  \n**Date**: 2024-01-31 | **Deciders**: Ann, Ben\n\n> *Status: proposed*\n\n## Context\n",
    "# 6. T\n\n## \U0001f4cc Status\n\n- [ ] Proposed\n- [x] Accepted\n\n## Date\n\n2024-01-31\n\n## Deciders\n\n- Ann\n- Ben\n",
    "---\nnumber: 7\nstatus: superseded\nsuperseded_by: 2\nlinks:\n- target: 9\n  kind: supersededby\n---\n# 7. T\n",
    "# 4. T\n\n| Status | Accepted |\n| --- | --- |\n| Date | 2024-02-03 |\n| Superseded by | N/A |\n\n## Context\n\nText.\n",
    "# 5. T\n\n| Status | Date | Deciders |\n|:--|---|---|\n| proposed | 1/2/2024 | Ann |\n\n```yaml\nstatus: accepted\n```\n",
    "=======\nADR 7: T\n=======\n\n:Status: Superseded by `ADR 9 <0009-new.rst>`_\n:Date: 2023-06-09\n\nContext\n-------\n\n"
    ".. code-block:: yaml\n   :linenos:\n\n   a: b\n\nSee Kafka_ and :doc:`x <0001-first>`::\n\n    literal\n\n"
    ".. _Kafka: https://kafka.example\n\n+---+---+\n| a | b |\n+---+---+\n\n.. note:: Care.\n",
    "7. T\n####\n\n**Accepted** *2023-06-09*\n\n=====  =====\na      b\n=====  =====\n\n1      2\n=====  =====\n\n#. one\n",
    "= ADR007: T\nJane Doe <jane@example.com>\nv1.0, 2024-01-31\n:status: accepted\n:toc:\n\n* Status: {status}\n\n"
    "== Context\n\n*bold* _italic_ `code` link:0001-first.md[first] <<0002-x.adoc#,two>>\n\n[source,java]\n----\nint a;\n"
    "----\n\n|===\n|a |b\n|===\n\nNOTE: care\n\n////\nhidden\n////\n",
    "---\nid: x\nstatus: accepted # so\ndate: 2024-01-31\n---\n== ADR 9: T\n\nStatus::\n  proposed +\nDate:: 2024-01-31\n"
    "\n:state: rejected\n\n=== Context\n\n* *Status*: accepted +\n",
    "12. T\n\nDate: 2024-01-31\n\nStatus\n------\n\nAccepted\n\nContext\n-------\n\nSee (`the\nother`_) and `a\n<b.rst>`_.\n\n"
    ".. _the other:\n   x.rst\n.. adr:: T\n   :status: accepted\n   :flag:\n\n   Text\n",
    "# 20. T\n\n日期: 2017-11-22\n\n## 状态\n\n2017-11-22 提议\n\n2017-11-26 通过\n\n已被 ADR-0009 取代\n\n## 上下文\n",
    "# [Superseded by ADR-9] Usar colas\n\n- Estado: aceptado, reemplazado por `0009`\n- Fecha: 12 de marzo de 2024\n",
    "# 7. T\n\n## Status\n\n[![x](https://badgen.net/badge/ADR/approved/green/)](https://a.example) ☑ Accepted ☐ Rejected\n",
    "# 7. T (Deprecated)\n\n## Status\n\n### Proposed 2024-01-31\n\n### Accepted 2024‑02‑28\n\n## Since\n\nMay 2024\n",
    "<table><tr><th>Status</th><td>**Accepted**</td></tr>\n<tr><td>Date</td>\n<td>31/01/24</td></tr></table>\n\n# Context\n",
    '---\ntag:General\n\testado: `aceptado`\n<<<\ntitle: ADR: "x\nfecha: 12/02/26\n---\n\n## Statut (proposé)\n\n~~Brouillon~~ Accepté\n',
    "---\nstatus: published\nstart-date: 2024-01-31\n---\n# ADR 003: ~~T~~\n\n## Status\n\n- [x] Proposed (date: 2024-01-31)\n"
    "- [x] Accepted (date: 2024-02-28)\n- [ ] Rejected\n\nProposed | **Accepted** | Rejected\n",
    ':state: draft\n\n= KIP-7: T\n\n.Metadata\n[cols="1,2"]\n|===\n| Status\n| Accepted :ok_hand:\n\n// so\n| Created | 2024-01-31\n|===\n\n== X\n',
    "\\0041 T\n#######\n\nStatus\n******\n\nRejected April 2022\n-------------------\n\nADR-9によって置き換えられた\n",
    "ADR 8: T\n========\n\n:status: superseded by xref:0009-new.adoc[new]\n\nContext\n-------\n\nterm:: text\n. one\n.. two\n",
)
SALT = (
    "\n", "\r\n", "\r", "\t", " ", "\u00a0", "\ufeff", "\0", "#", "##", "`", "```", "~~~", "*", "**", "_", "__", "|", "||", ":", "::", "[", "]",
    "(", ")", "<", ">", "<!--", "-->", "{", "}", "{status}", "..", "....", "----", "====", "+--+", "|===", "////", "---\n", "...\n",
    "Status", "status:", "Accepted", "Superseded by ", "2024-01-31", "99999999999", "\u2028", "\U0001f914", "\\", "&", "!", "%",
    "aceptado", "Ersetzt durch ", "承認", "已被", "로 대체됨", "☑", "⬜", "~~", "<td>", "</tr>", "![", "badge/a-b-c", "31/01/24", "é",
    "link:", "xref:", "image::", "`x <", ">`_", ".. note::", ":doc:`", "\u0301", "\ud7ff",
)  # fmt: skip
_LOG4BRAINS = StatusWords(STATUS_WORDS.meanings, missing=Status.ACCEPTED, unknown=Status.DRAFT)


def mutated(random_: random.Random) -> str:
    """A seed after a few changes."""
    text = random_.choice(SEEDS)
    for _ in range(random_.randint(1, 6)):
        change: Callable[[random.Random, str], str] = random_.choice(_CHANGES)
        text = change(random_, text)[:LARGEST]
    return text


def _slice(random_: random.Random, text: str) -> tuple[int, int]:
    start = random_.randint(0, len(text))
    return start, min(len(text), start + random_.choice((1, 2, 5, 20, 100)))


def _cut(random_: random.Random, text: str) -> str:
    start, end = _slice(random_, text)
    return text[:start] + text[end:]


def _salted(random_: random.Random, text: str) -> str:
    place = random_.randint(0, len(text))
    return text[:place] + random_.choice(SALT) * random_.choice((1, 1, 1, 2, 3, 50)) + text[place:]


def _repeated(random_: random.Random, text: str) -> str:
    start, end = _slice(random_, text)
    # Now and then as often as the text may be long: that is where a pattern that backtracks shows.
    times = LARGEST // max(1, end - start) if random_.random() < 0.002 else random_.choice((2, 3, 10))
    return text[:start] + text[start:end] * times + text[end:]


def _mixed(random_: random.Random, text: str) -> str:
    other = random_.choice(SEEDS)
    return text[: random_.randint(0, len(text))] + other[random_.randint(0, len(other)) :]


def _ended_otherwise(random_: random.Random, text: str) -> str:
    return text.replace("\n", random_.choice(("\r\n", "\r", "\n\n", "\n ", "\n   ")))


_CHANGES = (_cut, _salted, _salted, _repeated, _mixed, _ended_otherwise)


def read_wholly(text: str, ending: str, statuses: StatusWords) -> None:
    """Read `text` as everything that reads a record does; raises ValueError where a reader breaks its word."""
    file = f"docs/adr/0007-use-kafka{ending}"
    dialect = dialect_of(file)
    entry = read_record(file, text, None, is_programme=False, statuses=statuses)
    if entry.record is None and not entry.problems:
        raise ValueError("neither a record nor a problem")
    if dialect is not Dialect.MARKDOWN:
        bare = text.removeprefix("\ufeff")
        lines = len(bare.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        converted = len(as_markdown(text, dialect).split("\n"))
        if converted - lines not in {0, 1}:
            raise ValueError(f"{lines} lines became {converted}")
    if entry.record is not None:
        record = entry.record
        list(record.body.links)
        read_decision_text(record.body)
        form_of(record.front.data or {}, record.body)
        date_in_status(record.status_text or "")


def main() -> int:
    """Read as many mutated records as are asked for; 0 where all were read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", nargs="?", type=int, default=20_000, help="how many records")
    parser.add_argument("--seed", type=int, default=1, help="where the random numbers begin")
    arguments = parser.parse_args()
    random_ = random.Random(arguments.seed)  # noqa: S311 (no secret)
    slowest, early, characters, began = 0.0, 0, 0, time.monotonic()
    for index in range(arguments.count):
        text, ending = mutated(random_), random_.choice(RECORD_ENDINGS)
        statuses = random_.choice((STATUS_WORDS, _LOG4BRAINS))
        start = time.process_time()
        try:
            read_wholly(text, ending, statuses)
        except Exception as error:
            print(f"record {index} ({ending}): {error!r}\n{text!r}")
            return 1
        took = time.process_time() - start
        if took > SLOWEST:
            print(f"record {index} ({ending}, {len(text)} characters) took {took:.1f} s\n{text[:2000]!r}")
            return 1
        slowest, characters = max(slowest, took), characters + len(text)
        if index == arguments.count // 10:
            early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - early) // 1024
    seconds = time.monotonic() - began
    print(
        f"{arguments.count} records ({characters / 1e6:.0f} million characters) in {seconds:.0f} s: none raised, "
        f"the slowest took {slowest:.2f} s, memory grew by {grown} MB after the first tenth"
    )
    return int(grown > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
