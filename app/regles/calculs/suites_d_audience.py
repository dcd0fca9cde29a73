"""Ce que les délais autour d'une audience demandent aux autres actes : copie du dossier, significations, peine ajournée."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.comput import Duree, Terme, appliquer
from app.domain.comput.jours import jo_terme
from app.domain.comput.mois import brut_autorite
from app.domain.comput.quantieme import quantieme
from app.domain.echeance import Etape, Gravite, Irregularite, Nature
from app.domain.faits import Acte
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.citations import RENVOI, SAISINE, audience_citee, citation_pour, citation_utile, jour_d_audience
from app.regles.contexte import Absent, Contexte
from app.regles.delais import cle
from app.regles.preavis import Sortie, acte_de, echeance_de
from app.regles.registre import Appel, calcul, deduit

AUDIENCES = (SAISINE, "audience_fixee", RENVOI)


@deduit("fait_le", "date de l'acte")
def fait_le(contexte: Contexte, acte: Acte) -> Instant | None:
    """Rend l'instant de l'acte, à défaut d'heure 0 h de son jour."""
    if acte.le is None or isinstance(acte.le, Instant):
        return acte.le
    return Instant.debut_du_jour(acte.le, contexte.fuseau)


@deduit("prochaine_audience", "dernière audience fixée")
def prochaine_audience(contexte: Contexte, acte: Acte) -> Instant | None:
    """Rend la dernière audience fixée dans l'affaire : un renvoi déplace ce qui se compte à rebours."""
    fixees = [a for autre in contexte.actes(*AUDIENCES) if (a := audience_citee(contexte, autre)) is not None]
    return max(fixees, default=None)


