"""What a platform brings along: facts with sources and typed figures, each with the question it puts to a flow."""

from settled.profiles.own import read_own_profile
from settled.profiles.profile import AppliesTo, FactSource, Mechanism, PlatformFact, Profile, by_decision
from settled.profiles.reading import ReadProfile, read_profile
from settled.profiles.shipped import EXAMPLES, PLATFORMS, SHIPPED, load_profile, read_shipped, unknown_platform

__all__ = [
    "EXAMPLES",
    "PLATFORMS",
    "SHIPPED",
    "AppliesTo",
    "FactSource",
    "Mechanism",
    "PlatformFact",
    "Profile",
    "ReadProfile",
    "by_decision",
    "load_profile",
    "read_own_profile",
    "read_profile",
    "read_shipped",
    "unknown_platform",
]
