"""Whether the environment asks for the behaviour of adr-tools, or for our own, in every folder."""

from __future__ import annotations

import os
from enum import StrEnum

from settled.model.errors import SettingsError

MODE_VARIABLE = "SETTLED_MODE"


class Mode(StrEnum):
    """What `SETTLED_MODE` asks for: adr-tools' behaviour in every folder, or in none."""

    ADR_TOOLS = "adr-tools"
    SETTLED = "settled"


def asked_mode() -> Mode | None:
    """The mode that `SETTLED_MODE` names; None where it is unset or empty, SettingsError where it names another."""
    word = os.environ.get(MODE_VARIABLE, "").strip()
    if not word:
        return None
    try:
        return Mode(word)
    except ValueError:
        known = " or ".join(mode.value for mode in Mode)
        raise SettingsError(f"{MODE_VARIABLE} is `{word}`", f"set it to {known}, or not at all") from None
