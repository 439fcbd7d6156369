"""The same programme written in another way: nothing that is found may depend on it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from settled.model.duration import Duration
from settled.model.flow import FlowTerms
from settled.model.size import Size
from tests.rules.worse.programme import FLOWS, ORDER, STOCK, Data

Files = Mapping[str, Data]
_TERMS = {field.alias or name for name, field in FlowTerms.model_fields.items()}


def _each_text(value: Any, rewrite: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {key: _each_text(item, rewrite) for key, item in value.items()}
    if isinstance(value, list):
        return [_each_text(item, rewrite) for item in value]
    return rewrite(value) if isinstance(value, str) else value


def _as_seconds(text: str) -> str:
    try:
        return f"{Duration.parse(text).seconds:.3f} s"
    except ValueError:
        return text


def _in_parts(text: str) -> str:
    """`90 min` as `1 h 30 min`, and `2 h` as `1 h 59 min 60 s`."""
    try:
        seconds = Duration.parse(text).seconds
    except ValueError:
        return text
    hours, rest = divmod(seconds, 3600)
    if seconds < 60 or rest % 60:
        return f"{seconds * 1000:.0f} ms"
    return f"{hours:.0f} h {rest / 60:.0f} min" if rest else f"{hours - 1:.0f} h 59 min 60 s"


def _iso(text: str) -> str:
    try:
        return f"PT{Duration.parse(text).seconds:.3f}S"
    except ValueError:
        return text


def _in_bytes(text: str) -> str:
    try:
        return f"{Size.parse(text).bytes:.0f} B" if not text.strip().isdecimal() else text
    except ValueError:
        return text


def _with(rewrite: Callable[[str], str]) -> Callable[[Files], Files]:
    return lambda files: {
        file: _each_text(data, rewrite) if file.endswith((".md", ".yml")) else data for file, data in files.items()
    }


def _lists_reversed(files: Files) -> Files:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(item) for key, item in value.items()}
        return [turned(item) for item in reversed(value)] if isinstance(value, list) else value

    return {file: turned(data) if file.endswith((".md", ".yml")) else data for file, data in files.items()}


def _keys_reversed(files: Files) -> Files:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return [turned(item) for item in value] if isinstance(value, list) else value

    return {file: turned(data) if file.endswith((".md", ".yml")) else data for file, data in files.items()}


def _records_in_another_order(files: Files) -> Files:
    """The orders as flow 4 and the stock as flow 1, and all that names them likewise."""
    names = {"FLOW-0001": "FLOW-0004", "FLOW-0004": "FLOW-0001"}
    swapped = {ORDER: STOCK, STOCK: ORDER}
    return {
        swapped.get(file, file): _each_text(data, lambda text: names.get(text, text)) for file, data in files.items()
    }


def _in_two_variants(files: Files) -> Files:
    """Each flow in two variants that say all of it once more."""
    made: dict[str, Data] = {}
    for file, data in files.items():
        terms = {key: value for key, value in data.items() if key in _TERMS} if file in FLOWS else None
        variants = {"variants": {"eu": copy.deepcopy(terms), "us": copy.deepcopy(terms)}} if terms else {}
        made[file] = data | variants
    return made


def _in_empty_variants(files: Files) -> Files:
    return {
        file: data | ({"variants": {"eu": None, "us": {}}} if file in FLOWS else {}) for file, data in files.items()
    }


REWRITINGS: dict[str, Callable[[Files], Files]] = {
    "durations in seconds": _with(_as_seconds),
    "durations in parts": _with(_in_parts),
    "durations as ISO 8601": _with(_iso),
    "sizes in bytes": _with(_in_bytes),
    "lists the other way round": _lists_reversed,
    "keys the other way round": _keys_reversed,
    "records in another order": _records_in_another_order,
    "two variants that repeat the flow": _in_two_variants,
    "two variants that say nothing": _in_empty_variants,
}
"""Ways to write the same programme."""
