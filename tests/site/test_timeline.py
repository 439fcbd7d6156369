"""What happened when: the timeline and the history of a record, from real repositories with fixed dates."""

from __future__ import annotations

import datetime
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from settled.model.history import Commit, ProjectHistory, RecordHistory, StatusChange
from settled.model.vocabulary import Status
from settled.project import load
from settled.site.content import gather
from settled.site.links import PageLinks, record_pages
from settled.site.mkdocs.build import BuiltSite
from settled.site.page import Page
from settled.site.render import render
from settled.site.words import value_place
from tests.history.conftest import Repository
from tests.samples import CATALOG, DECISION, FLOW, changed
from tests.site.conftest import KINDS, Visit
from tests.site.test_hostile_records import ATTACKS
from tests.site.test_pages import Rendered, words

FIRST, SECOND = "decisions/adr/0001-keep-prices.md", "decisions/adr/0002-move-prices.md"
SHALLOW = (
    "The history is not complete: this is a shallow clone, which lacks the older commits; "
    "fetch them with git fetch --unshallow ."
)

LEAD = (
    "Every change of status, and of what accepted flows decide, on the day on which git recorded it. "
    "Download CSV JSON XLSX"
)
"""The line above the picture."""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository."""
    return Repository(tmp_path / "project").start()


def rendered(root: Path) -> Rendered:
    """The pages of the project at `root`, without MkDocs."""
    project = load(root)
    return render(gather(project), PageLinks(record_pages(project), directory_urls=False))


def html_of(pages: Rendered, path: str) -> str:
    """The HTML of a page of ours."""
    page = pages[path]
    assert isinstance(page, Page)
    return page.before + page.after


def live_through(repository: Repository) -> None:
    """A life with every kind of change: proposed, accepted, renamed, replaced, deleted."""
    repository.record(FIRST, "proposed")
    repository.record("decisions/adr/0003-gone.md", "accepted")
    repository.commit("Begin", "Ada", "2026-08-31T23:30:00-05:00")
    repository.record(FIRST, "accepted")
    repository.commit("Agree on prices", "Bob", "2026-09-15T10:00:00+02:00")
    (repository.folder / FIRST).rename(repository.folder / "decisions/adr/0001-keep-prices-in-the-erp.md")
    (repository.folder / "decisions/adr/0003-gone.md").unlink()
    repository.commit("Clean up", "Cleo", "2026-10-01T08:00:00+02:00")
    repository.record("decisions/adr/0001-keep-prices-in-the-erp.md", "superseded")
    repository.record(SECOND, "accepted")
    repository.commit("Move prices", "Ada", "2026-10-20T08:00:00+02:00")


def test_the_timeline_tells_by_month_and_commit_what_became_what(repository: Repository) -> None:
    live_through(repository)
    text = words(rendered(repository.folder), "timeline.md")
    assert text.startswith(
        f"Timeline 5 {LEAD} Changes of status by month, 2026-08 to 2026-10; the table beside it says the same "
        "2026-08: 1 proposed 1 08 2026 2026-09: 1 accepted 1 09 "
        "2026-10: 1 accepted, 1 superseded and 1 deleted 3 10 "
        "proposed accepted superseded deleted "
        "Changes of status by month, latest first "
        "Month | proposed | accepted | superseded | deleted | "
        "2026-10 | – | 1 | 1 | 1 | 2026-09 | – | 1 | – | – | 2026-08 | 1 | – | – | – | "
    )
    found = [re.sub(r"\b[0-9a-f]{10}\b", "HASH", month) for month in re.split(r"Recorded by \| Commit \| ", text)[1:]]
    assert found == [
        "2026-10-20 | ADR-0001 A title accepted → ↷ superseded ADR-0002 A title ● accepted decided on 2026-01-05 | "
        "Ada | HASH Move prices | "
        "2026-10-01 | ADR-0003 decisions/adr/0003-gone.md accepted → ⌫ deleted | Cleo | HASH Clean up | "
        "September 2026 1 Changes in September 2026, by commit Recorded on | What | ",
        "2026-09-15 | ADR-0001 A title proposed → ● accepted decided on 2026-01-05 | Bob | HASH Agree on prices | "
        "August 2026 1 Changes in August 2026, by commit Recorded on | What | ",
        "2026-08-31 | ADR-0001 A title ◐ proposed | Ada | HASH Begin | Follow the latest changes (Atom feed)",
    ]


def test_a_record_tells_its_whole_history(repository: Repository) -> None:
    live_through(repository)
    pages = rendered(repository.folder)
    text = words(pages, "decisions/0001-keep-prices-in-the-erp.md")
    assert "↷ superseded decided on 2026-01-05 Superseded, but no successor is named." in text
    history = re.sub(r"\b[0-9a-f]{10}\b", "HASH", text.partition(" History ")[2])
    assert history == (
        "Changes of status as they were recorded in git, latest first Recorded on | Status | Recorded by | Commit | "
        "2026-10-20 | accepted → ↷ superseded | Ada | HASH Move prices | "
        "2026-09-15 | proposed → ● accepted decided on 2026-01-05 as decisions/adr/0001-keep-prices.md | Bob | "
        "HASH Agree on prices | "
        "2026-08-31 | ◐ proposed as decisions/adr/0001-keep-prices.md | Ada | HASH Begin | "
        "First recorded in git on 2026-08-31 by Ada in HASH . Last edit recorded in git on 2026-10-20 by Ada in HASH "
        "Written by Ada, Bob, Cleo Kept in decisions/adr/0001-keep-prices-in-the-erp.md"
    )
    table = words(pages, "decisions/index.md")
    assert "All decisions; each decided on 2026-01-05, recorded in git on 2026-10-20 Id |" in table


def test_a_project_below_the_top_of_the_repository_shows_its_own_paths(repository: Repository) -> None:
    shop = "shops/web/"
    repository.write(f"{shop}settled.toml", "")
    repository.record(f"{shop}decisions/adr/0001-old.md", "accepted")
    repository.record(f"{shop}decisions/adr/0002-gone.md", "proposed")
    repository.commit("Begin")
    (repository.folder / f"{shop}decisions/adr/0002-gone.md").unlink()
    (repository.folder / f"{shop}decisions/adr/0001-old.md").rename(
        repository.folder / f"{shop}decisions/adr/0001-new.md"
    )
    repository.commit("Rename")
    pages = rendered(repository.folder / shop)
    assert "● accepted decided on 2026-01-05 as decisions/adr/0001-old.md | Ada |" in words(
        pages, "decisions/0001-new.md"
    )
    assert "ADR-0002 decisions/adr/0002-gone.md proposed → ⌫ deleted" in words(pages, "timeline.md")


def test_commits_lead_to_the_forge_and_only_to_one_that_is_known(repository: Repository) -> None:
    repository.record(FIRST, "accepted")
    commit = repository.commit("Begin")
    repository.git("remote", "add", "origin", "https://ada:secret@gitlab.com/acme/decisions.git")
    link = f'<a href="https://gitlab.com/acme/decisions/-/commit/{commit}" class="st-id">{commit[:10]}</a>'
    pages = rendered(repository.folder)
    assert [html_of(pages, page).count(link) for page in ("timeline.md", "decisions/0001-keep-prices.md")] == [1, 2]
    for remote in ("https://git.acme.example/acme/decisions.git", "javascript:alert(1)//github.com/a/b"):
        repository.git("remote", "set-url", "origin", remote)
        pages = rendered(repository.folder)
        for page in ("timeline.md", "decisions/0001-keep-prices.md", "index.md"):
            assert f"{commit}" not in html_of(pages, page)
            assert remote.partition(":")[2] not in html_of(pages, page)
        assert f'<span class="st-id">{commit[:10]}</span>' in html_of(pages, "timeline.md")


def test_what_git_does_not_have_yet_is_told(repository: Repository) -> None:
    repository.record(FIRST, "proposed")
    repository.commit("Begin", date="2026-09-15T10:00:00+02:00")
    repository.record(FIRST, "accepted")
    repository.record(SECOND, "proposed")
    pages = rendered(repository.folder)
    changed, new = words(pages, "decisions/0001-keep-prices.md"), words(pages, "decisions/0002-move-prices.md")
    assert (
        "History This file has changed since the last commit. Changes of status as they were recorded in git" in changed
    )
    assert "since 2026" not in changed
    assert "History This file is not committed yet: nobody can say since when it holds. Kept in" in new
    assert (
        "Timeline 1 Not committed yet, or changed since the last commit: ADR-0001 , ADR-0002 "
        f"{LEAD} Changes of status by month" in words(pages, "timeline.md")
    )
    table = words(pages, "decisions/index.md")
    assert "All decisions; each dated 2026-01-05, not committed yet Id |" in table


def test_without_a_repository_the_page_says_so(tmp_path: Path) -> None:
    project = Repository(tmp_path / "plain")
    project.record(FIRST, "accepted")
    pages = rendered(project.folder)
    assert words(pages, "timeline.md") == (
        "Timeline 0 The history is not complete: the records are not in a git repository. "
        "No change of status is known. Git tells them once the records in decisions are committed."
    )
    assert "timeline.xml" not in pages
    assert "since" not in words(pages, "decisions/index.md")
    assert "History The history is not complete: the records are not in a git repository. Kept in" in words(
        pages, "decisions/0001-keep-prices.md"
    )


def test_before_the_first_commit_the_page_says_so(repository: Repository) -> None:
    repository.record(FIRST, "accepted")
    pages = rendered(repository.folder)
    assert words(pages, "timeline.md") == (
        "Timeline 0 The history is not complete: the repository has no commit yet. "
        "Not committed yet, or changed since the last commit: ADR-0001 "
        "No change of status is known. Git tells them once the records in decisions are committed."
    )
    assert "timeline.xml" not in pages


def test_a_history_without_records_is_empty_and_complete(repository: Repository) -> None:
    repository.write("decisions/catalog.yml", "")
    repository.commit("Begin")
    assert words(rendered(repository.folder), "timeline.md") == ("Timeline 0 No record has had a status yet.")


def test_a_shallow_clone_shows_what_is_known_and_no_date_that_is_not(repository: Repository, tmp_path: Path) -> None:
    live_through(repository)
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    clone.record(SECOND, "deprecated")
    clone.commit("Give up", "Dora", "2026-11-20T08:00:00+01:00")
    pages = rendered(clone.folder)
    text = words(pages, "timeline.md")
    known = "This page shows what is known."
    assert text.startswith(f"Timeline 1 {SHALLOW} {known} {LEAD} Changes of status by month, 2026-11")
    assert "2026-10" not in text
    untouched = words(pages, "decisions/0001-keep-prices-in-the-erp.md")
    assert untouched.partition(" History ")[2] == f"{SHALLOW} Kept in decisions/adr/0001-keep-prices-in-the-erp.md"
    assert "since 2026" not in untouched


def test_a_date_that_cannot_be_read_is_not_shown(repository: Repository) -> None:
    repository.record(FIRST, "accepted")
    repository.commit("Begin")
    raw = repository.git("cat-file", "commit", "HEAD")
    broken = re.sub(r"^(author|committer)(.*>) .*$", r"\1\2 99999999999999999999 +0000", raw, flags=re.MULTILINE)
    commit = repository.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=broken + "\n")
    repository.git("reset", "--quiet", "--soft", commit)
    pages = rendered(repository.folder)
    text = words(pages, "timeline.md")
    assert "has a date that cannot be read. This page shows what is known." in text
    assert "Without a date 1 Changes in Without a date, by commit Recorded on | What |" in text
    assert "Recorded by | Commit | – | " in text
    record = words(pages, "decisions/0001-keep-prices.md")
    assert "since" not in record
    assert "First recorded in git by Ada in" in record
    assert "0001-01-01" not in "".join(html_of(pages, path) for path in pages if path.endswith(".md"))
    assert "timeline.xml" not in pages


def with_changes(root: Path, count: int, *, per_commit: int = 2) -> Rendered:
    """The pages of a project whose two records changed `count` times, two changes a day."""
    project = load(root)
    content = gather(project)
    statuses = (Status.PROPOSED, Status.ACCEPTED)
    records = {record.file: record for record in project.records}
    changes: dict[str, list[StatusChange]] = {file: [] for file in records}
    start = datetime.datetime(2016, 1, 1, 9, tzinfo=datetime.UTC)
    for number in range(count // per_commit):
        when = start + datetime.timedelta(days=1.5 * number)
        commit = Commit(f"{number:040x}", f"Author {number % 7}", when, when, "Change what was said before (#4711)")
        for file in list(records) * (per_commit // len(records)):
            changes[file].append(StatusChange(commit, statuses[number % 2], statuses[1 - number % 2], file))
    history = ProjectHistory(
        {file: RecordHistory(file, record.id, tuple(changes[file])) for file, record in records.items()},
        remote="https://github.com/acme/decisions.git",
    )
    return render(replace(content, history=history), PageLinks(record_pages(project), directory_urls=False))


@pytest.fixture
def long_life(repository: Repository) -> Path:
    """A project of two records."""
    repository.record(FIRST, "accepted")
    repository.record(SECOND, "accepted")
    return repository.folder


def test_five_thousand_changes_are_folded_by_month_and_drawn_by_year(long_life: Path) -> None:
    page = html_of(with_changes(long_life, 5000), "timeline.md")
    assert page.count("data-facets=") == 5000
    assert len(page) < 2_600_000
    assert len(zlib.compress(page.encode())) < 250_000
    months = re.findall(r'<details class="st-month"( open)?>', page)
    assert len(months) == 124
    # The newest month is always open, older ones up to a hundred changes.
    assert months == [" open"] * months.count(" open") + [""] * months.count("")
    assert 2 <= months.count(" open") <= 3
    assert "Changes of status by year, 2016 to 2026" in page
    assert page.count("<title>") == 11


@pytest.mark.parametrize(
    ("count", "step"),
    [(400, "month, 2016-01 to 2016-10"), (1600, "quarter, 2016 Q1 to 2019 Q2"), (5000, "year, 2016 to 2026")],
)
def test_a_longer_history_is_drawn_in_longer_steps(long_life: Path, count: int, step: str) -> None:
    pages = with_changes(long_life, count)
    assert f"Changes of status by {step};" in words(pages, "timeline.md")
    targets = set(re.findall(r'<a href="#([^"]*)">', html_of(pages, "timeline.md")))
    anchors = set(re.findall(r'<h2 id="([^"]*)">', html_of(pages, "timeline.md")))
    assert targets
    assert targets <= anchors


def test_a_commit_that_changes_hundreds_folds_most_of_them(long_life: Path) -> None:
    page = html_of(with_changes(long_life, 400, per_commit=200), "timeline.md")
    assert page.count("<summary>and 188 more</summary>") == 2
    assert page.count("data-facets=") == 400


def test_a_commit_from_the_future_does_not_stretch_the_picture(repository: Repository) -> None:
    repository.record(FIRST, "accepted")
    repository.commit("Begin", date="2026-09-15T10:00:00+02:00")
    repository.record(SECOND, "accepted")
    repository.commit("Slip", date="2099-01-01T10:00:00+02:00")
    text = words(rendered(repository.folder), "timeline.md")
    assert "Changes of status by month, 2026-09 to 2026-09;" in text
    assert "latest first; 1 more lie outside of these months, or have no date" in text
    assert "January 2099 1" in text


def test_a_hostile_history_runs_nothing(
    repository: Repository, build: Callable[..., BuiltSite], visit: Callable[..., Visit]
) -> None:
    for number, attack in enumerate(ATTACKS, 1):
        repository.record(f"decisions/adr/{number:04}-x.md", "accepted", attack)
        name = re.sub(r"[<>]", "", attack)
        repository.commit(f"{attack}\n\n{attack}", f"{name}\x07\x1b[31m\ufffe", f"2026-10-{number:02}T09:00:00+02:00")
    odd = repository.folder / "decisions/adr/0099-<img src=x onerror=alert(50)>.md"
    repository.record("decisions/adr/0099-x.md", "accepted")
    repository.commit("Ours")
    (repository.folder / "decisions/adr/0099-x.md").rename(odd)
    repository.commit("Theirs")
    repository.git("remote", "add", "origin", 'https://github.com/a"><script>alert(70)</script>/b.git')
    site = build({}).out
    for page in ("timeline.html", "decisions/0001-x.html", "index.html"):
        seen = visit((site / page).as_uri())
        assert (page, seen.foreign, seen.errors) == (page, [], [])
        assert seen.page.locator("article script, article img").count() == 0
    shown = visit((site / "timeline.html").as_uri()).page.locator("article").inner_text()
    assert [attack for attack in ATTACKS if attack not in shown] == []


def test_the_timeline_is_narrowed_and_the_address_says_how(
    reference: Path, visit: Callable[..., Visit], serve: Callable[[Path], str]
) -> None:
    page = visit(serve(reference) + KINDS["timeline"]).page
    lines = page.locator(".st-line:visible")
    # A commit shows twelve of its changes; the others are a click away.
    everything = page.locator(".st-line").count()
    assert lines.count() < everything
    page.locator(".st-facet", has_text="Became").locator("summary").click()
    page.get_by_role("checkbox", name="superseded").check()
    assert [line.split(" ")[0] for line in lines.all_inner_texts()] == ["ADR-0003"]
    assert page.locator(".st-filter output").inner_text() == f"1 of {everything} changes"
    assert page.locator("details.st-month:visible h2").all_inner_texts() == ["November 2026 1 of 25"]
    page.get_by_role("checkbox", name="superseded").uncheck()
    page.locator(".st-facet", has_text="Kind").locator("summary").click()
    flow = page.get_by_role("checkbox", name="flow")
    flow.check()
    flows = int(flow.locator("xpath=..").locator("b").inner_text())
    page.get_by_label("Find").fill("programme steering")
    page.wait_for_url(lambda url: url.endswith("?find=programme+steering&kind=flow"))
    assert 0 < lines.count() < flows
    again = visit(page.evaluate("location.href")).page
    assert again.locator(".st-line:visible").count() == lines.count()
    again.locator(".st-filter button[type=reset]").click()
    again.wait_for_url(lambda url: "?" not in url)
    assert again.locator(".st-filter output").inner_text() == f"{everything} changes"
    assert again.locator("details.st-details[open]").count() == 0


def test_a_row_of_the_picture_opens_its_month(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / KINDS["timeline"]).as_uri()).page
    month = page.locator("details.st-month").last
    month.locator("summary").first.click()
    assert month.get_attribute("open") is None
    page.get_by_role("link", name="2026-09").click()
    page.wait_for_function("location.hash === '#2026-09'")
    page.wait_for_function("document.querySelector('details.st-month:last-of-type').open")


def test_the_values_that_a_commit_changed_in_a_flow_are_one_line_in_words(repository: Repository) -> None:
    file = "decisions/flows/0001-order-export.md"
    repository.write("decisions/catalog.yml", CATALOG)
    accepted = changed(FLOW, "status: proposed", "status: accepted")
    repository.write(file, accepted)
    repository.commit("Accept the order export", "Ada")
    text = changed(changed(accepted, "within: 8 h", "within: 4 h"), "trigger: order paid", "trigger: order placed")
    repository.write(file, changed(text, "type: event", "type: queue"))
    repository.commit("Say it anew", "Ada")
    pages = rendered(repository.folder)
    timeline = html_of(pages, "timeline.md")
    assert '<span class="st-count">2</span></h1>' in timeline
    assert "<summary>3 values changed</summary>" in timeline
    assert "<code>" not in timeline.split('<table class="st-table st-commits')[1]
    said = words(pages, "timeline.md")
    assert "time limit 8 h → 4 h" in said
    assert "event → queue" in said


def test_a_reopened_record_was_not_decided_on_the_day_of_its_new_proposal(repository: Repository) -> None:
    file = "decisions/adr/0001-keep-prices.md"
    repository.write(file, changed(DECISION, "date: 2026-11-20", "date: 2026-11-01"))
    repository.commit("Accept", "Ada")
    reopened = changed(DECISION, "status: accepted", "status: proposed")
    repository.write(file, reopened)
    repository.commit("Reopen", "Ada")
    assert "decided on" not in words(rendered(repository.folder), "timeline.md")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("latency.within", "time limit"),
        ("identifiers.order no. 2.in.erp.length", "order no. 2 in ERP: length"),
        ("identifiers.order number.in.erp", "order number in ERP"),
        ("identifiers.order number.assigned-by", "order number: assigned by"),
        ("identifiers.order number", "order number"),
        ("failures.ERP is down. Or slow.owner", "failure mode “ERP is down. Or slow”: owner"),
        ("consumers.erp.within", "consumer ERP: within"),
    ],
)
def test_the_place_of_a_value_is_told_in_words(key: str, said: str) -> None:
    assert value_place(key, {"erp": "ERP"}.__getitem__) == said
