"""What a stranger's change may have the builder do: nothing that runs, so what would run is refused by name.

A configuration of MkDocs is code: hooks and plugins run, tags of YAML call functions, a theme's templates are programs.
What is allowed is listed, and not what is forbidden: the builder and its plugins learn new ways with each release.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from settled.files.reading import read_text_file
from settled.frontmatter import MAXIMUM_BYTES, read_yaml
from settled.model.errors import UsageError
from settled.settings.reading import read_settings

_KEYS = frozenset(
    {
        "site_name", "site_url", "site_description", "site_author", "docs_dir", "site_dir", "nav", "exclude_docs",
        "draft_docs", "not_in_nav", "repo_url", "repo_name", "edit_uri", "copyright", "use_directory_urls", "strict",
        "validation", "dev_addr", "extra", "extra_css", "theme", "plugins", "markdown_extensions",
    }
)  # fmt: skip
_THEMES = frozenset({"material", "mkdocs", "readthedocs"})
_THEME_KEYS = frozenset({"name", "font", "features", "palette", "language", "direction", "icon", "favicon", "logo"})
_PLUGINS = frozenset({"search", "settled", "offline", "material/search", "material/offline"})
_EXTENSIONS = frozenset(
    {
        "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "meta", "sane_lists", "smarty",
        "tables", "toc", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details",
        "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark", "pymdownx.smartsymbols",
        "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
    }
)  # fmt: skip
# Also in a comment: where one begins only a reader of YAML knows.
_TAG = re.compile(r"(?:^|[\s,\[{:\ufeff-])(!<[^>\s]*>|![\w!/:.%-]+)")
_REMEDY = "build it without these; whoever trusts the change builds it without --untrusted, and not for a fork"


def foreign_change(environment: Mapping[str, str]) -> bool:
    """True where a pipeline runs for a pull request that comes from another repository.

    What the forge says of the pull request and cannot be read is taken for foreign.
    """
    source = environment.get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID")
    if source and any(
        target and target != source for target in map(environment.get, ("CI_PROJECT_ID", "CI_MERGE_REQUEST_PROJECT_ID"))
    ):
        return True
    event = environment.get("GITHUB_EVENT_PATH")
    if not event:
        return False
    try:
        payload = json.loads(Path(event).read_bytes())
    except (OSError, ValueError, RecursionError):
        return environment.get("GITHUB_EVENT_NAME", "").startswith(("pull_request", "workflow_run"))
    return isinstance(payload, dict) and _is_from_elsewhere(payload)


def _is_from_elsewhere(payload: dict[str, Any]) -> bool:
    run, request = payload.get("workflow_run"), payload.get("pull_request")
    if isinstance(run, dict):
        return _name(run.get("head_repository")) != _name(payload.get("repository"))
    if not isinstance(request, dict):
        return False
    head, base = (_name((request.get(end) or {}).get("repo")) for end in ("head", "base"))
    return not head or head != base  # a fork that was deleted has no name


def _name(repository: Any) -> str:
    return str(repository.get("full_name") or "") if isinstance(repository, dict) else ""


def refuse_code(root: Path, configuration: Path | None) -> None:
    """Raise UsageError where the project at `root` would have something run: its `configuration`, or HTML of its own.

    `configuration` is None where the built-in one is used.
    """
    found = [*_code_of(configuration, root)] if configuration is not None else []
    if read_settings(root).allow_html:
        found.append("settled.toml: `allow-html`")
    if found:
        raise UsageError(f"this change is not trusted, and would have something run: {', '.join(found)}", _REMEDY)


def _code_of(configuration: Path, root: Path) -> Iterator[str]:
    """What would run, or read elsewhere, of a configuration: each with its line."""
    name = configuration.name
    text, problem = read_text_file(configuration, name, root, MAXIMUM_BYTES)
    if text is None:
        yield f"{name}, which cannot be read ({problem.message if problem else 'nobody knows why'})"
        return
    tags = [found[1] for found in _TAG.finditer(text)]
    if tags:
        yield from (f"{name}: the tag `{tag}`" for tag in dict.fromkeys(tags))
        return
    document = read_yaml(name, text)
    if document.data is None or document.problems:
        # MkDocs may read it otherwise, a key that stands twice for one.
        said = document.problems[0] if document.problems else None
        yield f"{name}:{said.location.line}: {said.message}" if said else f"{name}, which cannot be read"
        return
    for path in _unknown(document.data, root):
        keys = ".".join(part for part in path if isinstance(part, str))
        yield f"{name}:{document.at(path).line}: `{keys}`"


def _unknown(data: dict[str, Any], root: Path) -> Iterator[tuple[str | int, ...]]:
    yield from ((key,) for key in data if key not in _KEYS)
    docs = data.get("docs_dir")
    if docs is not None and not (isinstance(docs, str) and (root / docs).resolve().is_relative_to(root.resolve())):
        yield ("docs_dir",)
    theme = data.get("theme")
    if isinstance(theme, dict):
        yield from (("theme", key) for key in theme if key not in _THEME_KEYS)
    named = theme.get("name") if isinstance(theme, dict) else theme
    if named is not None and named not in _THEMES:
        yield ("theme",)
    yield from _unknown_names(data, "plugins", _PLUGINS)
    yield from _unknown_names(data, "markdown_extensions", _EXTENSIONS)


def _unknown_names(data: dict[str, Any], key: str, known: frozenset[str]) -> Iterator[tuple[str | int, ...]]:
    """The entries of a list of names, with or without options, or of a map of them, that are not `known`."""
    section = data.get(key)
    if isinstance(section, dict):
        yield from ((key, name) for name in section if name not in known)
    elif isinstance(section, list):
        for place, entry in enumerate(section):
            names = list(entry) if isinstance(entry, dict) else [entry]
            yield from ((key, place, str(name)) for name in names if name not in known)
    elif section is not None:
        yield (key,)
