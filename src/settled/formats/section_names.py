"""The names that decisions give their sections, which are therefore no titles."""

from __future__ import annotations

from settled.model.status_words import without_accents

_FACTS = frozenset({
    "status", "date", "deciders", "decision makers", "tags", "metadata", "table of contents", "contents", "toc",
})  # fmt: skip
_ARGUMENT = frozenset({
    "context", "context and problem statement", "issue", "problem", "problem statement", "decision", "decision drivers",
    "decision outcome", "considered options", "options", "consequences", "summary", "abstract", "background",
    "motivation", "rationale", "alternatives", "alternatives considered", "options considered", "introduction",
    # Spanish, Portuguese, Italian, French
    "contexto", "consecuencias", "resumen", "problema", "decisao", "consequencias", "resumo", "contesto",
    "decisione", "conseguenze", "contexte", "resume", "probleme",
    # German, Dutch, Danish, Norwegian, Swedish, Finnish
    "kontext", "entscheidung", "konsequenzen", "zusammenfassung", "hintergrund", "beslissing", "besluit", "gevolgen",
    "kontekst", "beslutning", "konsekvenser", "bakgrunn", "baggrund", "bakgrund", "sammanhang", "beslut", "konteksti",
    "paatos", "seuraukset", "tausta",
    # Polish, Czech, Turkish, Russian, Ukrainian, Japanese, Chinese, Korean
    "decyzja", "konsekwencje", "rozhodnuti", "dusledky", "baglam", "karar", "sonuclar", "контекст", "решение",
    "последствия", "рішення", "наслідки", "コンテキスト", "背景", "決定", "結果",
    "上下文", "决策", "决定", "后果", "決策", "後果",
    "맥락", "컨텍스트", "결정", "결과", "배경",
})  # fmt: skip
_ARGUMENT_BARE = frozenset(map(without_accents, _ARGUMENT))


def _bare(heading: str) -> str:
    return without_accents(heading.lstrip("0123456789. \t").strip(" \t:"))


def is_fact_section(heading: str) -> bool:
    """True where `heading` is what decisions call a section that tells a fact, as *Date*."""
    return _bare(heading) in _FACTS


def is_section_name(heading: str) -> bool:
    """True where `heading` is what decisions call a section, in any case and with or without a number before it."""
    bare = _bare(heading)
    return bare in _FACTS or bare in _ARGUMENT_BARE
