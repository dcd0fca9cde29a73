"""Le formulaire d'un titre de détention, sans Qt : les conditions qui commandent les durées, et l'acte qui l'ouvre."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from app.domain.echeance import Nature, Portee, Resultat
from app.presentation.champs import champs_d_acte, champs_de_mesure, champs_de_personne, champs_de_procedure
from app.presentation.formats import date_heure, majuscule, typographier
from app.presentation.placement import TERRITOIRE, TYPE, Placement, Rubrique, sous
from app.presentation.questions import champ_le

FAMILLES = ("detention", "controle_judiciaire", "mandat")
PERSONNE = ("nom", "prenoms", "naissance", "doute_minorite")
AFFAIRE = (
    "numero_parquet", "numero_instruction", "cabinet", "qualification", "date_des_faits",
)  # fmt: skip
CONDITIONS = (
    "nature", "peine_encourue_mois", "reclusion_perpetuite", "recidive", "antecedent_lourd", "faits_hors_territoire",
    "bande_organisee", "crime_par_bande_organisee", "plusieurs_crimes", "incriminations",
)  # fmt: skip


@dataclass
class PlacementEnDetention(Placement):
    """L'état du formulaire d'un titre."""

    defauts: ClassVar = MappingProxyType({TYPE: "detention", TERRITOIRE: "metropole"})

    def types(self) -> tuple[tuple[str, str], ...]:
        """Rend les titres et mesures de sûreté, détention d'abord."""
        mesures = [m for m in self.corpus.vocabulaire.mesures.values() if m.famille in FAMILLES]
        mesures.sort(key=lambda m: FAMILLES.index(m.famille))
        return tuple((m.type, typographier(m.intitule)) for m in mesures)

    def rubriques(self) -> tuple[Rubrique, ...]:
        """Rend les rubriques : personne, affaire, ce qui commande la durée, le titre, l'acte qui l'ouvre."""
        v = self.corpus.vocabulaire
        ouverture = v.acte(v.mesure(self.type).ouverture)
        rubriques: list[Rubrique] = []
        if self.dossier_id is None:
            rubriques += [
                Rubrique("personne", "Personne", sous("personne", champs_de_personne(v, *PERSONNE))),
                Rubrique("affaire", "Affaire", sous("procedure", champs_de_procedure(v, *AFFAIRE))),
                Rubrique("conditions", "Ce qui commande la durée", sous("procedure", champs_de_procedure(v, *CONDITIONS))),
            ]
        rubriques.append(Rubrique("mesure", "Titre", sous("mesure", champs_de_mesure(v, self.type))))
        le = champ_le(ouverture, v.mesure(self.type).famille, f"{typographier(ouverture.intitule)} : heure")
        champs = sous("ouverture", (le, *champs_d_acte(ouverture)))
        rubriques.append(Rubrique("ouverture", typographier(ouverture.intitule), champs))
        return tuple(r for r in rubriques if r.champs)


def resumer_le_titre(resultat: Resultat, mesure_id: str, poste: str = "") -> tuple[tuple[str, str], ...]:
    """Rend en quelques lignes le titre qui en résulterait, chacune avec sa précision : régime et pourquoi, terme, plafond."""
    siennes = [e for e in resultat.echeances if e.mesure == mesure_id]
    fin = min((e for e in siennes if e.ouverte and e.nature is Nature.LIBERTE), key=lambda e: (e.suivi, e.cle), default=None)
    if fin is None or not fin.cumul:
        return ()
    regimes = [c for c in resultat.constats if c.mesure == mesure_id and c.nom.startswith("regime_detention")]
    pourquoi = " ".join(e.texte for c in regimes for e in c.etapes)
    lignes = [(f"Régime : {fin.source.intitule}", pourquoi)]
    suite = next((e for e in siennes if e.portee is Portee.POSSIBLE and e.cumul and not e.sans_objet), None)
    ensuite = f"{suite.action} ({suite.autorite})" if suite else "Aucune prolongation ordinaire"
    lignes.append((f"Terme : {date_heure(fin.prudent, fin.fuseau, poste=poste, en_jours=fin.en_jours)}", ensuite))
    plafond = next((e for e in siennes if e.objet == "plafond" and e.ouverte), None)
    if plafond is not None:
        quand = date_heure(plafond.prudent, plafond.fuseau, poste=poste, en_jours=plafond.en_jours)
        lignes.append((f"Plafond : {plafond.cumul}", quand))
    return tuple((majuscule(typographier(fort)), typographier(note)) for fort, note in lignes)
