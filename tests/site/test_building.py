"""Building: every record has its page, nothing of another build remains, and nobody loses a file."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from settled.model.errors import SiteError, UsageError
from settled.project import load
from settled.project.discovery import find_place
from settled.site.errors import UnreadableRecordsError
from settled.site.mkdocs import plugin
from settled.site.mkdocs.build import MARKER, BuiltSite, build_site
from tests.conftest import Outcome
from tests.samples import CATALOG, DECISION, FLOW
from tests.site.conftest import REPOSITORY

FILES: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": CATALOG,
    "decisions/adr/0001-prices.md": DECISION,
    "decisions/flows/0001-order-export.md": FLOW,
}
BROKEN = "---\nstatus: [accepted\n---\n\n# Broken\n"
OVERVIEW = {
    "index.html",
    "decisions/index.html",
    "flows/index.html",
    "ownership/index.html",
    "route-map.html",
    "sequence.html",
    "risk-register.html",
    "open-questions.html",
    "timeline.html",
    "rules/index.html",
    "glossary.html",
}
ENTRIES = {
    *(f"systems/{name}.html" for name in ("storefront", "erp", "wms", "oms", "pim", "integration-hub")),
    *(f"teams/{name}.html" for name in ("order-operations", "commerce-team", "erp-team", "customer-service")),
    "teams/integration-architecture.html",
    "objects/order.html",
    "objects/price.html",
}
"""The pages of the sample catalog."""
PLAIN = {"index.html", "decisions/index.html", "timeline.html", "rules/index.html"}
"""The overview of a folder of plain ADRs."""


def pages(site: Path) -> set[str]:
    """The pages of a site, without the manual of the rules."""
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    return {
        page for page in found if page != "404.html" and (not page.startswith("rules/") or page == "rules/index.html")
    }


class _Links(HTMLParser):
    """The links and ids of a page, and whatever a browser loads for it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in {"script", "img", "iframe", "source"} and "src" in values:
            self.loaded.append(values["src"])
        if tag == "link" and values.get("rel") in {"stylesheet", "icon", "preload", "preconnect"}:
            self.loaded.append(values["href"])
        if "id" in values:
            self.ids.append(values["id"])


def read_page(path: Path) -> _Links:
    """The links of the page at `path`."""
    found = _Links()
    found.feed(path.read_text(encoding="utf-8"))
    return found


def test_a_project_of_two_records_has_their_pages_and_the_overview(build: Callable[..., BuiltSite]) -> None:
    site = build(FILES)
    assert pages(site.out) == OVERVIEW | ENTRIES | {"decisions/0001-prices.html", "flows/0001-order-export.html"}
    assert (site.records, site.unreadable, site.broken_links) == (2, (), ())


def test_the_reference_programme_has_a_page_for_each_record_and_each_entry_of_the_catalog(reference: Path) -> None:
    folders = {"adr": "decisions", "flows": "flows", "risks": "risks"}
    expected = {f"{folders[path.parent.name]}/{path.stem}.html" for path in (REPOSITORY / "decisions").glob("*/*.md")}
    catalog = load(REPOSITORY).catalog
    assert catalog is not None
    for folder, entries in (("systems", catalog.systems), ("teams", catalog.teams), ("objects", catalog.objects)):
        expected |= {f"{folder}/{entry}.html" for entry in entries}
    assert pages(reference) == OVERVIEW | expected


def test_no_page_loads_anything_from_another_host(reference: Path) -> None:
    for path in reference.rglob("*.html"):
        assert [source for source in read_page(path).loaded if "//" in source] == []


def test_a_deleted_record_is_gone_at_the_next_build(build: Callable[..., BuiltSite], tmp_path: Path) -> None:
    first = build({**FILES, "decisions/adr/0002-gone.md": DECISION})
    assert "decisions/0002-gone.html" in pages(first.out)
    (tmp_path / "project/decisions/adr/0002-gone.md").unlink()
    again = build(FILES)
    assert "decisions/0002-gone.html" not in pages(again.out)
    assert "0002-gone" not in (again.out / "decisions/index.html").read_text(encoding="utf-8")


