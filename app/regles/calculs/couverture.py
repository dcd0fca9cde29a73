"""Ce qu'une version dit ne pas savoir calculer : une ligne visible et sa raison, plutôt qu'un silence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.echeance import Incalculable
from app.regles.registre import Appel, calcul


@calcul("non_calcule")
def non_calcule(appel: Appel, parametres: Mapping[str, Any]) -> tuple[Incalculable, ...]:
    """Rend une ligne « incalculable ».

    Paramètres : ``objet``, ``raison`` (phrase montrée) et, s'il y a lieu, ``faits`` (intitulés des faits manquants).
    """
    contexte = appel.contexte
    acte = contexte.acte.id if contexte.acte else None
    objet = str(parametres["objet"])
    return (
        Incalculable(
            cle="|".join((contexte.mesure.id, appel.regle.id, objet, acte or "")),
            mesure=contexte.mesure.id,
            source=appel.regle.source(appel.version, appel.pack),
            objet=objet,
            raison=contexte.rendre(str(parametres["raison"])),
            faits_manquants=tuple(parametres.get("faits", ())),
            acte=acte,
        ),
    )
