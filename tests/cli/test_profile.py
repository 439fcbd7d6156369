"""`adr profile`, and the profiles that a team writes: what is printed, and what the check says of a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load
from settled.site.attachments import attachments
from tests.conftest import Outcome
from tests.samples import CATALOG, DECISION

Adr = Callable[..., Outcome]
Tree = Callable[..., Path]

TILL = """\
name: Till
read: 2026-11-02
note: Version 7 alone.
mechanisms:
  - id: night-file
    statement: A file that the till writes when the shop has closed.
    side: source
    patterns: [file]
  - {id: api, statement: Calls over HTTPS.}
facts:
  - id: receipts-repeat
    decision: idempotency
    statement: A file that was not fetched is written again the next night, with the same receipts in it.
    question: By what does the receiver know a receipt that it has already?
    applies-to: {side: source, mechanism: night-file, objects: [receipt, order]}
    figure: kept for three nights
    figures: {delivery: at-least-once, keeps: 3 d}
    source: {title: "Contract with the maker, annex 2", dated: 2025-06-01}
    confidence: contract
  - id: receipt-number
    decision: identifiers
    statement: The till gives the receipt its number.
    question: Which shop does a number belong to?
    applies-to: {fields: [receipt.no]}
    figures: {assigned-by: platform, unique: false, length: 12}
    source: {url: "https://till.example/numbers"}
    confidence: secondary
    note: Seen at one shop.
"""

SHOWN = """\
Till (till)
2 facts, decisions/profiles/till.yml, sources read 2026-11-02
Version 7 alone.

Mechanisms
  night-file  source    A file that the till writes when the shop has closed.
  api         either    Calls over HTTPS.

Identifiers

  receipt-number
    The till gives the receipt its number.
    Ask:      Which shop does a number belong to?
    Concerns: in receipt.no
    Computed: assigned-by platform, unique false, length 12
    Doubt:    Seen at one shop.
    Source:   https://till.example/numbers (read 2026-11-02; secondary source)
              https://till.example/numbers

Idempotency

  receipts-repeat
    A file that was not fetched is written again the next night, with the same receipts
    in it.
    Ask:      By what does the receiver know a receipt that it has already?
    Concerns: the platform as source; by night-file; of receipt, order
    Figure:   kept for three nights
    Computed: delivery at-least-once, keeps 3 d
    Source:   Contract with the maker, annex 2 (2025-06-01, read 2026-11-02; contract)
