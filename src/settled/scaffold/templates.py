"""Finds a record template, the team's own before the built-in one, and renders it without trusting it."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from settled.model.errors import TemplateError
from settled.model.kinds import kinds
from settled.model.known_words import nearest
from settled.scaffold.template_budget import LARGEST_TEXT, BudgetExceededError, bounded

MAXIMUM_BYTES = 256 * 1024
"""A template larger than this is not read."""

_MORE = ("madr-minimal", "nygard", "y-statement")
"""The built-in templates beside those that a kind has where none is named."""


def built_in_names() -> set[str]:
    """The names of the templates that come with the package."""
    return {*_MORE, *(spec.template for spec in kinds())}


# The installed package carries the templates; an editable installation has the source tree instead.
_HOMES = (Path(__file__).parents[1] / "templates", Path(__file__).parents[3] / "templates")
_COMPILED = "<template>"
_MISTAKES = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# What an expression in a template can run into.


@dataclass(frozen=True, slots=True)
class RecordTemplate:
    """The text of a template; `name` is what it is called, `file` what messages call it."""

    name: str
    file: str
    text: str


def find_template(name: str, *, root: Path, team_folder: str, start: Path) -> RecordTemplate:
    """The template called `name`: a path seen from `start`, one of the team's, or a built-in one.

    `root` is the project's root and `team_folder` the folder below it with the team's own templates.
    Raises TemplateError where there is none, or where it may not be read.
    """
    if "/" in name or os.sep in name or name.lower().endswith(".md"):
        path = Path(os.path.normpath(start / name))
        if path.exists() or path.is_symlink():
            return RecordTemplate(path.stem, name, _read(path, name, root))
        raise TemplateError(f"there is no template {name}", "check the path, or name a template without its ending")
    own = root / team_folder / f"{name}.md"
    if own.exists() or own.is_symlink():
        shown = f"{team_folder}/{name}.md"
        return RecordTemplate(name, shown, _read(own, shown, root))
    if name in built_in_names():
        return RecordTemplate(name, f"the built-in template {name}", built_in_file(name).read_text(encoding="utf-8"))
    names = sorted({*built_in_names(), *(path.stem for path in (root / team_folder).glob("*.md"))})
    guess = nearest(name, names)
    known = "known are: " + ", ".join(names)
    raise TemplateError(f"there is no template `{name}`", f"did you mean `{guess}`? {known}" if guess else known)


def built_in_file(name: str) -> Path:
    """Where the template `name` that comes with the package lies; TemplateError where the package lacks it."""
    home = next((folder for folder in _HOMES if (folder / f"{name}.md").is_file()), None)
    if home is None:
        raise TemplateError(f"the built-in template `{name}` is missing", "install the package again")
    return home / f"{name}.md"


def render_template(
    template: RecordTemplate, variables: Mapping[str, Any], filters: Mapping[str, Callable[..., str]]
) -> str:
    """The text that `template` gives for `variables`; it ends with a line end.

    Raises TemplateError with file and line where the template asks for an unknown value or cannot be
    followed.
    """
    line_end = "\r\n" if "\r\n" in template.text else "\n"
    environment = SandboxedEnvironment(
        autoescape=False,  # Markdown is made here, not HTML
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence=line_end,
        loader=jinja2.FunctionLoader(lambda name: None),
    )
    environment.filters.update(filters)
    try:
        with bounded():
            text = environment.from_string(template.text).render(**variables)
            if len(text) > LARGEST_TEXT:
                raise BudgetExceededError("it makes a text that is too large")
    except BudgetExceededError as error:
        raise _error(template, _line_of(error), str(error), "make the template simpler") from None
    except jinja2.TemplateSyntaxError as error:
        raise _error(template, error.lineno, *_syntax_words(str(error.message), environment)) from None
    except jinja2.UndefinedError as error:
        raise _error(template, _line_of(error), *_undefined_words(str(error.message), variables)) from None
    except SecurityError as error:
        message = "it asks for something that a template may not do"
        raise _error(template, _line_of(error), message, "use the values that a template is given") from None
    except jinja2.TemplateNotFound as error:
        message = "it asks for another template, which it may not"
        raise _error(template, _line_of(error), message, "write everything into the one file") from None
    except _MISTAKES as error:
        message = "this line cannot be worked out with the values of this record"
        raise _error(template, _line_of(error), message, "check what it does with its values") from None
    return text if text.endswith("\n") else text + line_end


def _read(path: Path, shown: str, root: Path) -> str:
    resolved = Path(os.path.realpath(path))
    # A path that a person wrote out may lie anywhere; one that only looks as if it lay here may not.
    if path.absolute().is_relative_to(root) and not resolved.is_relative_to(root.resolve()):
        raise TemplateError(f"{shown} is a link to a file outside of the project", "copy the template in")
    try:
        if not resolved.is_file():
            raise TemplateError(f"{shown} is not a file", "name a Markdown file")
        size = resolved.stat().st_size
        if size > MAXIMUM_BYTES:
            limit = MAXIMUM_BYTES // 1024
            raise TemplateError(f"{shown} has {size // 1024} KB; more than {limit} KB are not read", "shorten it")
        content = resolved.read_bytes()
    except OSError as error:
        raise TemplateError(f"{shown} cannot be read ({error.strerror})", "check its rights") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"{shown}:{line}: the byte at offset {error.start} is not UTF-8"
        raise TemplateError(message, "save the file as UTF-8") from None


def _error(template: RecordTemplate, line: int | None, message: str, hint: str) -> TemplateError:
    place = f"{template.file}:{line}" if line else template.file
    return TemplateError(f"{place}: {message}", hint)


def _line_of(error: BaseException) -> int | None:
    """The line of the template in which `error` was raised."""
    lines = [
        line
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == _COMPILED and line is not None
    ]
    return lines[-1] if lines else None


def _syntax_words(said: str, environment: SandboxedEnvironment) -> tuple[str, str]:
    unknown = re.match(r"No (filter|test) named '([^']*)'", said)
    if unknown:
        guess = nearest(unknown[2], environment.filters if unknown[1] == "filter" else environment.tests)
        return f"`{unknown[2]}` is unknown here", f"did you mean `{guess}`?" if guess else "check how it is written"
    return (
        "this cannot be read as a template",
        "check the braces above and on this line: `{{ … }}` for a value, `{% if … %}` with its `{% endif %}`",
    )


def _undefined_words(said: str, variables: Mapping[str, Any]) -> tuple[str, str]:
    attribute = re.search(r"has no (?:attribute|element) '?([^']*)'?", said)
    if attribute:
        return f"there is no value `{attribute[1]}` in what it asks for", "check how it is written"
    name = re.match(r"'([^']*)' is undefined", said)
    if name:
        guess = nearest(name[1], variables)
        known = "known are: " + ", ".join(variables)
        return f"it asks for the unknown value `{name[1]}`", f"did you mean `{guess}`? {known}" if guess else known
    return "it asks for a value that there is not", "known are: " + ", ".join(variables)
