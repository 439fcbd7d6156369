"""Family K: how grave a risk is today, and whether anybody has taken it on as it is."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.exposure import assess
from settled.model.findings import Location, Problem
from settled.model.merge_base import MergeBase
from settled.model.risk import Acceptance, Exposure, Risk
from settled.model.vocabulary import Level, Phase
from settled.programme.derived_risks import (
    FAMILIES_OF_FLOWS,
    DerivedRisk,
    answers_for,
    derived_risks,
    estimated_level,
    rank,
)
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context, NotChecked
from settled.rules.reporting import Run, problem_at
from settled.rules.risk import unclosed_risks


def derived_risk_untracked(context: Context, run: Run) -> Iterator[Problem | NotChecked]:
    """A flow carries a risk of level high, and no declared risk answers for it.

    Told once for each flow, of the flows that are being built or have passed that gate and of those with an
    overdue question, and only in a project that declares risks at all: in the others the register is what the
    rules derive, and the finding itself has been told. A closed risk answers for nothing.

    Why: a finding says what to write. Until that is done somebody has to carry what can happen, decide whether
    that is acceptable, and say what is done about it; the steering group reads the register and not the findings.

    Wrong:
        phase: build                     (in FLOW-0014, which is of high criticality and names no source system)

    Right:
        kind: risk                       (in a record of its own)
        owner: finance-operations
        response: mitigate
        tracks: F401@FLOW-0014@source.system
    """
    if not context.project.risks:
        return
    if not any(word[:1].upper() in FAMILIES_OF_FLOWS and word[1:].isdecimal() for word in run.ran):
        yield NotChecked("none of the rules ran that see the risks of a flow")
    tracked = {answers_for(record) for record in context.project.risks}
    untracked: dict[str, list[DerivedRisk]] = {}
    for risk in derived_risks(context.project, run.findings):
        if risk.record is None or risk.record.flow is None or risk.level is not Level.HIGH or risk.id in tracked:
            continue
        is_pressing = context.phase_of(risk.record) is not Phase.DESIGN or risk.finding.name == "overdue-decision"
        if is_pressing and risk.record.is_in_force:
            untracked.setdefault(risk.record.file, []).append(risk)
    for risks in untracked.values():
        first, record = risks[0], risks[0].record
        if record is None:
            continue
        others = len({risk.id for risk in risks}) - 1
        more = f" and {others} more" if others else ""
        yield Problem(
            "",
            first.finding.location,
            f"no declared risk tracks what {record.id} puts at risk: {first.id}{more}",
            "mend it, or declare a risk with an owner and a response: "
            f'`adr new --kind risk --set "tracks={first.id}" "{record.title}"`',
            record=record.id,
            field="tracks",
        )


def level_rose_since_acceptance(context: Context, run: Run) -> Iterator[Problem | NotChecked]:
    """A risk weighs more today than when it was accepted.

    What was accepted is `acceptance.level`. Without it the merge base tells (`adr check --against`), where the
    same acceptance stood already; else this is not checked for that risk. The level of today is that of the
    exposure, or of the derived risk that it tracks where that is higher.

    Why: who agreed to a small risk has not agreed to a large one, and is the last to hear that it grew.

    Wrong:
        exposure: {likelihood: high, impact: high}
        acceptance:
          by: commerce-team
          approver: programme-steering
          level: low

    Right:
        exposure: {likelihood: high, impact: high}
        acceptance:
          by: commerce-team
          approver: programme-steering   (who was asked again)
          level: high
    """
    derived: dict[str, DerivedRisk] | None = None
    unknown: list[str] = []
    unseen: list[str] = []
    for record, risk in unclosed_risks(context.project):
        acceptance = risk.acceptance
        if not isinstance(acceptance, Acceptance) or record.is_invalid(("acceptance", "level")):
            continue
        accepted, since = _accepted_level(context.merge_base, record, acceptance)
        if accepted is None:
            if acceptance.level is None:
                unknown.append(record.id)
            continue
        if derived is None:
            derived = _gravest(context.project, run)
        tracks = answers_for(record) or ""
        tracked = derived.get(tracks)
        code = tracks.partition("@")[0]
        if run.left_out(code):
            unseen.append(code)
        own = None if record.is_invalid(("exposure",)) else estimated_level(risk)
        levels = [level for level in (own, tracked.level if tracked else None) if level is not None]
        today = max(levels, key=rank, default=accepted)
        if rank(today) > rank(accepted):
            location, words = _evidence(record, risk, tracked if tracked and tracked.level is today != own else None)
            approver = f"`{acceptance.approver}`" if isinstance(acceptance.approver, str) else "its approver"
            yield problem_at(
                record,
                ("acceptance", "level") if acceptance.level is not None else ("acceptance",),
                f"the risk was accepted as {accepted.value}{since} and is {today.value} today",
                f"have {approver} decide anew and write `level: {today.value}`, or lower the risk",
                value=f"{accepted.value} {today.value}",
                related=((location, words),),
            )
    for code in dict.fromkeys(unseen):
        yield run.not_run(code, f"a risk tracks what {code} sees, and that rule did not run")
    if unknown:
        more = f" and {len(unknown) - 1} more" if len(unknown) > 1 else ""
        yield NotChecked(f"the acceptance of {unknown[0]}{more} does not say which `level` was accepted", True)


def _accepted_level(base: MergeBase | None, record: Record, acceptance: Acceptance) -> tuple[Level | None, str]:
    """The level that was accepted, and where that is known from if not from the acceptance itself."""
    if isinstance(acceptance.level, Level):
        return acceptance.level, ""
    then = base.accepted.get(record.id) if base is not None else None
    if base is None or then is None or acceptance.level is not None or then[0] != acceptance:
        return None, ""
    return then[1], f" (as it stood in {base.reference})"


def _gravest(project: Project, run: Run) -> dict[str, DerivedRisk]:
    found: dict[str, DerivedRisk] = {}
    for risk in derived_risks(project, run.findings):
        if risk.id not in found or rank(risk.level) > rank(found[risk.id].level):
            found[risk.id] = risk
    return found


def _evidence(record: Record, risk: Risk, tracked: DerivedRisk | None) -> tuple[Location, str]:
    """Where the level of today comes from, and in words."""
    if tracked is not None:
        return tracked.finding.location, f"it tracks {tracked.id}, which is {tracked.level.value}"
    words = assess(risk.exposure)[1] if isinstance(risk.exposure, Exposure) else ""
    return record.at(("exposure",)), f"the estimate of today: {words}"
