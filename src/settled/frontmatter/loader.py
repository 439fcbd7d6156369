"""PyYAML as it is used here: its C parser, without a single implicit type."""

from __future__ import annotations

from typing import Any

import yaml

TEXT, MAP, LIST = (f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))
"""The tags of the three kinds of value that there are."""
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PARSER = f"{_Base.__name__} {yaml.__version__}"
"""Which parser it is: another one may read, or complain of, the same text differently."""


class LiteralLoader(_Base):  # type: ignore[misc]
    """PyYAML's safe loader without a single implicit type: nothing is guessed."""

    # Called for every value: with nothing to guess, the kind of node is all there is to know.
    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        return TEXT if kind is yaml.ScalarNode else MAP if kind is yaml.MappingNode else LIST

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def compose(text: str) -> Any:
    """The root node of `text` with the places of all nodes, None for an empty text; raises yaml.YAMLError."""
    return yaml.compose(text, LiteralLoader)
