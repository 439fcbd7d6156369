"""What is shipped of patterns, exceptions and words: each entry whole, each fact with its source, each name real."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from settled import knowledge
from settled.frontmatter import read_yaml
from settled.knowledge import KnownException, KnownFact, KnownPattern, exceptions, patterns, word_called, words
from settled.knowledge.reading import patterns_of, words_of
from settled.model import answers, catalog, decision, flow, flow_terms, profile, record_models, risk
from settled.model.kinds import kinds
from settled.model.knowledge import ExceptionsFile, PatternsFile, WordsFile
from settled.model.platform_words import Confidence
from settled.model.vocabulary import ExceptionClass, LatencyClass, PatternType, Phase, RequiredDecision
from settled.profiles import PLATFORMS, load_profile
from settled.rules.registry import find_rule

FOLDER = Path(knowledge.__file__).parent
ENTRIES: tuple[KnownPattern | KnownException, ...] = (*patterns(), *exceptions())
FACTS = [fact for entry in ENTRIES for fact in entry.facts]
GATHERED = 71 - 2
"""So many facts were gathered; two of them only pointed at facts of platforms."""


def test_nothing_is_wrong_with_what_is_shipped() -> None:
    for read in (knowledge.read_patterns(), knowledge.read_exceptions(), knowledge.read_words()):
        assert read.problems == ()


def test_all_patterns_and_exceptions_are_known() -> None:
    assert [each.id for each in patterns()] == list(PatternType)
    assert [each.id for each in exceptions()] == list(ExceptionClass)
    assert len(FACTS) == GATHERED


@pytest.mark.parametrize(
    ("file", "model"), [("patterns", PatternsFile), ("exceptions", ExceptionsFile), ("words", WordsFile)]
)
def test_the_files_keep_to_their_schema(file: str, model: type[answers.Section]) -> None:
    data = json.loads(json.dumps(yaml.safe_load((FOLDER / f"{file}.yml").read_text("utf-8")), default=str))
    schema = model.model_json_schema(by_alias=True)
    assert [error.json_path for error in Draft202012Validator(schema).iter_errors(data)] == []


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.about}/{fact.id}")
def test_a_fact_says_where_it_was_read_and_when(fact: KnownFact) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", fact.id)
    assert fact.question.endswith(("?", "."))
    assert "?" in fact.question
    assert fact.statement.endswith(".")
    assert (fact.source is None) == (fact.confidence is Confidence.GENERAL_KNOWLEDGE)
    if fact.source is not None:
        assert fact.source.url.startswith("https://")
        assert re.search(r"read \d{4}-\d\d-\d\d", fact.citation)


def test_every_fact_of_a_platform_that_is_named_is_shipped() -> None:
    known = {fact.reference for platform in PLATFORMS for fact in load_profile(platform).facts}
    named = {reference for entry in ENTRIES for reference in entry.platform_facts}
    assert named <= known


def test_a_word_names_words_keys_and_rules_that_there_are() -> None:
    ids = [word.id for word in words()]
    assert len(set(ids)) == len(ids)
    keys = set(_keys())
    for word in words():
        assert [each for each in word.see if each not in ids] == [], word.id
        assert [each for each in word.rules if find_rule(each) is None] == [], word.id
        assert [each for each in word.keys if not keys.issuperset(each.split("."))] == [], word.id
        assert 1 <= len(re.findall(r"[.](?: |$)", word.meaning)) <= 4, word.id


def test_an_exception_names_keys_that_there_are_and_its_example_can_be_read() -> None:
    keys = set(_keys())
    for each in exceptions():
        assert [key for key in each.keys if not keys.issuperset(key.split("."))] == [], each.id
        example = read_yaml("example.yml", each.example)
        assert example.problems == ()
        cases = (example.data or {})["slices"]["exceptions"]["cases"]
        assert list(cases) == [each.id.value]
        assert set(example.data or {}) <= {field.alias or name for name, field in flow.Flow.model_fields.items()}


@pytest.mark.parametrize(
    "word",
    [
        "settled", "open", "missing", "invalid", "object", "flow", "hop", "phase", "status", "gate", "slice",
        "thin slice", "exceptions slice", "release slice", "source", "consumer", "via", "promise", "dead letter",
        "replay", "idempotency", "failure mode", "variant", "profile", "catalog", "finding", "baseline", "route map",
        "sequence", "record", "decision", "risk", "exposure", "authority", "join", "legacy", "marketplace", "financial",
        *LatencyClass, *Phase, *RequiredDecision,
    ],
)  # fmt: skip
def test_the_vocabulary_is_explained(word: str) -> None:
    said = " ".join((*(each.word for each in words()), *(each.meaning for each in words())))
    assert word_called(word) is not None or word.replace("_", " ") in said


def test_what_lacks_something_is_left_out_and_told_at_its_place() -> None:
    read = words_of(
        read_yaml("words.yml", "words:\n  - {word: hop, example: x}\n  - {word: via, meaning: m, exmple: y}\n")
    )
    assert read.entries == ()
    told = [(problem.location.line, problem.message) for problem in read.problems]
    assert told == [
        (3, "unknown key `exmple` in `words[2]`"),
        (2, "`words[1]` has no `meaning`"),
        (3, "`words[2]` has no `example`"),
    ]
    text = (FOLDER / "patterns.yml").read_text("utf-8").replace("read: 2026-11-23\n", "", 1)
    told_of_facts = [problem.message for problem in patterns_of(read_yaml("patterns.yml", text)).problems]
    assert told_of_facts[0] == "`patterns[1].facts[1]` does not say where and when it was read"


def _keys() -> Iterator[str]:
    """Every key that a record, the catalog or a profile can have."""
    models: list[type[answers.Section]] = [record_models.record_model(spec) for spec in kinds()]
    for module in (answers, catalog, decision, flow, flow_terms, profile, risk):
        models += [
            each for each in vars(module).values() if isinstance(each, type) and issubclass(each, answers.Section)
        ]
    for model in models:
        yield from (field.alias or name.replace("_", "-") for name, field in model.model_fields.items())
