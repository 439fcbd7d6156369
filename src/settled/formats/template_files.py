"""Tells the template of a folder from its records by what stands in it, whatever it is called.

A record that quotes a placeholder, or that somebody has only begun, is a record: a template has no title of its own, or
neither a number nor a status, and nothing but what is to be replaced.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from settled.formats.adr_facts import is_choice
from settled.formats.label_lines import facts_on
from settled.formats.markdown import Heading, MarkdownBody
from settled.formats.section_names import is_fact_section
from settled.formats.status_section import status_heading
from settled.formats.template_marks import left_in_braces, only_for_later
from settled.model.status_words import StatusWords, without_accents
from settled.model.vocabulary import Status

_ESCAPE = re.compile(r"\\(?=[^\w\s])")
_CODE = re.compile(r"`[^`]*`")
_STANDS_FOR_TITLE = re.compile(
    r"\[[^\[\]]*[^\W\d_][^\[\]]*\]|<[^<>=]*[^\W\d_][^<>=]*>|\{\{.*\}\}"  # all of it is to be replaced
    r"|(?:.*\W)?(?:<[^<>=/]+\s[^<>=]*>|\{\{[^{}]+\}\}|\$\{?[A-Za-z]\w*\}?|%[A-Z_]+%|__[A-Z]+__)(?:\W.*)?"
    r"|(?:.*[\W_])?(?:N{2,}|n{3,}|X{3,}|x{3,}|#{2,}|YYYY\w*|(?<=[-#])(?:XX|xx|N|n|X))(?:\W.*)?"
    r"|N[.:)]\s.*|NUMBER\W+TITLE"
)
_TITLES_OF_NOTHING = frozenset({
    "a", "adr", "adrs", "madr", "rfc", "architecture", "architectural", "decision", "decisions", "record", "records",
    "title", "titles", "short", "long", "of", "the", "template", "templates", "form", "format", "example", "sample",
    "your", "here", "name", "subject", "number", "insert", "enter", "write", "and", "problem", "solution", "solved",
    "representative", "statement", "brief", "descriptive", "titel", "kurzer", "kurztitel", "entscheidung",
    "architekturentscheidung", "vorlage", "muster", "beispiel", "der", "die", "das", "des", "titulo", "corto",
    "plantilla", "formato", "ejemplo", "registro", "decisiones", "arquitectura", "arquitectonica", "de", "del", "la",
    "el", "para", "curto", "modelo", "exemplo", "decisao", "arquitetura", "da", "do", "titre", "court", "modele",
    "exemple", "enregistrement", "d", "l", "une", "un", "le", "nom", "titolo", "breve", "modello", "esempio",
    "decisione", "architettura", "della", "di", "sjabloon", "voorbeeld", "beslissing", "architectuur", "korte",
    "tytul", "szablon", "decyzja", "architektoniczna", "krotki", "przyklad", "nazov", "nazev", "nadpis", "sablona",
    "rozhodnuti", "kratky", "skabelon", "mal", "mall", "malli", "rubrik", "overskrift", "tittel", "kort", "otsikko",
    "lyhyt", "baslik", "kisa", "sablon", "karar", "заголовок", "название", "назва", "шаблон", "решение", "решения",
    "рішення", "краткое", "коротка", "архитектурное", "タイトル", "標題", "标题", "模板", "テンプレート",
    "제목", "템플릿",
})  # fmt: skip
"""Words, without accents, of which a title says nothing of what is decided."""
_BEFORE_TEXT = re.compile(r"^(?:[>*+-]+\s+)*(?:\d+[.)]\s+)?(?:\[[ xX]?\]\s+)?")
_ENTRY = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_NO_PROSE = ("|", "```", "~~~", "---", "***")
_TO_REPLACE = re.compile(
    r"\{[^{}]*\}|(?<!\])\[[^\[\]]*[^\W\d_][^\[\]]*\](?![(:\[])|<[^<>=/]*[^\W\d_][^<>=]*>"
    r"|(?<![*\w])\*(?![*\s])[^*]+\*(?![*\w])|(?<![_\w])_(?![_\s])[^_]+_(?![_\w])|\.\.\.|…"
)
_FEW_WORDS = 12
"""So many words stand at most around what is to be replaced."""
_ASKS = re.compile(
    r"(?:describe|explain|list|state|write|summari[sz]e|provide|enter|insert|fill|add|give|specify|mention|outline|include"
    r"|use this|this section|in this section|here|the following|what|which|why|who|when|how|is there|are there|do we"
    r"|descri[bv]\w*|expli\w+|indi[cq]\w+|enumer\w+|list[ae]\w*|escrib\w+|escrev\w+|resum\w+|inclu\w+|que|cual\w*|quai?s"
    r"|aqui|por que|esta seccion|nesta secao|elenca\w*|spiega\w*|scriv\w+|inserire|qui|quale|quali|perche|cosa"
    r"|decri\w+|quel\w*|pourquoi|ici|lister|listez|redig\w+|renseign\w+|precise\w*|cette section"
    r"|beschreib\w*|beschrijf\w*|erklar\w*|erlauter\w*|nenne\w*|liste\w*|hier|was|welche\w*|warum|wie|dieser abschnitt"
    r"|in diesem abschnitt|wat|welke|waarom|geef|leg uit|vul|beskriv\w*|forklar\w*|forklara|hva|hvad|vad|hvorfor|varfor"
    r"|kuvaa|kerro|listaa|mika|mitka|miksi|opisz|opis|wymien|wyjasnij|podaj|co|jaki\w*|dlaczego|popis\w*|uved\w*|jak\w*"
    r"|proc|acikla\w*|yazin|neden|опиш\w+|укаж\w+|перечисл\w+|объясн\w+|здесь|что|какие|какая|какой|почему|тут|що|які|чому)\b"
)
_ASKS_IN_ASIA = re.compile(
    r"ここに|ここで|.*(?:してください|を記述|を記載|を書く)|请|請|在此|描述|这里|.*(?:하세요|하십시오|작성|기술)"
)
_NO_OPTION = re.compile(
    r"(?:option|opcion|opcao|opzione|optie|opcja|moznost|alternative?|alternativ\w*|vaihtoehto|вариант|варіант|good|bad"
    r"|neutral|pro|con|vorteil|nachteil|benefit|drawback|lorem ipsum|n/a|none)\b.{0,30}"
)
_LONGEST_TITLE, _LONGEST_REQUEST = 300, 2000
"""What is longer, in characters, was written by somebody."""
_MARKS_OF_STATUS = "{[<(*_.…-"


def is_template_text(
    body: MarkdownBody,
    title: str | None,
    number: int | None,
    status: Status | None,
    status_text: str | None,
    statuses: StatusWords,
) -> bool:
    """Whether a text with this title, number of its file and status is what records are made from."""
    bare = _unescaped(_CODE.sub("x", title or "").strip())
    if len(bare) > _LONGEST_TITLE:
        return False
    stands_for_title = left_in_braces(bare) is not None or _STANDS_FOR_TITLE.fullmatch(bare) is not None
    says_nothing = not stands_for_title and _says_nothing(bare)
    is_numbered = number is not None and number > 0
    if not stands_for_title and is_numbered and (status is not None or not says_nothing):
        return False
    is_unmade = status is None and status_text is not None and _is_unmade(status_text, statuses)
    if stands_for_title and is_unmade:
        return True
    if not stands_for_title and not says_nothing and not is_unmade:
        return False
    return _only_asks(body)


def _unescaped(text: str) -> str:
    """`text` without the escapes of Markdown, which other markup gets when it is converted."""
    text = html.unescape(text) if "&" in text else text
    return _ESCAPE.sub("", text) if "\\" in text else text


def _says_nothing(title: str) -> bool:
    words = re.findall(r"[^\W\d_]+", without_accents(title))
    return set(words) <= _TITLES_OF_NOTHING


def _is_unmade(text: str, statuses: StatusWords) -> bool:
    return (
        _unescaped(text.strip())[:1] in _MARKS_OF_STATUS
        or text.strip().casefold() == "status"
        or is_choice(text, statuses)
    )


def _only_asks(body: MarkdownBody) -> bool:
    """Whether everything below the headings is to be replaced, and something asks for it."""
    asked = 0
    for paragraph in _paragraphs(body):
        if not _asks(paragraph):
            return False
        asked += any(map(str.isalpha, paragraph))
    return len(body.headings) > (1 if asked else 2)


def _paragraphs(body: MarkdownBody) -> Iterator[str]:
    """The paragraphs and the entries of lists outside of what tells facts, each on one line."""
    sections = list(body.sections())
    first = sections[0].heading.line if sections else None
    texts = [[text for number, text in body.lines if first is None or number < first]]
    texts += [[text for _, text in section.lines] for section in sections if not _tells_facts(section.heading)]
    for lines in texts:
        for is_text, group in groupby(lines, lambda line: bool(line.strip())):
            yield from _entries(list(group)) if is_text else ()


def _tells_facts(heading: Heading) -> bool:
    return status_heading(heading) is not None or is_fact_section(heading.text)


def _entries(lines: Sequence[str]) -> Iterator[str]:
    entry: list[str] = []
    for line in lines:
        is_entry = _ENTRY.match(line)
        bare = line[is_entry.end() :] if is_entry else line
        if line.lstrip().startswith(_NO_PROSE) or next(facts_on(bare, 1), None) is not None:
            continue
        if is_entry and entry:
            yield " ".join(entry)
            entry = []
        entry.append(line.strip())
    if entry:
        yield " ".join(entry)


def _asks(paragraph: str) -> bool:
    if len(paragraph) > _LONGEST_REQUEST:
        return False
    text = _BEFORE_TEXT.sub("", _unescaped(paragraph), count=1)
    left = _TO_REPLACE.sub(" ", text)
    words = re.findall(r"[^\W_]+", left)
    if not words or (left != text and len(words) <= _FEW_WORDS) or only_for_later(text):
        return True
    bare = without_accents(" ".join(words[:_FEW_WORDS]))
    bare_text = without_accents(left).strip()
    return bool(_ASKS.match(bare) or _ASKS_IN_ASIA.match(text) or _NO_OPTION.fullmatch(bare_text))
