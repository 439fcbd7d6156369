"""A status under another key and in another language is changed where it stands, in the words that stand there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

BEFORE_AND_AFTER = [
    ("---\nestado: Propuesto\nfecha: 2024-01-31\n---\n# X\n", "---\nestado: Aceptado\nfecha: 2026-11-23\n---\n# X\n"),
    ("---\nstatut: proposé\n---\n# X\n", "---\nstatut: accepté\ndate: 2026-11-23\n---\n# X\n"),
    ("---\nstate: proposed\n---\n# X\n", "---\nstate: accepted\ndate: 2026-11-23\n---\n# X\n"),
    ("---\nstatus: vorgeschlagen\n---\n# X\n", "---\nstatus: akzeptiert\ndate: 2026-11-23\n---\n# X\n"),
    ("# X\n\n* Estado: Propuesta\n", "# X\n\n* Estado: Aceptada\n"),
    (
        "# X\n\n| Estado | Fecha |\n| --- | --- |\n| Propuesto | – |\n",
        "# X\n\n| Estado | Fecha |\n| --- | --- |\n| Aceptado | – |\n",
    ),
    ("# X\n\nStatus : proposé\n", "# X\n\nStatus : accepté\n"),
    ("# X\n\n## Статус\n\nПредложено\n", "# X\n\n## Статус\n\nПринято\n"),
    ("# X\n\n**Stato:** *proposta*\n", "# X\n\n**Stato:** *accepted*\n"),  # Portuguese has the word, too
    ("# X\n\n## Status\n\nPROPOSED\n", "# X\n\n## Status\n\nACCEPTED\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), BEFORE_AND_AFTER, ids=[each[1] for each in BEFORE_AND_AFTER])
def test_accepting_changes_the_line_in_place(tree: Tree, adr: Adr, before: str, after: str) -> None:
    root = tree({"docs/adr/0001-x.md": before})
    done = adr("accept", "1", cwd=root)
    assert (done.code, (root / "docs/adr/0001-x.md").read_text("utf-8")) == (0, after), done.err
    assert adr("list", "--format", "json", cwd=root).json["records"][0]["status"] == "accepted"


def test_superseding_writes_no_second_status(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "docs/adr/0001-x.md": "---\nestado: aceptado\n---\n# X\n",
            "docs/adr/0002-y.md": "---\nestado: aceptado\n---\n# Y\n",
        }
    )
    assert adr("supersede", "1", "--by", "2", cwd=root).code == 0
    lines = (root / "docs/adr/0001-x.md").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith(("estado", "status"))] == ["estado: reemplazado"]
    assert adr("list", "--format", "json", cwd=root).json["records"][0]["superseded_by"] == ["ADR-0002"]
