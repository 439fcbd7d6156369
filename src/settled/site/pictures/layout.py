"""Asks Graphviz where boxes and arrows lie; it is told sizes and numbers only, never a text of a record."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from settled.model.errors import SettledError

LONGEST_LAYOUT = 30
"""Seconds after which a layout is given up."""
MANY_ARROWS = 200
"""With more arrows than this Graphviz draws straight lines and looks less long for the best places."""


class LayoutError(SettledError):
    """Graphviz is missing, or could not lay out the picture."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box to be placed, in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two boxes, by their places in the list, with the room that its label needs in pixels."""

    start: int
    end: int
    label: Box


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the picture, in pixels from its upper left corner."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Curve:
    """An arrow that was placed: the points of its Bezier curves, the tip behind them, and the label's middle."""

    points: tuple[Point, ...]
    tip: Point
    label: Point


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture that was laid out: its size, the middle of each box, and each arrow, in the order given."""

    width: float
    height: float
    boxes: tuple[Point, ...]
    arrows: tuple[Curve, ...]


def lay_out(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> Layout:
    """Place `boxes` from left to right along `arrows`.

    Uses the program `dot` where it is installed, else the one of the package `graphviz-pure`. Raises LayoutError
    where there is neither, or none of them gives a layout within `LONGEST_LAYOUT` seconds.
    """
    source = "\n".join(_graph(boxes, arrows)).encode()
    problem, remedy = "there is no Graphviz to lay out the picture", "install it (`pip install graphviz-pure`), or "
    for program in _programs():
        try:
            done = subprocess.run(  # noqa: S603 (a program by its full path, with fixed arguments and no shell)
                [program, "-Kdot", "-Tjson0"], input=source, capture_output=True, timeout=LONGEST_LAYOUT, check=True
            )
            return _read(json.loads(done.stdout), len(boxes), len(arrows))
        except subprocess.TimeoutExpired:
            problem, remedy = f"{program} has not laid out the picture within {LONGEST_LAYOUT} s", ""
        except (OSError, subprocess.CalledProcessError, ValueError, KeyError):
            problem, remedy = f"{program} could not lay out the picture", "install `graphviz-pure`, or "
    raise LayoutError(problem, f"{remedy}take `--format dot`, `mermaid` or `json`")


def _programs() -> Iterator[str]:
    installed = shutil.which("dot")
    if installed:
        yield str(Path(installed).resolve())
    # The program of the package lies beside the interpreter, which need not be on the path.
    beside = shutil.which("graphviz-pure", path=sysconfig.get_path("scripts"))
    found = beside or shutil.which("graphviz-pure", path=str(Path(sys.executable).parent))
    if found:
        yield found


def _graph(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> Iterator[str]:
    haste = "splines=line; nslimit=1; nslimit1=1; mclimit=0.1; " if len(arrows) > MANY_ARROWS else ""
    yield "digraph { " + haste
    yield "rankdir=LR; nodesep=0.25; ranksep=0.45; node [shape=box fixedsize=true]; edge [arrowsize=0.7];"
    for index, box in enumerate(boxes):
        yield f"n{index} [width={box.width / 72:.4f} height={box.height / 72:.4f}];"
    for index, arrow in enumerate(arrows):
        room = f'WIDTH="{arrow.label.width:.0f}" HEIGHT="{arrow.label.height:.0f}" FIXEDSIZE="TRUE"'
        label = f'<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0" {room}><TR><TD></TD></TR></TABLE>>'
        yield f"n{arrow.start} -> n{arrow.end} [id=e{index} label={label}];"
    yield "}"


def _read(answer: dict[str, Any], boxes: int, arrows: int) -> Layout:
    """The layout in Graphviz' JSON, whose y points upwards; ValueError or KeyError where something is not there."""
    _, _, width, height = (float(number) for number in answer["bb"].split(","))
    places = {entry["name"]: _point(entry["pos"], height) for entry in answer.get("objects", ())}
    curves = {entry["id"]: _curve(entry, height) for entry in answer.get("edges", ())}
    return Layout(
        width=width,
        height=height,
        boxes=tuple(places[f"n{index}"] for index in range(boxes)),
        arrows=tuple(curves[f"e{index}"] for index in range(arrows)),
    )


def _curve(entry: dict[str, Any], height: float) -> Curve:
    tips = [part for part in entry["pos"].split() if part.startswith("e,")]
    points = tuple(_point(part, height) for part in entry["pos"].split() if not part.startswith(("e,", "s,")))
    tip = _point(tips[0].removeprefix("e,"), height) if tips else points[-1]
    return Curve(points, tip, _point(entry["lp"], height))


def _point(text: str, height: float) -> Point:
    x, y = text.split(",")
    return Point(round(float(x), 1), round(height - float(y), 1))
