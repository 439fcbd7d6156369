"""The links that the tool `adrs` keeps in front matter: a list of targets, each with its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from settled.model.vocabulary import RELATION_KEYS

_KEYS = {key.replace("-", ""): key for key in RELATION_KEYS}


def typed_links(front_matter: Mapping[str, Any]) -> dict[str, list[str]]:
    """The targets under `links` by the key that we keep them under, such as `superseded-by`; each as written.

    An entry looks like `{target: 2, kind: supersededby}`. Entries of another shape, and kinds that we have no key
    for, are left out.
    """
    found: dict[str, list[str]] = {}
    written = front_matter.get("links")
    for entry in written if isinstance(written, list) else ():
        kind, target = (entry.get("kind"), entry.get("target")) if isinstance(entry, Mapping) else (None, None)
        key = _KEYS.get(re.sub(r"[\W_]", "", str(kind)).lower())
        if key is not None and isinstance(target, (str, int)) and str(target).strip():
            found.setdefault(key, []).append(str(target).strip())
    return found
