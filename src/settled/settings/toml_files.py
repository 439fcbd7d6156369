"""TOML that somebody wrote becomes a table, or an error in one line."""

from __future__ import annotations

import tomllib
from typing import Any

from settled.model.errors import SettingsError


def toml_table(text: str, shown: str) -> dict[str, Any]:
    """The table that the `text` of a file, called `shown`, is; SettingsError where it is none or nests too deep."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{shown} is not readable as TOML ({error})", "mend the file") from None
    except RecursionError:
        message = f"{shown} holds tables and lists too deep within one another"
        raise SettingsError(message, "flatten the value") from None
