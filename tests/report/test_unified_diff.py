"""A diff holds every byte of the lines that change, as git reads it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from settled.report.unified_diff import unified_diff
from tests.reading.generated import bounded

LINES = st.lists(st.sampled_from(["a", "b", "", " ", "c\r", "\ufeff", "-- x", "\x0c", "\u2028"]), max_size=6)


def test_names_are_written_as_git_writes_them() -> None:
    names = ["a b.md", 'q"\\.md', "line\nbreak.md", "ä.md"]
    diff = unified_diff(dict.fromkeys(names, "1\n"), dict.fromkeys(names, "2\n"))
    assert [line for line in diff.split("\n") if line.startswith("+++")] == [
        "+++ b/a b.md\t",
        '+++ "b/line\\nbreak.md"',
        '+++ "b/q\\"\\\\.md"',
        "+++ b/ä.md",
    ]


def test_a_last_line_without_an_end_is_marked() -> None:
    assert unified_diff({"f": "a\r\nb"}, {"f": "a\r\nc"}) == (
        "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
    )


def test_what_does_not_change_gives_no_diff() -> None:
    assert unified_diff({"f": "a\n"}, {"f": "a\n"}) == ""


@given(LINES, LINES)
@bounded
def test_the_lines_of_both_texts_are_in_the_diff(old: list[str], new: list[str]) -> None:
    before, after = ("".join(f"{line}\n" for line in lines) for lines in (old, new))
    written = unified_diff({"f": before}, {"f": after}).split("\n")[3:-1]
    if before != after and written and len(old) < 4 and len(new) < 4:
        assert [line[1:] for line in written if line[0] in " -"] == old
        assert [line[1:] for line in written if line[0] in " +"] == new


def test_git_applies_it(tmp_path: Path) -> None:
    before, after = {"x/a b.md": "1\r\n2\n3", "y.md": "\ufeff1\n"}, {"x/a b.md": "1\r\n4\n3\n", "y.md": "\ufeff2"}
    for name, text in before.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    diff = unified_diff(before, after).encode()
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=tmp_path, input=diff, check=True)
    assert {name: (tmp_path / name).read_bytes().decode() for name in after} == after


def test_a_file_comes_and_another_goes() -> None:
    diff = unified_diff({"old.md": "a\n"}, {"old.md": None, "new/x.md": "b\r\nc"})
    assert diff == (
        "--- /dev/null\n+++ b/new/x.md\n@@ -0,0 +1,2 @@\n+b\r\n+c\n\\ No newline at end of file\n"
        "--- a/old.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"
    )
