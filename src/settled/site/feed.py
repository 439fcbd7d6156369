"""The Atom feed (RFC 4287) of the latest changes, of status and of what accepted flows decide."""

from __future__ import annotations

import datetime
import re
import uuid
from xml.etree import ElementTree as Tree

from settled.history.log_stream import UNKNOWN_DATE
from settled.site.links import FEED, TIMELINE
from settled.site.pages.shapes import STATUS_CHIPS, UNKNOWN
from settled.site.pages.site_view import SiteView
from settled.site.pages.status_changes import RecordedChange, became

LATEST = 50
"""How many changes the feed holds."""
ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def timeline_feed(site: SiteView, title: str) -> bytes | None:
    """The feed called `title`, None where no change with a date is known: a feed must say when it was updated.

    An entry is known by its commit, the file's name then, and the value that changed if any, none of which ever
    changes: whoever builds the site, and wherever it is published, a reader sees no change twice. Links are absolute
    where the site's address is known, else relative to the feed itself, which lies beside the first page.
    """
    dated = [change for change in site.changes if change.commit.committer_date != UNKNOWN_DATE]
    ordered = sorted(dated, key=lambda change: change.commit.committer_date, reverse=True)
    # Where branches made two records of one, both began with the same commit and file: that is told once.
    latest = list({_id(change): change for change in reversed(ordered)}.values())[: -LATEST - 1 : -1]
    if not latest:
        return None
    feed = Tree.Element("feed", {"xmlns": ATOM})
    _text(
        feed,
        "id",
        site.links.site_url + FEED if site.links.site_url else _urn(ordered[-1].commit.hash, site.project.records_path),
    )
    _text(feed, "title", f"{title}: changes")
    _text(feed, "updated", _moment(latest[0].commit.committer_date))
    Tree.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site.links.published(TIMELINE)})
    if site.links.site_url:
        Tree.SubElement(feed, "link", {"rel": "self", "type": MEDIA_TYPE, "href": site.links.site_url + FEED})
    for change in latest:
        _entry(feed, site, change)
    Tree.indent(feed)
    text: bytes = Tree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _entry(feed: Tree.Element, site: SiteView, change: RecordedChange) -> None:
    commit = change.commit
    name = f"{change.id} {change.record.title}" if change.record else change.id
    before = "" if change.is_first else f"{STATUS_CHIPS[change.before].word if change.before else UNKNOWN.word} → "
    entry = Tree.SubElement(feed, "entry")
    _text(entry, "id", _id(change))
    said = f"{change.value.key}: {change.value_in_words}" if change.value else f"{before}{became(change).word}"
    _text(entry, "title", f"{name}: {said}")
    _text(entry, "updated", _moment(commit.committer_date))
    if commit.author_date != UNKNOWN_DATE:
        _text(entry, "published", _moment(commit.author_date))
    _text(Tree.SubElement(entry, "author"), "name", commit.author.strip() or "not known")
    Tree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": _address(site, change)})
    if site.commits_address:
        Tree.SubElement(entry, "link", {"rel": "via", "href": site.commits_address + commit.hash})
    Tree.SubElement(entry, "category", {"term": became(change).word})
    _text(entry, "summary", f"{commit.subject} ({commit.short_hash})")


def _address(site: SiteView, change: RecordedChange) -> str:
    page = site.links.pages[change.record.file] if change.record else TIMELINE
    return site.links.published(page)


def _id(change: RecordedChange) -> str:
    return _urn(change.commit.hash, f"{change.file}#{change.value.key}" if change.value else change.file)


def _urn(commit: str, path: str) -> str:
    plain = path.encode("utf-8", "backslashreplace").decode()  # a name may hold bytes that are no UTF-8
    return uuid.uuid5(uuid.NAMESPACE_URL, f"git:{commit}:{plain}").urn


def _moment(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _text(parent: Tree.Element, name: str, text: str) -> None:
    """Add an element with `text`; a character that XML cannot hold is shown as not readable."""
    Tree.SubElement(parent, name).text = _NOT_XML.sub("\ufffd", text)
