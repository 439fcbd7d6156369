"""Breaks a text into the lines that a picture has room for."""

from __future__ import annotations

from functools import lru_cache

from settled.site.pictures.text_width import shortened_to, text_width


@lru_cache(maxsize=16384)  # the same systems and teams stand in the pictures of many flows
def broken_into(text: str, width: float, size: float, most: int) -> tuple[tuple[str, ...], bool]:
    """`text` in at most `most` lines of `width` at `size` pixels, one at least, and whether that is all of it.

    A word that is wider than a line is cut within, behind a mark where it has one. What finds no room is left out
    behind an ellipsis.
    """
    waiting = text.split()
    lines: list[str] = []
    while waiting and len(lines) < most:
        line, room = waiting.pop(0), width
        room -= text_width(line, size)
        if room < 0:
            line, rest = _cut(line, width, size)
            if rest:
                waiting.insert(0, rest)
        else:
            while waiting and (needed := text_width(" " + waiting[0], size)) <= room:
                line, room = f"{line} {waiting.pop(0)}", room - needed
        lines.append(line)
    if waiting:
        # No line has room for more letters than its width has pixels.
        lines[-1] = shortened_to(" ".join([lines[-1], *waiting])[: int(width)] + "…", width, size)
        return tuple(lines), False
    return tuple(lines) or ("",), True


def _cut(word: str, width: float, size: float) -> tuple[str, str]:
    """The beginning of `word` that fits, one letter at least, and the rest."""
    room = width
    for index, letter in enumerate(word):
        room -= text_width(letter, size)
        if room < 0:
            # Behind a mark within a name, if there is one: `orders-` and `kids.dead`.
            marks = [place for place in range(1, index + 1) if word[place - 1] in "._-/:"]
            place = marks[-1] if marks else max(index, 1)
            return word[:place], word[place:]
    return word, ""
