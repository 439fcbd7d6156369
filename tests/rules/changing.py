"""Ways to take a complete flow apart: a section, a line or a value replaced, whatever its place."""

from __future__ import annotations

from tests.samples import FLOW, changed

LEFT_FROM_A_TEMPLATE = ('"{system}"', "{system}", "TODO", "TBD", "???", "TODO later", "'{event | queue}'", '"..."')
"""Texts that count as nothing, as a value would hold them."""


def with_section(key: str, replacement: str, text: str = FLOW) -> str:
    """`text` with the whole section `key` of its front matter, and all lines below it, replaced."""
    front, fence, body = text.removeprefix("---\n").partition("---\n")
    result: list[str] = []
    inside = False
    for line in front.splitlines(keepends=True):
        if line.startswith(f"{key}:"):
            inside = True
            result += [replacement] if replacement else []
        elif not (inside and line.startswith(" ")):
            inside = False
            result.append(line)
    return "---\n" + "".join(result) + fence + body


def with_line(line: str, replacement: str, text: str = FLOW) -> str:
    """`text` with one whole line replaced (or taken out, with an empty replacement)."""
    return changed(text, f"\n{line}\n", f"\n{replacement}\n" if replacement else "\n")


def open_question(key: str, indent: str = "", *, owner: str | None = "erp-team", due: str | None = "2026-12-15") -> str:
    """`key` left open on purpose, as a block of lines."""
    lines = [f"{indent}{key}:", f"{indent}  open: Who knows?"]
    lines += [f"{indent}  owner: {owner}"] if owner is not None else []
    lines += [f"{indent}  due: {due}"] if due is not None else []
    return "\n".join(lines)
