"""Branches that were open at the same time: each change follows from the version on its own branch."""

from __future__ import annotations

import pytest

from .conftest import Repository

FILE = "decisions/adr/0001-use-events.md"
OTHER = "decisions/adr/0002-use-files.md"


@pytest.fixture(autouse=True)
def _proposed(repository: Repository) -> None:
    repository.record(FILE, "proposed")
    repository.record(OTHER, "proposed")
    repository.commit("propose")


def test_an_edit_on_another_branch_does_not_bring_the_old_status_back(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "wording")
    repository.record(FILE, "proposed", "More words.\n")
    repository.commit("word it better", "Bob", "2026-03-09T10:00:00Z")
    repository.git("checkout", "--quiet", "main")
    repository.record(FILE, "accepted")
    repository.commit("accept", "Cleo", "2026-03-08T10:00:00Z")
    repository.merge("wording", "merge the wording")

    assert repository.steps(FILE) == [
        (None, "proposed", "Ada", "propose", FILE),
        ("proposed", "accepted", "Cleo", "accept", FILE),
    ]
    last_edited = repository.record_history(FILE).last_edited
    assert last_edited is not None
    assert last_edited.subject == "word it better"


def test_a_change_on_a_merged_branch_belongs_to_who_made_it(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "accepting")
    repository.record(FILE, "accepted")
    repository.commit("accept", "Bob")
    repository.git("checkout", "--quiet", "main")
    repository.record(OTHER, "rejected")
    repository.commit("reject the other", "Cleo")
    repository.merge("accepting", "merge it", "Mia")

    assert repository.steps(FILE)[1:] == [("proposed", "accepted", "Bob", "accept", FILE)]
    assert repository.steps(OTHER)[1:] == [("proposed", "rejected", "Cleo", "reject the other", OTHER)]


def test_interleaved_branches_with_many_changes_do_not_flip(repository: Repository) -> None:
    repository.git("branch", "side")
    for number, status in enumerate(("accepted", "deprecated", "accepted")):
        repository.git("checkout", "--quiet", "main")
        repository.record(FILE, status)
        repository.commit(f"main {number}", "Bob")
        repository.git("checkout", "--quiet", "side")
        repository.record(FILE, "proposed", "Words.\n" * (number + 1))
        repository.record(OTHER, status)
        repository.commit(f"side {number}", "Cleo")
    repository.git("checkout", "--quiet", "main")
    repository.merge("side", "merge")

    assert repository.steps(FILE) == [
        (None, "proposed", "Ada", "propose", FILE),
        ("proposed", "accepted", "Bob", "main 0", FILE),
        ("accepted", "deprecated", "Bob", "main 1", FILE),
        ("deprecated", "accepted", "Bob", "main 2", FILE),
    ]
    assert [step[2:4] for step in repository.steps(OTHER)] == [
        ("Ada", "propose"),
        ("Cleo", "side 0"),
        ("Cleo", "side 1"),
        ("Cleo", "side 2"),
    ]


def start_conflict(repository: Repository) -> None:
    """Accepted by Bob on main, rejected by Cleo on the branch, and a merge that is not finished."""
    repository.git("checkout", "--quiet", "-b", "rejecting")
    repository.record(FILE, "rejected")
    repository.record(OTHER, "accepted")
    repository.commit("reject", "Cleo")
    repository.git("checkout", "--quiet", "main")
    repository.record(FILE, "accepted")
    repository.commit("accept", "Bob")
    repository.merge("rejecting", "merge", conflicts=True)


def test_a_merge_that_gives_a_status_of_its_own_is_a_change(repository: Repository) -> None:
    start_conflict(repository)
    repository.record(FILE, "deprecated")
    repository.commit("resolve", "Mia")

    assert repository.steps(FILE) == [
        (None, "proposed", "Ada", "propose", FILE),
        ("proposed", "rejected", "Cleo", "reject", FILE),
        ("proposed", "accepted", "Bob", "accept", FILE),
        ("accepted", "deprecated", "Mia", "resolve", FILE),
    ]


@pytest.mark.parametrize(("kept", "last"), [("accepted", "accept"), ("rejected", "reject")])
def test_a_merge_that_keeps_one_status_with_new_words_ends_with_that_status(
    repository: Repository, kept: str, last: str
) -> None:
    start_conflict(repository)
    repository.record(FILE, kept, "Words of the merge.\n")
    repository.commit("resolve", "Mia")

    steps = repository.steps(FILE)

    assert len(steps) == 3
    assert steps[-1][1:4:2] == (kept, last)