"""


@pytest.fixture
def root(tree: Tree) -> Path:
    catalog = CATALOG.replace("erp: {name: S/4HANA, role: erp, platform: other", "erp: {name: Till, platform: Till")
    catalog = catalog.replace("storefront, platform: other", "storefront, platform: shopify")
    return tree({"decisions/catalog.yml": catalog, "decisions/profiles/till.yml": TILL})


def told(adr: Adr, root: Path) -> list[str]:
    """The findings of the files that are no records, as the check prints them."""
    record = root / "decisions/adr/0001-a.md"  # without a record there is nothing to check
    record.parent.mkdir(exist_ok=True)
    record.write_text(DECISION, encoding="utf-8")
    findings = adr("check", "--format", "json", cwd=root).json["findings"]
    return [
        f"{each['line']}:{each['column']} {each['name']} {each['message']}; {each['hint']}"
        for each in findings
        if each["file"].startswith("decisions/profiles/") or each["file"] == "decisions/catalog.yml"
    ]


def test_the_profiles_are_listed_with_the_systems_that_have_them(adr: Adr, root: Path) -> None:
    assert adr("profile", cwd=root) == Outcome(
        0,
        "Profile                   Name                      Facts  Read        From                         Systems\n"
        "till                      Till                      2      2026-11-02  decisions/profiles/till.yml  erp\n"
        "sap-commerce              SAP Commerce Cloud        39     2026-11-23  shipped\n"
        "salesforce-b2c            Salesforce B2C Commerce   39     2026-11-23  shipped\n"
        "shopify                   Shopify                   38     2026-11-23  shipped                      "
        "storefront\n"
        "commercetools             commercetools             38     2026-11-23  shipped\n"
        "generic-erp               Generic ERP               8      2026-11-30  example\n"
        "generic-payment-provider  Generic payment provider  10     2026-11-30  example\n",
        "",
    )
    listed = adr("profile", "--format", "json", cwd=root).json["profiles"]
    assert listed[0] == {
        "platform": "till", "name": "Till", "read": "2026-11-02", "note": "Version 7 alone.",
        "file": "decisions/profiles/till.yml", "extends": None, "is_example": False, "facts": 2, "systems": ["erp"],
    }  # fmt: skip
    assert [each["is_example"] for each in listed] == [False] * 5 + [True] * 2


def test_a_profile_is_printed_with_facts_figures_and_sources(adr: Adr, root: Path) -> None:
    assert adr("profile", "till", cwd=root) == Outcome(0, SHOWN, "")
    assert adr("profile", "Till", cwd=root).out == SHOWN
    assert adr("explain", "platform/till", cwd=root) == Outcome(0, SHOWN, "")
    assert told(adr, root) == []


def test_a_profile_as_data(adr: Adr, root: Path) -> None:
    document = adr("profile", "till", "--format", "json", cwd=root).json
    profile = document["profile"]
    assert document["version"] == 1
    assert profile["mechanisms"][0] == {
        "id": "night-file", "statement": "A file that the till writes when the shop has closed.", "side": "source",
        "patterns": ["file"], "as_source": [], "objects": [],
    }  # fmt: skip
    assert profile["facts"][0] == {
        "id": "receipts-repeat",
        "decision": "idempotency",
        "statement": "A file that was not fetched is written again the next night, with the same receipts in it.",
        "question": "By what does the receiver know a receipt that it has already?",
        "applies_to": {
            "side": "source", "mechanism": ["night-file"], "objects": ["receipt", "order"], "fields": []
        },
        "figure": "kept for three nights",
        "figures": {"delivery": "at-least-once", "keeps": "3 d"},
        "source": {
            "title": "Contract with the maker, annex 2", "url": None, "dated": "2025-06-01", "read": "2026-11-02"
        },
        "confidence": "contract",
        "note": None,
        "line": 11,
    }  # fmt: skip
    assert profile["facts"][1]["figures"] == {"assigned-by": "platform", "unique": False, "length": 12}


def test_a_mechanism_leaves_out_what_holds_for_others(adr: Adr, root: Path) -> None:
    shown = adr("profile", "till", "--mechanism", "api", cwd=root).out
    assert "1 of 2 facts" in shown
    assert "receipts-repeat" not in shown
    assert adr("profile", "till", "--mechanism", "nightfile", cwd=root).out == SHOWN
    assert adr("profile", "till", "--mechanism", "night-fle", cwd=root) == Outcome(
        2, "", "adr: till has no mechanism `night-fle`; did you mean `night-file`? known are: night-file, api\n"
    )
    assert adr("profile", "--mechanism", "api", cwd=root) == Outcome(
        2,
        "",
        "adr: --mechanism is for one profile; name it, as in `adr profile shopify --mechanism webhook`\n",
    )


def test_outside_of_a_project_the_shipped_profiles_can_be_read(adr: Adr, tmp_path: Path) -> None:
    assert adr("profile", "shopify", cwd=tmp_path).out.startswith("Shopify (shopify)\n38 facts, shipped,")
    assert adr("profile", "till", cwd=tmp_path) == Outcome(
        2,
        "",
        "adr: there is no platform `till`; known are: sap-commerce, salesforce-b2c, shopify, commercetools, "
        "generic-erp, generic-payment-provider\n",
    )


def test_a_new_flow_is_asked_by_a_profile_of_the_team(adr: Adr, root: Path) -> None:
    sets = ["--set", "source.system=erp", "--set", "object=order"]
    path = root / adr("new", "--kind", "flow", "--platform", "till", *sets, "T", cwd=root).out.strip()
    assert "- By what does the receiver know a receipt that it has already?" in path.read_text("utf-8")


WRONG = """\
name: Till
read: 2026-11-31
mechansms: []
mechanisms:
  - {id: file, statement: A file., side: sorce}
  - {id: file, statement: Another.}
