"""The text of a record: its template filled in, and its title as other records name it."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path, PurePosixPath

from settled.adr_tools.folder import TEAM_TEMPLATE, AdrToolsFolder
from settled.edit.markdown_text import escaped, link_text
from settled.edit.target import Target, address
from settled.formats.markdown import MarkdownBody
from settled.formats.status_section import status_heading
from settled.formats.titles import split_title
from settled.frontmatter.splitting import split_document
from settled.model.errors import UsageError
from settled.model.references import format_id, number_of_record
from settled.model.vocabulary import Kind
from settled.project import today
from settled.scaffold.templates import RecordTemplate, built_in_file, find_template

TEMPLATE, FIRST_RECORD = "adr-tools/template", "adr-tools/init"
FIRST_TITLE = "Record architecture decisions"
_FIELD = re.compile("NUMBER|TITLE|DATE|STATUS")


def template_text(folder: AdrToolsFolder, start: Path) -> RecordTemplate:
    """The template of a new record: that of `ADR_TEMPLATE` (a path seen from `start`), the team's, or adr-tools' own.

    Raises TemplateError where the first two cannot be read.
    """
    named = os.environ.get("ADR_TEMPLATE", "").strip()
    team = folder.path / TEAM_TEMPLATE
    if named:
        path = named if "/" in named else f"./{named}"
        return find_template(path, root=folder.base, team_folder="", start=start.absolute())
    if team.exists() or team.is_symlink():
        shown = folder.file(TEAM_TEMPLATE)
        return find_template(shown, root=folder.base, team_folder="", start=folder.base)
    return built_in_template(TEMPLATE)


def built_in_template(name: str) -> RecordTemplate:
    """The template `name` that comes with the package."""
    return RecordTemplate(name, f"the built-in template {name}", built_in_file(name).read_text(encoding="utf-8"))


def filled(template: RecordTemplate, number: int, title: str, date: str, status: str = "Accepted") -> str:
    """The text of `template` with the first NUMBER, TITLE, DATE and STATUS of each line replaced.

    What is put in is not looked at again, so that a title may hold these words.
    """
    text = template.text
    written = _readable_title(title, number)
    if written is None:
        # `# 4. Status` would be a section, `# 4: Status` is a title.
        text, written = text.replace("NUMBER. TITLE", "NUMBER: TITLE"), escaped(title)
    values = {"NUMBER": str(number), "TITLE": written, "DATE": date, "STATUS": status}
    return "".join(_filled_line(line, values) for line in re.split(r"(?<=\n)", text))


def _filled_line(line: str, values: dict[str, str]) -> str:
    left = dict(values)
    return _FIELD.sub(lambda match: left.pop(match[0], match[0]), line)


def _readable_title(title: str, number: int) -> str | None:
    """`title` as it is, or escaped where a heading of it would not be read as this title; None where none would."""
    harmless = escaped(title)
    for written in (title, harmless):
        line = f"{number}. {written}"
        (found, *_) = MarkdownBody(f"# {line}\n", 1).headings
        is_a_title = status_heading(found) is None and split_title(found.text, number)[0] == number
        if found.text == line.strip() and is_a_title:
            return written
    return None


def title_of(words: str) -> str:
    """`words` as a title on one line, otherwise as they were typed; UsageError where they say nothing."""
    title = "".join(" " if unicodedata.category(each) == "Cc" else each for each in words)
    if not title.strip():
        raise UsageError("no title was given", "write it behind the command, as in `adr new Use a queue for orders`")
    try:
        title.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError("the title is not UTF-8", "check the encoding of the terminal") from None
    return title


def date_of_today() -> str:
    """What stands as the date of a new record: `ADR_DATE` as it is, else the day in ISO form."""
    asked = os.environ.get("ADR_DATE", "")
    return title_of(asked) if asked.strip() else today().isoformat()


def written_title(text: str, file: str) -> str:
    """The title as the record writes it, with its number, as in `9. Use Rust`; the file's name where it has none."""
    document = split_document(file, text)
    body = MarkdownBody(document.body, 1)
    found = next((each for each in body.headings if status_heading(each) is None), None)
    return found.text if found is not None and found.text else PurePosixPath(file).stem


def named_from(file: str, text: str, *, seen_from: str) -> Target:
    """The record in `file` as the record in `seen_from` links to it: `[9. Use Rust](0009-use-rust.md)`.

    The title stands as it is written; where a link would not be read with it, what gets in the way is escaped.
    """
    title = written_title(text, file)
    number = number_of_record(file)
    where = address(file, seen_from=seen_from)
    reference = format_id(Kind.DECISION, number) if number is not None else file
    return Target(reference, label_of(title, where), where)


def label_of(title: str, where: str) -> str:
    """`title` between the brackets of a link to `where`."""
    read = [(len(link.text), link.target) for link in MarkdownBody(f"[{title}]({where})\n", 1).links]
    # Code in a title is blanked out where links are looked for, so that lengths are compared and not texts.
    as_it_is = read == [(len(title), where)] and not re.search(r"[\[\]]", title)
    return title if as_it_is else link_text(title)
