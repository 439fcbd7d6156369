"""Records that change their name, folder or number stay what they are; look-alikes do not become them."""

from __future__ import annotations

from .conftest import Repository, hash_of

FILE = "decisions/adr/0001-use-events.md"


def test_a_renamed_record_keeps_its_history_and_the_names_of_then(repository: Repository) -> None:
    later = "decisions/adr/0001-use-events-for-orders.md"
    repository.record(FILE, "proposed")
    created = repository.commit("propose")
    repository.git("mv", FILE, later)
    repository.commit("rename", "Bob")
    write_as(repository, later, "accepted", FILE)
    repository.commit("accept", "Cleo")

    assert repository.steps(later) == [
        (None, "proposed", "Ada", "propose", FILE),
        ("proposed", "accepted", "Cleo", "accept", later),
    ]
    assert hash_of(repository.record_history(later), "created") == created


def test_a_mere_move_is_not_an_edit(repository: Repository) -> None:
    later = "decisions/adr/0001-use-messages.md"
    repository.record(FILE, "proposed")
    created = repository.commit("propose")
    repository.git("mv", FILE, later)
    repository.commit("rename")

    assert hash_of(repository.record_history(later), "last_edited") == created


def test_a_name_that_changes_only_its_case_is_the_same_record(repository: Repository) -> None:
    later = "decisions/adr/0001-Use-Events.md"
    repository.record(FILE, "accepted")
    repository.commit("accept")
    repository.git("mv", FILE, later)
    repository.commit("rename")

    assert repository.steps(later) == [(None, "accepted", "Ada", "accept", FILE)]


def test_a_moved_folder_takes_the_histories_along(repository: Repository) -> None:
    names = [f"000{number}-record.md" for number in range(1, 5)]
    for name in names:
        repository.record(f"docs/architecture [old]/adr/{name}", "proposed")
    repository.commit("propose")
    repository.record(f"docs/architecture [old]/adr/{names[0]}", "accepted")
    repository.commit("accept", "Bob")
    (repository.folder / "decisions").mkdir()
    repository.git("mv", "docs/architecture [old]/adr", "decisions/adr")
    repository.commit("move the folder", "Cleo")
    repository.record(f"decisions/adr/{names[0]}", "deprecated")
    repository.commit("deprecate", "Dan")

    assert repository.steps(f"decisions/adr/{names[0]}") == [
        (None, "proposed", "Ada", "propose", f"docs/architecture [old]/adr/{names[0]}"),
        ("proposed", "accepted", "Bob", "accept", f"docs/architecture [old]/adr/{names[0]}"),
        ("accepted", "deprecated", "Dan", "deprecate", f"decisions/adr/{names[0]}"),
    ]
    for name in names[1:]:
        assert repository.steps(f"decisions/adr/{name}") == [
            (None, "proposed", "Ada", "propose", f"docs/architecture [old]/adr/{name}")
        ]


def test_a_folder_that_moved_twice_is_followed_to_its_beginning(repository: Repository) -> None:
    repository.record("0001-use-events.md", "proposed")
    repository.commit("propose")
    (repository.folder / "doc").mkdir()
    repository.git("mv", "0001-use-events.md", "doc/0001-use-events.md")
    repository.commit("move")
    repository.record("doc/0001-use-events.md", "accepted")
    repository.commit("accept")
    (repository.folder / "decisions").mkdir()
    repository.git("mv", "doc/0001-use-events.md", "decisions/0001-use-events.md")
    repository.commit("move again")

    assert repository.steps("decisions/0001-use-events.md") == [
        (None, "proposed", "Ada", "propose", "0001-use-events.md"),
        ("proposed", "accepted", "Ada", "accept", "doc/0001-use-events.md"),
    ]


