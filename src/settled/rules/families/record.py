"""The rules of family R, record: all that is known of each."""

from __future__ import annotations

from settled.rules.rule import Family, Rule
from settled.rules.severity import E, I, Levels, W

RECORD = Family(
    "R",
    "Record: can it be read, and is it what it says it is",
    (
        Rule("R001", "unreadable-record", "record:unreadable_record", Levels(E)),
        Rule("R002", "id-mismatch", "record:id_mismatch", Levels(E, plain=W), fix_name="FILE_NUMBER_WINS"),
        Rule("R003", "duplicate-number", "numbers:duplicate_number", Levels(E, on_branch=W)),
        Rule("R004", "unknown-status", "record:unknown_status", Levels(E, plain=I)),
        Rule("R005", "placeholder-left", "template_text:placeholder_left", Levels(E, undecided=W, plain=I)),
        Rule("R006", "empty-section", "template_text:empty_section", Levels(W, undecided=W, plain=I)),
        Rule("R007", "unknown-reference", "reference:unknown_reference", Levels(E, plain=W)),
        Rule("R008", "unknown-key", "record:unknown_key", Levels(E)),
        Rule("R009", "impossible-date", "record:impossible_date", Levels(E)),
        Rule("R010", "broken-relative-link", "body_links:broken_relative_link", Levels(E, plain=W)),
        Rule("R011", "link-text-names-another-record", "body_links:link_text_names_another_record", Levels(W)),
        Rule("R012", "duplicate-key", "record:duplicate_key", Levels(E)),
        Rule("R013", "invalid-value", "record:invalid_value", Levels(E), fix_name="ISO_DATE"),
        Rule("R014", "missing-catalog", "reference:missing_catalog", Levels(E)),
        Rule("R015", "loose-front-matter", "record:loose_front_matter", Levels(W)),
        Rule("R016", "merge-conflict", "record:merge_conflict", Levels(E)),
        Rule("R020", "unconverted-text", "conversion:unconverted_text", Levels(W)),
    ),
)
