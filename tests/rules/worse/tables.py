"""All mutations, in one table."""

from __future__ import annotations

from tests.rules.worse.contents import CONTENTS
from tests.rules.worse.mutation import Mutation
from tests.rules.worse.names import NAMES
from tests.rules.worse.platforms import PLATFORMS
from tests.rules.worse.proofs import PROOFS
from tests.rules.worse.surroundings import SURROUNDINGS
from tests.rules.worse.times import TIMES

MUTATIONS: tuple[Mutation, ...] = (*TIMES, *CONTENTS, *PROOFS, *NAMES, *SURROUNDINGS, *PLATFORMS)
