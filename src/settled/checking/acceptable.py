"""What is asked of a record, and of those who decided it, before a command gives it another status."""

from __future__ import annotations

from collections.abc import Sequence

from settled.model.errors import UsageError
from settled.model.known_words import nearest
from settled.model.vocabulary import Status
from settled.project import Project
from settled.records import Record
from settled.rules.template_text import left_from_template

_MOST_SHOWN = 10


def refuse_template_text(record: Record, status: Status) -> None:
    """Raise UsageError where `record` would be accepted, and still holds what a template asks."""
    left = left_from_template(record) if status is Status.ACCEPTED and record.status is not status else []
    if left:
        more = f" and {len(left) - _MOST_SHOWN} more" if len(left) > _MOST_SHOWN else ""
        raise UsageError(
            f"{record.id} still holds the template's text, and would be accepted without what it asks for",
            f"write in {record.file} first: {', '.join(left[:_MOST_SHOWN])}{more}",
        )


def refuse_unknown_teams(project: Project, names: Sequence[str]) -> None:
    """Raise UsageError for a name that is no team of the catalog, with the nearest; any is good where it lists none."""
    catalog = project.catalog
    if catalog is None or not catalog.teams:
        return
    for name in names:
        if name not in catalog.teams:
            shown = {team: catalog.team_name(team) for team in catalog.teams}
            named = next((team for team, words in shown.items() if words.lower() == name.strip().lower()), None)
            guess = named or nearest(name, shown)
            known = f"{project.catalog_file} lists: {', '.join(shown)}"
            raise UsageError(f"there is no team `{name}`", f"did you mean `{guess}`? {known}" if guess else known)