def _contents(site: BuiltSite) -> dict[str, bytes]:
    """The files of a site; the map of the site holds the day of its making."""
    return {
        path.relative_to(site.out).as_posix(): path.read_bytes()
        for path in site.out.rglob("*")
        if path.is_file() and not path.name.startswith("sitemap")
    }


def test_a_project_that_has_changed_becomes_the_site_that_it_had_become_anew(
    build: Callable[..., BuiltSite], tree: Callable[..., Path], tmp_path: Path
) -> None:
    gone: dict[str, str | bytes | None] = {
        "decisions/adr/0002-old-name.md": DECISION.replace("Keep prices", "Keep all prices"),
        "decisions/flows/0002-gone.md": FLOW.replace("# Order export", "# Gone export"),
        "decisions/adr/img/gone.png": b"png",
        "decisions/ownership/index.md": "# An introduction that is gone\n",
        "decisions/notes.md": "# Notes that are gone\n",
    }
    changed = FILES | {"decisions/adr/0002-new-name.md": gone["decisions/adr/0002-old-name.md"]}
    changed["decisions/catalog.yml"] = CATALOG.replace("  price: {name: Price, source: erp}\n", "")
    before = build(FILES | gone)
    assert {"flows/0002-gone.html", "flows/0002-gone.json", "adr/img/gone.png", "notes.html"} <= set(_contents(before))
    for name in gone:
        (tmp_path / "project" / name).unlink()
    after = _contents(build(changed))
    fresh = build_site(find_place(tree(changed, tmp_path / "fresh" / "project")), tmp_path / "fresh-site")
    assert after == _contents(fresh)
    assert {"decisions/0002-new-name.html", "decisions/0002-new-name.json"} <= set(after)
    assert [name for name, content in after.items() if b"old-name" in content or "gone" in name] == []


def test_another_project_may_take_the_folder_and_keeps_nothing_of_the_one_before(
    build: Callable[..., BuiltSite], tmp_path: Path
) -> None:
    theirs: dict[str, str | bytes | None] = {
        "decisions/adr/0001-theirs.md": "---\nstatus: accepted\n---\n\n# Theirs alone\n",
        "settled.toml": 'site-name = "Theirs"\n',
    }
    alone = _contents(build(theirs, name="theirs"))
    ours = build(FILES, name="ours")
    assert _contents(build_site(find_place(tmp_path / "theirs"), ours.out)) == alone


def test_two_projects_built_one_after_another_do_not_mix(build: Callable[..., BuiltSite]) -> None:
    first = build({"decisions/adr/0001-ours.md": "---\nstatus: accepted\n---\n\n# Ours alone\n"}, name="first")
    second = build({"decisions/adr/0001-theirs.md": "---\nstatus: accepted\n---\n\n# Theirs alone\n"}, name="second")
    assert "decisions/0001-ours.html" in pages(first.out)
    assert pages(second.out) == PLAIN | {"decisions/0001-theirs.html"}
    assert not [path for path in second.out.rglob("*") if path.is_file() and b"Ours alone" in path.read_bytes()]


def test_building_again_changes_nothing(build: Callable[..., BuiltSite]) -> None:
    first = _contents(build(FILES))
    assert _contents(build(FILES)) == first


def test_records_that_share_a_name_have_pages_of_their_own(build: Callable[..., BuiltSite]) -> None:
    site = build({**FILES, "decisions/adr/old/0001-prices.md": DECISION})
    assert {"decisions/0001-prices.html", "decisions/adr/old/0001-prices.html"} & pages(site.out)
    assert len([page for page in pages(site.out) if page.endswith("0001-prices.html")]) == 2


def test_unreadable_records_end_the_build_with_their_names_and_leave_the_old_site(
    build: Callable[..., BuiltSite],
) -> None:
    before = build(FILES)
    with pytest.raises(UnreadableRecordsError) as caught:
        build({"decisions/adr/0002-broken.md": BROKEN})
    assert caught.value.files == ("decisions/adr/0002-broken.md",)
    assert str(caught.value) == (
        "1 record cannot be read: decisions/adr/0002-broken.md; "
        "see `adr check`, or build a site that says so with --keep-going (keep_going: true)"
    )
    assert "flows/0001-order-export.html" in pages(before.out)


