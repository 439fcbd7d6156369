"""Family C: whether both sides of a flow mean the same amount by the same money."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.answers import OpenQuestion
from settled.model.findings import Problem
from settled.model.flow_terms import MoneyTerms
from settled.model.parsed_text import CutOff
from settled.records import Record
from settled.rules.content import object_name_of
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, is_reported, problem_at


def money_without_cut_off(context: Context) -> Iterator[Problem]:
    """A flow moves money, and does not say in which currency, how it is rounded, or when its day ends.

    Asked of flows whose object the catalog calls `financial: true`. The day ends at a time in a time zone: `23:59`
    alone is another moment in each country. Told once for a flow, with all that is absent.

    Why: the shop books a sale at 23:30 on the last of the month and the ledger on the first of the next. One cent for
    every line and one day for every night, the month does not close.

    Wrong:
        object: refund                           (in the catalog: financial: true)
        money: {currency: order currency, cut-off: "23:59"}

    Right:
        money: {currency: order currency, rounding: per line, cut-off: "23:59 Europe/Oslo"}
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        name = object_name_of(record)
        money = record.flow.money if record.flow is not None else None
        is_asked = landscape.object_of(name).financial and not isinstance(money, OpenQuestion)
        if not is_asked or record.is_invalid(("money",)):
            continue
        absent = list(_absent(record, money if isinstance(money, MoneyTerms) else MoneyTerms()))
        if absent:
            *others, last = absent
            listed = f"{', '.join(others)} and {last}" if others else last
            yield problem_at(
                record,
                ("money",),
                f"`{name}` is money, and the flow does not say {listed}",
                'write all three under `money`, the cut-off with its time zone, as in "23:59 Europe/Oslo"',
                value=f"{name} {listed}",
                related=((landscape.at(("objects", name, "financial")), "here the catalog says that it is money"),),
            )


def _absent(record: Record, money: MoneyTerms) -> Iterator[str]:
    """What of the terms nobody has said; a bad value has been told."""
    for key, value in (("currency", money.currency), ("rounding", money.rounding)):
        is_said = bool(value.strip()) if isinstance(value, str) else value is not None
        if not is_said and not is_reported(record, ("money", key)):
            yield f"the {key}"
    if money.cut_off is None and not is_reported(record, ("money", "cut-off")):
        yield "the cut-off"
    elif isinstance(money.cut_off, CutOff) and money.cut_off.zone is None:
        yield "the time zone of its cut-off"