@deduit("veille_d_audience", "vingt-quatre heures avant l'audience")
def veille_d_audience(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le jour civil qui précède l'audience visée."""
    jour = jour_d_audience(contexte, acte)
    return None if jour is None else date.fromordinal(jour.toordinal() - 1)


def saisi_le(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le jour de la citation ou de la convocation à l'audience que l'acte vise, à défaut celui de la dernière saisine."""
    jour = jour_d_audience(contexte, acte)
    citation = citation_pour(contexte, jour) if jour is not None else None
    saisines = [a for a in contexte.actes(SAISINE) if a.le is not None]
    choisi = citation or (saisines[-1] if saisines else None)
    utile = citation_utile(contexte, choisi) if choisi else None
    return None if utile is None else contexte.jour(utile)


@deduit("audience_a_moins_de_deux_mois", "audience à moins de deux mois de la citation")
def audience_a_moins_de_deux_mois(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si moins de deux mois séparent la citation ou la convocation de l'audience (390-2)."""
    depart, audience = saisi_le(contexte, acte), jour_d_audience(contexte, acte)
    return None if depart is None or audience is None else audience < quantieme(depart, 2)


@deduit("dans_le_mois_de_la_convocation", "demande faite dans le mois de la convocation")
def dans_le_mois_de_la_convocation(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si la demande de copie suit de moins d'un mois une convocation par officier de police judiciaire (388-4)."""
    convocations = [a for a in contexte.actes(SAISINE) if a.valeurs.get("mode") == "copj" and a.le is not None]
    if not convocations or acte.le is None or convocations[-1].le is None:
        return False
    notifiee, demande = contexte.jour(convocations[-1].le), contexte.jour(acte.le)
    return notifiee <= demande < quantieme(notifiee, 1)


@deduit("premier_ajournement_le", "première décision d'ajournement")
def premier_ajournement_le(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la première décision d'ajournement de cette forme : un nouvel ajournement ne déplace pas le butoir."""
    formes = ("simple", "probation")
    forme = acte.valeurs.get("forme")
    memes = [
        a
        for a in contexte.actes("ajournement_peine")
        if a.valeurs.get("forme") == forme or (forme in formes and a.valeurs.get("forme") in formes)
    ]
    return next((a.le for a in memes if a.le is not None), None)


@calcul("renvoi_pour_copie")
def renvoi_pour_copie(appel: Appel, parametres: Mapping[str, Any]) -> tuple[Sortie, ...]:
    """Rend la première date du renvoi obligatoire faute de copie (390-2), et l'irrégularité s'il n'est pas ordonné.

    Paramètres : ``objet``, ``action``, ``autorite``, ``mois``, ``consequence``. Sans objet si la copie n'a pas été demandée, si
    elle a été remise, ou si l'audience laissait le délai entier.
    """
    contexte, acte = appel.contexte, appel.contexte.acte
    depart, audience = (saisi_le(contexte, acte), jour_d_audience(contexte, acte)) if acte else (None, None)
    if acte is None or acte.le is None or depart is None or audience is None:
        return ()
    demandee, remise = (_avant(contexte, type_, acte) for type_ in ("demande_copie_dossier", "copie_dossier_remise"))
    terme = appliquer("ouverture_mois", depart, Duree(mois=int(parametres["mois"])), contexte.calendrier)
    ouverture = Instant.debut_du_jour(audience, contexte.fuseau)
    if not demandee or remise or not isinstance(terme, Terme) or ouverture >= terme.legal:
        return ()
    etape = Etape(f"Départ : citation ou convocation du {dire_jour(depart)}.", acte=acte.id)
    echeance = echeance_de(appel, parametres, str(parametres["objet"]), Nature.MINIMUM, terme, (etape,))
    renvoi = next(
        (a for a in contexte.actes(RENVOI) if a.le is not None and contexte.jour(a.le) >= contexte.jour(acte.le)), None
    )
    nouvelle = audience_citee(contexte, renvoi) if renvoi else None
    premiere = dire_jour(terme.legal.jour(contexte.fuseau))
    debut = f"Copie du dossier demandée et non remise, audience du {dire_jour(audience)} à moins de deux mois : "
    if renvoi is None:
        texte = f"{debut}le renvoi demandé est obligatoire. Première date : {premiere}."
        return (echeance, _manque(appel, "renvoi_obligatoire", texte, str(parametres.get("consequence", ""))))
    if nouvelle is None:
        return (echeance,)
    echeance = replace(echeance, satisfaite_le=nouvelle, satisfaite_par=renvoi.id)
    if nouvelle >= terme.legal:
        return (echeance,)
    texte = f"{debut}renvoi au {dire_jour(contexte.jour(nouvelle))}, trop proche. Première date : {premiere}."
    return (echeance, _manque(appel, "renvoi_trop_proche", texte, str(parametres.get("consequence", ""))))


def _avant(contexte: Contexte, type_: str, acte: Acte) -> bool:
    if acte.le is None:
        return False
    jour = contexte.jour(acte.le)
    return any(a.le is not None and contexte.jour(a.le) <= jour for a in contexte.actes(type_))


def _manque(appel: Appel, objet: str, texte: str, consequence: str) -> Irregularite:
    contexte = appel.contexte
    source = appel.regle.source(appel.version, appel.pack)
    return Irregularite(
        cle(appel, objet), contexte.mesure.id, source, objet, Gravite.ROUGE, texte, consequence, "", acte_de(contexte),
        "Ordonner le renvoi à cette date au plus tôt.",
    )  # fmt: skip


@calcul("compte_rendu_de_signification")
def compte_rendu_de_signification(appel: Appel, parametres: Mapping[str, Any]) -> tuple[Sortie, ...]:
    """Rend le jour où informer le requérant : tant de jours ouvrables après l'expiration du délai pour signifier (D. 46-6).

    Paramètres : ``objet``, ``action``, ``autorite``, ``jours`` ou ``mois`` (délai pour signifier), ``ouvrables``. L'expiration
    est celle du texte, sans report : le rappel ne peut en être retardé.
    """
    contexte = appel.contexte
    recue = contexte.valeur("acte.reception_le")
    if isinstance(recue, Absent):
        return ()
    duree = Duree(jours=int(parametres.get("jours", 0)), mois=int(parametres.get("mois", 0)))
    expire, compte, _ = brut_autorite(contexte.jour(recue), duree)
    terme = jo_terme(expire, int(parametres["ouvrables"]), contexte.calendrier)
    etape = Etape(f"Expiration du délai pour signifier, {compte} : {dire_jour(expire)}.", acte=acte_de(contexte))
    echeance = echeance_de(appel, parametres, str(parametres["objet"]), Nature.RAPPEL, terme, (etape,))
    retour = next((a for a in contexte.actes("retour_signification") if a.le is not None), None)
    if retour is None or retour.le is None:
        return (echeance,)
    return (replace(echeance, satisfaite_le=fait_le(contexte, retour), satisfaite_par=retour.id),)


@calcul("date_fixee_trop_tard")
def date_fixee_trop_tard(appel: Appel, parametres: Mapping[str, Any]) -> tuple[Sortie, ...]:
    """Rend l'irrégularité d'une date (rendez-vous, audience sur la peine) que l'acte fixe au-delà du dernier jour permis.

    Paramètres : ``objet``, ``depart`` (chemin), ``jours`` ou ``mois``, ``sujet`` (début de la phrase) et ``consequence``.
    La borne ne se reporte pas (00-LISEZ-MOI, groupe 14).
    """
    contexte, acte = appel.contexte, appel.contexte.acte
    fixee = acte.valeurs.get("date_audience") if acte else None
    depart = contexte.valeur(str(parametres["depart"]))
    if not isinstance(fixee, date) or isinstance(depart, Absent):
        return ()
    duree = Duree(jours=int(parametres.get("jours", 0)), mois=int(parametres.get("mois", 0)))
    dernier, _, _ = brut_autorite(contexte.jour(depart), duree)
    if fixee <= dernier:
        return ()
    objet = str(parametres["objet"])
    texte = f"{parametres['sujet']} {dire_jour(fixee)} : le dernier jour est le {dire_jour(dernier)}, {duree.dire()} après le "
    texte += f"{dire_jour(contexte.jour(depart))}."
    source = appel.regle.source(appel.version, appel.pack)
    return (
        Irregularite(
            cle(appel, objet), contexte.mesure.id, source, objet, Gravite.ORANGE, texte, str(parametres.get("consequence", "")),
            "", acte_de(contexte), "Fixer une date dans le délai.",
        ),
    )  # fmt: skip
