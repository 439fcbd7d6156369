"""The front matter of a record as a model, also where another tool wrote it under names of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from settled.formats.adr_facts import names_nothing
from settled.formats.typed_links import typed_links
from settled.frontmatter import YamlDocument
from settled.frontmatter.validation import Validated, validate
from settled.model.decision import RecordFields
from settled.model.kinds import spec_of
from settled.model.record_models import record_model
from settled.model.vocabulary import RELATION_KEYS, Kind
from settled.records.foreign_values import with_foreign_values
from settled.records.record import texts

_SPELLINGS = {key.replace("-", ""): key for key in (*RELATION_KEYS, "decision-makers")}
"""Keys of other tools that mean ours, without what stands between their words: `superseded_by`, `supersededBy`."""


def read_content(
    kind: Kind, front: YamlDocument, record_id: str = "", *, is_programme: bool
) -> Validated[RecordFields]:
    """What the front matter of a record of this kind says, in our own words where it has those of other tools."""
    validated = validate(record_model(spec_of(kind)), front, record_id, is_programme=is_programme)
    if is_programme:
        # What the right key would be asked for is not asked for again beside the misspelt one.
        validated = replace(validated, invalid=validated.invalid | validated.meant)
    else:
        validated = with_foreign_values(validated, front.data or {})
    return replace(validated, content=_with_other_spellings(validated.content, front.data or {}))


def _with_other_spellings(content: RecordFields, front_matter: dict[str, Any]) -> RecordFields:
    """The content with what other tools keep in front matter under names of their own: links, people."""
    together: dict[str, list[str]] = {}
    if "links" in front_matter:
        together = {_field(key): targets for key, targets in typed_links(front_matter).items()}
    for written, value in front_matter.items():
        key = _key_meant_by(written)
        if key is not None and written != key and not texts(getattr(content, _field(key))):
            said = value.split(",") if isinstance(value, str) else texts(value)
            named = [text.strip() for text in said if text.strip() and not names_nothing(text)]
            together.setdefault(_field(key), []).extend(named)
    if not together:
        return content
    return content.model_copy(
        update={name: [*texts(getattr(content, name)), *found] for name, found in together.items() if found}
    )


@cache  # the same few keys stand in all records
def _key_meant_by(written: str) -> str | None:
    return _SPELLINGS.get(re.sub(r"[\W_]", "", written).casefold())


def _field(key: str) -> str:
    return key.replace("-", "_")
