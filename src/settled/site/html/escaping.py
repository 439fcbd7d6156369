"""Text for HTML and SVG."""

from __future__ import annotations

import html
from functools import lru_cache

escape = lru_cache(maxsize=65536)(html.escape)
"""`html.escape`, which a site asks for the same few names and words many thousand times."""
