"""The front that hands the pages to MkDocs; no other room knows MkDocs.

Where ProperDocs, the fork of MkDocs that is kept up, is installed and MkDocs is not, it stands in under the same name.
"""

from __future__ import annotations

import importlib
from importlib.util import find_spec

if find_spec("mkdocs") is None and find_spec("properdocs") is not None:
    importlib.import_module("properdocs.replacement")
