"""The Atom feed of the timeline, held against RFC 4287."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from settled.project import load
from settled.site.content import gather
from settled.site.links import PageLinks, record_pages
from settled.site.render import render
from tests.history.conftest import Repository
from tests.site.test_hostile_records import ATTACKS
from tests.site.test_timeline import FIRST, SECOND, live_through

ATOM = "{http://www.w3.org/2005/Atom}"
REMOTE = "https://github.com/acme/decisions.git"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository."""
    return Repository(tmp_path / "project").start()


def feed(root: Path, site_url: str = "", *, directory_urls: bool = False) -> Tree.Element:
    """The feed of the project at `root`, once it has been found valid."""
    project = load(root)
    links = PageLinks(record_pages(project), directory_urls=directory_urls, site_url=site_url)
    text = render(gather(project), links)["timeline.xml"]
    assert isinstance(text, bytes)
    parsed = Tree.fromstring(text)  # noqa: S314 (our own text)
    check_valid(parsed)
    return parsed


def text_of(element: Tree.Element, name: str) -> str:
    """The text of the only child called `name`."""
    found = element.findall(ATOM + name)
    assert len(found) == 1, name
    return found[0].text or ""


def check_valid(parsed: Tree.Element) -> None:
    """Fail where the feed lacks what RFC 4287 (sections 4.1.1, 4.1.2 and 3.3) asks for."""
    assert parsed.tag == ATOM + "feed"
    entries = parsed.findall(ATOM + "entry")
    assert entries
    for element in (parsed, *entries):
        assert text_of(element, "title").strip()
        assert re.fullmatch(r"(?:urn:uuid:[0-9a-f-]{36}|https?://\S+)", text_of(element, "id"))
        updated = text_of(element, "updated")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", updated)
        assert datetime.datetime.fromisoformat(updated).tzinfo
        relations = [(link.get("rel"), link.get("type")) for link in element.findall(ATOM + "link")]
        assert relations.count(("alternate", "text/html")) == 1
        assert all(link.get("href") for link in element.findall(ATOM + "link"))
    for entry in entries:
        authors = entry.findall(ATOM + "author")
        assert len(authors) == 1
        assert text_of(authors[0], "name").strip()
        assert all(category.get("term") for category in entry.findall(ATOM + "category"))
    ids = [text_of(parsed, "id"), *(text_of(entry, "id") for entry in entries)]
    assert len(set(ids)) == len(ids)
    moments = [datetime.datetime.fromisoformat(text_of(entry, "updated")) for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert datetime.datetime.fromisoformat(text_of(parsed, "updated")) == moments[0]


def told(entry: Tree.Element) -> tuple[str, str, str, list[str]]:
    """Title, author, updated and links of an entry."""
    author = entry.find(ATOM + "author")
    assert author is not None
    links = [f"{link.get('rel')} {link.get('href')}" for link in entry.findall(ATOM + "link")]
    return text_of(entry, "title"), text_of(author, "name"), text_of(entry, "updated"), links


def test_the_feed_tells_the_changes_latest_first(repository: Repository) -> None:
    live_through(repository)
    parsed = feed(repository.folder)
    assert text_of(parsed, "title") == "Decisions: changes"
    assert [told(entry) for entry in parsed.findall(ATOM + "entry")] == [
        (
            "ADR-0001 A title: accepted → superseded",
            "Ada",
            "2026-10-20T08:00:00+02:00",
            ["alternate decisions/0001-keep-prices-in-the-erp.html"],
        ),
        (
            "ADR-0002 A title: accepted",
            "Ada",
            "2026-10-20T08:00:00+02:00",
            ["alternate decisions/0002-move-prices.html"],
        ),
        ("ADR-0003: accepted → deleted", "Cleo", "2026-10-01T08:00:00+02:00", ["alternate timeline.html"]),
        (
            "ADR-0001 A title: proposed → accepted",
            "Bob",
            "2026-09-15T10:00:00+02:00",
            ["alternate decisions/0001-keep-prices-in-the-erp.html"],
        ),
        (
            "ADR-0001 A title: proposed",
            "Ada",
            "2026-08-31T23:30:00-05:00",
            ["alternate decisions/0001-keep-prices-in-the-erp.html"],
        ),
    ]


def test_links_are_absolute_where_the_address_of_the_site_is_known(repository: Repository) -> None:
    repository.record(FIRST, "accepted")
    commit = repository.commit("Begin")
    repository.git("remote", "add", "origin", REMOTE)
    parsed = feed(repository.folder, "https://acme.example/decisions", directory_urls=True)
    assert [dict(link.attrib) for link in parsed.findall(ATOM + "link")] == [
        {"rel": "alternate", "type": "text/html", "href": "https://acme.example/decisions/timeline/"},
        {"rel": "self", "type": "application/atom+xml", "href": "https://acme.example/decisions/timeline.xml"},
    ]
    assert text_of(parsed, "id") == "https://acme.example/decisions/timeline.xml"
    assert told(parsed.findall(ATOM + "entry")[0])[3] == [
        "alternate https://acme.example/decisions/decisions/0001-keep-prices/",
        f"via https://github.com/acme/decisions/commit/{commit}",
    ]


def test_ids_stay_when_time_passes_and_the_site_moves(repository: Repository) -> None:
    repository.record(FIRST, "proposed")
    repository.commit("Begin")

    def ids(site_url: str = "") -> list[str]:
        return [text_of(entry, "id") for entry in feed(repository.folder, site_url).findall(ATOM + "entry")]

    before, own = ids(), text_of(feed(repository.folder), "id")
    repository.record(FIRST, "accepted")
    repository.record(SECOND, "proposed")
    repository.commit("Go on")
    (repository.folder / FIRST).rename(repository.folder / "decisions/adr/0001-renamed.md")
    repository.commit("Rename")
    assert ids()[-1:] == before
    assert len(ids()) == 3
    assert ids("https://acme.example/") == ids()
    assert text_of(feed(repository.folder), "id") == own


def test_the_feed_ends_after_fifty_changes(repository: Repository) -> None:
    for number in range(1, 61):
        repository.record(f"decisions/adr/{number:04}-x.md", "accepted")
    repository.commit("Import")
    repository.record(FIRST, "deprecated")
    repository.commit("Give one up")
    (repository.folder / "decisions/adr/0001-x.md").unlink()
    repository.commit("And lose one")
    titles = [text_of(entry, "title") for entry in feed(repository.folder).findall(ATOM + "entry")]
    assert len(titles) == 50
    assert titles[0] == "ADR-0001 A title: deprecated"


def test_hostile_names_and_subjects_are_text(repository: Repository) -> None:
    for number, attack in enumerate(ATTACKS, 1):
        title = attack.replace("\n", " ")
        repository.write(f"decisions/adr/{number:04}-x.md", f"---\nstatus: accepted\n---\n\n# {title} ]]> & \x07\n")
        repository.commit(f"{attack} ]]> &amp; \x1b[31m", re.sub(r"[<>]", "", attack), f"2026-10-{number:02}T09:00:00Z")
    entries = feed(repository.folder).findall(ATOM + "entry")
    summaries = [text_of(entry, "summary") for entry in entries]
    assert [summary[: summary.rindex(" (")] for summary in summaries] == [
        f"{attack} ]]> &amp; \ufffd[31m" for attack in reversed(ATTACKS)
    ]
    assert all(len(list(entry.iter())) == 10 for entry in entries)
