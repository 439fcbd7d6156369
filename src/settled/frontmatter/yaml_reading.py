"""YAML text in, located data out; whatever is wrong with the text is a problem, never an exception."""

from __future__ import annotations

from typing import Any

import yaml

from settled.frontmatter.bounds import StructureError, check_bounds
from settled.frontmatter.building import Builder, may_be_unfilled
from settled.frontmatter.loader import compose
from settled.frontmatter.mistakes import in_our_words
from settled.frontmatter.places import mark, place_of_character
from settled.frontmatter.plain_yaml import read_plain
from settled.frontmatter.yaml_document import YamlDocument
from settled.model.findings import Location, Problem


def read_yaml(file: str, text: str, *, first_line: int = 1) -> YamlDocument:
    """Read YAML `text` that begins on `first_line` of `file` into data, with every problem in it."""
    plain = read_plain(text)
    if plain is not None:
        return YamlDocument(file, text, first_line, plain.data, maybe_unfilled=may_be_unfilled(plain.texts))
    problems: list[Problem] = []
    data: dict[str, Any] | None = None
    maybe_unfilled = False
    kept: Any = None
    try:
        check_bounds(text)
        node = compose(text)
        if node is None:
            data = {}
        elif not isinstance(node, yaml.MappingNode):
            raise StructureError(
                "this is not a list of `key: value` lines", "write one key, a colon and a value a line", *mark(node)
            )
        else:
            builder = Builder(file, text, first_line)
            data = builder.build_map(node)
            problems, maybe_unfilled = builder.problems, builder.maybe_unfilled
            # An open question will be told with its place: its record is not composed a second time.
            kept = node if builder.holds_question else None
    except StructureError as error:
        location = Location(file, first_line + error.line, error.column + 1)
        problems = [Problem("unreadable-record", location, error.message, error.hint)]
        data = None
    except yaml.YAMLError as error:
        problems = [_yaml_problem(file, text, first_line, error)]
    except UnicodeEncodeError as error:
        line, column = place_of_character(text, error.start)
        message, hint = "a character that is half of another one", "save the file as UTF-8"
        problems = [Problem("unreadable-record", Location(file, first_line + line, column + 1), message, hint)]
    yaml_document = YamlDocument(file, text, first_line, data, tuple(problems), maybe_unfilled=maybe_unfilled)
    if kept is not None:
        yaml_document.__dict__["_root"] = kept  # what the cached property would compute
    return yaml_document


def _yaml_problem(file: str, text: str, first_line: int, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    if isinstance(error, yaml.reader.ReaderError):
        # It knows the character and not its line.
        line, column = place_of_character(text, max(0, text.find(chr(int(error.character)))))
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    message, hint = in_our_words(said)
    return Problem("unreadable-record", Location(file, first_line + line, column + 1), message, hint)
