"""What the rules answered before, where all that they see is the same: the records, the catalog, settings and day.

Most runs of a check follow another one of the same records: in a hook, in an editor, while a site is served. A rule
that also looked at git or at other files is asked in every run, and so is every rule where a change is judged. One that
judges findings is not asked where it sees the same findings.
"""

from __future__ import annotations

import dataclasses
import marshal
import os
from collections.abc import Iterator, Mapping, Set
from typing import Any

from settled.files.cache import CacheFile, build_of_this_tool, cache_folder, digest_of
from settled.model.plain_problems import plain_problem, problem_from
from settled.records import Record, libraries
from settled.rules.context import Context, NotChecked
from settled.rules.engine import CheckResult, check_context, run_rule
from settled.rules.overrides import overrides_of
from settled.rules.registry import RULES
from settled.rules.reporting import RuleOutput, Run
from settled.rules.rule import Rule

_ROOMS = (
    "checking", "files", "flows", "formats", "frontmatter", "history", "model", "profiles", "programme", "project",
    "records", "rules", "settings",
)  # fmt: skip


def check_with_kept_answers(context: Context, rules: tuple[Rule, ...] = RULES) -> CheckResult:
    """Run `rules` as `check_context` does; only those are asked whose answers nobody knows.

    An answer is kept where the rule asked for nothing but what it is kept under: of the same data it will ask for no
    more the next time.
    """
    file = _file(context)
    if file is None:
        return check_context(context, rules)
    overrides = overrides_of(context.project.settings)
    known = _read(file)
    answers, new = dict(known), dict[str, tuple[RuleOutput, ...]]()

    def judged(rule: Rule, own: Context, run: Run) -> tuple[RuleOutput, ...]:
        """What a rule says that sees findings: the same where it sees the same ones."""
        key = f"{rule.code} {_digest_of(run)}"
        if key not in known:
            answers[key] = tuple(run_rule(rule, own, run))
            if not own.asked.for_surroundings:
                new[key] = answers[key]
        return answers[key]

    for rule in rules:
        if rule.sees_findings or rule.code in known or overrides.is_off_everywhere(rule.name):
            continue
        own = context.for_a_rule()
        answers[rule.code] = tuple(run_rule(rule, own))
        if not own.asked.for_surroundings:
            new[rule.code] = answers[rule.code]
    result = check_context(context, rules, answers, judged)
    if new:
        file.write(marshal.dumps({key: tuple(map(_plain, outputs)) for key, outputs in (known | new).items()}))
    return result


def _file(context: Context) -> CacheFile | None:
    """Where the answers are kept that hold for just this context; None where nothing is to be kept of it."""
    cache, surroundings = cache_folder(), context.surroundings
    is_taken_from_git = surroundings.known_paths is not None or surroundings.git_place is not None
    if cache is None or is_taken_from_git or context.merge_base is not None:
        return None
    fingerprint = digest_of(*(os.fsencode(part) if isinstance(part, str) else part for part in _parts(context)))
    return CacheFile(cache / "answers" / digest_of(os.fsencode(context.project.records_folder)), fingerprint)


def _parts(context: Context) -> Iterator[str | bytes]:
    project = context.project
    yield from build_of_this_tool(*_ROOMS)
    yield from libraries()
    for value in (
        project.root,
        project.records_folder,
        _in_order(project.settings),
        project.layout,
        project.today,
        project.is_programme,
        context.gate,
        project.baseline,
        project.files,
        project.notes,
        project.problems,
        [(entry.file, entry.id) for entry in project.unreadable],
        project.catalog_exists,
    ):
        yield _bytes(repr(value))
    catalog = project.catalog.yaml_document if project.catalog is not None else None
    yield _bytes(catalog.text) if catalog is not None else b"none"
    for name, profile in project.profiles.own.items():
        yield from map(_bytes, (name, profile.text))
    for record in project.records:
        yield from map(_bytes, _texts_of(record))


def _texts_of(record: Record) -> Iterator[str]:
    """All that a record was read from."""
    document = record.document
    yield "\0".join((record.file, record.id, record.kind, str(document.front.first_line), str(document.body_line)))
    yield document.front.text
    yield document.body
    yield document.written or ""


def _digest_of(run: Run) -> str:
    words = (sorted(run.ran), sorted(run.known), sorted(run.switched_off), sorted(run.hidden), run.findings)
    return digest_of(*(_bytes(repr(value)) for value in words))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _in_order(value: Any) -> Any:
    """`value` with its sets as lists, whose order does not change from one run to the next.

    What is the default of the tool itself, such as a thousand words for a status, is left out: the build tells it.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [(field, getattr(value, field.name)) for field in dataclasses.fields(value)]
        return [(field.name, _in_order(content)) for field, content in fields if content is not field.default]
    if isinstance(value, Mapping):
        return [(_in_order(key), _in_order(item)) for key, item in value.items()]
    if isinstance(value, Set):
        return sorted(map(repr, value))
    return [_in_order(item) for item in value] if isinstance(value, (list, tuple)) else value


def _read(file: CacheFile) -> dict[str, tuple[RuleOutput, ...]]:
    content = file.read()
    if content is None:
        return {}
    plain: dict[str, Any] = marshal.loads(content)  # noqa: S302 (our own file, whole: see `CacheFile`)
    return {code: tuple(map(_output_from, outputs)) for code, outputs in plain.items()}


def _plain(output: RuleOutput) -> tuple[Any, ...]:
    return (output.reason, output.is_optional) if isinstance(output, NotChecked) else plain_problem(output)


def _output_from(plain: tuple[Any, ...]) -> RuleOutput:
    return NotChecked(*plain) if len(plain) == 2 else problem_from(plain)