@pytest.mark.parametrize(
    ("kept", "subjects"), [("accepted", ["propose", "accept"]), ("rejected", ["propose", "reject"])]
)
def test_a_merge_that_takes_one_side_whole_leaves_the_other_out(
    repository: Repository, kept: str, subjects: list[str]
) -> None:
    start_conflict(repository)
    repository.record(FILE, kept)
    repository.commit("resolve", "Mia")

    assert [step[3] for step in repository.steps(FILE)] == subjects


def test_a_merge_that_takes_a_change_back_is_a_change(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "rejecting")
    repository.record(FILE, "rejected", "Words.\n")
    repository.record(OTHER, "accepted")
    repository.commit("reject", "Cleo")
    repository.git("checkout", "--quiet", "main")
    repository.write("README.md", "Unrelated\n")
    repository.commit("go on", "Bob")
    repository.git(
        "merge", "--quiet", "--no-ff", "--no-commit", "rejecting", **repository.person("Mia", "2026-04-01T10:00:00Z")
    )
    repository.record(FILE, "proposed", "Words of the merge.\n")
    repository.commit("merge, but keep it open", "Mia")

    assert repository.steps(FILE)[1:] == [
        ("proposed", "rejected", "Cleo", "reject", FILE),
        ("rejected", "proposed", "Mia", "merge, but keep it open", FILE),
    ]


def test_a_discarded_branch_changes_nothing(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "discarded")
    repository.record(FILE, "rejected")
    repository.commit("reject")
    repository.git("checkout", "--quiet", "main")
    repository.record(OTHER, "accepted")
    repository.commit("accept the other")
    repository.git(
        "merge", "--quiet", "-s", "ours", "-m", "merge", "discarded", **repository.person("Mia", "2026-04-01T10:00:00Z")
    )

    assert repository.steps(FILE) == [(None, "proposed", "Ada", "propose", FILE)]


def test_a_rename_on_one_branch_and_a_change_on_the_other_meet(repository: Repository) -> None:
    later = "decisions/adr/0001-use-messages.md"
    repository.git("checkout", "--quiet", "-b", "renaming")
    repository.git("mv", FILE, later)
    repository.commit("rename", "Cleo")
    repository.git("checkout", "--quiet", "main")
    repository.record(FILE, "accepted")
    repository.commit("accept", "Bob")
    repository.merge("renaming", "merge")

    assert repository.steps(later) == [
        (None, "proposed", "Ada", "propose", FILE),
        ("proposed", "accepted", "Bob", "accept", FILE),
    ]


def test_a_merge_of_three_branches_is_read(repository: Repository) -> None:
    for number, status in ((1, "accepted"), (2, "rejected")):
        repository.git("checkout", "--quiet", "-b", f"branch{number}", "main")
        repository.record(f"decisions/adr/000{number + 2}-x.md", status)
        repository.commit(f"write {number}")
    repository.git("checkout", "--quiet", "main")
    repository.record(FILE, "accepted")
    repository.commit("accept")
    person = repository.person("Mia", "2026-04-01T10:00:00Z")
    repository.git("merge", "--quiet", "--no-commit", "branch1", "branch2", **person)
    repository.record(FILE, "deprecated")
    repository.commit("merge all", "Mia")

    assert len(repository.git("log", "-1", "--format=%P").split()) == 3
    assert [step[1:4] for step in repository.steps(FILE)] == [
        ("proposed", "Ada", "propose"),
        ("accepted", "Ada", "accept"),
        ("deprecated", "Mia", "merge all"),
    ]
    assert [step[3] for step in repository.steps("decisions/adr/0004-x.md")] == ["write 2"]


def test_a_record_accepted_alike_on_two_branches_is_told_once_for_each(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "side")
    repository.record(FILE, "accepted", "Words of the branch.\n")
    repository.commit("accept on the branch", "Cleo")
    repository.git("checkout", "--quiet", "main")
    repository.record(FILE, "accepted")
    path = repository.folder / FILE
    path.write_text(path.read_text().replace("A title", "Another title"))
    repository.commit("accept on main", "Bob")
    repository.merge("side", "merge")

    assert sorted(step[3] for step in repository.steps(FILE)) == ["accept on main", "accept on the branch", "propose"]
    assert [step[:2] for step in repository.steps(FILE)] == [
        (None, "proposed"),
        ("proposed", "accepted"),
        ("proposed", "accepted"),
    ]


