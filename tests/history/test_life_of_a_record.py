"""What happens to one record over time: changes of status, deletions, reverts."""

from __future__ import annotations

import datetime

from settled.model.history import RecordHistory
from settled.model.vocabulary import Status

from .conftest import Repository, hash_of

FILE = "decisions/adr/0001-use-events.md"


def test_each_change_of_status_is_told_with_commit_author_dates_and_file(repository: Repository) -> None:
    repository.record(FILE, "proposed")
    created = repository.commit("propose", "Ada", "2026-03-01T23:30:00-05:00")
    repository.record(FILE, "proposed", "A typo less.\n")
    repository.commit("correct a typo", "Bob")
    repository.record(FILE, "accepted", "A typo less.\n")
    accepted = repository.commit("accept: the group agreed", "Cleo", "2026-03-03T12:00:00+05:30")

    history = repository.record_history(FILE)

    assert repository.steps(FILE) == [
        (None, "proposed", "Ada", "propose", FILE),
        ("proposed", "accepted", "Cleo", "accept: the group agreed", FILE),
    ]
    assert [change.commit.hash for change in history.changes] == [created, accepted]
    assert history.changes[0].commit.author_date.isoformat() == "2026-03-01T23:30:00-05:00"
    assert history.changes[1].commit.committer_date.isoformat() == "2026-03-03T12:00:00+05:30"
    assert (history.file, history.record) == (FILE, f"id of {FILE}")
    assert history.created is not None
    assert history.created.hash == created
    assert history.last_edited is not None
    assert history.last_edited.hash == accepted
    assert not history.is_uncommitted
    assert not history.is_changed


def test_author_and_committer_dates_are_kept_apart(repository: Repository) -> None:
    repository.record(FILE, "accepted")
    repository.git("add", "--all")
    person = {**repository.person("Ada", "2026-03-01T10:00:00Z"), "GIT_COMMITTER_DATE": "2026-04-02T10:00:00Z"}
    repository.git("commit", "--quiet", "-m", "accept", **person)

    commit = repository.record_history(FILE).changes[0].commit

    assert commit.author_date == datetime.datetime(2026, 3, 1, 10, tzinfo=datetime.UTC)
    assert commit.committer_date == datetime.datetime(2026, 4, 2, 10, tzinfo=datetime.UTC)


def test_reverts_within_a_day_come_in_the_order_of_the_commits_not_of_their_dates(repository: Repository) -> None:
    for status, hour in (("accepted", 9), ("superseded", 15), ("accepted", 11), ("superseded", 8)):
        repository.record(FILE, status)
        repository.commit(f"{status} at {hour}", date=f"2026-03-01T{hour:02}:00:00+00:00")

    assert repository.steps(FILE) == [
        (None, "accepted", "Ada", "accepted at 9", FILE),
        ("accepted", "superseded", "Ada", "superseded at 15", FILE),
        ("superseded", "accepted", "Ada", "accepted at 11", FILE),
        ("accepted", "superseded", "Ada", "superseded at 8", FILE),
    ]


def test_a_revert_by_git_is_a_change_of_status(repository: Repository) -> None:
    repository.record(FILE, "proposed")
    repository.commit("propose")
    repository.record(FILE, "accepted")
    repository.commit("accept")
    repository.git("revert", "--no-edit", "HEAD", **repository.person("Bob", "2026-03-03T10:00:00Z"))

    assert repository.steps(FILE)[1:] == [
        ("proposed", "accepted", "Ada", "accept", FILE),
        ("accepted", "proposed", "Bob", 'Revert "accept"', FILE),
    ]


def test_a_version_whose_status_cannot_be_told_is_a_change_to_nothing(repository: Repository) -> None:
    repository.record(FILE, "accepted")
    repository.commit("accept")
    repository.write(FILE, "---\nstatus: accepted\ntitle: größer\n---\n".encode("latin-1"))
    repository.commit("break the encoding")
    repository.record(FILE, "accepted")
    repository.commit("repair it")

    assert repository.steps(FILE)[1:] == [
        ("accepted", None, "Ada", "break the encoding", FILE),
        (None, "accepted", "Ada", "repair it", FILE),
    ]


def test_a_status_section_that_moves_within_the_text_is_no_change(repository: Repository) -> None:
    context = "".join(f"Reason {number}\n" for number in range(9))
    repository.write(FILE, f"# 1. Use events\n\n## Status\n\nAccepted\n\n## Context\n\n{context}")
    repository.commit("accept")
    repository.write(FILE, f"# 1. Use events\n\n## Context\n\n{context}\n## Status\n\nAccepted\n")
    moved = repository.commit("move the section")

    assert repository.steps(FILE) == [(None, "accepted", "Ada", "accept", FILE)]
    last_edited = repository.record_history(FILE).last_edited
    assert last_edited is not None
    assert last_edited.hash == moved


def test_line_ends_of_windows_change_nothing(repository: Repository) -> None:
    repository.write(FILE, "---\r\nstatus: proposed\r\n---\r\n\r\n# Use events\r\n\r\nText.\r\n")
    repository.commit("propose")
    repository.write(FILE, "---\nstatus: proposed\n---\n\n# Use events\n\nText.\n")
    repository.commit("change the line ends")
    repository.write(FILE, "---\r\nstatus: accepted\r\n---\r\n\r\n# Use events\r\n\r\nText.\r\n")
    repository.commit("accept")

    assert repository.steps(FILE) == [
        (None, "proposed", "Ada", "propose", FILE),
        ("proposed", "accepted", "Ada", "accept", FILE),
    ]


