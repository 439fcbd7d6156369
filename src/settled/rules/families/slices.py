"""The rules of family V, slices and sequence: all that is known of each."""

from __future__ import annotations

from settled.model.vocabulary import Phase
from settled.rules.rule import Family, Rule
from settled.rules.severity import E, Levels, W

SLICES = Family(
    "V",
    "Slices and sequence: proven, in order, and shown",
    (
        Rule(
            "V901",
            "thin-slice-incomplete",
            "slices:thin_slice_incomplete",
            Levels(W, phases={Phase.REHEARSAL: E}),
            consequence="the flow is called proven, and the part that fails was never tried",
        ),
        Rule(
            "V902",
            "slice-proven-without-evidence",
            "slices:slice_proven_without_evidence",
            Levels(E),
            consequence="the gate is passed on a word, and the rehearsal finds out",
        ),
        Rule(
            "V903",
            "exceptions-before-thin",
            "slices:exceptions_before_thin",
            Levels(E),
            consequence="effort goes into exceptions of a flow that has never carried one object",
        ),
        Rule(
            "V904",
            "release-evidence-missing",
            "release_slice:release_evidence_missing",
            Levels(E),
            consequence="the cutover is the first time that jobs pause, queues drain and events replay",
        ),
        Rule(
            "V905",
            "depends-on-later-flow",
            "sequence:depends_on_later_flow",
            Levels(E),
            consequence="the flow is ready and cannot run, because what it needs comes later",
        ),
        Rule(
            "V906",
            "sequence-cycle",
            "sequence:sequence_cycle",
            Levels(E),
            consequence="no flow can be delivered first, and the plan has no date",
        ),
        Rule(
            "V907",
            "nobody-decided",
            "slices:nobody_decided",
            Levels(W),
            consequence="operations meets the flow for the first time when it fails",
        ),
        Rule(
            "V908",
            "slice-not-proven",
            "slices:slice_not_proven",
            Levels(E),
            consequence="the rehearsal is spent on what one order would have shown",
        ),
        Rule(
            "V909",
            "release-answers-missing",
            "release_slice:release_answers_missing",
            Levels(E),
            consequence="a release is taken back, and nobody knows what still runs and what was booked meanwhile",
        ),
    ),
    consequence="the flow goes live with a part that was never proven",
)
