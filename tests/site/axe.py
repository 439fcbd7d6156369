"""What axe finds on a page, against WCAG 2 A and AA."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = "color-contrast"

_NAMES = {"aria-dialog-name": {"enabled": True}, "landmark-unique": {"enabled": True}}
"""Rules beside those of the guidelines: landmarks and dialogs can be told apart."""

# To judge the colours takes most of the time, and rows and chips repeat them: of the visible words outside of pictures
# in elements that have the same tag, class, style and state, and so have all around them, three are judged. Axe judges
# no letter that stands alone.
_RUN = """
(options) => {
  const own = /^(?:id|href|title|for|name|value|src|data-.*|aria-(?:label|labelledby|describedby|controls))$/;
  const seen = new Map();
  const mark = (element, around) => {
    const said = [...element.attributes].map((one) => own.test(one.name) ? one.name : `${one.name}=${one.value}`);
    const way = `${around}>${element.localName} ${said.join(" ")}`;
    const children = [...element.childNodes];
    const words = element.matches("input, select, textarea")
      || children.some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim().length > 1);
    if (words && element.checkVisibility()) {
      seen.set(way, (seen.get(way) || 0) + 1);
      if (seen.get(way) <= 3 || element.closest("svg")) element.dataset.judged = "";
    }
    for (const child of element.children) mark(child, way);
  };
  for (const element of document.querySelectorAll("[data-judged]")) delete element.dataset.judged;
  mark(document.body, "");
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-judged]" }] });
  return axe.run(options);
}
"""


def violations(page: Page, *rules: str) -> list[tuple[str, str, str]]:
    """Each violation on the page: the rule, the element, and what is wrong; with `rules` those of these rules alone."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    asked = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    # Of what passes one place each is enough: to name all of them takes longer than to look.
    result = page.evaluate(_RUN, {"runOnly": asked, "resultTypes": ["violations"], "rules": _NAMES})
    return [
        (violation["id"], node["html"][:160], node.get("failureSummary", "")[:300])
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
