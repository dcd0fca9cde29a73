"""Lever la mesure : la décision et la levée d'un seul geste, et ce qui court ensuite (libération, défèrement)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.presentation import Instant
from app.presentation.saisie_d_acte import SaisieDActes
from app.services.registre import Registre
from ui.dialogues.acte import DialogueDActe


def dialogue_de_levee(
    registre: Registre,
    dossier_id: str,
    mesure_id: str,
    maintenant: Callable[[], Instant],
    *,
    suite: str = "",
    poste: str = "",
    parent: QWidget | None = None,
) -> DialogueDActe:
    """Rend le dialogue de levée. ``suite`` (« liberation », « deferement »…) la préremplit.

    La décision de fin est proposée avec la levée, sauf si elle est déjà au registre ou si la mesure ne la connaît pas.
    """
    saisie = SaisieDActes(registre, dossier_id, mesure_id, poste=poste)
    mesure = registre.dossier(dossier_id).mesure(mesure_id)
    admis = {a.type for a in registre.corpus.vocabulaire.actes_de(mesure.type)}
    connus = {a.type for a in mesure.en_vigueur()}
    cloture = registre.corpus.vocabulaire.mesure(mesure.type).cloture
    a = maintenant()
    parts = []
    if "decision_fin" in admis and not connus & {"decision_fin", "ordre_mainlevee"}:
        decision = {"suite": suite} if suite in ("liberation", "deferement") else {}
        parts.append(saisie.part("decision_fin", a, decision))
    proposes = {"suite": suite} if suite else {}
    parts.append(saisie.part(cloture, a, {**proposes, "decision_prise": "oui"} if parts else proposes))
    titre = "Lever la mesure : défèrement" if suite == "deferement" else "Lever la mesure"
    return DialogueDActe(registre, saisie, parts, maintenant, titre=titre, parent=parent)
