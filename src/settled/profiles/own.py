"""A profile that a team wrote: of a platform that nothing is shipped for, or built on a shipped one."""

from __future__ import annotations

import dataclasses

from settled.frontmatter import YamlDocument
from settled.model.findings import Problem
from settled.model.known_words import nearest
from settled.profiles.reading import ReadProfile, read_profile
from settled.profiles.shipped import SHIPPED, load_profile


def read_own_profile(document: YamlDocument, name: str) -> ReadProfile:
    """The profile `name` that the YAML of `document` holds, with what it takes over from the one that it extends.

    A team's own figures take the place of shipped ones in a file that says so: one that only has the name of a shipped
    profile would hide all facts of that without anybody seeing it, and is told as a problem.
    """
    extended = (document.data or {}).get("extends")
    base = load_profile(extended) if isinstance(extended, str) and extended in SHIPPED else None
    read = read_profile(document, name, base=base, is_own=True)
    problem = _naming_problem(document, name, extended)
    return dataclasses.replace(read, problems=(*read.problems, problem)) if problem is not None else read


def _naming_problem(document: YamlDocument, name: str, extended: object) -> Problem | None:
    if isinstance(extended, str) and extended not in SHIPPED:
        guess = nearest(extended, SHIPPED)
        shipped = "shipped are: " + ", ".join(SHIPPED)
        hint = f"did you mean `{guess}`? {shipped}" if guess else shipped
        message = f"`extends` names `{extended}`, and no such profile is shipped"
        return Problem("invalid-value", document.at(("extends",)), message, hint, field="extends", value=extended)
    if name in SHIPPED and extended != name:
        message = f"a profile called `{name}` is shipped, and this file would hide it"
        hint = f"write `extends: {name}` to keep its facts and change some of them, or call the file otherwise"
        return Problem("invalid-value", document.at(), message, hint, field="platform", value=name)
    return None