def test_a_record_moved_and_rewritten_in_one_commit_stays_the_same_record(repository: Repository) -> None:
    later = "decisions/adr/0001-publish-order-events.md"
    repository.record("decisions/0001-events.md", "proposed")
    repository.commit("propose")
    repository.git("rm", "--quiet", "decisions/0001-events.md")
    repository.write(later, "# Wholly new words\n\n## Status\n\nAccepted\n")
    repository.commit("rewrite", "Bob")

    assert repository.steps(later) == [
        (None, "proposed", "Ada", "propose", "decisions/0001-events.md"),
        ("proposed", "accepted", "Bob", "rewrite", later),
    ]


def test_a_record_without_number_is_known_again_by_the_id_that_it_gives_itself(repository: Repository) -> None:
    repository.write("decisions/adr/events.md", "---\nid: EVENTS\nstatus: proposed\n---\nShort.\n")
    repository.commit("propose")
    repository.git("rm", "--quiet", "decisions/adr/events.md")
    repository.write("decisions/adr/messages.md", "---\nid: EVENTS\nstatus: accepted\n---\nWholly other words.\n" * 3)
    repository.commit("rewrite")

    assert [step[:2] for step in repository.steps("decisions/adr/messages.md")] == [
        (None, "proposed"),
        ("proposed", "accepted"),
    ]


def test_the_number_decides_where_git_would_pair_by_text(repository: Repository) -> None:
    repository.record("decisions/0001-old.md", "accepted")
    repository.commit("accept")
    content = (repository.folder / "decisions/0001-old.md").read_text()
    repository.git("rm", "--quiet", "decisions/0001-old.md")
    repository.write("decisions/0002-made-from-it.md", content.replace("accepted", "draft"))
    repository.write("decisions/adr/0001-old.md", "# Rewritten\n\n## Status\n\nDeprecated\n")
    repository.commit("reorganise")

    assert [step[:2] for step in repository.steps("decisions/0002-made-from-it.md")] == [(None, "draft")]
    assert [step[:2] for step in repository.steps("decisions/adr/0001-old.md")] == [
        (None, "accepted"),
        ("accepted", "deprecated"),
    ]


def test_a_new_record_does_not_inherit_from_a_deleted_one_that_looks_alike(repository: Repository) -> None:
    repository.record("decisions/0001-old.md", "accepted")
    repository.commit("accept")
    content = (repository.folder / "decisions/0001-old.md").read_text()
    repository.git("rm", "--quiet", "decisions/0001-old.md")
    repository.write("decisions/0002-new.md", content.replace("accepted", "draft"))
    created = repository.commit("one goes, one comes")

    assert [step[:2] for step in repository.steps("decisions/0002-new.md")] == [(None, "draft")]
    assert hash_of(repository.record_history("decisions/0002-new.md"), "created") == created


def test_a_renumbered_record_keeps_its_history(repository: Repository) -> None:
    repository.record("decisions/0007-use-events.md", "proposed")
    repository.commit("propose")
    repository.git("mv", "decisions/0007-use-events.md", "decisions/0009-use-events.md")
    write_as(repository, "decisions/0009-use-events.md", "accepted", "decisions/0007-use-events.md")
    repository.commit("renumber and accept")

    assert [step[:2] for step in repository.steps("decisions/0009-use-events.md")] == [
        (None, "proposed"),
        ("proposed", "accepted"),
    ]


def test_a_copy_begins_a_history_of_its_own(repository: Repository) -> None:
    repository.record("decisions/0001-old.md", "accepted")
    repository.commit("accept")
    content = (repository.folder / "decisions/0001-old.md").read_text()
    repository.write("decisions/0002-copy.md", content)
    repository.record("decisions/0001-old.md", "accepted", "A change, so that git could call it a copy.\n")
    repository.commit("copy")

    assert repository.steps("decisions/0002-copy.md") == [(None, "accepted", "Ada", "copy", "decisions/0002-copy.md")]


def write_as(repository: Repository, file: str, status: str, first_name: str) -> None:
    """Write the record with the text that it had under its first name, so that git knows it again."""
    repository.record(first_name, status)
    (repository.folder / first_name).rename(repository.folder / file)
