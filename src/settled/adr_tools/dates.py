"""The dates of records that older versions of adr-tools wrote, as day, month and year, become ISO dates."""

from __future__ import annotations

import datetime
import re
from functools import partial

from settled.adr_tools.folder import AdrToolsFolder
from settled.edit.body import Body
from settled.edit.record_edits import PlannedEdits, Read, RecordEdits

_OLD_DATE = re.compile(r"Date: (?P<day>\d{2})/(?P<month>\d{2})/(?P<year>\d{4})(?!\d)")


def plan_upgrade(folder: AdrToolsFolder, look: Read, read: Read) -> PlannedEdits:
    """The records with `Date: 12/01/1992` written as `Date: 1992-01-12`; a day that does not exist stays.

    `look` gives the text of any file below the folder's base, `read` only that of one that may be changed.
    """
    edits = RecordEdits(read)
    for record in folder.records():
        file = folder.file(record.name)
        if _OLD_DATE.search(look(file)):
            edits.edit(file, partial(_upgraded, file=file, edits=edits))
    return edits.planned()


def _upgraded(text: str, file: str, edits: RecordEdits) -> str:
    body = Body(text, file)
    lines = list(body.lines)
    for number, visible in body.scan.lines:
        match = _OLD_DATE.match(visible)
        if match is None:
            continue
        try:
            day = datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            edits.say(f"left as it is: {file}:{body.line_of_file(number)}: {match[0]} is no day")
            continue
        lines[number - 1] = f"Date: {day.isoformat()}{lines[number - 1][match.end() :]}"
    return text[: body.start] + "".join(lines)
