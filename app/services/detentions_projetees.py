"""Le tableau des détenus : une ligne par détention, avec son terme, son plafond et ses dernières dates utiles. Pur."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.echeance import Echeance, Nature, Portee, Resultat
from app.domain.faits import Dossier, Mesure
from app.domain.francais import plier
from app.domain.temps import Instant
from app.ports.detentions import INCALCULABLE, SANS_TERME, DetentionProjetee
from app.ports.projection import DemandeProjetee, EtatDeDemande, EtatDeMesure, SuiviDeMesure

if TYPE_CHECKING:
    from app.domain.calendrier import Calendrier
    from app.regles.corpus import Corpus

FAMILLES = ("detention", "mandat")
"""Familles de mesures privatives de liberté que suit le tableau des détenus ; les autres sont des heures, aux gardes à vue."""
_FIN = "fin_de_mesure"


def detentions_de(
    dossier: Dossier,
    resultat: Resultat,
    corpus: Corpus,
    mesures: tuple[SuiviDeMesure, ...],
    demandes: tuple[DemandeProjetee, ...],
) -> Iterator[DetentionProjetee]:
    """Rend les détentions d'un dossier, closes comprises. ``mesures`` et ``demandes`` : ce qui s'en projette déjà."""
    suivis = {s.mesure_id: s for s in mesures}
    for mesure in dossier.mesures:
        type_ = corpus.vocabulaire.mesures[mesure.type]
        if type_.famille in FAMILLES and type_.privative:
            pendantes = sum(d.mesure_id == mesure.id and d.etat == EtatDeDemande.PENDANTE for d in demandes)
            yield _detention(mesure, dossier, resultat, corpus, suivis[mesure.id], pendantes)


def _detention(
    mesure: Mesure, dossier: Dossier, resultat: Resultat, corpus: Corpus, suivi: SuiviDeMesure, pendantes: int
) -> DetentionProjetee:
    siennes = sorted((e for e in resultat.echeances if e.mesure == mesure.id), key=lambda e: (e.suivi, e.cle))
    ouvertes = [e for e in siennes if e.ouverte]
    commande = next((e for e in ouvertes if e.nature is Nature.LIBERTE), None)
    fin = next((e for e in ouvertes if e.nature is Nature.LIBERTE and e.objet.startswith(_FIN)), None)
    plafond = next((e for e in ouvertes if e.objet == "plafond"), None)
    suite = next((e for e in siennes if e.portee is Portee.POSSIBLE and e.cumul and not e.sans_objet), None)
    manque = _manque(mesure, resultat) if fin is None else ""
    phase, regime = _titre(fin, corpus, corpus.vocabulaire.mesures[mesure.type].intitule)
    debat, au_jour = _debat_fixe(mesure, suivi.fuseau)
    lieux = {nom: str(mesure.valeurs.get(nom) or "") for nom in ("etablissement", "ecrou", "autre_cause_titre")}
    cabinet = str(dossier.procedure.get("cabinet") or "")
    calendrier = corpus.calendrier(mesure.territoire or dossier.territoire)
    return DetentionProjetee(
        mesure_id=mesure.id,
        dossier_id=dossier.id,
        type=mesure.type,
        en_cours=suivi.etat in (EtatDeMesure.EN_COURS, EtatDeMesure.DEFEREE),
        personne=suivi.personne,
        numero=suivi.numero,
        etablissement=lieux["etablissement"],
        ecrou=lieux["ecrou"],
        cabinet=cabinet,
        phase=phase,
        regime=regime,
        cumul=fin.cumul if fin else "",
        manque=manque,
        tri=INCALCULABLE if manque else commande.suivi.secondes if commande else SANS_TERME,
        cle=commande.cle if commande else "",
        terme=fin.prudent.secondes if fin else None,
        terme_en_jours=fin.en_jours if fin else False,
        audience=_dernier_jour_ouvrable(fin, calendrier).isoformat() if fin else "",
        plafond=plafond.prudent.secondes if plafond else None,
        plafond_cumul=plafond.cumul if plafond else "",
        audience_plafond=_dernier_jour_ouvrable(plafond, calendrier).isoformat() if plafond else "",
        debat=debat,
        debat_au_jour=au_jour,
        dernier_debat=_premiere(ouvertes, "dernier_debat"),
        convocation=_premiere(ouvertes, "convocation"),
        suite=f"{suite.action} ({suite.autorite})" if suite and fin else "",
        demandes=pendantes,
        autre_cause=bool(mesure.valeurs.get("autre_cause")),
        autre_cause_titre=lieux["autre_cause_titre"],
        fuseau=suivi.fuseau,
        cherchable=plier(" ".join((suivi.personne, suivi.numero, *lieux.values(), cabinet, regime))),
    )


def _manque(mesure: Mesure, resultat: Resultat) -> str:
    """Rend pourquoi le terme ne se calcule pas ; vide si rien ne manque."""
    for i in resultat.incalculables:
        if i.mesure == mesure.id and i.objet.startswith(_FIN):
            return f"{i.raison} : {', '.join(i.faits_manquants)}" if i.faits_manquants else i.raison
    return ""


def _titre(fin: Echeance | None, corpus: Corpus, defaut: str) -> tuple[str, str]:
    """Rend la phase et le régime du titre en vigueur, dans les mots de sa règle."""
    if fin is None:
        return "", defaut
    versions = corpus.regles[fin.regle].versions
    for version in sorted(versions, key=lambda v: v.du != fin.source.version_du):
        for compteur in version.compteurs:
            if f"|{compteur.nom}|" in fin.cle:
                return compteur.phase, compteur.intitule
    return "", fin.source.intitule


def _debat_fixe(mesure: Mesure, fuseau: str) -> tuple[int | None, bool]:
    """Rend la date du prochain débat fixé (et si seul le jour est connu) ; rien s'il s'est tenu ou si l'on a décidé depuis."""
    fixe = None
    for acte in mesure.en_vigueur():
        if acte.type == "debat_fixe":
            fixe = acte
        elif acte.type in ("debat_contradictoire", "prolongation_detention", "placement_detention"):
            fixe = None
    if fixe is None:
        return None, False
    heure, jour = fixe.valeurs.get("heure_debat"), fixe.valeurs.get("date_debat")
    if isinstance(heure, Instant):
        return heure.secondes, False
    return (Instant.debut_du_jour(jour, fuseau).secondes, True) if isinstance(jour, date) else (None, False)


def _premiere(ouvertes: list[Echeance], debut: str) -> int | None:
    return next((e.suivi.secondes for e in ouvertes if e.objet.startswith(debut)), None)


def _dernier_jour_ouvrable(fin: Echeance, calendrier: Calendrier) -> date:
    """Rend le dernier jour ouvrable qui précède la fin du titre : au-delà, aucune audience ordinaire ne se tient."""
    jour = fin.prudent.plus(secondes=-1).jour(fin.fuseau)
    while calendrier.non_ouvrable(jour):
        jour -= timedelta(days=1)
    return jour