def test_a_branch_brings_a_record_into_a_folder_that_nothing_else_came_to(repository: Repository) -> None:
    old, new = "docs/old/0003-use-queues.md", "decisions/adr/0003-use-queues.md"
    repository.git("checkout", "--quiet", "-b", "side")
    repository.record(old, "proposed")
    repository.commit("propose queues", "Bob")
    repository.git("checkout", "--quiet", "main")
    person = repository.person("Mia", "2026-03-20T09:00:00Z")
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "side", **person)
    repository.git("mv", old, new)
    repository.git("commit", "--quiet", "-m", "merge", **person)

    assert repository.steps(new) == [(None, "proposed", "Bob", "propose queues", old)]


def test_a_record_that_was_deleted_while_a_branch_moved_it_comes_back(repository: Repository) -> None:
    file, moved = "decisions/adr/0003-use-queues.md", "decisions/flows/0003-use-queues.md"
    again = "decisions/again/0003-use-queues.md"
    repository.record(file, "proposed")
    repository.commit("propose", "Ada")
    repository.git("checkout", "--quiet", "-b", "moving")
    (repository.folder / moved).parent.mkdir()
    repository.git("mv", file, moved)
    repository.commit("move", "Bob")
    repository.git("checkout", "--quiet", "main")
    repository.git("rm", "--quiet", file)
    repository.commit("delete", "Cleo")
    repository.merge("moving", "merge", conflicts=True)
    repository.git("rm", "--quiet", "-r", "--force", "--ignore-unmatch", file, moved)
    repository.commit("merge", "Mia")
    repository.record(again, "accepted")
    repository.commit("bring back", "Dora")

    assert [step[:3] for step in repository.steps(again)] == [
        (None, "proposed", "Ada"),
        ("proposed", "accepted", "Dora"),
    ]
    assert repository.history().gone == ()


def test_a_record_that_was_deleted_twice_comes_back_as_it_was_last(repository: Repository) -> None:
    file, other = "decisions/adr/0003-use-queues.md", "decisions/old/0003-use-queues.md"
    for place, status in ((file, "proposed"), (other, "accepted"), (file, "deprecated")):
        repository.record(place, status)
        repository.commit(status)
        repository.git("rm", "--quiet", place)
        repository.commit("delete")
    repository.git("revert", "--no-edit", "HEAD", **repository.person("Ada", "2026-03-20T09:00:00Z"))

    assert [step[:2] for step in repository.steps(file)] == [
        (None, "proposed"),
        ("proposed", "accepted"),
        ("accepted", "deprecated"),
    ]


def test_a_merge_of_two_edits_is_no_change_of_the_status_that_both_have(repository: Repository) -> None:
    file = "decisions/adr/0003-use-queues.md"
    repository.record(file, "proposed", "".join(f"Paragraph {number}.\n\n" for number in range(9)))
    repository.commit("propose", "Ada")
    text = (repository.folder / file).read_text()
    repository.git("branch", "topic")
    repository.write(file, text.replace("Paragraph 8", "Another"))
    repository.commit("edit the end")
    repository.git("checkout", "--quiet", "topic")
    repository.write(file, text.replace("Line 1", "Another"))
    repository.commit("edit the start")
    repository.merge("main", "stay up to date")
    merged = (repository.folder / file).read_text()
    repository.git("checkout", "--quiet", "main")
    repository.write(file, text.replace("Paragraph 8", "Another").replace("proposed", "accepted"))
    repository.commit("accept", "Bob")
    person = repository.person("Mia", "2026-03-20T09:00:00Z")
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "topic", **person)
    repository.write(file, merged + "Not accepted after all.\n")
    repository.commit("merge and propose again", "Mia")

    assert repository.steps(file) == [
        (None, "proposed", "Ada", "propose", file),
        ("proposed", "accepted", "Bob", "accept", file),
        ("accepted", "proposed", "Mia", "merge and propose again", file),
    ]
