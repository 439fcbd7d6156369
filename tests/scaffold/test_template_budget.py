"""A template of a stranger's repository takes neither the time nor the memory of whoever runs `adr new`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.scaffold import template_budget
from tests.conftest import Outcome
from tests.samples import CATALOG

LARGE = "it makes a text that is too large; make the template simpler"
SLOW = "it takes more than 0 seconds; make the template simpler"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ '%0999999999d' % 1 }}", LARGE),
        ("{{ '{:999999999}'.format(1) }}", LARGE),
        ("{{ title | center(999999999) }}", LARGE),
        ("{{ title.rjust(999999999) }}", LARGE),
        ("{{ title | indent(999999999) | length }}{{ 'a\\nb' | indent(999999999) }}", LARGE),
        ("{{ 'x' * 999999999 }}", LARGE),
        ("{{ ['x' * 9999] | map('center', 999999999) | list }}", LARGE),
        ("{% for a in range(9999) %}{{ 'x' * 999 }}{% endfor %}", LARGE),
        (
            "{% set all = namespace(text='x') %}{% for a in range(40) %}{% set all.text = all.text ~ all.text %}"
            "{% endfor %}{{ all.text }}",
            LARGE,
        ),
        (
            "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}"
            "{% endfor %}",
            SLOW,
        ),
    ],
)
def test_a_template_that_takes_too_much_is_refused_in_one_line(
    tree: Callable[..., Path], adr: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    monkeypatch.setattr(template_budget, "SECONDS", 0.3)
    root = tree({"decisions/catalog.yml": CATALOG, "templates/large.md": f"# {{{{ title }}}}\n\n{line}\n"})
    done = adr("new", "A title", "--template", "large", "--no-edit", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"adr: templates/large.md:3: {said}\n" or (
        # The whole is too large, and no line of it alone.
        said == LARGE and done.err == f"adr: templates/large.md: {said}\n"
    )
    assert not list((root / "decisions").glob("adr/*"))
    # What comes after it has its memory and its time again.
    assert adr("new", "Another", "--no-edit", cwd=root).code == 0
