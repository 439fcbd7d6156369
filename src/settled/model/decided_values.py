"""What a flow decided, value by value: what can be compared between two versions of its record.

A value is known by its path in words, as in `latency.within` or `identifiers.order number.in.erp`: an entry of a list
is called by its name and not by its place, so that moving it is no change. A declared open question is one value. What
has a short and a long form (`erp: VBAK-BSTNK` and `erp: {field: VBAK-BSTNK, length: 20}`; a consumer and a map of
one) is the same value in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

SIX_DECISIONS = ("source", "consumers", "pattern", "identifiers", "latency", "idempotency", "failures")
"""The keys under which the six required decisions stand in the front matter of a flow."""
COMPARED = (*SIX_DECISIONS, "phase")
"""What is followed through history: the six decisions, and how far the flow is."""

_LONGEST = 60
_NAMES = ("name", "mode", "system")
_FIELD = "field"
_NOTHING: tuple[tuple[str, str], ...] = ()

Values = tuple[tuple[str, str], ...]
"""Paths in words, each with its value as text."""


def values_of(key: str, value: Any) -> Values:
    """The values below the top-level `key`, whose `value` is what the YAML reader made of it."""
    return tuple(_flattened(key, value)) if value is not None else _NOTHING


def decided_values(front: Mapping[str, Any]) -> dict[str, str]:
    """All values of a flow that are compared, from its front matter."""
    return dict(pair for key in COMPARED for pair in values_of(key, front.get(key)))


def _flattened(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if "open" in value:
            yield path, _question(value)
            return
        for key, item in value.items():
            yield from _flattened(f"{path}.{key}" if key != _FIELD else path, item)
    elif isinstance(value, list) and path == "consumers":
        yield path, ", ".join(_name_of(item) for item in value)
        for item in (item for item in value if isinstance(item, dict)):
            yield from _flattened(f"{path}.{_name_of(item)}", {key: item[key] for key in item if key != "system"})
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        seen: dict[str, int] = {}
        for item in value:
            name = _name_of(item)
            seen[name] = seen.get(name, 0) + 1
            # Of two with one name the second is called so; the name itself is then what the path says.
            yield from _flattened(f"{path}.{name}" + (f" ({seen[name]})" if seen[name] > 1 else ""), item)
    elif isinstance(value, list):
        yield path, ", ".join(_text(item) for item in value)
    elif value is not None:
        yield path, _text(value)


def _name_of(item: Any) -> str:
    named = (item.get(key) for key in _NAMES) if isinstance(item, dict) else (item,)
    return next((_text(name) for name in named if isinstance(name, str) and name.strip()), "unnamed")


def _question(value: Mapping[str, Any]) -> str:
    """A declared open question in one line."""
    asked = _text(value["open"])
    rest = [_text(value["owner"])] if isinstance(value.get("owner"), str) else []
    rest += [f"due {_text(value['due'])}"] if isinstance(value.get("due"), str) else []
    return f"open: {asked}" + (f" ({', '.join(rest)})" if rest else "")


def _text(value: Any) -> str:
    return " ".join(str(value).split())


def in_a_line(value: str | None) -> str:
    """A value as a line of text has room for it; `nothing` where there is none."""
    if value is None:
        return "nothing"
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"


def is_open(value: str | None) -> bool:
    """Whether a value is a declared open question."""
    return value is not None and value.startswith("open: ")


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[str, str | None, str | None]]:
    """Each value that means something else: its path, and both texts; None stands for no value.

    A section that came or went is one difference, whatever it holds; a duration is compared as a length of time.
    """
    one_sided: dict[tuple[str, bool], list[str]] = {}
    prefixes = {True: _prefixes(before), False: _prefixes(after)}
    order: dict[str | tuple[str, bool], None] = {}
    for path in dict.fromkeys((*before, *after)):
        if path in before and path in after:
            order[path] = None
            continue
        is_gone = path in before
        section = _section(path, prefixes[not is_gone])
        one_sided.setdefault((section, is_gone), []).append(path)
        order[section, is_gone] = None
    for entry in order:
        if isinstance(entry, str):
            if before[entry] != after[entry] and _meaning(before[entry]) != _meaning(after[entry]):
                yield entry, before[entry], after[entry]
            continue
        section, is_gone = entry
        text = _summary(section, one_sided[entry], before if is_gone else after)
        yield (section, text, None) if is_gone else (section, None, text)


def _prefixes(values: Mapping[str, str]) -> set[str]:
    """The paths of all values, and of all sections around them."""
    found: set[str] = set()
    for path in values:
        while path and path not in found:
            found.add(path)
            path = path.rpartition(".")[0]
    return found


def _section(path: str, other: Set[str]) -> str:
    """The outermost section around `path` that is not among the paths and sections of `other`."""
    end = path.find(".")
    while end != -1:
        if path[:end] not in other:
            return path[:end]
        end = path.find(".", end + 1)
    return path


def _summary(section: str, paths: Sequence[str], values: Mapping[str, str]) -> str:
    if section in values:
        return values[section]
    return ", ".join(f"{path.removeprefix(f'{section}.')} {values[path]}" for path in paths)


def _meaning(text: str) -> object:
    # Only where two values differ: it brings the models along, which a run that knows every answer does without.
    from settled.model.duration import Duration

    try:
        return Duration.parse(text).seconds
    except ValueError:
        return text


def key_path(front: Mapping[str, Any], key: str) -> tuple[str | int, ...]:
    """The path in the front matter of the value that is called `key`; of the nearest section where it is gone."""
    found: tuple[str | int, ...] = ()
    value: Any = front
    called = ""
    while isinstance(value, (dict, list)):
        for step, name, item in _entries(value):
            path = f"{called}.{name}" if called else name
            if key == path or key.startswith(f"{path}."):
                found, value, called = (*found, step), item, path
                break
        else:
            break
    return found


def _entries(value: Any) -> Iterator[tuple[str | int, str, Any]]:
    if isinstance(value, dict):
        yield from ((key, key, item) for key, item in value.items())
        return
    seen: dict[str, int] = {}
    for index, item in enumerate(value):
        name = _name_of(item)
        seen[name] = seen.get(name, 0) + 1
        yield index, name + (f" ({seen[name]})" if seen[name] > 1 else ""), item
