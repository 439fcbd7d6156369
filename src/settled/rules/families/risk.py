"""The rules of family K, risk: all that is known of each."""

from __future__ import annotations

from settled.rules.rule import Family, Rule
from settled.rules.severity import E, Levels, W

RISK = Family(
    "K",
    "Risk: what was declared, accepted and promised",
    (
        Rule("K101", "acceptance-expired", "risk:acceptance_expired", Levels(E)),
        Rule("K102", "acceptance-incomplete", "risk:acceptance_incomplete", Levels(E)),
        Rule("K103", "self-approved", "risk:self_approved", Levels(E)),
        Rule("K104", "residual-above-inherent", "risk_response:residual_above_inherent", Levels(E)),
        Rule("K105", "residual-lowered-without-action", "risk_response:residual_lowered_without_action", Levels(E)),
        Rule("K106", "action-overdue", "risk_response:action_overdue", Levels(W)),
        Rule("K107", "derived-risk-untracked", "risk_standing:derived_risk_untracked", Levels(W), sees_findings=True),
        Rule("K108", "tracks-nothing", "risk:tracks_nothing", Levels(E), sees_findings=True),
        Rule(
            "K109",
            "level-rose-since-acceptance",
            "risk_standing:level_rose_since_acceptance",
            Levels(E),
            sees_findings=True,
        ),
        Rule("K110", "statement-incomplete", "risk:statement_incomplete", Levels(W)),
        Rule("K111", "risk-without-response", "risk_response:risk_without_response", Levels(E)),
    ),
)
