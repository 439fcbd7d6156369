"""All rules with their codes and names, in one explicit tuple. A code never changes its meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from settled.rules import (
    changes,
    decision_consequences,
    decision_content,
    decision_wording,
    failure_handling,
    identifiers,
    identity,
    immutability,
    joins,
    lifecycle,
    open_questions,
    ownership,
    patterns,
    record,
    recovery,
    recovery_plan,
    reference,
    responsibility,
    retries,
    risk,
    risk_response,
    risk_standing,
    sequence,
    six_decisions,
    slices,
    supersession,
    suppression,
    template_text,
    timing,
    validity,
)
from settled.rules.reporting import RuleOutput


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what reports call it, and the function that looks.

    With `sees_findings` the function is called with the project and the `Run` of the rules before it and of all
    that see no findings.
    """

    code: str
    name: str
    function: Callable[..., Iterable[RuleOutput]]
    sees_findings: bool = False

    @property
    def family(self) -> str:
        """The letter of the rule's family."""
        return self.code[0]


FAMILIES: dict[str, str] = {
    "R": "Record: can it be read, and is it what it says it is",
    "D": "Decision: options, reasons, price and wording",
    "L": "Lifecycle: how a record came to its status, from git",
    "G": "Graph: which record stands in for which",
    "F": "Flow: the six decisions",
    "O": "Ownership across flows",
    "J": "Joins: the identifiers that records are found by",
    "T": "Timing and pattern: can this pattern keep that promise",
    "E": "Failure handling: noticed, owned, and brought back",
    "V": "Slices and sequence: proven, in order, and shown",
    "K": "Risk: what was declared, accepted and promised",
    "X": "Exceptions to rules",
}

