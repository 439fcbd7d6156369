"""Plays what people do to records and code, and writes it as a stream for `git fast-import`.

The model keeps, for every line of work, the state of every record with all status changes that led there. So the
truth comes from what was done, not from git.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

PEOPLE = ("Ada", "Bob", "Cleo", "Dörte", "Émile")
STATUSES = ("draft", "proposed", "accepted", "rejected", "deprecated", "superseded")
HOMES = ("docs/architecture", "decisions", "docs/decisions", "decisions")
"""Where the records live, one after the other: the folder moves as a whole."""

_START = 1_600_000_000
_MAXIMUM_BRANCHES = 4


@dataclass(frozen=True, slots=True)
class Change:
    """A status change as it was made: the commit by its mark, later by its hash."""

    before: str | None
    after: str
    mark: int
    file: str


@dataclass(frozen=True, slots=True)
class State:
    """A record on one line of work: `name` below the home of the records, `text` without its front matter."""

    name: str
    status: str
    text: tuple[str, ...]
    created: int
    changes: tuple[Change, ...]
    is_there: bool = True

    @property
    def content(self) -> str:
        """The file as it stands in git."""
        return "\n".join(("---", f"status: {self.status}", "---", "", f"# {self.name}", "", *self.text, ""))


@dataclass
class Line:
    """A line of work: the trunk or a branch, with all its records and what the branch alone may change."""

    tip: int
    home: str
    states: dict[int, State] = field(default_factory=dict)
    base: dict[int, State] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)
    unrelated: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExpectedChange:
    """A status change as git must tell it; dates are seconds since 1970."""

    before: str | None
    after: str
    commit: str
    author: str
    author_date: int
    committer_date: int
    file: str


@dataclass(frozen=True, slots=True)
class Truth:
    """What a history of the generated repository must say, by the path of each record at its end, below `home`.

    `created` and the entries of `trunk` and `commits` (oldest first) are hashes; `gone` are the paths of what was
    deleted for good from where the records are at the end.
    """

    home: str
    changes: dict[str, tuple[ExpectedChange, ...]]
    created: dict[str, str]
    gone: frozenset[str]
    trunk: tuple[str, ...]
    commits: tuple[str, ...]


class Model:
    """Plays what people do to records until every record had all its statuses; yields the import stream."""

    def __init__(self, chance: random.Random, records: int, steps: int, unrelated: int) -> None:
        self._chance = chance
        self._left = dict.fromkeys(range(1, records + 1), steps)
        self._unrelated = unrelated
        self._about: dict[int, tuple[str, int, int]] = {}
        self._clock = _START
        self._words = 0
        self._number = records
        self._homes = 0
        self._moves_at = sorted(self._chance.sample(range(records * steps), k=len(HOMES) - 1))
        self._done = 0
        self._gone: dict[int, str] = {}
        self._trunk = Line(0, HOMES[0])
        self._trunk_marks: list[int] = []
        self._branches: list[Line] = []

    def run_plain(self) -> Iterator[str]:
        """Every status change a commit of its own on the trunk."""
        self._trunk.home = HOMES[-1]
        order = [record for record, steps in self._left.items() for _ in range(steps)]
        # Records of about the same time are worked on at the same time.
        order.sort(key=lambda record: record + self._chance.random() * 50)
        for record in order:
            yield from self._work(self._trunk, record, is_plain=True)
            yield from self._unrelated_commits(self._trunk)
        yield self._end()

    def run(self) -> Iterator[str]:
        """Until all records are done and all branches merged."""
        yield from self._unrelated_commits(self._trunk)
        while any(self._left.values()):
            if self._moves_at and self._done >= self._moves_at[0]:
                self._moves_at.pop(0)
                yield from self._move_home()
            action = self._chance.random()
            if action < 0.1 and len(self._branches) < _MAXIMUM_BRANCHES:
                trunk = self._trunk
                self._branches.append(
                    Line(trunk.tip, trunk.home, dict(trunk.states), dict(trunk.states), set(), dict(trunk.unrelated))
                )
            elif action < 0.16 and self._branches:
                branch = self._chance.choice(self._branches)
                self._branches.remove(branch)
                yield from self._merge(branch)
            elif action < 0.2 and self._branches:
                yield from self._update(self._chance.choice(self._branches))
            else:
                yield from self._step()
        for branch in self._branches:
            yield from self._merge(branch)
        yield self._end()

    def truth(self, hashes: dict[int, str]) -> Truth:
        """What git must say, with the hashes that the marks became."""
        changes, created = {}, {}
        for state in self._trunk.states.values():
            if state.is_there:
                path = f"{self._trunk.home}/{state.name}"
                changes[path] = tuple(
                    ExpectedChange(one.before, one.after, hashes[one.mark], *self._about[one.mark], one.file)
                    for one in state.changes
                )
                created[path] = hashes[state.created]
        return Truth(
            self._trunk.home,
            changes,
            created,
            frozenset(path for path in self._gone.values() if path.startswith(f"{self._trunk.home}/")),
            tuple(hashes[mark] for mark in self._trunk_marks),
            tuple(hashes[mark] for mark in self._about),
        )

    def _end(self) -> str:
        return f"reset refs/heads/main\nfrom :{self._trunk.tip}\n\n"

    def _step(self) -> Iterator[str]:
        line = self._chance.choice([self._trunk, *self._branches])
        for _ in range(20):
            record = self._chance.choice(list(self._left)) if len(self._left) < 50 else self._near_record()
            if self._left[record] and self._may_change(line, record):
                yield from self._work(line, record)
                yield from self._unrelated_commits(line)
                return
        yield from self._unrelated_commits(line)

    def _near_record(self) -> int:
        """One of the oldest records that are not done, so that all get done."""
        open_records = [record for record, left in self._left.items() if left]
        return self._chance.choice(open_records[:200])

    def _may_change(self, line: Line, record: int) -> bool:
        if record in self._gone:
            return False
        if any(record in branch.own for branch in self._branches if branch is not line):
            return False
        return line is self._trunk or record in line.own or self._trunk.states.get(record) is line.base.get(record)

    def _work(self, line: Line, record: int, *, is_plain: bool = False) -> Iterator[str]:
        """One commit that does something to a record, and gives it a status more often than not."""
        mark = self._next_mark()
        before = line.states.get(record)
        if line is not self._trunk:
            line.own.add(record)
        deed = self._chance.random()
        if before is None:
            name = self._first_name(record)
            after = self._with_status(State(name, "", self._words_of(record), mark, ()), line, mark)
        elif is_plain:
            after = self._with_status(before, line, mark)
        elif not before.is_there:
            after = replace(before, is_there=True)
            after = self._with_status(after, line, mark) if deed < 0.5 else after
        elif deed < 0.06:
            after = replace(before, is_there=False)
        elif deed < 0.16:
            after = replace(before, text=self._edited(before.text))
        else:
            after = self._renamed(before, record)
            if after is before or deed < 0.6:
                after = self._with_status(after, line, mark)
        base = line.base.get(record)
        if base is not None and base.content == after.content:
            # A branch that leads back to where it began would be no part of what came of it.
            after = replace(after, text=self._edited(after.text))
        operations = list(self._operations(line.home, before, after))
        line.states[record] = after
        if before is None and not is_plain and line is self._trunk and deed < 0.1:
            operations += self._give_up_another(line, record)
        self._done += 1
        yield self._commit(line, mark, operations, f"work on {record}")

    def _give_up_another(self, line: Line, record: int) -> Iterator[str]:
        """The commit that makes a record deletes another for good: not a rename, though both have one template."""
        for other, state in line.states.items():
            if other != record and state.is_there and self._may_change(line, other):
                self._left[other] = 0
                self._gone[other] = f"{line.home}/{state.name}"
                line.states[other] = replace(state, is_there=False)
                yield f'D "{line.home}/{state.name}"\n'
                return

    def _with_status(self, state: State, line: Line, mark: int) -> State:
        """The record with another status than it has; sometimes the exact text that it had, as after a revert."""
        record_statuses = [status for status in STATUSES if status != state.status]
        status = self._chance.choice(record_statuses)
        text = state.text if self._chance.random() < 0.6 else self._edited(state.text)
        number = next(number for number, count in self._left.items() if count and self._is(number, state))
        self._left[number] -= 1
        change = Change(state.status or None, status, mark, f"{line.home}/{state.name}")
        return replace(state, status=status, text=text, changes=(*state.changes, change))

    def _is(self, number: int, state: State) -> bool:
        return state.text[0].startswith(f"Record {number} ")

    def _renamed(self, state: State, record: int) -> State:
        """The same record, perhaps under another name: other words, other case, another number or other text too."""
        folder, _, file = state.name.partition("/")
        number, _, slug = file.removesuffix(".md").partition("-")
        deed = self._chance.random()
        if deed < 0.08:
            return replace(state, name=f"{folder}/{number}-now-about-{self._word()}-{record}.md")
        if deed < 0.12:
            return replace(state, name=f"{folder}/{number}-{slug.swapcase()}.md")
        if deed < 0.17:
            self._number += 1
            return replace(state, name=f"{folder}/{self._number:05}-{slug}.md")
        if deed < 0.2:  # moved and written anew: only the number tells
            text = (state.text[0], *(f"{self._word()} {self._word()} {self._word()}" for _ in state.text[1:]))
            return replace(state, name=f"{folder}/{number}-rewritten-{record}.md", text=text)
        return state

    def _merge(self, branch: Line) -> Iterator[str]:
        """Merge `branch` into the trunk; some merges give a status that neither side had."""
        trunk = self._trunk
        mark = self._next_mark()
        operations: list[str] = []
        fought = {record for record in sorted(branch.own) if self._chance.random() < 0.15}
        for record in sorted(fought):
            state = trunk.states.get(record)
            theirs = branch.states[record]
            if self._left[record] and state is not None and _is_similar(state, theirs):
                yield from self._fight(record)
                mark = self._next_mark()
        for record in sorted(branch.own):
            ours, theirs = trunk.states.get(record), branch.states[record]
            after = theirs if ours is branch.base.get(record) else self._resolved(branch, record, mark)
            operations += self._operations(trunk.home, ours, after)
            trunk.states[record] = after
        untouched = [record for record, state in trunk.states.items() if record not in branch.own and state.is_there]
        if untouched and self._chance.random() < 0.2:
            record = self._chance.choice(untouched)
            if self._left[record] and self._may_change(trunk, record):
                ours = trunk.states[record]
                trunk.states[record] = self._with_status(ours, trunk, mark)
                operations += self._operations(trunk.home, ours, trunk.states[record])
        operations += (f"M 100644 inline {path}\n{_data(text)}" for path, text in branch.unrelated.items())
        trunk.unrelated |= branch.unrelated
        yield self._commit(trunk, mark, operations, "merge a branch", branch.tip)

    def _fight(self, record: int) -> Iterator[str]:
        """The trunk gives a status to a record that a branch has changed as well."""
        mark = self._next_mark()
        ours = self._trunk.states[record]
        after = self._with_status(ours, self._trunk, mark)
        after = replace(after, text=self._edited(after.text))  # no text of the other line
        self._trunk.states[record] = after
        yield self._commit(
            self._trunk, mark, list(self._operations(self._trunk.home, ours, after)), f"fight for {record}"
        )

    def _resolved(self, branch: Line, record: int, mark: int) -> State:
        """A conflict: one side whole, or a text of its own with the status of one side or with a third."""
        ours, theirs = self._trunk.states[record], branch.states[record]
        way = self._chance.random()
        if way < 0.25:
            return ours
        if way < 0.5 and branch.home == self._trunk.home:
            return theirs
        shared = 0
        while ours.changes[shared : shared + 1] == theirs.changes[shared : shared + 1] != ():
            shared += 1
        third = [status for status in STATUSES if status not in {ours.status, theirs.status}]
        status = self._chance.choice((ours.status, theirs.status, self._chance.choice(third)))
        # The line whose status was kept tells its changes last; of two, the trunk.
        changes = (*theirs.changes, *ours.changes[shared:])
        if status == theirs.status != ours.status:
            changes = (*ours.changes, *theirs.changes[shared:])
        if changes[-1].after != status:
            before = changes[-1].after
            changes = (*changes, Change(before, status, mark, f"{self._trunk.home}/{theirs.name}"))
        return replace(theirs, status=status, text=self._edited(theirs.text), changes=changes)

    def _update(self, branch: Line) -> Iterator[str]:
        """Merge the trunk into a branch, as people do to stay up to date."""
        if branch.tip == self._trunk.tip:
            return
        mark = self._next_mark()
        before = dict(branch.states)
        operations: list[str] = []
        for record, theirs in self._trunk.states.items():
            if record not in branch.own:
                branch.states[record] = theirs
        for record in sorted(branch.states):
            operations += self._operations(branch.home, before.get(record), branch.states[record], self._trunk.home)
        operations += (f"M 100644 inline {path}\n{_data(text)}" for path, text in self._trunk.unrelated.items())
        branch.home, branch.base = self._trunk.home, dict(self._trunk.states)
        yield self._commit(branch, mark, operations, "merge the trunk", self._trunk.tip)

    def _move_home(self) -> Iterator[str]:
        trunk = self._trunk
        mark = self._next_mark()
        self._homes += 1
        home = HOMES[self._homes]
        operations = [
            operation
            for state in trunk.states.values()
            if state.is_there
            for operation in self._operations(trunk.home, state, state, home)
        ]
        trunk.home = home
        yield self._commit(trunk, mark, operations, f"move all records to {home}")

    def _operations(self, home: str, before: State | None, after: State, new_home: str | None = None) -> Iterator[str]:
        old = f"{home}/{before.name}" if before is not None and before.is_there else None
        new = f"{new_home or home}/{after.name}" if after.is_there else None
        if old is not None and old != new:
            yield f'D "{old}"\n'
        if new is not None and (old != new or before is None or before.content != after.content):
            yield f'M 100644 inline "{new}"\n{_data(after.content)}'

    def _unrelated_commits(self, line: Line) -> Iterator[str]:
        for _ in range(self._unrelated):
            path = f"src/part{self._chance.randrange(40)}/file{self._chance.randrange(40)}.py"
            line.unrelated[path] = f"x = {self._word()!r}\n"
            operation = f"M 100644 inline {path}\n{_data(line.unrelated[path])}"
            yield self._commit(line, self._next_mark(), [operation], "write code")

    def _next_mark(self) -> int:
        return len(self._about) + 1

    def _commit(self, line: Line, mark: int, operations: Iterable[str], subject: str, merged: int = 0) -> str:
        assert mark == self._next_mark()
        self._clock += 3600
        author = self._chance.choice(PEOPLE)
        # Clocks of people go wrong, and what was written last week is committed today.
        author_date = self._clock - self._chance.randrange(700_000)
        committer_date = self._clock + self._chance.randrange(-20_000, 20_000)
        self._about[mark] = (author, author_date, committer_date)
        parents = [f"from :{line.tip}\n" if line.tip else "", f"merge :{merged}\n" if merged else ""]
        line.tip = mark
        if line is self._trunk:
            self._trunk_marks.append(mark)
        return "".join(
            (
                f"commit refs/heads/work\nmark :{mark}\n",
                f"author {author} <{author.lower()}@example.org> {author_date} +0200\n",
                f"committer Committer <committer@example.org> {committer_date} +0000\n",
                _data(subject),
                *parents,
                *sorted(operations, key=lambda operation: operation[0] != "D"),
                "\n",
            )
        )

    def _first_name(self, record: int) -> str:
        folder = self._chance.choice(("adr", "flows"))
        return f"{folder}/{record:05}-use-{self._word()}-{record}.md"

    def _words_of(self, record: int) -> tuple[str, ...]:
        template = ("## Context", "Why this is to be decided.", "## Decision", "We decide.", "## Consequences", "Some.")
        own = (f"Record {record} {self._word()}", *(f"{self._word()} and {self._word()}" for _ in range(3)))
        return (*own, *template)

    def _edited(self, text: tuple[str, ...]) -> tuple[str, ...]:
        return (*text[:-1], f"{self._word()} was added.")

    def _word(self) -> str:
        self._words += 1
        return f"{self._chance.choice(('order', 'stock', 'refund', 'price'))}{self._words}"


def _is_similar(one: State, other: State) -> bool:
    """Whether git can know one by the other: a merge does not say what a file moved and written anew came from."""
    return one.is_there and other.is_there and one.text[1:-1] == other.text[1:-1]


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"
