"""The templates of the pages, with what all of them may use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2

from settled.site.html import markup
from settled.site.speed.template_cache import template_cache

_TEMPLATES = Path(__file__).parents[1] / "templates"


@cache
def template(name: str) -> jinja2.Template:
    """The template called `name`."""
    return _environment().get_template(name)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=template_cache(),
    )
    environment.filters["code_marks"] = markup.code_marks
    shapes = (markup.link, markup.links, markup.chip, markup.value, markup.facts)
    environment.globals.update({f"show_{shape.__name__}": shape for shape in shapes})
    return environment
