"""What teams call the facts of a decision (status, date, deciders, links), in the languages that they write."""

from __future__ import annotations

import re
from functools import lru_cache

from settled.model.status_words import without_accents

DECIDERS = frozenset({"deciders", "decision-makers", "decision makers"})
"""What the people who decided are called, in lower case."""
DATE_RANKS = {
    "date": 0, "created": 0, "accepted on": 1, "start date": 2, "since": 3, "last updated": 4,
}  # fmt: skip
"""The labels of a day by how little they say of the decision: another one counts only where none before it is given."""
FACT_KEYS = DECIDERS | DATE_RANKS.keys() | {
    "status", "state", "tags", "supersedes", "supercedes", "superseded by", "superceded by",
}  # fmt: skip
"""What a bullet, a line or the row of a table begins with that says something of the record, in lower case."""
_STATUS_HEADINGS = (
    "status", "statut", "état", "estado", "estatus", "situação", "stato", "stav", "stan", "tila", "durum", "статус",
    "стан", "ステータス", "状态", "状態", "狀態", "상태", "current status", "decision status", "adr status",
)  # fmt: skip
OTHER_LABELS: dict[str, tuple[str, ...]] = {
    "status": _STATUS_HEADINGS[1:],
    "date": (
        "datum", "fecha", "data", "dato", "päivämäärä", "pvm", "tarih", "дата", "日付", "日期", "날짜", "decision date",
        "date of decision",
    ),
    "created": ("created on", "date created", "erstellt", "erstellt am", "creado", "criado em", "créé le"),
    "accepted on": (
        "approved on", "decided on", "date accepted", "date approved", "acceptance date", "approval date",
        "angenommen am", "beschlossen am", "entschieden am", "aceptado el", "aprobado el", "accepté le", "aprovado em",
    ),
    "start date": ("started", "proposed on"),
    "since": ("in effect since", "seit", "desde", "depuis"),
    "last updated": (
        "updated", "updated on", "last update", "last modified", "modified", "zuletzt geändert", "aktualisiert",
        "última actualización", "actualizado", "dernière mise à jour", "última atualização", "atualizado em",
    ),
    "deciders": (
        "decisores", "décideurs", "décisionnaires", "entscheider", "entscheidungsträger", "beslissers", "decisori",
        "beslutningstagere", "beslutningstakere", "beslutsfattare", "päättäjät", "decydenci", "決定者",
        "决策者", "決策者", "결정자",
    ),
    "supersedes": (
        "replaces", "reemplaza", "reemplaza a", "sustituye", "sustituye a", "ersetzt", "remplace", "substitui",
        "vervangt", "sostituisce", "erstatter", "ersätter", "заменяет", "замінює", "取代", "替代",
    ),
    "superseded by": (
        "replaced by", "reemplazado por", "reemplazada por", "sustituido por", "sustituida por", "ersetzt durch",
        "abgelöst durch", "remplacé par", "remplacée par", "substituído por", "substituída por", "vervangen door",
        "sostituito da", "sostituita da", "erstattet av", "erstattet af", "ersatt av", "zastąpione przez",
        "被取代", "被替代",
    ),
}  # fmt: skip
"""Other words for these facts, by the name that we know each under."""


def _bare(label: str) -> str:
    return " ".join(re.sub(r"[-_]", " ", without_accents(label)).split())


_NAMES = {_bare(word): name for name, words in OTHER_LABELS.items() for word in words}
_NAMES |= {_bare(name): name for name in DATE_RANKS if "-" in name or " " in name}
STATUS_LABELS = tuple(dict.fromkeys([*_STATUS_HEADINGS, *map(without_accents, _STATUS_HEADINGS)]))
"""What a section is called that tells the status, in lower case, with accents and without."""
LABELS_OF_LINES = (*STATUS_LABELS, "state")
"""What the status is called on a line, in a cell or in front matter."""


def fact_name(label: str) -> str:
    """What `label` names, in lower case: one of `FACT_KEYS`, also for another word or language, else itself."""
    return _name_of(label) if len(label) <= _LONGEST_LABEL else label.casefold()


@lru_cache(maxsize=1024)  # the same few labels stand in all records
def _name_of(label: str) -> str:
    name = " ".join(label.casefold().split())
    return name if name in FACT_KEYS else _NAMES.get(_bare(name), name)


_LONGEST_LABEL = 80
"""A longer text names no fact, in characters."""
