"""Which options a record lists, in whatever form it lists them, and which of them it weighs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from settled.formats.madr import Item, Part, plain
from settled.rules.option_names import is_same_option, label_of, position_alone, resembles

_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
_BOLD_LEAD = re.compile(r"(?:\*\*|__)(?P<name>[^*_].*?)(?:\*\*|__)")
_ENTRY_OF_GROUP = re.compile(r"\W*(?P<group>[A-Za-z])[-. ]?(?P<number>\d{1,2})\W*")
_GROUP = re.compile(r"[\s#*_]*(?P<group>[A-Za-z])[*_]*(?:[.):]|[ \t]+[-–—])[*_]*[ \t]")
_DELIMITER_ROW = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")
_MARKS_BEFORE = re.compile(r"[\s>|#*+-]*(?:\d{1,3}[.)]\s+)?")


def considered(part: Part) -> tuple[Item, ...]:
    """The options in the section `part`: lines that are numbered as options, bold names in front of paragraphs, its
    headings, or the entries of its lists. None where a table holds them: its lists may be about anything.
    """
    numbered = tuple(_numbered(part))
    if len(numbered) > 1:
        return numbered
    if not part.children:
        bold = tuple(
            Item(plain(found["name"]).rstrip(":. "), number)
            for number, line in part.lines
            if (found := _BOLD_LEAD.match(line))
        )
        if len(bold) > 1:
            return bold
    has_table = any(_DELIMITER_ROW.fullmatch(line) for _, line in part.lines)
    return () if has_table and len(part.entries) < 2 else part.entries


def _numbered(part: Part) -> Iterator[Item]:
    """The lines of `part` that begin with `Option 1`, `[Option 2]`, `| Alternative C |`: each number once."""
    seen: set[int] = set()
    for number, line in part.lines:
        text = plain(_MARKS_BEFORE.sub("", line, count=1)).split(" | ")[0]
        position, _ = label_of(text, is_named=True)
        if position is not None and position not in seen:
            seen.add(position)
            yield Item(text, number)


def names_entry_of_group(name: str, part: Part) -> bool:
    """True where `name` is a letter and a number, as `B2`, and `part` has a group `B` of at least two entries."""
    found = _ENTRY_OF_GROUP.fullmatch(name)
    if found is None:
        return False
    is_in_group, count = False, 0
    for _, line in part.lines:
        group = _GROUP.match(line)
        if group is not None:
            is_in_group = group["group"].upper() == found["group"].upper()
        elif is_in_group and _LIST_ITEM.match(line) and line[:1].strip():
            count += 1
    return 1 <= int(found["number"]) <= count


def prose_beside_lists(part: Part) -> list[str]:
    """The lines above the first heading of `part` that belong to no list and do not only announce one."""
    end = part.children[0].heading.line if part.children else None
    prose: list[str] = []
    is_in_item = False
    for number, line in part.lines:
        if end is not None and number >= end:
            break
        if _LIST_ITEM.match(line):
            is_in_item = True
        elif not line.strip():
            is_in_item = False
        elif not (is_in_item or line[:1] in " \t" or line.rstrip().endswith((":", "："))):
            prose.append(line)
    return prose


def is_the_only_one(part: Part) -> bool:
    """True where nothing but one option stands in `part`; prose, a table or another list may hold further ones."""
    # An alternative is one to what was chosen, which stands elsewhere.
    return "alternative" not in part.heading.text.lower() and not prose_beside_lists(part)


def without_reason(options: tuple[Item, ...], weighed: tuple[Item, ...], elsewhere: tuple[str, ...]) -> list[Item]:
    """Those of `options` that none of the `weighed` entries is about, nor any of the texts `elsewhere`.

    None where an entry is left that is about none of the options: it may be about one under another name. The same
    where no entry is about an option: then the section is not ordered by them.
    """
    unused = [entry.text for entry in weighed]
    left: list[tuple[int, Item]] = []
    for position, option in enumerate(options, 1):
        own = label_of(option.text, is_named=True)[0] or position
        entry = next((name for name in unused if _is_about(name, option.text, own)), None)
        if entry is not None:
            unused.remove(entry)
        elif not any(_is_about(name, option.text, own) for name in elsewhere):
            left.append((own, option))
    if len(unused) == len(weighed):
        return []
    for own, option in tuple(left):
        if any(resembles(option.text, [name]) for name in elsewhere):
            left.remove((own, option))
            continue
        entry = next(
            (name for name in unused if resembles(name, [option.text]) or resembles(option.text, [name])), None
        )
        if entry is not None:
            unused.remove(entry)
            left.remove((own, option))
    return [] if unused else [option for _, option in left]


def _is_about(name: str, option: str, position: int) -> bool:
    named, _ = label_of(name, is_named=True)
    if named is not None and label_of(option, is_named=True)[0] is not None:
        return named == position
    bare, rest = label_of(name)
    return is_same_option(name, option) or position in {named, position_alone(name), bare if not rest else None}
