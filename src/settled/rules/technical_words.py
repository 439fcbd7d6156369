"""Tells a text that speaks of technology alone from one that says what the business feels."""

from __future__ import annotations

import re

_TECHNICAL = """
alarm alarms alert alerts api apis backlog backpressure batch broker buffer buffers cache call calls client
connection connections connector consumer consumers cpu crash crashes cron dashboard database db dead-letter
depth disk dlq endpoint endpoints error errors event events exception exceptions gateway heap http https idoc
idocs interface iops job jobs json kafka lag latency log logs memory message messages middleware millisecond
milliseconds ms offset p50 p90 p95 p99 partition partitions payload payloads percentile pod pods poll polling
processing queue queues request requests response responses rest retries retry rpc server servers service sla
slo soap socket sql stack stacktrace status subscriber subscribers system systems thread threads throughput
timeout timeouts topic topics trace webhook webhooks worker workers xml
"""
TECHNICAL_WORDS = frozenset(_TECHNICAL.split())
"""Words of the machine room. None of them says who in the business loses what."""

_EMPTY = """
a above an and are as at available be been being below breach breached builds but by can cannot code could
degraded degrades delay delayed does down drop dropped drops each every exceed exceeded exceeds expired expires
fail failed failing fails failure failures few fills for from full goes grow growing grows h had has have high
higher hour hours in increase increases increasing internal into is it its late later long longer lost low many
max maximum may min mins minute minutes more most much no not occur occurs of off on or our out over per pile
piles raised responding returned returns rise rises rising run runs s sec second seconds several slow slower
slowly so stack stays stop stopped stops than that the them then there they this thrown throws time timed times
to too unavailable under unreachable until up violated violation was were when which will with
"""
_EMPTY_WORDS = frozenset(_EMPTY.split())
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def is_technical_only(text: str) -> bool:
    """True when `text` holds a technical word, and no word that could be the business's own."""
    is_technical = False
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word in _EMPTY_WORDS:
            continue
        if not _is_technical(word):
            return False
        is_technical = True
    return is_technical


def _is_technical(word: str) -> bool:
    return word in TECHNICAL_WORDS or (
        "-" in word and all(part in TECHNICAL_WORDS or part in _EMPTY_WORDS for part in word.split("-") if part)
    )
