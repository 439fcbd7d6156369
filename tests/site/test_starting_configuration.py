"""The `mkdocs.yml` that `adr init` writes and the configuration of projects without one make the same site."""

from __future__ import annotations

import yaml

from settled.scaffold.starting_files import SITE
from settled.site.mkdocs.builtin_config import builtin_config


def test_what_init_writes_is_what_is_built_in() -> None:
    written = yaml.safe_load(SITE.format(site_name="Name", docs_dir="decisions"))
    assert written == builtin_config("Name", "decisions")
