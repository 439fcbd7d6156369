"""A project with every injection in every field of every kind of record, in names, in texts and in its history."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from typing import Any

from settled.model.schema import json_schema
from tests.site.injections import NAMES, TEXTS, VALUES

GROUP = 13
"""How many injections stand in one record: they all do their harm without the others' help."""

Filler = Callable[[dict[str, Any]], Any]
_schema_of = cache(json_schema)


def groups() -> Iterator[tuple[str, ...]]:
    """The values, some at a time."""
    for start in range(0, len(VALUES), GROUP):
        yield VALUES[start : start + GROUP]


class Filled:
    """Front matter with every field of a schema filled: `form` is what an answer is given as.

    `typed` keeps terms, dates and numbers as they must be, `mistyped` puts a text there, too, and a key that
    nobody knows into every map, `open` leaves open every answer that may be.
    """

    def __init__(self, kind: str, values: tuple[str, ...], form: str) -> None:
        self._schema = _schema_of(kind)
        self._values, self._form = values, form
        self._text = " ".join(values)
        self._turn = count()
        self._is_listed = False

    def fields(self) -> dict[str, Any]:
        """All fields by their keys."""
        filled = self._map(self._schema)
        if self._form == "open":
            # A record that is all questions has no place to show some of them.
            filled |= {key: self._typed(self._schema["properties"][key]) for key in ("kind", "status", "id") if key}
        return filled

    def _typed(self, node: dict[str, Any]) -> Any:
        form, self._form = self._form, "typed"
        try:
            return self._value(node)
        finally:
            self._form = form

    def _map(self, node: dict[str, Any]) -> dict[str, Any]:
        filled = {key: self._value(value) for key, value in node.get("properties", {}).items()}
        if self._form == "mistyped":
            filled |= {self._next(): self._text, f"x-{self._next()}": self._next()}
        return filled

    def _next(self) -> str:
        return self._values[next(self._turn) % len(self._values)]

    def _value(self, node: dict[str, Any]) -> Any:
        if "$ref" in node:
            return self._value(self._schema["$defs"][node["$ref"].rpartition("/")[2]])
        choices = node.get("oneOf") or node.get("anyOf")
        if choices:
            is_answer = any(choice.get("$ref", "").endswith("/OpenQuestion") for choice in choices)
            if is_answer and self._form == "open":
                return {"open": self._text, "owner": self._next(), "due": "2026-11-01"}
            kept = [choice for choice in choices if choice.get("type") != "null"]
            # A list where there may be one: each value is an item of its own.
            return self._value(next((choice for choice in kept if choice.get("type") == "array"), kept[0]))
        if "enum" in node or "const" in node:
            return self._next() if self._form == "mistyped" else node.get("const", node.get("enum", [""])[0])
        if node.get("type") == "object":
            return self._object(node)
        if node.get("type") == "array":
            return self._list(node["items"])
        return self._scalar(node)

    def _object(self, node: dict[str, Any]) -> dict[str, Any]:
        inner = node.get("additionalProperties")
        if not inner:
            return self._map(node)
        names = node.get("propertyNames")
        if names and self._form != "mistyped":
            keys = self._schema["$defs"][names["$ref"].rpartition("/")[2]]["enum"]
        else:
            keys = [self._next(), self._next()] if self._is_listed else list(self._values)
        was_listed, self._is_listed = self._is_listed, True
        items = {key: self._value(inner) for key in keys}
        self._is_listed = was_listed
        return items

    def _list(self, item: dict[str, Any]) -> list[Any]:
        is_text = item.get("type") in ("string", ["string", "number"], ["string", "number", "boolean"])
        if is_text:
            return list(self._values)
        self._is_listed = True
        items = [self._value(item) for _ in self._values]
        self._is_listed = False
        return items

    def _scalar(self, node: dict[str, Any]) -> Any:
        kind = node.get("type")
        if kind in ("integer", "number", "boolean") or "pattern" in node or "examples" in node:
            sound = {"integer": 3, "number": 2, "boolean": True}.get(str(kind), "2026-11-01")
            sound = node["examples"][0] if "examples" in node else sound
            return self._next() if self._form == "mistyped" else sound
        # Addresses do their harm alone, all else together, too.
        return self._next() if self._is_listed or next(self._turn) % 2 else self._text


def front_matter(fields: dict[str, Any]) -> str:
    """`fields` as the front matter of a record."""
    return "---\n" + "\n".join(f"{_yaml(key)}: {_yaml(value)}" for key, value in fields.items()) + "\n---\n"


def _yaml(value: Any) -> str:
    """JSON is YAML, but for letters beyond the first plane, and for those that nobody sees."""
    written = json.dumps(value, ensure_ascii=False)
    return re.sub(
        r"[\x7f-\xa0\u2028-\u202e\u2066-\u2069\ud7ff-\uf8ff\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", written
    )


class Texts:
    """Texts of records: each injection comes first in one of them, since some swallow what follows."""

    def __init__(self) -> None:
        self._turn = count()

    def body(self, title: str) -> str:
        """The next text, under the heading `title`."""
        turn = next(self._turn)
        parts = [TEXTS[(turn + step) % len(TEXTS)] for step in range(0, len(TEXTS), 16)]
        heading = " ".join(title.replace("\0", "").split())
        return f"\n# {heading}\n\n" + "\n\n".join(parts) + "\n"


def hostile_project() -> dict[str, str | bytes | None]:
    """The files of the project by their paths."""
    files: dict[str, str | bytes | None] = {}
    numbers, texts = count(1), Texts()
    for values in groups():
        title = " ".join(values)
        for form in ("typed", "mistyped", "open"):
            for kind, folder in (("decision", "adr"), ("flow", "flows"), ("risk", "risks")):
                number = next(numbers)
                fields = Filled(kind, values, form).fields() | {"kind": kind}
                if form != "mistyped":
                    fields |= {"status": "proposed", "id": None}
                if form == "typed":
                    fields.pop("title", None)
                files[f"decisions/{folder}/{number:04d}-x.md"] = front_matter(fields) + texts.body(title)
    for number, name in enumerate(NAMES, 500):
        accepted = "---\nstatus: accepted\n---\n"
        files[f"decisions/adr/{number:04d}-{name}.md"] = accepted + texts.body(f"Called {number}")
        files[f"decisions/adr/{number + 100:04d}-{name}/{number + 100:04d}-x.md"] = accepted + texts.body("Below")
    for name in ("index", "risk-register", "timeline", "beside"):
        files[f"decisions/{name}.md"] = front_matter({"title": VALUES[0]}) + texts.body(VALUES[29])
    return files | _catalog()


def _catalog() -> dict[str, str | bytes | None]:
    """A catalog whose ids are the values in turn, each of a system, a team or an object."""
    schema = _schema_of("catalog")
    sections: dict[str, dict[str, Any]] = {"systems": {}, "teams": {}, "objects": {}}
    models = {"systems": "System", "teams": "Team", "objects": "BusinessObject"}
    for number, value in enumerate(VALUES):
        section = list(sections)[number % 3]
        around = (value, *VALUES[number % 5 :: 9])
        filled = Filled("catalog", around, "mistyped" if number % 7 == 0 else "typed")
        sections[section][value] = filled._value(schema["$defs"][models[section]])
    return {"decisions/catalog.yml": "".join(f"{key}: {_yaml(value)}\n" for key, value in sections.items())}