def test_keep_going_shows_what_cannot_be_read(build: Callable[..., BuiltSite]) -> None:
    site = build({**FILES, "decisions/adr/0002-broken.md": BROKEN}, keep_going=True)
    assert site.unreadable == ("decisions/adr/0002-broken.md",)
    for page in ("index.html", "decisions/index.html"):
        assert "1 file cannot be read" in (site.out / page).read_text(encoding="utf-8")
    own = (site.out / "decisions/0002-broken.html").read_text(encoding="utf-8")
    assert "ADR-0002 cannot be read" in own
    assert "a bracket or brace that is not closed" in own


def test_a_folder_with_other_files_is_not_emptied(build: Callable[..., BuiltSite], tmp_path: Path) -> None:
    build(FILES)
    place = find_place(tmp_path / "project")
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("five years")
    elsewhere = "empty it yourself, or name another with --out"
    outside = "name a folder outside of them with --out"
    refused = {
        precious: f"the folder {precious} holds files that are no site of ours; {elsewhere}",
        place.records: f"the folder {place.records} lies among the records; {outside}",
        place.records / "site": f"the folder {place.records}/site lies among the records; {outside}",
        place.root: f"the folder {place.root} holds the records; name a folder of its own with --out",
        precious / "thesis.txt": f"{precious}/thesis.txt is a file; name a folder with --out",
    }
    for folder, words in refused.items():
        with pytest.raises(UsageError) as caught:
            build_site(place, folder)
        assert str(caught.value) == words
    assert (precious / "thesis.txt").read_text() == "five years"


def test_an_empty_folder_and_a_site_of_ours_are_written(build: Callable[..., BuiltSite], tmp_path: Path) -> None:
    out = tmp_path / "project-site"
    out.mkdir()
    built = build(FILES).out
    assert (built / MARKER).is_file()
    build(FILES)
    assert (built / MARKER).is_file()
    # What MkDocs itself wrote there, or what somebody moved there, is not known to be ours.
    (built / MARKER).unlink()
    with pytest.raises(UsageError, match="holds files that are no site of ours"):
        build(FILES)
    assert (built / "index.html").is_file()


def test_links_and_images_between_records_hold(build: Callable[..., BuiltSite]) -> None:
    text = DECISION + "\nSee [the flow](../flows/0001-order-export.md#why-this-pattern) and ![map](img/map.png).\n"
    site = build({**FILES, "decisions/adr/0002-links.md": text, "decisions/adr/img/map.png": b"png"}, strict=True)
    page = read_page(site.out / "decisions/0002-links.html")
    assert "../flows/0001-order-export.html#why-this-pattern" in page.links
    assert "../adr/img/map.png" in page.loaded
    assert (site.out / "adr/img/map.png").read_bytes() == b"png"
    assert site.broken_links == ()


def test_a_link_to_a_file_outside_of_the_project_publishes_nothing(
    build: Callable[..., BuiltSite], tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "project/decisions").mkdir(parents=True)
    (tmp_path / "project/decisions/innocent.txt").symlink_to(tmp_path / "secret.txt")
    assert not (build(FILES).out / "innocent.txt").exists()


def test_a_link_that_leads_nowhere_is_told(build: Callable[..., BuiltSite]) -> None:
    site = build({**FILES, "decisions/adr/0002-links.md": DECISION + "\n[gone](0009-gone.md)\n"})
    assert site.broken_links == ("adr/0002-links.md: the link 0009-gone.md leads nowhere",)
    assert not site.is_clean


def test_a_plain_adr_folder_has_no_pages_for_what_it_does_not_have(build: Callable[..., BuiltSite]) -> None:
    site = build(
        {"docs/adr/0001-record.md": "# 1. Record decisions\n\n## Status\n\nAccepted\n\n## Context\n\nWe forget.\n"}
    )
    assert pages(site.out) == PLAIN | {"decisions/0001-record.html"}


def test_a_project_without_records_says_what_to_do_next(build: Callable[..., BuiltSite]) -> None:
    site = build({"decisions": None})
    text = (site.out / "index.html").read_text(encoding="utf-8")
    assert "There are no records in decisions yet." in text


