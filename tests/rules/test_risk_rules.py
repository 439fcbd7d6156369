"""Which of two exposures weighs more, and when that cannot be told."""

from __future__ import annotations

import pytest

from settled.frontmatter import read_yaml
from settled.frontmatter.validation import validate
from settled.model.exposure import compare
from settled.model.risk import Exposure, Risk


def exposure(text: str) -> Exposure:
    found = validate(Risk, read_yaml("risk.md", f"exposure: {text}\n")).content.exposure
    assert isinstance(found, Exposure)
    return found


def money(likely: object, unit: str = "EUR") -> str:
    rest = f"hours-to-detect: {{likely: 10}}, cost-per-hour: {{likely: 100, unit: {unit}}}"
    return f"{{per-year: {{low: 0, likely: {likely}, high: 9}}, {rest}}}"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (money(2), money(3), -1),
        (money(3), money(3), 0),
        (money(3), money(2, "eur"), 1),
        (money(3), money(2, "USD"), None),
        (money(3), "{per-year: {likely: 2}}", None),
        (money("{open: How often?}"), money(2), None),
        ("{likelihood: low, impact: high}", "{likelihood: medium, impact: medium}", 0),
        ("{likelihood: low, impact: high}", "{likelihood: low, impact: medium}", 1),
        ("{likelihood: low}", "{likelihood: high, impact: high}", None),
        (money(1), "{likelihood: high, impact: high}", -1),
        ("{}", money(1), None),
    ],
)
def test_two_exposures(one: str, other: str, expected: int | None) -> None:
    assert compare(exposure(one), exposure(other)) == expected