RULES: tuple[Rule, ...] = (
    Rule("R001", "unreadable-record", record.unreadable_record),
    Rule("R002", "id-mismatch", record.id_mismatch),
    Rule("R003", "duplicate-number", record.duplicate_number),
    Rule("R004", "unknown-status", record.unknown_status),
    Rule("R005", "placeholder-left", template_text.placeholder_left),
    Rule("R006", "empty-section", template_text.empty_section),
    Rule("R007", "unknown-reference", reference.unknown_reference),
    Rule("R008", "unknown-key", record.unknown_key),
    Rule("R009", "impossible-date", record.impossible_date),
    Rule("R010", "broken-relative-link", reference.broken_relative_link),
    Rule("R011", "link-text-names-another-record", reference.link_text_names_another_record),
    Rule("R012", "duplicate-key", record.duplicate_key),
    Rule("R013", "invalid-value", record.invalid_value),
    Rule("R014", "missing-catalog", reference.missing_catalog),
    Rule("R015", "loose-front-matter", record.loose_front_matter),
    Rule("D101", "single-option", decision_content.single_option),
    Rule("D102", "chosen-option-not-listed", decision_content.chosen_option_not_listed),
    Rule("D103", "no-negative-consequence", decision_consequences.no_negative_consequence),
    Rule("D104", "option-without-reason", decision_content.option_without_reason),
    Rule("D105", "driver-never-used", decision_content.driver_never_used),
    Rule("D106", "no-review-date", decision_consequences.no_review_date),
    Rule("D107", "low-confidence-without-review", decision_consequences.low_confidence_without_review),
    Rule("D108", "weak-wording", decision_wording.weak_wording),
    Rule("D109", "sales-words", decision_wording.sales_words),
    Rule("D110", "too-long", decision_wording.too_long),
    Rule("D111", "no-consequence-for-operations", decision_consequences.no_consequence_for_operations),
    Rule("L201", "edited-after-acceptance", immutability.edited_after_acceptance),
    Rule("L202", "illegal-transition", lifecycle.illegal_transition),
    Rule("L203", "born-superseded", lifecycle.born_superseded),
    Rule("L204", "stale-proposal", lifecycle.stale_proposal),
    Rule("L205", "accepted-without-decision-maker", lifecycle.accepted_without_decision_maker),
    Rule("L206", "deleted-record", identity.deleted_record),
    Rule("L207", "renumbered", identity.renumbered),
    Rule("L208", "overdue-review", lifecycle.overdue_review),
    Rule("L209", "proposed-but-live", lifecycle.proposed_but_live),
    Rule("L210", "suspect-link", immutability.suspect_link),
    Rule("G301", "supersede-cycle", supersession.supersede_cycle),
    Rule("G302", "one-way-supersede", supersession.one_way_supersede),
    Rule("G303", "superseded-without-successor", supersession.superseded_without_successor),
    Rule("G304", "proposed-supersedes-accepted", supersession.proposed_supersedes_accepted),
    Rule("G305", "two-successors", supersession.two_successors),
    Rule("G306", "live-flow-on-dead-decision", validity.live_flow_on_dead_decision),
    Rule("G307", "accepted-rests-on-proposed", validity.accepted_rests_on_proposed),
    Rule("F401", "missing-source-system", six_decisions.missing_source_system),
    Rule("F402", "missing-consumers", six_decisions.missing_consumers),
    Rule("F403", "missing-creator-trigger", six_decisions.missing_creator_trigger),
    Rule("F404", "missing-pattern", six_decisions.missing_pattern),
    Rule("F405", "missing-identifiers", six_decisions.missing_identifiers),
    Rule("F406", "missing-latency-class", six_decisions.missing_latency_class),
    Rule("F407", "missing-idempotency", six_decisions.missing_idempotency),
    Rule("F408", "missing-failure-owner", six_decisions.missing_failure_owner),
    Rule("F409", "missing-enrich-rule", responsibility.missing_enrich_rule),
    Rule("F410", "missing-reject-rule", responsibility.missing_reject_rule),
    Rule("F411", "missing-correction-rights", responsibility.missing_correction_rights),
    Rule("F412", "pattern-without-reason", responsibility.pattern_without_reason),
    Rule("F413", "open-decision", open_questions.open_decision),
    Rule("F414", "overdue-decision", open_questions.overdue_decision),
    Rule("F415", "open-without-owner-or-date", open_questions.open_without_owner_or_date),
    Rule("F416", "missing-idempotency-retry", recovery.missing_idempotency_retry),
    Rule("F417", "missing-idempotency-dead-letter", recovery.missing_idempotency_dead_letter),
    Rule("F418", "missing-idempotency-replay", recovery.missing_idempotency_replay),
    Rule("F419", "built-before-accepted", open_questions.built_before_accepted),
    Rule("F420", "missing-object", responsibility.missing_object),
    Rule("O501", "two-truths", ownership.two_truths),
    Rule("O502", "truth-differs-from-catalog", ownership.truth_differs_from_catalog),
    Rule("O503", "corrector-is-also-requester", ownership.corrector_is_also_requester),
    Rule("O504", "write-back-without-conflict-rule", changes.write_back_without_conflict_rule),
    Rule("O505", "changer-not-in-the-flow", changes.changer_not_in_the_flow),
    Rule("O506", "critical-object-without-flow", ownership.critical_object_without_flow),
    Rule("J601", "join-one-sided", joins.join_one_sided),
    Rule("J602", "join-chain-broken", joins.join_chain_broken),
    Rule("J603", "missing-environment-prefix", identifiers.missing_environment_prefix),
    Rule("J604", "same-prefix-in-two-environments", identifiers.same_prefix_in_two_environments),
    Rule("J605", "financial-reference-missing", identifiers.financial_reference_missing),
    Rule("J606", "marketplace-id-missing", identifiers.marketplace_id_missing),
    Rule("J607", "mutable-key", joins.mutable_key),
    Rule("T701", "blocking-on-batch", timing.blocking_on_batch),
    Rule("T702", "latency-shorter-than-schedule", timing.latency_shorter_than_schedule),
    Rule("T703", "retry-exceeds-latency", timing.retry_exceeds_latency),
    Rule("T704", "retry-without-idempotency", retries.retry_without_idempotency),
    Rule("T705", "unbounded-retry", retries.unbounded_retry),
    Rule("T706", "retry-multiplies-along-the-route", retries.retry_multiplies_along_the_route),
    Rule("T707", "event-or-queue-without-dead-letter", patterns.event_or_queue_without_dead_letter),
    Rule("T708", "ordering-needed-without-key", patterns.ordering_needed_without_key),
    Rule("T709", "everything-real-time", patterns.everything_real_time),
    Rule("T710", "one-pattern-for-all", patterns.one_pattern_for_all),
    Rule("T711", "latency-in-technical-terms-only", timing.latency_in_technical_terms_only),
    Rule("E803", "owner-without-authority", failure_handling.owner_without_authority),
    Rule("E804", "authority-incomplete", failure_handling.authority_incomplete),
    Rule("E805", "single-person-owner", failure_handling.single_person_owner),
    Rule("E806", "suppress-without-limit", failure_handling.suppress_without_limit),
    Rule("E807", "no-detection", failure_handling.no_detection),
    Rule("E808", "no-business-effect", failure_handling.no_business_effect),
    Rule("E809", "not-traceable", failure_handling.not_traceable),
    Rule("E810", "dead-letter-without-owner", recovery_plan.dead_letter_without_owner),
    Rule("E811", "replay-unsafe", recovery_plan.replay_unsafe),
    Rule("E812", "no-runbook", recovery_plan.no_runbook),
    Rule("E813", "exception-class-uncovered", recovery_plan.exception_class_uncovered),
    Rule("V901", "thin-slice-incomplete", slices.thin_slice_incomplete),
    Rule("V902", "slice-proven-without-evidence", slices.slice_proven_without_evidence),
    Rule("V903", "exceptions-before-thin", slices.exceptions_before_thin),
    Rule("V904", "release-evidence-missing", slices.release_evidence_missing),
    Rule("V905", "depends-on-later-flow", sequence.depends_on_later_flow),
    Rule("V906", "sequence-cycle", sequence.sequence_cycle),
    Rule("V907", "nobody-decided", slices.nobody_decided),
    Rule("V908", "slice-not-proven", slices.slice_not_proven),
    Rule("K101", "acceptance-expired", risk.acceptance_expired),
    Rule("K102", "acceptance-incomplete", risk.acceptance_incomplete),
    Rule("K103", "self-approved", risk.self_approved),
    Rule("K104", "residual-above-inherent", risk_response.residual_above_inherent),
    Rule("K105", "residual-lowered-without-action", risk_response.residual_lowered_without_action),
    Rule("K106", "action-overdue", risk_response.action_overdue),
    Rule("K107", "derived-risk-untracked", risk_standing.derived_risk_untracked, sees_findings=True),
    Rule("K108", "tracks-nothing", risk.tracks_nothing),
    Rule("K109", "level-rose-since-acceptance", risk_standing.level_rose_since_acceptance, sees_findings=True),
    Rule("K110", "statement-incomplete", risk.statement_incomplete),
    Rule("K111", "risk-without-response", risk_response.risk_without_response),
    Rule("X201", "suppression-without-reason-or-expiry", suppression.suppression_without_reason_or_expiry),
    Rule("X202", "suppression-expired", suppression.suppression_expired),
    Rule("X203", "suppression-unused", suppression.suppression_unused, sees_findings=True),
    Rule("X204", "suppression-in-the-same-change", suppression.suppression_in_the_same_change, sees_findings=True),
    Rule("X205", "baseline-entry-aged", suppression.baseline_entry_aged),
)


TOLD_AS: dict[str, str] = {
    "e801": "F408",
    "no-failure-modes": "F408",
    "e802": "F408",
    "failure-without-owner": "F408",
}
"""Codes and names that are looked for, and never given: the rule that tells the same mistake, once."""


def find_rule(word: str) -> Rule | None:
    """The rule with this code or name, in any case, or the one that tells the same; None where there is none."""
    wanted = word.strip().lower()
    wanted = TOLD_AS.get(wanted, wanted).lower()
    return next((rule for rule in RULES if wanted in {rule.code.lower(), rule.name}), None)
