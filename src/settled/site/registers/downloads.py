"""The registers that are downloaded beside their pages: which there are, as which files, and the links to them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from settled.site import links as paths
from settled.site.links import PageLinks
from settled.site.pages.site_view import SiteView
from settled.site.registers import programme, records
from settled.site.registers.shapes import Register


@dataclass(frozen=True, slots=True)
class Download:
    """A link to a file beside its page; the title says that it holds the whole register."""

    label: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class _Offer:
    """What a page offers: the name of its files, what they hold in words, and how they are made."""

    name: str
    noun: str
    make: Callable[[SiteView], Register]
    formats: tuple[str, ...] = ("csv", "json", "xlsx")


_OFFERS = {
    paths.DECISIONS: _Offer("decisions", "decisions", records.decisions),
    paths.FLOWS: _Offer("flows", "flows", records.flows),
    paths.OWNERSHIP: _Offer("ownership", "objects and systems", programme.ownership),
    paths.ROUTE_MAP: _Offer("route-map", "flows between systems", programme.routes),
    paths.SEQUENCE: _Offer("sequence", "flows in the order of delivery", programme.sequence),
    paths.RISK_REGISTER: _Offer("risk-register", "risks", programme.risks),
    paths.OPEN_QUESTIONS: _Offer("open-questions", "open questions", records.open_questions),
    paths.TIMELINE: _Offer("timeline", "changes", records.changes),
    paths.RULES: _Offer("rules", "rules", programme.rules),
}


def downloads(links: PageLinks, page: str) -> tuple[Download, ...]:
    """The links that the page at the source path `page` offers; none where it offers nothing."""
    offer = _OFFERS.get(page)
    if offer is None:
        return ()
    return tuple(
        Download(
            label=form.upper(),
            href=links.file_url(page, _file(page, offer, form)),
            title=f"All {offer.noun} as {form.upper()}, whatever the table shows",
        )
        for form in offer.formats
    )


def downloads_of(site: SiteView, page: str) -> dict[str, bytes]:
    """The files that `page` offers, by their paths in the site; none where it offers nothing."""
    offer = _OFFERS.get(page)
    if offer is None:
        return {}
    register = offer.make(site)
    return {_file(page, offer, form): _bytes_of(register, form, site) for form in offer.formats}


def _file(page: str, offer: _Offer, form: str) -> str:
    return posixpath.join(posixpath.dirname(page), f"{offer.name}.{form}")


def _bytes_of(register: Register, form: str, site: SiteView) -> bytes:
    if form == "xlsx":
        return register.xlsx(register.name.capitalize(), site.project.today)
    return register.csv() if form == "csv" else register.json()
