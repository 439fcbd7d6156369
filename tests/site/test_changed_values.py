"""What an accepted flow decides, and decided before: on its page, on the timeline, and in what programs read."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from tests.history.conftest import Repository
from tests.samples import CATALOG, changed
from tests.samples import FLOW as PROPOSED
from tests.site.test_feed import ATOM, feed
from tests.site.test_pages import words
from tests.site.test_timeline import rendered

FLOW = changed(PROPOSED, "status: proposed", "status: accepted")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with an accepted flow that promises less than it was accepted with."""
    repository = Repository(tmp_path / "project").start()
    repository.write("decisions/catalog.yml", CATALOG)
    repository.write("decisions/flows/0001-order.md", FLOW)
    repository.commit("Accept the order export", "Ada", "2026-10-01T09:00:00+02:00")
    repository.write("decisions/flows/0001-order.md", changed(FLOW, "within: 8 h", "within: 24 h"))
    repository.commit("Take a day", "Bob", "2026-11-02T09:00:00+01:00")
    return repository


def test_a_value_that_changed_while_accepted_is_told_everywhere(repository: Repository) -> None:
    pages = rendered(repository.folder)
    said = "time limit 8 h → 24 h"
    history = words(pages, "flows/0001-order.md").partition(" History ")[2]
    assert "What it decides that changed while it was accepted, latest first Recorded on | Value |" in history
    assert re.search(rf"2026-11-02 \| {said} \| Bob \| [0-9a-f]{{10}} Take a day \|", history)
    timeline = words(pages, "timeline.md")
    assert timeline.startswith("Timeline 2 ")
    assert said in timeline
    # The picture counts statuses.
    assert "2026-10: 1 accepted" in timeline
    assert "2026-11: " not in timeline
    assert said in words(pages, "index.md")
    register = pages["timeline.csv"]
    assert isinstance(register, bytes)
    (latest, _) = csv.DictReader(io.StringIO(register.decode()))
    assert (latest["record"], latest["value"], latest["value_from"], latest["value_to"]) == (
        "FLOW-0001",
        "latency.within",
        "8 h",
        "24 h",
    )
    assert (latest["from"], latest["to"]) == ("", "")
    llms = pages["llms.txt"]
    assert isinstance(llms, bytes)
    assert re.search(
        r"## Changed while accepted\n\n- FLOW-0001 latency\.within: 8 h → 24 h \(2026-11-02, [0-9a-f]{10}\)\n",
        llms.decode(),
    )


def test_the_feed_tells_each_value(repository: Repository) -> None:
    again = changed(changed(FLOW, "within: 8 h", "within: 2 d"), "type: event", "type: queue")
    repository.write("decisions/flows/0001-order.md", again)
    repository.commit("Queue", "Bob", "2026-11-03T09:00:00+01:00")
    entries = feed(repository.folder).findall(ATOM + "entry")
    titles = [entry.findtext(ATOM + "title", "").partition(": ")[2] for entry in entries]
    assert sorted(titles[:2]) == ["latency.within: 24 h → 2 d", "pattern.type: event → queue"]
    assert titles[2:] == ["latency.within: 8 h → 24 h", "accepted"]
    assert len({entry.findtext(ATOM + "id") for entry in entries}) == len(entries)