facts:
  - id: a
    decision: latncy
    statement: It is late.
    question: How late?
    figures: {late-by: soon, atempts: 3, page-limit: many}
    source: {title: A page}
    confidence: sure
  - id: b
    decision: latency
    statement: It is late.
    applies-to: {mechanism: [fil]}
    source: {dated: 2026-01-01}
    confidence: secondary
  - id: b
    decision: latency
    statement: It is late.
    question: How late?
    applies-to: {mechanism: [fil]}
    source: {title: A page, dated: 2026-01-01}
    confidence: secondary
  - id: c
    decision: latency
    statement: It is late.
    question: How late?
    source: {dated: 2026-01-01}
    confidence: secondary
"""


def test_what_is_wrong_with_a_profile_is_told_at_its_place(adr: Adr, tree: Tree) -> None:
    root = tree({"decisions/catalog.yml": CATALOG, "decisions/profiles/till.yml": WRONG})
    words = "vendor-docs, contract, measured, secondary, general-knowledge, unverified"
    decisions = "source, pattern, identifiers, latency, idempotency, failure-owner"
    assert told(adr, root) == [
        "2:1 impossible-date `read` names `2026-11-31`, a day that does not exist; check the month and the day",
        "3:1 unknown-key unknown key `mechansms`; did you mean `mechanisms`?",
        "5:36 invalid-value `mechanisms[1].side` is `sorce`, which is not one of its words; did you mean `source`? "
        "It is one of: source, consumer, either",
        "6:6 invalid-value `mechanisms[2]` is called `file` like one before it; give each an id of its own",
        "9:5 invalid-value `facts[1].decision` is `latncy`, which is not one of its words; did you mean `latency`? "
        f"It is one of: {decisions}",
        "12:15 invalid-value `facts[1].figures.late-by` is not a duration: `soon`; "
        "write a number and a unit: 30 s, 15 min, 4 h, 2 d",
        "12:30 unknown-key unknown key `atempts` in `facts[1].figures`; did you mean `attempts`?",
        "12:42 invalid-value `facts[1].figures.page-limit` is not a whole number: `many`; "
        "write digits only, as in 12000",
        f"14:5 invalid-value `facts[1].confidence` is `sure`, which is not one of its words; "
        f"did you mean `measured`? It is one of: {words}",
        "15:5 invalid-value `facts[2]` has no `question`; write `question: …`",
        "25:30 invalid-value `facts[3].applies-to.mechanism` names `fil`, no mechanism of this profile; "
        "did you mean `file`? its mechanisms are: file",
        "32:5 invalid-value `facts[4].source` has neither a title nor an address, and its confidence is `secondary`; "
        "write `source: {title: …, url: …, dated: …}`, or `confidence: general-knowledge`",
    ]
    shown = adr("profile", "till", cwd=root)
    assert shown.err == "decisions/profiles/till.yml is not in order, and what is wrong is left out: see `adr check`\n"
    assert shown.out.startswith("Till (till)\n0 facts, ")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("till", "facts: [\n", ["2:1 unreadable-record a bracket or brace that is not closed, or a comma with nothing "
                                "before it; "
                                "close it, or put the text in quotes"]),
        ("till", "- a\n", ["1:1 unreadable-record this is not a list of `key: value` lines; "
                           "write one key, a colon and a value a line"]),
        ("till", "", ["1:1 invalid-value this profile has no `name`; write `name: …`",
                      "1:1 invalid-value this profile has no `facts`; write `facts: …`"]),
        ("till", "<<<<<<< HEAD\nname: a\n=======\nname: b\n>>>>>>> x\n",
         ["1:1 merge-conflict a merge conflict was left here: `<<<<<<< HEAD`; "
          "keep the lines that are meant and delete the lines with the markers"]),
        ("till", TILL.replace("name: Till", "name: Till\nplatform: tills"),
         ["2:1 invalid-value `platform` is `tills` in a file that is called `till.yml`; "
          "a platform is called as its file: rename one of them"]),
        ("till", TILL.replace("mechanism: night-file", "mechanism: night-fle"),
         ["15:32 invalid-value `facts[1].applies-to.mechanism` names `night-fle`, no mechanism of this profile; "
          "did you mean `night-file`? its mechanisms are: night-file, api"]),
        ("till", TILL.replace("read: 2026-11-02\n", ""),
         ["19:5 invalid-value `facts[2]` does not say how old it is; write the day on which you read its source as "
          "`read:` of the profile, or `dated:` of its `source`"]),
        ("shopify", TILL, ["1:1 invalid-value a profile called `shopify` is shipped, and this file would hide it; "
                           "write `extends: shopify` to keep its facts and change some of them, or call the file "
                           "otherwise"]),
        ("till", "extends: shopfy\n" + TILL,
         ["1:1 invalid-value `extends` names `shopfy`, and no such profile is shipped; did you mean `shopify`? shipped "
          "are: sap-commerce, salesforce-b2c, shopify, commercetools, generic-erp, generic-payment-provider"]),
    ],
)  # fmt: skip
def test_what_keeps_a_profile_from_being_used(adr: Adr, tree: Tree, name: str, text: str, said: list[str]) -> None:
    root = tree({"decisions/catalog.yml": CATALOG, f"decisions/profiles/{name}.yml": text})
    assert told(adr, root) == said


EXTENDING = """\
extends: shopify
facts:
  - id: orders-60-day-window
    decision: idempotency
    statement: Our app has the scope for all orders.
    question: How old is the oldest one?
    applies-to: {side: source, objects: [order]}
    figures: {reads-back: 2000 d}
    source: {title: The app's scopes, dated: 2026-11-30}
    confidence: measured
"""


@pytest.mark.parametrize("ending", ["yml", "yaml"])
def test_a_profile_has_either_ending_of_yaml(adr: Adr, tree: Tree, ending: str) -> None:
    root = tree({"decisions/catalog.yml": CATALOG, f"decisions/profiles/till.{ending}": TILL})
    assert adr("profile", "till", cwd=root).out.startswith("Till (till)\n")


@pytest.mark.parametrize("name", ["shopify", "shopify-plus"])
def test_a_team_puts_its_own_figure_in_the_place_of_a_shipped_one(adr: Adr, tree: Tree, name: str) -> None:
    root = tree({"decisions/catalog.yml": CATALOG, f"decisions/profiles/{name}.yml": EXTENDING})
    assert told(adr, root) == []
    profile = adr("profile", name, "--format", "json", cwd=root).json["profile"]
    assert (profile["name"], profile["extends"], len(profile["facts"])) == ("Shopify", "shopify", 38)
    (own,) = [fact for fact in profile["facts"] if fact["line"] is not None]
    assert (own["figures"], own["confidence"]) == ({"reads-back": "2000 d"}, "measured")
    assert f"38 facts, decisions/profiles/{name}.yml, on shopify" in adr("profile", name, cwd=root).out


@pytest.mark.parametrize(
    ("platform", "said"),
    [
        ("shopify", []),
        ("Shopify", []),
        ("SAP Commerce", []),
        ("other", []),
        ("salesforce", []),
        ("salesforce-b2b", []),
        ("S/4HANA", []),
        ("shopfy", ["2:50 unknown-reference `systems.storefront.platform` is `shopfy`, which has no profile; did you "
                    "mean `shopify`? Else write `other`, or a profile of your own in decisions/profiles/"]),
        ("tils", ["2:50 unknown-reference `systems.storefront.platform` is `tils`, which has no profile; did you "
                  "mean `tills`? Else write `other`, or a profile of your own in decisions/profiles/"]),
    ],
)  # fmt: skip
def test_a_misspelt_platform_is_told_and_a_platform_without_profile_is_not(
    adr: Adr, tree: Tree, platform: str, said: list[str]
) -> None:
    catalog = CATALOG.replace("storefront, platform: other", f"storefront, platform: {platform}")
    root = tree({"decisions/catalog.yml": catalog, "decisions/profiles/tills.yml": TILL})
    assert told(adr, root) == said


def test_a_profile_is_read_and_not_published_beside_the_records(root: Path) -> None:
    (root / "decisions/profiles/notes.txt").write_text("a note", encoding="utf-8")
    assert [name for name, _ in attachments(load(root))] == ["profiles/notes.txt"]


def test_a_profile_that_was_mended_is_no_longer_told(adr: Adr, root: Path) -> None:
    own = root / "decisions/profiles/till.yml"
    assert told(adr, root) == []
    own.write_text(TILL.replace("keeps: 3 d", "keeps: soon"), encoding="utf-8")
    assert len(told(adr, root)) == 1
    assert told(adr, root) == told(adr, root)
    own.write_text(TILL, encoding="utf-8")
    assert told(adr, root) == []
