"""The profiles that are shipped, each read when somebody asks for it, once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from settled.frontmatter import read_yaml
from settled.model.errors import UsageError
from settled.model.known_words import nearest
from settled.profiles.profile import Profile
from settled.profiles.reading import ReadProfile, read_profile

PLATFORMS = ("sap-commerce", "salesforce-b2c", "shopify", "commercetools")
"""The commerce platforms that profiles are shipped for."""

EXAMPLES = ("generic-erp", "generic-payment-provider")
"""The shipped profiles of no product: a team puts its own figures in the place of theirs."""

SHIPPED = PLATFORMS + EXAMPLES


def load_profile(platform: str) -> Profile:
    """The shipped profile of `platform`; UsageError with the nearest known name where there is none."""
    if platform not in SHIPPED:
        raise unknown_platform(platform, SHIPPED)
    return loaded(platform)


def unknown_platform(platform: str, known: tuple[str, ...]) -> UsageError:
    """What is said where `platform` is none of those `known`."""
    guess = nearest(platform, known)
    listed = "known are: " + ", ".join(known)
    return UsageError(f"there is no platform `{platform}`", f"did you mean `{guess}`? {listed}" if guess else listed)


def read_shipped(platform: str) -> ReadProfile:
    """The shipped profile of `platform` with all that is wrong with it, which is nothing (tested)."""
    path = Path(__file__).parent / f"{platform}.yml"
    return read_profile(read_yaml(path.name, path.read_text(encoding="utf-8")), platform, is_own=False)


@cache
def loaded(platform: str) -> Profile:
    """The shipped profile of `platform`, which is one of `SHIPPED`: read at the first call."""
    return read_shipped(platform).profile
