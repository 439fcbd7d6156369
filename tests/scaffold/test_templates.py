"""Templates: which one is taken, and what is said of one that cannot be followed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.frontmatter.splitting import split_document
from settled.model.answers import find_placeholder
from settled.model.errors import TemplateError
from settled.model.vocabulary import Kind, RequiredDecision
from settled.profiles import PLATFORMS, load_profile
from settled.records.reading import read_record
from settled.scaffold.new_record import CatalogWords, NewRecord, plan_record
from settled.scaffold.templates import RecordTemplate, built_in_names, find_template, render_template

Tree = Callable[..., Path]


def render(text: str, **variables: object) -> str:
    return render_template(RecordTemplate("t", "templates/t.md", text), variables, {})


def find(name: str, root: Path) -> RecordTemplate:
    return find_template(name, root=root, team_folder="templates", start=root)


@pytest.mark.parametrize("name", sorted(built_in_names()))
def test_every_built_in_template_gives_a_record_that_is_read_without_a_problem(name: str, tmp_path: Path) -> None:
    kind = {"flow": Kind.FLOW, "risk": Kind.RISK}.get(name, Kind.DECISION)
    status = "open" if kind is Kind.RISK else "proposed"
    words = CatalogWords(["storefront", "erp"], ["a-team"], ["order"])
    for title in ("Plain", 'Quote " colon: # hash', "7 of 7", "🚀", "{braces}"):
        for platform in (None, load_profile("shopify")):
            new = NewRecord(
                kind, title, status, "2026-11-23", find(name, tmp_path), "decisions", words=words, platform=platform
            )
            planned = plan_record(new, 7)
            read = read_record(planned.file, planned.text, kind, is_programme=True)
            assert read.problems == ()
            assert read.record is not None
            assert read.record.title == title
            assert read.record.title_number in {None, 7}
            assert read.record.status_text in {status, status.capitalize()}
            assert find_placeholder(read.record.body_text)
            assert planned.text.endswith("\n")
            assert "\n\n\n" not in planned.text
            assert "{{" not in planned.text


def test_the_flow_template_says_what_may_stand_in_each_of_the_six_places(tmp_path: Path) -> None:
    words = CatalogWords(["storefront", "erp"], ["a-team", "b-team"], ["order"])
    new = NewRecord(Kind.FLOW, "T", "proposed", "2026-11-23", find("flow", tmp_path), "d", words=words)
    text = plan_record(new, 1).text
    sections = ["# 1 source system", "# 2 integration pattern", "# 3 identifiers", "# 4 latency"]
    sections += ["# 5 idempotency, retry, dead letter, replay", "# 6 failure owners"]
    places = [text.index(f"\n{section}\n") for section in sections]
    assert places == sorted(places)
    assert "\n  system:  # one of: storefront, erp\n" in text
    assert "\n    owner:  # one of: a-team, b-team\n" in text
    data = split_document("f.md", text).front.data or {}
    assert data["source"] == {"system": None, "trigger": None}
    assert [data[key] for key in ("consumers", "may-change", "may-reject")] == [None, None, None]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_profile_can_be_read_and_asks_about_each_decision(platform: str) -> None:
    profile = load_profile(platform)
    assert (profile.platform, list(profile.decisions)) == (platform, list(RequiredDecision))
    assert sum(map(len, profile.decisions.values())) == len(profile.facts)
    for fact in profile.facts:
        assert fact.statement
        assert fact.question.endswith("?")
        assert not find_placeholder(fact.statement + fact.question)


def test_the_teams_own_template_wins_by_its_name(tree: Tree) -> None:
    root = tree({"templates/madr.md": "own {{ title }}", "templates/short.md": "short"})
    assert find("madr", root).text == "own {{ title }}"
    assert find("short", root).text == "short"
    assert find("nygard", root).text.startswith("# {{ number }}.")


def test_a_path_is_seen_from_where_the_command_was_started(tree: Tree) -> None:
    root = tree({"own/mine.md": "mine", "sub": None})
    found = find_template("../own/mine.md", root=root, team_folder="templates", start=root / "sub")
    assert (found.text, found.file) == ("mine", "../own/mine.md")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mdr", "there is no template `mdr`; did you mean `madr`? known are: flow, madr, madr-minimal, "),
        ("zzz", "there is no template `zzz`; known are: flow, madr, madr-minimal, nygard, risk, y-statement"),
        ("a/b.md", "there is no template a/b.md; check the path, or name a template without its ending"),
    ],
)
def test_an_unknown_template_is_told_with_what_is_known(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        find(name, tmp_path)
    assert str(caught.value).startswith(said)


def test_what_may_not_be_read_is_told(tree: Tree, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text("secret", encoding="utf-8")
    root = tree(
        {"templates/big.md": "x" * (256 * 1024 + 1), "templates/latin.md": b"a\n\xff", "templates/dir.md/x": "x"}
    )
    (root / "templates/out.md").symlink_to(outside)
    (root / "templates/inside.md").symlink_to(root / "templates/latin.md")
    (root / "templates/gone.md").symlink_to(root / "nowhere.md")
    said = {}
    for name in ("big", "latin", "out", "inside", "gone", "dir", "templates/out.md"):
        with pytest.raises(TemplateError) as caught:
            find(name, root)
        said[name] = str(caught.value)
    link = "is a link to a file outside of the project; copy the template in"
    assert said == {
        "big": "templates/big.md has 256 KB; more than 256 KB are not read; shorten it",
        "latin": "templates/latin.md:2: the byte at offset 2 is not UTF-8; save the file as UTF-8",
        "inside": "templates/inside.md:2: the byte at offset 2 is not UTF-8; save the file as UTF-8",
        "out": f"templates/out.md {link}",
        "templates/out.md": f"templates/out.md {link}",
        "gone": "templates/gone.md is not a file; name a Markdown file",
        "dir": "templates/dir.md is not a file; name a Markdown file",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n{{ titel }}", "templates/t.md:2: it asks for the unknown value `titel`; did you mean `title`? known"),
        ("{{ zzz }}", "templates/t.md:1: it asks for the unknown value `zzz`; known are: title"),
        ("\n\n{{ title.zzz }}", "templates/t.md:3: there is no value `zzz` in what it asks for; check how"),
        ("a\n\n{% if title %}\nb", "templates/t.md:4: this cannot be read as a template; check the braces above"),
        ("{{ title", "templates/t.md:1: this cannot be read as a template; check the braces above"),
        ("{% foo %}", "templates/t.md:1: this cannot be read as a template; check the braces above"),
        ("{{ title | uper }}", "templates/t.md:1: `uper` is unknown here; did you mean `upper`?"),
        ("{{ title.__class__.__mro__ }}", "templates/t.md:1: it asks for something that a template may not do;"),
        ("{{ ().__class__.__base__ }}", "templates/t.md:1: it asks for something that a template may not do;"),
        ("{% include 'x' %}", "templates/t.md:1: it asks for another template, which it may not;"),
        ("x\n{{ 1 / 0 }}", "templates/t.md:2: this line cannot be worked out with the values of this record;"),
        ("{{ title + 1 }}", "templates/t.md:1: this line cannot be worked out with the values of this record;"),
        ("{% for x in range(999999999) %}{% endfor %}", "templates/t.md:1: this line cannot be worked out"),
    ],
)
def test_a_template_that_cannot_be_followed_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        render(text, title="T")
    assert str(caught.value).startswith(said)
    assert "jinja" not in str(caught.value).lower()


def test_the_line_ends_of_a_template_stay() -> None:
    assert render("a\r\n{{ title }}\r\n", title="T") == "a\r\nT\r\n"
    assert render("a\n{{ title }}", title="T") == "a\nT\n"
