"""The words that teams write for a status, language by language, as docs/existing-records.md shows them.

`aceptad(o/a)` stands for `aceptado` and `aceptada`, and `accepté(/e)` for `accepté` and `accepté` with an `e`. Accents
may be left out, and case does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from settled.model.vocabulary import Status

_STATUSES = (
    Status.DRAFT, Status.PROPOSED, Status.ACCEPTED, Status.REJECTED, Status.DEPRECATED, Status.SUPERSEDED,
)  # fmt: skip

WORDS_BY_LANGUAGE: dict[str, tuple[str, str, str, str, str, str]] = {
    "English": (
        "draft, drafting, in draft, wip, work in progress, in progress, ongoing, in preparation, idea",
        "proposed, proposal, pending, in review, under review, review, ready for review, for review, in discussion,"
        " under discussion, discussion, discussing, being discussed, up for discussion, under consideration, open,"
        " submitted, suggested, awaiting approval, awaiting review, awaiting decision, request for comments,"
        " final comment period",
        "accepted, approved, implemented, decided, adopted, agreed, ratified, confirmed, endorsed, active, current,"
        " in effect, in force, effective, in use, final, finali(s/z)ed, merged, done, complete(/d)",
        "rejected, declined, denied, refused, dismissed, discarded, withdrawn, abandoned, cancel(/l)ed, dropped",
        "deprecated, retired, obsolete, outdated, out of date, decommissioned, phased out, no longer in effect,"
        " no longer in force, no longer in use, no longer valid, no longer relevant, no longer applicable,"
        " not in effect, not in force",
        "superseded, superceded, superseeded, superceeded, replaced by, replaced, obsoleted by, supplanted by",
    ),
    "Spanish": (
        "borrador, en borrador, en curso, en progreso, en elaboración, en preparación",
        "propuest(o/a/os/as), en discusión, en revisión, en debate, en evaluación, pendiente, sugerid(o/a)",
        "aceptad(o/a/os/as), aprobad(o/a/os/as), adoptad(o/a/os/as), decidid(o/a), acordad(o/a), ratificad(o/a),"
        " confirmad(o/a), implementad(o/a/os/as), implantad(o/a), vigente(/s), en vigor, activ(o/a), finalizad(o/a)",
        "rechazad(o/a/os/as), descartad(o/a/os/as), desestimad(o/a), denegad(o/a), cancelad(o/a), abandonad(o/a)",
        "obsolet(o/a/os/as), deprecad(o/a/os/as), depreciad(o/a), descontinuad(o/a), en desuso, caducad(o/a),"
        " derogad(o/a)",
        "reemplazad(o/a/os/as), remplazad(o/a), sustituid(o/a/os/as), superad(o/a), supersedid(o/a)",
    ),
    "German": (
        "Entwurf, im Entwurf, in Arbeit, in Bearbeitung, in Erstellung",
        "vorgeschlagen(/e/er/es), Vorschlag, in Diskussion, zur Diskussion, in Prüfung, in Pruefung, im Review,"
        " in Abstimmung, offen, ausstehend, eingereicht",
        "akzeptiert(/e/er/es), angenommen(/e/er/es), genehmigt(/e/er/es), beschlossen(/e/er/es), entschieden,"
        " freigegeben, verabschiedet, bestätigt, bestaetigt, umgesetzt, implementiert, gültig, gueltig, in Kraft,"
        " aktiv, vereinbart",
        "abgelehnt(/e/er/es), verworfen(/e/er/es), zurückgewiesen, zurückgezogen, zurueckgezogen, abgewiesen",
        "veraltet(/e/er/es), überholt, ueberholt, obsolet, außer Kraft, ausser Kraft, abgekündigt, nicht mehr gültig",
        "ersetzt, ersetzt durch, abgelöst, abgeloest",
    ),
    "French": (
        "brouillon, ébauche, en cours, en cours de rédaction, en rédaction",
        "proposé(/e/s/es), proposition, en discussion, en revue, en relecture, en cours de revue,"
        " en cours de discussion, en cours de validation, à l'étude, en attente, soumis(/e)",
        "accepté(/e/s/es), approuvé(/e/s/es), adopté(/e/s/es), validé(/e/s/es), décidé(/e), retenu(/e), acté(/e),"
        " confirmé(/e), implémenté(/e), mergé(/e), fusionné(/e), en vigueur, acti(f/ve)",
        "rejeté(/e/s/es), refusé(/e/s/es), abandonné(/e/s/es), écarté(/e), annulé(/e)",
        "obsolète(/s), déprécié(/e/s/es), périmé(/e), caduc, caduque",
        "remplacé(/e/s/es), supplanté(/e)",
    ),
    "Portuguese": (
        "rascunho, em elaboração, em andamento, em progresso, em curso",
        "propost(o/a/os/as), em discussão, em análise, em revisão, em avaliação, pendente, sugerid(o/a)",
        "aceit(o/a/os/as), aceite(/s), aprovad(o/a/os/as), adotad(o/a/os/as), adoptad(o/a), decidid(o/a),"
        " acordad(o/a), homologad(o/a), confirmad(o/a), implementad(o/a/os/as), vigente, em vigor, ativ(o/a)",
        "rejeitad(o/a/os/as), recusad(o/a/os/as), descartad(o/a/os/as), negad(o/a), cancelad(o/a), abandonad(o/a)",
        "obsolet(o/a/os/as), depreciad(o/a/os/as), deprecad(o/a), descontinuad(o/a), em desuso",
        "substituíd(o/a/os/as), suplantad(o/a), superad(o/a)",
    ),
    "Italian": (
        "bozza, in bozza, in lavorazione, in corso, in elaborazione",
        "propost(o/a/i/e), proposta, in discussione, in revisione, in valutazione, in esame, in attesa",
        "accettat(o/a/i/e), approvat(o/a/i/e), adottat(o/a/i/e), decis(o/a), confermat(o/a), implementat(o/a),"
        " in vigore, attiv(o/a)",
        "rifiutat(o/a/i/e), respint(o/a/i/e), scartat(o/a/i/e), bocciat(o/a), annullat(o/a), abbandonat(o/a)",
        "deprecat(o/a/i/e), obsolet(o/a/i/e), dismess(o/a)",
        "sostituit(o/a/i/e), superat(o/a/i/e), rimpiazzat(o/a)",
    ),
    "Dutch": (
        "concept, kladversie, in bewerking",
        "voorgesteld(/e), voorstel, in bespreking, ter discussie, in behandeling, ter beoordeling, in beoordeling",
        "geaccepteerd(/e), aanvaard(/e), goedgekeurd(/e), aangenomen, besloten, vastgesteld, bekrachtigd,"
        " geïmplementeerd, van kracht, geldig, actief",
        "afgewezen, verworpen, afgekeurd, geweigerd, ingetrokken",
        "verouderd(/e), achterhaald, vervallen, niet meer van kracht",
        "vervangen, opgevolgd",
    ),
    "Polish": (
        "szkic, wersja robocza, robocz(y/a/e), w przygotowaniu, w trakcie",
        "proponowan(y/a/e), zaproponowan(y/a/e/o), propozycja, w dyskusji, w trakcie dyskusji, w recenzji,"
        " do akceptacji, oczekując(y/a/e)",
        "zaakceptowan(y/a/e/o), przyjęt(y/a/e/o), zatwierdzon(y/a/e/o), uzgodnion(y/a/e/o), wdrożon(y/a/e/o),"
        " obowiązując(y/a/e), aktywn(y/a/e)",
        "odrzucon(y/a/e/o), wycofan(y/a/e/o), anulowan(y/a/e/o), porzucon(y/a/e/o)",
        "przestarzał(y/a/e), nieaktualn(y/a/e), zdezaktualizowan(y/a/e/o)",
        "zastąpion(y/a/e/o)",
    ),
    "Czech": (
        "koncept, v přípravě, rozpracován(o/a), rozpracovan(ý/á/é)",
        "navržen(/o/a/ý/á/é), návrh, k diskuzi, v diskuzi, v diskusi, v revizi, ke schválení",
        "přijat(/o/a/ý/á/é), schválen(/o/a/ý/á/é), akceptován(/o/a), rozhodnuto, platn(ý/á/é), v platnosti,"
        " implementován(/o/a), aktivní",
        "zamítnut(/o/a/ý/á/é), odmítnut(/o/a/ý/á/é)",
        "zastaral(ý/á/é), neplatn(ý/á/é), vyřazen(/o/a)",
        "nahrazen(/o/a/ý/á/é)",
    ),
    "Danish": (
        "kladde, udkast, under udarbejdelse",
        "foreslået, forslag, under behandling, under overvejelse, til diskussion, under diskussion, afventer",
        "accepteret, godkendt, vedtaget, besluttet, implementeret, gældende, aktiv, i kraft, i brug",
        "afvist, forkastet, afslået, annulleret, opgivet",
        "forældet, udfaset, udgået",
        "erstattet, afløst",
    ),
    "Norwegian": (
        "utkast, kladd, under arbeid, under utarbeidelse",
        "foreslått, forslag, under vurdering, til vurdering, til diskusjon, under diskusjon, til behandling",
        "akseptert, godkjent, vedtatt, besluttet, implementert, gjeldende, aktiv, i kraft, i bruk",
        "avvist, forkastet, avslått, kansellert, trukket",
        "foreldet, utdatert, utfaset, utgått, avviklet",
        "erstattet, avløst",
    ),
    "Swedish": (
        "utkast, pågående, under arbete",
        "föreslag(en/et/na), förslag, under diskussion, under granskning, under övervägande, väntande",
        "accepterad(/e), accepterat, godkänd(/a), godkänt, antag(en/et/na), beslutad(/e), beslutat, fastställd,"
        " implementera(d/t), gällande, aktiv, i kraft",
        "avvisa(d/t), förkasta(d/t), avslag(en/et), neka(d/t), tillbakadrag(en/et)",
        "föråldra(d/t), utfasa(d/t), inaktuell(/t), avveckla(d/t)",
        "ersatt(/a)",
    ),
    "Finnish": (
        "luonnos, kesken, työn alla, valmisteilla",
        "ehdotettu, ehdotus, esitetty, keskustelussa, arvioitavana, katselmoinnissa, käsittelyssä",
        "hyväksytty, päätetty, voimassa, käytössä, toteutettu, vahvistettu, otettu käyttöön",
        "hylätty, peruttu, torjuttu",
        "vanhentunut, poistettu käytöstä, käytöstä poistettu",
        "korvattu, syrjäytetty",
    ),
    "Turkish": (
        "taslak, hazırlanıyor",
        "önerildi, önerilen, öneri, incelemede, inceleniyor, tartışılıyor, beklemede, değerlendiriliyor",
        "kabul edildi, kabul edilmiş, kabul, onaylandı, onaylanmış, onaylı, uygulandı, yürürlükte, geçerli, aktif",
        "reddedildi, reddedilmiş, ret, iptal edildi, iptal, vazgeçildi",
        "kullanımdan kaldırıldı, yürürlükten kaldırıldı, kullanım dışı, eskidi, geçersiz",
        "yerine geçildi, değiştirildi",
    ),
    "Russian": (
        "черновик, набросок, в работе, в процессе",
        "предложен(/о/а/ы), предложение, предлагается, на рассмотрении, на обсуждении, в обсуждении, обсуждается,"
        " на согласовании, на ревью, рассматривается",
        "принят(/о/а/ы/ый/ая), одобрен(/о/а/ы), утверждён(/ный/ная), утвержден(о/а/ы), согласован(/о/а/ы), решено,"
        " реализован(/о/а/ы), внедрён, внедрен(о/а/ы), действует, действующ(ее/ий/ая), актуальн(о/ое/ый/ая)",
        "отклонён, отклонен(о/а/ы), отвергнут(/о/а/ы), отозван(/о/а/ы)",
        "устарел(/о/а/и), устаревш(ее/ий/ая), неактуальн(о/ое/ый/ая)",
        "заменён, заменен(о/а/ы), замещён, замещен(о/а/ы)",
    ),
    "Ukrainian": (
        "чернетка, в роботі, у роботі, в процесі, у процесі",
        "запропонован(о/а/ий/е), пропозиція, пропонується, на розгляді, на обговоренні, обговорюється,"
        " на погодженні, розглядається",
        "прийнят(о/а/ий/е), схвален(о/а/ий/е), затверджен(о/а/ий/е), погоджен(о/а/ий/е), ухвален(о/а/ий/е),"
        " реалізован(о/а/ий/е), впроваджен(о/а/ий/е), вирішено, діє, чинн(е/ий/а)",
        "відхилен(о/а/ий/е), відкинут(о/а/ий/е)",
        "застаріл(о/а/ий/е), неактуальн(о/е/ий/а)",
        "замінен(о/а/ий/е), заміщен(о/а/ий/е)",
    ),
    "Japanese": (
        "ドラフト, 下書き, 草案, 草稿, 作成中, 執筆中, 作業中",
        "提案, 提案中, 承認待ち, レビュー, レビュー中, レビュー待ち, 検討中, 議論中, 審議中",
        "承認, 採用, 採択, 決定, 合意, 受理, 受諾, 受け入れ, 可決, 確定, 実装, 有効",
        "却下, 不採用, 不承認, 拒否, 否決, 棄却, 取り下げ",
        "非推奨, 廃止, 無効",
        "置換, 置き換え, 差し替え, 代替",
    ),
    "Chinese (simplified)": (
        "草稿, 草案, 起草中, 编写中, 撰写中, 进行中",
        "提议, 提议中, 已提议, 提案, 提出, 已提出, 建议, 讨论中, 评审中, 审核中, 审查中, 待评审, 待审核, 待审批,"
        " 待批准, 待讨论, 评估中, 征求意见",
        "接受, 已接受, 通过, 已通过, 批准, 已批准, 采纳, 已采纳, 采用, 已采用, 同意, 已同意, 已决定, 已确定, 已确认,"
        " 已实施, 已实现, 已完成, 生效, 已生效, 生效中, 有效, 现行",
        "拒绝, 已拒绝, 否决, 已否决, 驳回, 已驳回, 不采纳, 未采纳, 未通过, 不通过, 取消, 已取消, 撤回, 已撤回,"
        " 放弃, 已放弃",
        "废弃, 已废弃, 弃用, 已弃用, 过时, 已过时, 废止, 已废止, 失效, 已失效, 作废, 已作废, 停用, 已停用",
        "取代, 已取代, 被取代, 已被取代, 替代, 已替代, 被替代, 已被替代, 替换, 已替换, 被替换, 已被替换",
    ),
    "Chinese (traditional)": (
        "草稿, 草案, 撰寫中, 進行中",
        "提議, 提議中, 已提議, 提案, 提出, 已提出, 建議, 討論中, 評審中, 審核中, 審查中, 待審核, 待審查, 待批准,"
        " 評估中",
        "接受, 已接受, 通過, 已通過, 批准, 已批准, 核准, 已核准, 採納, 已採納, 採用, 已採用, 同意, 已同意, 已決定,"
        " 已確定, 已確認, 已實施, 已實作, 已完成, 生效, 已生效, 有效, 現行",
        "拒絕, 已拒絕, 否決, 已否決, 駁回, 已駁回, 不採納, 未採納, 未通過, 取消, 已取消, 撤回, 已撤回, 放棄, 已放棄",
        "廢棄, 已廢棄, 棄用, 已棄用, 過時, 已過時, 廢止, 已廢止, 失效, 已失效, 作廢, 已作廢, 停用, 已停用",
        "取代, 已取代, 被取代, 已被取代, 替代, 已替代, 被替代, 已被替代, 替換, 已替換, 被替換, 已被替換",
    ),
    "Korean": (
        "초안, 작성 중, 작성중, 진행 중, 진행중",
        "제안, 제안됨, 제안된, 제안 중, 제안중, 검토 중, 검토중, 논의 중, 논의중, 심사 중, 대기, 대기 중",
        "승인, 승인됨, 승인된, 채택, 채택됨, 채택된, 수락, 수락됨, 수용, 수용됨, 확정, 확정됨, 결정, 결정됨, 합의,"
        " 합의됨, 적용됨, 구현됨, 구현 완료, 유효",
        "거부, 거부됨, 거절, 거절됨, 기각, 기각됨, 반려, 반려됨, 취소, 취소됨, 철회, 철회됨",
        "폐기, 폐기됨, 사용 중단, 사용 중단됨, 더 이상 사용되지 않음, 중단됨, 만료됨",
        "대체, 대체됨, 대체된, 교체됨",
    ),
}  # fmt: skip
"""The cells of the table: for each language the words for draft, proposed, accepted and so on."""

WORDS_THAT_BEGIN_SENTENCES = frozenset(
    {
        "in progress", "idea", "proposal", "review", "discussion", "discussing", "open", "submitted", "suggested",
        "agreed", "confirmed", "active", "current", "effective", "final", "complete", "completed", "done", "dropped",
        "offen", "ersetzt", "concept", "ret", "kabul", "iptal", "kesken", "drafting", "vervangen", "vorschlag",
        "voorstel", "forslag", "förslag", "propuesta", "proposta", "proposition", "предложение", "пропозиція",
        "návrh", "öneri", "ehdotus", "propozycja", "en cours", "en curso", "in corso", "em curso", "replaced",
    }
)  # fmt: skip
"""They mean a status only where no other word follows: `Open questions remain` says nothing of one."""

WORDS_OF_DOCUMENTS = frozenset(
    {
        "active", "current", "live", "published", "unpublished", "public", "private", "internal", "visible", "hidden",
        "stable", "final", "complete", "completed", "archived", "new", "updated", "maintained", "release", "released",
    }
)  # fmt: skip
"""What systems that publish pages write into front matter: of the page, not of what was decided."""


def words_of(cell: str) -> Iterator[str]:
    """The words that a cell of the table stands for, written out."""
    for written in cell.split(","):
        match = re.fullmatch(r"(?P<before>[^()]*)\((?P<endings>[^()]*)\)(?P<after>[^()]*)", written.strip())
        if match is None:
            yield written.strip()
        else:
            yield from (match["before"] + ending + match["after"] for ending in match["endings"].split("/"))


def meanings_of_all_languages() -> dict[str, Status]:
    """Every word of the table with the status that it means."""
    return {
        word: status
        for cells in WORDS_BY_LANGUAGE.values()
        for status, cell in zip(_STATUSES, cells, strict=True)
        for word in words_of(cell)
    }
