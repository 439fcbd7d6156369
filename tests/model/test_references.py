"""The ways to name a record: what a path says without being taken apart by the path library."""

from __future__ import annotations

from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from settled.model.references import name_and_stem


@given(st.text(st.sampled_from("a1-./ é"), max_size=12))
def test_the_name_and_stem_of_a_path_are_those_of_the_path_library(file: str) -> None:
    path = PurePosixPath(file)
    assert name_and_stem(file) == (path.name, path.stem)
