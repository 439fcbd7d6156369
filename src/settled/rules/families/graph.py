"""The rules of family G, graph: all that is known of each."""

from __future__ import annotations

from settled.rules.rule import Family, Rule
from settled.rules.severity import E, Levels, W

GRAPH = Family(
    "G",
    "Graph: which record stands in for which",
    (
        Rule("G301", "supersede-cycle", "supersession:supersede_cycle", Levels(E)),
        Rule("G302", "one-way-supersede", "supersession:one_way_supersede", Levels(E, plain=W), fix_name="BACK_LINK"),
        Rule("G303", "superseded-without-successor", "supersession:superseded_without_successor", Levels(E, plain=W)),
        Rule("G304", "proposed-supersedes-accepted", "supersession:proposed_supersedes_accepted", Levels(E)),
        Rule("G305", "two-successors", "supersession:two_successors", Levels(W)),
        Rule(
            "G306",
            "live-flow-on-dead-decision",
            "validity:live_flow_on_dead_decision",
            Levels(E),
            consequence="production runs by a rule that was given up, and the next change breaks it",
        ),
        Rule(
            "G307",
            "accepted-rests-on-proposed",
            "validity:accepted_rests_on_proposed",
            Levels(W),
            consequence="work is delivered on a decision that can still be overturned",
        ),
    ),
    consequence="what is built rests on a decision that does not hold",
)
