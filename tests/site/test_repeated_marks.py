"""Texts of one repeated mark: a page shows what a converter would take minutes for as it is written, and says why."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.repeated_marks import HEADS, SHAPES

from settled.formats.conversion_cost import find_obstacle
from settled.project import load
from settled.site.html import conversion_limit
from settled.site.html.body_text import to_html
from tests.conftest import Outcome

_REPOSITORY = Path(__file__).resolve().parents[2]
_GUARD = 100
"""Seconds after which a process is ended that would not end by itself; it takes a few."""
_ENDLESS = (
    *("opening brackets", "links without end", "images without end", "tags without end", "CDATA", "headings", "rules"),
    *("numbered lists on one line", "pairs of backticks", "references to one footnote", "opening brackets in AsciiDoc"),
)
"""What the converter took from seven seconds to hours for."""
_ORDINARY = """\
## What the team found on day {0}

The [price list](prices-{0}.md) is *read* by `shop-{0}` [and others], see [^{0}] and <https://shop.example/{0}>.

| system | field | note |
| --- | --- | --- |
| ERP {0} | `price[{0}]` | a < b |

- [ ] ask <b>finance</b> & the *shop*
- [x] done

```json
{{"a": [[[[{0}]]]], "b": "<a <a <a"}}
```

[^{0}]: As of day {0}.

"""


@pytest.fixture
def marked(tree: Callable[..., Path]) -> Path:
    """A folder of records with 40 KB of one mark each."""
    files: dict[str, str | bytes | None] = {"docs/adr/0001-first.md": HEADS[".md"] + "Text.\n"}
    for number, name in enumerate(_ENDLESS, 2):
        shape = SHAPES[name]
        files[f"docs/adr/{number:04}-shape{shape.ending}"] = shape.text(40_000).encode()
    files["docs/adr/notes/README.md"] = "[" * 40_000
    return tree(files)


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "settled", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=_GUARD, check=False)


def test_a_text_that_takes_too_long_is_told_and_stands_as_it_is_written(marked: Path) -> None:
    done = _run(marked, "check", "--format", "json")
    told = {finding["file"] for finding in json.loads(done.stdout)["findings"] if finding["code"] == "R020"}
    assert (done.returncode, len(told)) == (0, len(_ENDLESS))
    built = _run(marked, "build", "--out", str(marked / "site"))
    exported = _run(marked, "export", "--sources", str(marked / "sources"))
    assert (built.returncode, exported.returncode) == (0, 0), built.stderr + exported.stderr
    pages = [f"decisions/{number:04}-shape" for number in range(2, 2 + len(_ENDLESS))]
    for page in (*pages, "notes/index"):
        assert "Shown as it is written" in (marked / "site" / f"{page}.html").read_text("utf-8"), page
        assert "Shown as it is written" in (marked / "sources" / "docs" / f"{page}.md").read_text("utf-8"), page
    assert "[[[[[[[[" in (marked / "site" / "decisions" / "0002-shape.html").read_text("utf-8")


def test_the_obstacle_is_named_with_its_place() -> None:
    obstacle = find_obstacle("# Title\n\nText.\n\nSee " + "[" * 20_000)
    assert obstacle is not None
    assert (obstacle.what, obstacle.line, obstacle.column) == ("brackets that are not closed, or closed far away", 5, 5)
    nested = find_obstacle("# Title\n\n" + "> " * 50)
    assert nested is not None
    assert (nested.what, nested.line) == ("lists or quotations within one another, 40 deep", 3)


def test_ordinary_texts_are_converted_however_long() -> None:
    long = "".join(_ORDINARY.format(day) for day in range(500))
    assert len(long) > 150_000
    assert find_obstacle(long) is None
    assert [record.id for record in load(_REPOSITORY).records if record.obstacle] == []
    assert find_obstacle("* * * * " * 40) is None  # a line across the page
    assert find_obstacle("```\n" + "[" * 50_000 + "\n```\n") is None
    assert find_obstacle("```\n" + "[" * 50_000 + "\n````\n") is not None  # not closed, to the converter


def test_what_its_marks_did_not_tell_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion_limit, "_SECONDS", 0.01)
    monkeypatch.setattr(conversion_limit, "_SECONDS_PER_CHARACTER", 0)
    html = to_html("a *b* " * 20_000, lambda address, is_html: None)
    assert "Shown as it is written" in html
    assert "a *b* a *b* " in html


def test_a_build_names_the_record_whose_text_took_too_long(
    adr: Callable[..., Outcome], tree: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion_limit, "_SECONDS", 0.01)
    monkeypatch.setattr(conversion_limit, "_SECONDS_PER_CHARACTER", 0)
    root = tree({"docs/adr/0001-a.md": "# 1. A\n\n## Status\n\nAccepted\n" + "\nPlain words.\n" * 4_000})
    said = adr("build", cwd=root).err.splitlines()
    assert said[0] == "docs/adr/0001-a.md: the text takes too long to convert; its page shows it as it is written"
