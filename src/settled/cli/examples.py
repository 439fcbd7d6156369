"""How each command is called, by example, as its help shows it."""

from __future__ import annotations

EXAMPLES: dict[str, tuple[str, ...]] = {
    "init": (
        "adr init",
        "adr init --ci github",
    ),
    "new": (
        "adr new Keep prices in the ERP",
        'adr new --kind flow "Order export"',
        'adr new --kind flow "Stock update" --set source.system=wms --set "consumers=[storefront, oms]"',
    ),
    "propose": ('adr propose ADR-2 --because "The figures are in"',),
    "accept": ("adr accept ADR-2 --by integration-architecture",),
    "reject": ("adr reject ADR-2 --by integration-architecture",),
    "deprecate": ("adr deprecate ADR-2 --by integration-architecture",),
    "reopen": ('adr reopen ADR-2 --because "The vendor ends the product"',),
    "supersede": ("adr supersede ADR-2 --by ADR-5",),
    "link": ("adr link ADR-3 depends-on ADR-1",),
    "renumber": (
        "adr renumber decisions/adr/0007-keep-prices-in-the-erp.md",
        "adr renumber ADR-7 --to 12",
    ),
    "list": (
        "adr list --open",
        "adr list --kind flow --owner order-operations",
        "adr list --at 2026-06-30",
    ),
    "show": ("adr show FLOW-3",),
    "history": (
        "adr history ADR-2",
        "adr history --format json",
    ),
    "changes": (
        "adr changes v1.2",
        "adr changes 2026-11-01 --format markdown",
    ),
    "check": (
        "adr check",
        "adr check --against origin/main --only-new",
        "adr check --format sarif --output markdown=summary.md",
        "adr check --fix",
    ),
    "explain": (
        "adr explain R004",
        "adr explain missing-idempotency",
        "adr explain dead letter",
        "adr explain pattern/queue",
        "adr explain word/hop",
    ),
    "rules": ("adr rules --format json",),
    "risks": (
        "adr risks --level high",
        "adr risks --format xlsx > risks.xlsx",
    ),
    "map": (
        "adr map > route-map.svg",
        "adr map --format mermaid",
    ),
    "plan": (
        "adr plan",
        "adr plan --format csv",
    ),
    "patterns": (
        "adr patterns --latency same-day-operational --within '15 min' --volume 12000/d",
        "adr patterns --flow FLOW-0003",
    ),
    "profile": (
        "adr profile",
        "adr profile shopify --mechanism webhook",
    ),
    "build": ("adr build --out site",),
    "serve": ("adr serve",),
    "import": ("adr import docs/adr --into decisions --dry-run",),
    "index": (
        "adr index",
        "adr index --check",
    ),
    "generate": (
        "adr generate toc",
        "adr generate graph | dot -Tsvg > graph.svg",
    ),
    "upgrade-repository": ("adr upgrade-repository",),
    "export": (
        "adr export --format csv --output records.csv",
        "adr export --sources sources",
    ),
    "doctor": ("adr doctor",),
    "schema": ("adr schema flow > flow.schema.json",),
    "config": ('eval "$(adr config)"',),
    "help": ("adr help check",),
}


def epilog(command: str) -> str:
    """The examples of a command as the end of its help."""
    shown = EXAMPLES[command]
    title = "Example" if len(shown) == 1 else "Examples"
    return "\n".join(["\b", f"{title}:", *(f"  {line}" for line in shown)])
