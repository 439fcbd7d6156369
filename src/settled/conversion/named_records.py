"""Which other records a decision names, and as what, wherever it says so."""

from __future__ import annotations

from settled.conversion.fact_blocks import recognised_relations
from settled.formats.adr_facts import references_in
from settled.model.vocabulary import RELATION_KEYS
from settled.records import Record, texts


def named_records(record: Record) -> dict[str, list[str]]:
    """What the front matter and the text of `record` name under each of `RELATION_KEYS`, as it is written there."""
    found = {key: texts(getattr(record.content, attribute_of(key))) for key in RELATION_KEYS}
    found["supersedes"], found["superseded-by"] = [*record.supersedes], [*record.superseded_by]
    for key, words in recognised_relations(record.body):
        found[key] += references_in(words)
    return found


def attribute_of(key: str) -> str:
    """What the model of a record calls the key of its front matter."""
    return key.replace("-", "_")