def test_the_teams_own_mkdocs_yml_wins(build: Callable[..., BuiltSite]) -> None:
    own = "site_name: Our own name\ndocs_dir: decisions\ntheme: {name: material, font: false}\nplugins: [settled]\n"
    site = build({**FILES, "mkdocs.yml": own})
    assert "Our own name" in (site.out / "index.html").read_text(encoding="utf-8")
    # Without the offline plugin pages are folders.
    assert (site.out / "flows/0001-order-export/index.html").is_file()


def test_an_mkdocs_yml_that_is_not_about_us_is_left_alone(build: Callable[..., BuiltSite]) -> None:
    site = build({**FILES, "mkdocs.yml": "site_name: The manual\ntheme: {name: readthedocs}\n"})
    assert "The manual" not in (site.out / "index.html").read_text(encoding="utf-8")


def test_a_broken_mkdocs_yml_is_told_in_our_words(
    build: Callable[..., BuiltSite], capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SiteError, match=r"^mkdocs\.yml is not usable \(.*\); mend it$"):
        build({**FILES, "mkdocs.yml": "docs_dir: decisions\nplugins: [settled, no-such-plugin]\n"})
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"# Caf\xe9\n", "'utf-8' codec can't decode byte 0xe9 in position 5: invalid continuation byte"),
        (b"[there](http://[)\n", "Invalid IPv6 URL"),
    ],
)
def test_what_mkdocs_cannot_read_of_the_teams_own_pages_is_told_in_one_line(
    tree: Callable[..., Path], adr: Callable[..., Outcome], page: bytes, reason: str
) -> None:
    own = "site_name: s\ndocs_dir: docs\nplugins: [settled]\ntheme: {name: material, font: false}\n"
    done = adr("build", cwd=tree({**FILES, "mkdocs.yml": own, "docs/index.md": page}))
    said = f"adr: the site could not be built ({reason}); check mkdocs.yml, its plugins and its theme\n"
    assert (done.code, done.out, done.err) == (2, "", said)


def test_a_fault_of_ours_is_not_taken_for_a_mistake_of_the_teams(
    build: Callable[..., BuiltSite], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugin, "gather", lambda *_: int("ours"))
    with pytest.raises(ValueError, match="invalid literal for int"):
        build(FILES)


def test_nothing_of_mkdocs_reaches_the_terminal(
    build: Callable[..., BuiltSite], capfd: pytest.CaptureFixture[str]
) -> None:
    build({**FILES, "decisions/adr/0002-links.md": DECISION + "\n[gone](0009-gone.md)\n"})
    assert capfd.readouterr() == ("", "")


def test_mkdocs_build_makes_the_same_site(tmp_path: Path, build: Callable[..., BuiltSite]) -> None:
    """The repository's own `mkdocs.yml` says what the built-in configuration says."""
    configuration = (
        (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8").replace("Settled: reference programme", "Same")
    )
    without = build({**FILES, "settled.toml": 'site-name = "Same"\n'}, name="without")
    with_it = build({**FILES, "settled.toml": 'site-name = "Same"\n', "mkdocs.yml": configuration}, name="with")
    names = {path.relative_to(without.out).as_posix() for path in without.out.rglob("*") if path.is_file()}
    assert names == {path.relative_to(with_it.out).as_posix() for path in with_it.out.rglob("*") if path.is_file()}
    different = [
        name
        for name in sorted(names)
        if not name.startswith("sitemap") and (without.out / name).read_bytes() != (with_it.out / name).read_bytes()
    ]
    assert different == []


def test_a_body_that_begins_like_front_matter_is_shown(build: Callable[..., BuiltSite]) -> None:
    text = "---\nstatus: accepted\n---\nNote: this line is no front matter\nAuthor: nobody\n\n# A\n"
    site = build({"decisions/adr/0001-a.md": text})
    assert "this line is no front matter" in (site.out / "decisions/0001-a.html").read_text(encoding="utf-8")


def test_records_are_read_from_the_place_that_was_named(tree: Callable[..., Path], tmp_path: Path) -> None:
    root = tree({"a/decisions/adr/0001-a.md": DECISION, "b/decisions/adr/0001-b.md": DECISION, ".git/HEAD": ""})
    site = build_site(find_place(root, "b/decisions"), tmp_path / "out")
    assert "decisions/0001-b.html" in pages(site.out)
    assert "decisions/0001-a.html" not in pages(site.out)
    assert load(root, "b/decisions").root == root
