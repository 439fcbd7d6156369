"""What a change did to texts and open questions, as `adr changes` and `adr check --against` print it as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from settled.checking.changed_content import ChangedQuestion, ChangedText


def text_objects(texts: Iterable[ChangedText]) -> list[dict[str, Any]]:
    """Accepted records that were amended or edited."""
    return [
        {"change": text.edit.value, "label": text.label, "file": text.file, "amendment": text.amendment or None}
        for text in texts
    ]


def question_objects(questions: Iterable[ChangedQuestion]) -> list[dict[str, Any]]:
    """Questions that were answered or opened."""
    return [
        {
            "change": "answered" if question.is_answered else "opened",
            "label": question.label,
            "file": question.file,
            "key": question.key,
            "question": question.question,
            "owner": question.owner or None,
            "due": question.due.isoformat() if question.due else None,
        }
        for question in questions
    ]
