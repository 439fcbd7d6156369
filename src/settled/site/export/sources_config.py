"""The configuration that stands beside plain sources: a builder without our plugin makes the same site with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from settled.edit.yaml_text import quoted
from settled.site.mkdocs.builtin_config import builtin_config
from settled.site.render import ASSETS, SCRIPT, STYLESHEET

DOCS, OVERRIDES = "docs", "overrides"
"""The folders of the pages and of the theme's template that names a page's other forms in its head."""
SHIM = ASSETS + "iframe-worker.js"
"""The worker shim by a name that the theme's offline plugin knows: it would fetch one from a public host else."""

HEAD = """\
{% extends "base.html" %}
{% block extrahead %}
{{ super() }}
{% if page and page.meta and page.meta.settled %}
{% if page.meta.settled.json %}
<link rel="alternate describedby" type="application/json" href="{{ page.meta.settled.json }}">
{% endif %}
{% if page.meta.settled.feed %}
<link rel="alternate feed" type="application/atom+xml" title="Timeline" href="{{ page.meta.settled.feed }}">
{% endif %}
{% endif %}
{% endblock %}
"""
"""The template that builders of this theme lay over their own, as `main.html` in `OVERRIDES`."""

_OPENING = """\
# Written by `adr export --sources`, and written anew each time: own settings belong into a file of their own
# that begins with `INHERIT: mkdocs.yml`.
"""


def configuration(site_name: str, sidebar: Sequence[Mapping[str, str]], site_url: str = "") -> str:
    """An `mkdocs.yml` for the site called `site_name`, with the pages of `sidebar` by their labels."""
    values = builtin_config(site_name, DOCS)
    values["theme"]["custom_dir"] = OVERRIDES
    values["plugins"] = [plugin for plugin in values["plugins"] if plugin != "settled"]
    values["extra"]["polyfills"] = [SHIM]
    values["extra_css"], values["extra_javascript"] = [STYLESHEET], [SCRIPT]
    if site_url:
        values["site_url"] = site_url
    values["validation"] = {"nav": {"omitted_files": "ignore"}}  # records are reached from tables and links
    values["nav"] = list(sidebar)
    return _OPENING + "\n".join(_lines(values)) + "\n"


def front_matter(values: Mapping[str, Any]) -> str:
    """`values` as the front matter of a page."""
    return "---\n" + "\n".join(_lines(values)) + "\n---\n\n"


def _lines(values: Mapping[str, Any], indent: str = "") -> list[str]:
    found: list[str] = []
    for key, value in values.items():
        if isinstance(value, Mapping) and value:
            found += [f"{indent}{key}:", *_lines(value, indent + "  ")]
        elif isinstance(value, list) and value:
            found.append(f"{indent}{key}:")
            for item in value:
                below = _lines(item, indent + "    ") if isinstance(item, Mapping) else [_scalar(item)]
                found += [f"{indent}  - {below[0].strip()}", *below[1:]]
        else:
            found.append(f"{indent}{key}: {_scalar(value)}")
    return found


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "[]" if value == [] else quoted(str(value), '"')