def test_a_record_deleted_and_added_again_continues(repository: Repository) -> None:
    repository.record(FILE, "accepted")
    created = repository.commit("accept")
    repository.git("rm", "--quiet", FILE)
    repository.commit("delete")
    repository.record(FILE, "deprecated")
    repository.commit("bring back", "Bob")

    assert repository.steps(FILE) == [
        (None, "accepted", "Ada", "accept", FILE),
        ("accepted", "deprecated", "Bob", "bring back", FILE),
    ]
    assert hash_of(repository.record_history(FILE), "created") == created


def test_everything_deleted_and_the_deletion_reverted_changes_nothing(repository: Repository) -> None:
    files = [f"decisions/adr/000{number}-record.md" for number in range(1, 4)]
    for file in files:
        repository.record(file, "accepted")
    created = repository.commit("accept")
    repository.git("rm", "--quiet", "-r", "decisions")
    repository.commit("delete everything")
    repository.git("revert", "--no-edit", "HEAD", **repository.person("Bob", "2026-03-03T10:00:00Z"))

    for file in files:
        assert repository.steps(file) == [(None, "accepted", "Ada", "accept", file)]
        assert hash_of(repository.record_history(file), "last_edited") == created


def test_a_flow_has_no_status_in_its_body_and_a_risk_has_none_at_all(repository: Repository) -> None:
    repository.write("decisions/flows/0001-orders.md", "# Orders\n\n## Status\n\nAccepted\n")
    repository.write("decisions/risks/0001-late.md", "---\nstatus: accepted\n---\n# Late\n")
    repository.commit("write")
    repository.write("decisions/flows/0001-orders.md", "---\nstatus: accepted\n---\n# Orders\n\n## Status\n\nDraft\n")
    repository.commit("accept")

    assert [step[:4] for step in repository.steps("decisions/flows/0001-orders.md")] == [
        (None, "accepted", "Ada", "accept")
    ]
    assert repository.steps("decisions/risks/0001-late.md") == []
    assert repository.record_history("decisions/risks/0001-late.md").created is not None


def test_what_is_not_committed_and_what_has_changed_is_told(repository: Repository) -> None:
    for number in range(1, 5):
        repository.record(f"decisions/000{number}-x.md", "proposed")
    repository.commit("propose")
    repository.record("decisions/0002-x.md", "accepted")
    repository.record("decisions/0003-x.md", "accepted")
    repository.git("add", "--all")
    repository.record("decisions/0005-x.md", "proposed")
    repository.record("decisions/0006-x.md", "proposed")
    repository.git("add", "decisions/0006-x.md")
    repository.write(".gitignore", "0007*\n")
    repository.record("decisions/0007-x.md", "proposed")
    repository.record("decisions/0001-x.md", "rejected")

    told = repository.history().records

    assert {file[13]: (history.is_uncommitted, history.is_changed) for file, history in told.items()} == {
        "1": (False, True),
        "2": (False, True),
        "3": (False, True),
        "4": (False, False),
        "5": (True, False),
        "6": (True, False),
        "7": (True, False),
    }
    assert told["decisions/0005-x.md"] == RecordHistory(
        "decisions/0005-x.md", "id of decisions/0005-x.md", is_uncommitted=True
    )
    assert [change.after for change in told["decisions/0001-x.md"].changes] == ["proposed"]


def test_a_deleted_record_is_told_with_who_deleted_it(repository: Repository) -> None:
    repository.record("decisions/adr/0001-a.md", "accepted")
    repository.record("decisions/adr/0002-b.md", "proposed")
    repository.write("decisions/adr/notes.md", "no record")
    repository.commit("two records")
    (repository.folder / "decisions/adr/0001-a.md").unlink()
    (repository.folder / "decisions/adr/notes.md").unlink()
    repository.commit("away with it", "Bob")
    gone = repository.history().gone
    assert [(one.id, one.file, one.status, one.commit.author, one.commit.subject) for one in gone] == [
        ("ADR-0001", "decisions/adr/0001-a.md", Status.ACCEPTED, "Bob", "away with it")
    ]


def test_a_record_that_came_back_or_moved_or_was_renumbered_is_not_gone(repository: Repository) -> None:
    for number in (1, 2, 3):
        repository.record(f"decisions/adr/000{number}-r{number}.md", "accepted")
    repository.commit("three records")
    kept = (repository.folder / "decisions/adr/0001-r1.md").read_bytes()
    (repository.folder / "decisions/adr/0001-r1.md").unlink()
    (repository.folder / "decisions/adr/0002-r2.md").rename(repository.folder / "decisions/adr/0002-renamed.md")
    (repository.folder / "decisions/adr/0003-r3.md").rename(repository.folder / "decisions/adr/0007-r3.md")
    repository.commit("changes")
    repository.write("decisions/adr/0001-r1.md", kept)
    repository.commit("back again")
    assert repository.history().gone == ()


def test_all_texts_of_a_record_are_told_with_those_who_wrote_them(repository: Repository) -> None:
    repository.record("decisions/adr/0001-a.md", "proposed")
    repository.commit("propose", "Ada")
    repository.record("decisions/adr/0001-a.md", "proposed", "more\n")
    repository.commit("say more", "Bob")
    (repository.folder / "decisions/adr/0001-a.md").rename(repository.folder / "decisions/adr/0001-b.md")
    repository.commit("rename", "Ada")
    repository.record("decisions/adr/0001-b.md", "accepted", "more\n")
    repository.commit("accept", "Ada")
    history = repository.record_history("decisions/adr/0001-b.md")
    assert [(version.commit.subject, version.file[-4:], version.status) for version in history.versions] == [
        ("propose", "a.md", Status.PROPOSED),
        ("say more", "a.md", Status.PROPOSED),
        ("rename", "b.md", Status.PROPOSED),
        ("accept", "b.md", Status.ACCEPTED),
    ]
    assert history.contributors == ("Ada", "Bob")
