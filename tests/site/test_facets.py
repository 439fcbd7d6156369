"""The code that tells, for each row, its values among those of the facets: nothing is lost and nothing invented."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from settled.site.pages.facets import Facet, facets

LABELS = {"status": "Status", "tag": "Tag"}
VALUES = st.fixed_dictionaries({key: st.lists(st.text(max_size=6), max_size=4) for key in LABELS})


def test_values_come_in_their_order_then_by_their_letters() -> None:
    rows = [{"status": ["accepted"], "tag": ["stock", "Price"]}, {"status": ["draft"]}, {"status": ["of our own"]}]
    found = facets(LABELS, rows, {"status": ["draft", "accepted"]})
    assert found.shown == (
        Facet("status", "Status", ("draft", "accepted", "of our own")),
        Facet("tag", "Tag", ("Price", "stock")),
    )
    assert found.codes == ("1;1 0", "0;", "2;")


@given(st.lists(VALUES, max_size=8))
def test_a_code_says_all_that_the_row_has(rows: list[dict[str, list[str]]]) -> None:
    found = facets(LABELS, rows)
    for row, code in zip(rows, found.codes, strict=True):
        for facet, places in zip(found.shown, code.split(";"), strict=True):
            said = [facet.values[int(place)] for place in places.split()]
            assert said == list(dict.fromkeys(value for value in row[facet.key] if value))
