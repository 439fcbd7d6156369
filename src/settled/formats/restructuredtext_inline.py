"""What stands within the lines of reStructuredText as Markdown: literals, links, roles and references."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_TARGET = re.compile(r"\.\.[ \t]+_(?P<name>[^:`]{1,100}|`[^`]{1,100}`):(?:[ \t]+(?P<url>\S{1,500}))?[ \t]*$")
_ADDRESS_BELOW = re.compile(r"[ \t]+(?P<url>\S{1,500})[ \t]*$")
_LITERAL = re.compile(r"``(?!`)((?:[^`]|`(?!`)){1,1000})``")
_LINK = re.compile(r"`([^`<>]{0,500}+)<([^`<>\s]{1,2000}+)>`__?")
_ROLE_LINK = re.compile(r":(?P<role>doc|ref|download|term):`(?P<text>[^`<>]{0,500}+)(?:<(?P<target>[^`<>]{1,500}+)>)?`")
_ROLE = re.compile(r":[a-z][a-z:+-]{0,40}:`([^`]{1,500})`")
_NAMED = re.compile(r"`([^`<>]{1,200})`__?(?!\w)|(?<![\w`])([A-Za-z0-9][\w.-]{0,100}[A-Za-z0-9]|[A-Za-z0-9])_(?![\w_])")
_TITLE_TEXT = re.compile(r"(?<![`\w:])`([^`<>]{1,500})`(?![`\w_])")
_MARKED = re.compile(r"[`<_]")
_END_OF_REFERENCE = re.compile(r"(?P<indent>[ \t]*+)(?P<text>[^`]{0,300}[^`\s])(?P<close>`__?)(?!\w)(?P<after>.*)$")
_WITH_ADDRESS = re.compile(r"<[^<>\s]+>$")
_SIGN_OF_A_LIST = re.compile(r"[ \t]*(?:[-*+]|\(?[\w#]{1,4}[.)])?[ \t]*")
_PUNCTUATION = re.compile(r"[.,;:!?)\]]*")


@dataclass(frozen=True, slots=True)
class Target:
    """What `.. _Kafka: https://kafka.example` defines, on one line or two; without address it labels what follows."""

    name: str
    address: str
    line_count: int


def target_at(lines: Sequence[str], position: int) -> Target | None:
    """The target that begins on the line at `position`, None where none does."""
    line = lines[position]
    match = _TARGET.match(line) if line.startswith("..") else None
    if match is None:
        return None
    if match["url"]:
        return Target(target_name(match["name"]), match["url"], 1)
    below = _ADDRESS_BELOW.match(lines[position + 1]) if position + 1 < len(lines) else None
    return Target(target_name(match["name"]), below["url"] if below else "", 2 if below else 1)


def targets_in(lines: Sequence[str]) -> dict[str, str]:
    """Where the names lead that `lines` define, by the names as `target_name` has them."""
    found = (target_at(lines, position) for position, line in enumerate(lines) if line.startswith(".."))
    return {target.name: target.address for target in found if target and target.address}


def target_name(written: str) -> str:
    """`written` as names are compared: in lower case, with one space where there is any white space."""
    return " ".join(written.strip("`").lower().split())


def inline_as_markdown(text: str, targets: Mapping[str, str]) -> str:
    """`text` as Markdown; `targets` are those of the file."""
    if not text or not _MARKED.search(text):
        return text
    return _outside_of_code(text, lambda part: _converted(part, targets))


def reference_put_together(line: str, below: str, after: str, targets: Mapping[str, str]) -> tuple[str, str] | None:
    """`line` and the line `below` it with a reference that goes over its end on one of them; None where none does.

    It goes to where the other line keeps words of its own, so that neither becomes blank within a paragraph, unless
    that ends there: `after` is the line that follows.
    """
    tick = line.rfind("`")
    end = _END_OF_REFERENCE.match(below) if tick >= 0 else None
    if end is None:
        return None
    start = tick - 1 if tick and line[tick - 1] in "([" else tick
    begun = line[tick + 1 :]
    if (start and not line[start - 1].isspace()) or not begun or begun[0].isspace():
        return None
    name = f"{begun.rstrip()} {end['text']}"
    if not _WITH_ADDRESS.search(name) and target_name(name) not in targets:
        return None
    whole = f"{line[start : tick + 1]}{name}{end['close']}"
    if not _SIGN_OF_A_LIST.fullmatch(line[:start]):
        return line[:start].rstrip(), f"{end['indent']}{whole}{end['after']}"
    punctuation = _PUNCTUATION.match(end["after"])
    behind = punctuation[0] if punctuation else ""
    rest = end["after"][len(behind) :].strip()
    if not rest and after.strip():
        return None
    return f"{line[:start]}{whole}{behind}", f"{end['indent']}{rest}" if rest else ""


def _converted(text: str, targets: Mapping[str, str]) -> str:
    text = _LINK.sub(lambda match: f"[{match[1].strip() or match[2]}]({match[2]})", text)
    if "`" in text:
        text = _ROLE_LINK.sub(_role_link, text)
    text = text.replace("<", "&lt;")
    if "`" in text:
        text = _ROLE.sub(r"`\1`", text)
    if "_" in text:
        text = _NAMED.sub(lambda match: _named(match, targets), text)
    return _TITLE_TEXT.sub(r"*\1*", text) if "`" in text and ":`" not in text else text


def _named(match: re.Match[str], targets: Mapping[str, str]) -> str:
    name = match[1] or match[2]
    url = targets.get(target_name(name))
    return f"[{name}]({url})" if url else match[1] or match[0]


def _role_link(match: re.Match[str]) -> str:
    target, text = match["target"], match["text"].strip()
    if match["role"] == "doc":
        file = target or text
        return f"[{text or file}]({file if re.search(r'[.][a-z]{2,8}$', file) else file + '.rst'})"
    if match["role"] == "download" and target:
        return f"[{text}]({target})"
    return text or target or ""


def _outside_of_code(text: str, convert: Callable[[str], str]) -> str:
    parts: list[str] = []
    position = 0
    for match in _LITERAL.finditer(text):
        parts += [convert(text[position : match.start()]), _code_span(match[1])]
        position = match.end()
    return "".join([*parts, convert(text[position:])])


def _code_span(code: str) -> str:
    return f"`` {code} ``" if "`" in code else f"`{code}`"
