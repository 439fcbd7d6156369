"""YAML text in, data and places out: nothing is guessed, everything is bounded.

Every scalar stays the text that was written (`NO`, `12:30` and `007` are texts), an empty value is
None, and a key that stands twice is a problem at its line. The data is plain dicts, lists, texts and
None. Places are found on demand by composing the kept text once more, because most records never
need one and the YAML parse is what the time of a run is spent on.
"""

from settled.frontmatter.bounds import MAXIMUM_BYTES, MAXIMUM_DEPTH, MAXIMUM_NODES
from settled.frontmatter.line_by_line import read_line_by_line
from settled.frontmatter.yaml_document import YamlDocument
from settled.frontmatter.yaml_reading import read_yaml

__all__ = ["MAXIMUM_BYTES", "MAXIMUM_DEPTH", "MAXIMUM_NODES", "YamlDocument", "read_line_by_line", "read_yaml"]
