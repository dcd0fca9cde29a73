"""Du résultat du moteur aux lignes que les écrans listent. Pur : mêmes faits, même paquet, mêmes lignes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.echeance import Incalculable, Irregularite, Nature, Portee, Resultat
from app.domain.faits import Acte, Dossier, Mesure, Valeur
from app.domain.temps import Instant
from app.ports.projection import (
    EtatDeMesure,
    FicheDeDossier,
    ProjectionDeDossier,
    SignalementProjete,
    SuiviDeMesure,
    ligne_projetee,
)
from app.services.demandes_projetees import demandes_de
from app.services.detentions_projetees import detentions_de

if TYPE_CHECKING:
    from app.regles.corpus import Corpus

_FINS_DE_DEFEREMENT = ("comparution", "liberation")


def projeter(dossier: Dossier, resultat: Resultat, version: int, corpus: Corpus) -> ProjectionDeDossier:
    """Rend tout ce qui se projette d'un dossier, trié par clé. Ni le possible ni ce qui se lit sur la fiche ne se projette."""
    types = {m.id: m.type for m in dossier.mesures}
    identite = (personne_affichee(dossier), numero_affiche(dossier))
    mesures = tuple(sorted(_suivi(m, dossier, resultat, corpus) for m in dossier.mesures))
    echeances = (
        ligne_projetee(e, dossier_id=dossier.id, type_mesure=types[e.mesure], personne=identite[0], numero=identite[1])
        for e in resultat.echeances
        if e.portee is Portee.ACQUISE and e.nature is not Nature.DEPART and not e.fiche_seulement
    )
    signalements = (
        _signalement(s, types[s.mesure], dossier.id, identite) for s in resultat.incalculables + resultat.irregularites
    )
    demandes = tuple(sorted(demandes_de(dossier, resultat, corpus, identite), key=lambda d: d.acte_id))
    return ProjectionDeDossier(
        fiche=FicheDeDossier(
            dossier_id=dossier.id,
            numero=identite[1],
            territoire=dossier.territoire,
            nom=_texte(dossier.personne.get("nom")),
            prenoms=_texte(dossier.personne.get("prenoms")),
            naissance=_texte(dossier.personne.get("naissance")),
            version=version,
            pack=resultat.pack,
            mesures_en_cours=sum(m.etat in (EtatDeMesure.EN_COURS, EtatDeMesure.DEFEREE) for m in mesures),
        ),
        echeances=tuple(sorted(echeances, key=lambda ligne: ligne.cle)),
        signalements=tuple(sorted(signalements, key=lambda ligne: ligne.cle)),
        mesures=mesures,
        demandes=demandes,
        detentions=tuple(sorted(detentions_de(dossier, resultat, corpus, mesures, demandes))),
    )


def personne_affichee(dossier: Dossier) -> str:
    """Rend « NOM Prénoms », ou « Identité inconnue »."""
    nom, prenoms = _texte(dossier.personne.get("nom")), _texte(dossier.personne.get("prenoms"))
    return f"{nom.upper()} {prenoms}".strip() or "Identité inconnue"


def numero_affiche(dossier: Dossier) -> str:
    """Rend le numéro de parquet, à défaut celui de la procédure."""
    return _texte(dossier.procedure.get("numero_parquet")) or _texte(dossier.procedure.get("numero"))


def _texte(valeur: Valeur | None) -> str:
    return "" if valeur is None else str(valeur)


def _signalement(
    s: Incalculable | Irregularite, type_mesure: str, dossier_id: str, identite: tuple[str, str]
) -> SignalementProjete:
    if isinstance(s, Irregularite):
        genre, gravite, message = "irregularite", s.gravite.value, s.message
    else:
        manquants = f" : {', '.join(s.faits_manquants)}" if s.faits_manquants else ""
        genre, gravite, message = "incalculable", "", f"{s.raison}{manquants}"
    return SignalementProjete(
        cle=s.cle,
        dossier_id=dossier_id,
        mesure_id=s.mesure,
        type_mesure=type_mesure,
        genre=genre,
        gravite=gravite,
        regle=s.source.regle,
        objet=s.objet,
        message=message,
        articles=" ; ".join(s.source.articles),
        acte_id=s.acte,
        pack=s.source.pack,
        personne=identite[0],
        numero=identite[1],
    )


def _suivi(mesure: Mesure, dossier: Dossier, resultat: Resultat, corpus: Corpus) -> SuiviDeMesure:
    type_ = corpus.vocabulaire.mesures[mesure.type]
    actes = mesure.en_vigueur()
    cloture = next((a for a in actes if a.type == type_.cloture), None)
    depart = next((c.valeur for c in resultat.constats if c.mesure == mesure.id and c.nom == "t0"), None)
    if not isinstance(depart, Instant):
        depart = next((a.instant for a in actes if a.type == type_.ouverture), None)
    return SuiviDeMesure(
        mesure_id=mesure.id,
        dossier_id=dossier.id,
        type=mesure.type,
        etat=_etat(actes, cloture, bool(type_.cloture)).value,
        privative=type_.privative,
        debut=depart.secondes if depart else None,
        fin=cloture.instant.secondes if cloture and cloture.instant else None,
        fuseau=corpus.calendrier(mesure.territoire or dossier.territoire).fuseau,
        lieu=_lieu(mesure, actes, dossier),
        personne=personne_affichee(dossier),
        numero=numero_affiche(dossier),
    )


def _etat(actes: tuple[Acte, ...], cloture: Acte | None, se_clot: bool) -> EtatDeMesure:
    if not actes:
        return EtatDeMesure.VIDE
    if cloture is None:
        return EtatDeMesure.EN_COURS if se_clot else EtatDeMesure.CLOSE
    deferee = cloture.valeurs.get("suite") == "deferement" and not any(a.type in _FINS_DE_DEFEREMENT for a in actes)
    return EtatDeMesure.DEFEREE if deferee else EtatDeMesure.CLOSE


def _lieu(mesure: Mesure, actes: tuple[Acte, ...], dossier: Dossier) -> str:
    arrivee = next((a.valeurs["lieu"] for a in actes if a.type == "placement" and a.valeurs.get("lieu")), None)
    return _texte(arrivee or mesure.valeurs.get("service") or dossier.procedure.get("service"))
