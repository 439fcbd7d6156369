"""What the settings of a project say about how much each rule weighs: the last word over the severity table."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

from settled.model.errors import SettingsError
from settled.model.findings import Finding, Severity
from settled.model.known_words import nearest
from settled.rules.registry import FAMILIES, RULES, find_rule
from settled.rules.rule import Rule
from settled.rules.severity import describe
from settled.settings.reading import Settings
from settled.settings.rule_settings import PathLevels, RuleLevel


@dataclass(frozen=True, slots=True)
class EffectiveSeverity:
    """One line of what a rule weighs: when, how much, and whether the settings say so."""

    when: str
    level: RuleLevel
    is_override: bool = False

    def as_object(self) -> dict[str, str | bool]:
        """The line for a JSON document."""
        return {"when": self.when, "severity": self.level.value, "overridden": self.is_override}


@dataclass(frozen=True)
class Overrides:
    """The levels that the settings give, by rule name: `general` everywhere, `paths` for some files, later ones first.

    `file` is the settings file that says so.
    """

    file: str = ""
    general: Mapping[str, RuleLevel] = field(default_factory=dict)
    paths: tuple[tuple[PathLevels, Mapping[str, RuleLevel]], ...] = ()
    _tables_by_file: dict[str, list[Mapping[str, RuleLevel]]] = field(default_factory=dict, repr=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.general or self.paths)

    def level(self, name: str, file: str) -> RuleLevel:
        """What the rule `name` weighs in `file`; `default` where the settings leave it alone."""
        if file not in self._tables_by_file:
            self._tables_by_file[file] = [levels for table, levels in self.paths if table.holds_for(file)]
        tables = [*self._tables_by_file[file], self.general]
        return next((levels[name] for levels in tables if name in levels), RuleLevel.DEFAULT)

    def is_off_everywhere(self, name: str) -> bool:
        """True for a rule that is switched off, and that no path has switched on again."""
        return self.general.get(name) is RuleLevel.OFF and all(
            levels.get(name, RuleLevel.OFF) is RuleLevel.OFF for _, levels in self.paths
        )

    def applied(self, finding: Finding) -> Finding | None:
        """The finding with the severity that the settings give it; None where its rule is off for its file."""
        level = self.level(finding.name, finding.location.file)
        if level is RuleLevel.OFF:
            return None
        if level is RuleLevel.DEFAULT:
            return finding
        return dataclasses.replace(finding, severity=Severity(level.value))

    def reason(self, name: str) -> str:
        """Where the rule `name` is off, in words; empty where it is off nowhere."""
        if self.is_off_everywhere(name):
            return f"switched off in {self.file}"
        if self.general.get(name) is RuleLevel.OFF:
            files = [_files(table) for table, levels in self.paths if levels.get(name, RuleLevel.OFF) != "off"]
            return f"switched off in {self.file}, except for {' and '.join(reversed(files))}"
        off = [_files(table) for table, levels in self.paths if levels.get(name) is RuleLevel.OFF]
        return f"switched off for {' and '.join(reversed(off))} in {self.file}" if off else ""

    def describe(self, rule: Rule) -> list[EffectiveSeverity]:
        """What `rule` weighs in this project, the general case first; a later line has the last word."""
        rows = [EffectiveSeverity(when, RuleLevel(severity.value)) for when, severity in describe(rule.levels)]
        general = self.general.get(rule.name, RuleLevel.DEFAULT)
        if general is not RuleLevel.DEFAULT:
            rows = [EffectiveSeverity(f"by {self.file}", general, is_override=True)]
        return rows + [
            EffectiveSeverity(f"for {_files(table)} by {self.file}", levels[rule.name], is_override=True)
            for table, levels in reversed(self.paths)
            if rule.name in levels
        ]


def overrides_of(settings: Settings) -> Overrides:
    """What `settings` say about rules; SettingsError for a rule that does not exist or that must not be lowered."""
    if not settings.severity and not settings.paths:
        return Overrides()
    file = settings.file or "the settings"
    general = _by_name(settings.severity, f"{file}: `severity`")
    paths = [
        (table, _by_name(table.levels, f"{file}: `paths[{number}].severity`"))
        for number, table in enumerate(settings.paths, 1)
    ]
    return Overrides(file, general, tuple(reversed(paths)))


def _by_name(levels: Mapping[str, RuleLevel], where: str) -> dict[str, RuleLevel]:
    """The levels by rule name: those of families first, so that those of single rules win."""
    families: dict[str, RuleLevel] = {}
    single: dict[str, RuleLevel] = {}
    for written, level in levels.items():
        letter = written.strip().upper()
        if letter in FAMILIES:
            for rule in FAMILIES[letter].rules:
                if rule.name != "unreadable-record":  # its family is about records that can be read
                    _put(families, rule, level, where)
            continue
        found = find_rule(written)
        if found is None:
            guess = nearest(written, [word for rule in RULES for word in (rule.code, rule.name)])
            hint = f"did you mean `{guess}`?" if guess else f"see `adr rules`; families are {', '.join(FAMILIES)}"
            raise SettingsError(f"{where} names `{written}`, and there is no such rule", hint)
        _put(single, found, level, where)
    return families | single


def _put(levels: dict[str, RuleLevel], rule: Rule, level: RuleLevel, where: str) -> None:
    if rule.name in levels:
        raise SettingsError(f"{where} names {rule.code} {rule.name} twice", "keep one of the two")
    if _is_protected(rule) and _is_less(level, rule.levels.base):
        reason = (
            "a run that could not read a record must not read as passed"
            if rule.family == "R"
            else "nothing may suppress the rules about suppressions"
        )
        verb = "switches off" if level is RuleLevel.OFF else "lowers"
        raise SettingsError(f"{where} {verb} {rule.code} {rule.name}, and {reason}", "take it out")
    levels[rule.name] = level


def _is_protected(rule: Rule) -> bool:
    """True for a rule that may be raised, and neither switched off nor lowered."""
    return rule.family == "X" or rule.name == "unreadable-record"


def _is_less(level: RuleLevel, severity: Severity) -> bool:
    if level is RuleLevel.DEFAULT:
        return False
    return level is RuleLevel.OFF or Severity(level.value).rank < severity.rank


def _files(table: PathLevels) -> str:
    return ", ".join(pattern.text for pattern in table.files)
