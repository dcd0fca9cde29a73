"""Délais comptés en mois et en années : actes, titres de détention, peines, rebours.

Fiches ``comput_mois_acte``, ``comput_annees``, ``comput_mois_privation``, ``comput_peine_716_1``. Un mois n'est pas trente
jours, sauf la peine d'un mois (716-1). Tout se recalcule depuis le premier jour, jamais d'échéance en échéance.
"""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.calendrier import DIMANCHE, Calendrier
from app.domain.comput.jours import rebours
from app.domain.comput.quantieme import dire_manque, manque, quantieme
from app.domain.comput.report import Prudente, dernier_jour_ouvrable, dire_chaine, terme_reporte
from app.domain.comput.terme import UN_JOUR, Duree, Terme, en_jours, minimum_en_jours
from app.domain.francais import dire_jour


def mois_acte(
    depart: date, mois: int, calendrier: Calendrier, *, prudente: Prudente = Prudente.IDEM, reporter: bool = True
) -> Terme:
    """Rend la fin d'un délai d'acte en mois ou années : même quantième, sinon dernier jour du mois ; report de l'art. 801."""
    repere = f"De quantième à quantième, depuis {dire_jour(depart)}."
    rang = f"{Duree(annees=mois // 12, mois=mois % 12).dire()} plus tard"
    notes = (dire_manque(depart, mois),)
    return terme_reporte(quantieme(depart, mois), calendrier, repere, rang, prudente=prudente, reporter=reporter, notes=notes)


def mois_rebours(audience: date, mois: int, n: int, calendrier: Calendrier) -> Terme:
    """Rend « ``mois`` mois et ``n`` jours au moins avant » : les mois d'abord, puis les jours ; sans report (281, 500-1)."""
    repere = quantieme(audience, -mois)
    brut = repere - timedelta(days=n)
    etapes = ["Le jour de l'audience ne compte pas.", f"{mois} mois avant : {dire_jour(repere)}."]
    if n:
        etapes.append(f"{n} jours avant : {dire_jour(brut)}.")
    return rebours(brut, calendrier, tuple(etapes), notes=(dire_manque(audience, -mois),))


def ouverture_mois(depart: date, mois: int, calendrier: Calendrier) -> Terme:
    """Rend le premier jour où une demande est ouverte, ``mois`` mois après : le même quantième (148-4, 221-2, 221-3)."""
    ouvert = quantieme(depart, mois)
    compte = f"{Duree(annees=mois // 12, mois=mois % 12).dire()} plus tard : {dire_jour(ouvert)}."
    return minimum_en_jours(ouvert, ouvert, calendrier, (compte,), "", notes=(dire_manque(depart, mois),))


def mois_privation(depart: date, mois: int, calendrier: Calendrier, *, jugement: bool = False) -> Terme:
    """Rend la fin d'une détention de ``mois`` mois comptée depuis son premier jour ; jamais de report.

    Titre de détention : veille du quantième à 24 h, dans les deux lectures (Crim. 17/01/1963, n° 62-92.289). Avec ``jugement``
    (179, 181, 397-3, 397-4, 509-1, 186-2, 567-2, 574-1…) : prudente la veille, légale le quantième (convention 4). Quantième
    manquant : prudente la veille du dernier jour du mois, légale ce dernier jour (arbitrage 2).
    """
    arrivee, manquant = quantieme(depart, mois), manque(depart, mois)
    veille = arrivee - UN_JOUR
    legal = arrivee if jugement or manquant else veille
    etapes = (
        "Le jour de départ compte en entier.",
        f"{Duree(annees=mois // 12, mois=mois % 12).dire()} plus tard : {dire_jour(arrivee)} ; veille : {dire_jour(veille)}.",
        "Durée privative de liberté : ni week-end ni jour férié ne reporte.",
    )
    raison = "Quantième manquant : veille ou dernier jour du mois, non tranché." if manquant else ""
    raison = raison or "La veille du quantième, retenue pour les titres (Crim. 17/01/1963), vaut ici par analogie."
    utile = dernier_jour_ouvrable(veille, calendrier)
    note = f"Dernier jour ouvrable utile pour statuer : {dire_jour(utile)}." if utile != veille else ""
    return en_jours(legal, veille, calendrier, etapes, raison, notes=(dire_manque(depart, mois), note))


def peine(depart: date, quantum: Duree, calendrier: Calendrier) -> Terme:
    """Rend le dernier jour d'une peine privative (716-1) avancé si c'est un dimanche ou une fête légale (716-3).

    Un mois = 30 jours ; au-delà, de quantième à quantième. Prudente : le samedi avance aussi la libération (I12), et le
    quantième manquant se compte à la veille du dernier jour du mois.
    """
    mois, jours = quantum.total_mois, quantum.total_jours
    trente = mois == 1
    arrivee = depart + timedelta(days=30) if trente else quantieme(depart, mois)
    veille = arrivee + timedelta(days=jours) - UN_JOUR
    manquant = mois > 1 and manque(depart, mois)
    fin = veille + UN_JOUR if manquant else veille
    legal = fin
    while legal.weekday() == DIMANCHE or calendrier.chome(legal, contestes=False):
        legal -= UN_JOUR
    prudent = min(legal, dernier_jour_ouvrable(veille, calendrier))
    regle = ", de quantième à quantième" if mois > 1 else ", un mois de peine vaut 30 jours" if trente else ""
    etapes = ["Le jour de l'écrou est le premier jour de peine.", f"{quantum.dire()}{regle} : dernier jour, {dire_jour(fin)}."]
    if legal != fin:
        etapes.append(f"Libération avancée (art. 716-3) : {dire_chaine(fin, legal, calendrier)}.")
    samedi = "Le samedi n'est pas visé par l'art. 716-3 : à vérifier avec le greffe pénitentiaire (I12)."
    raison = "Quantième manquant : veille ou dernier jour du mois, non tranché." if manquant else samedi
    if manquant and dernier_jour_ouvrable(veille, calendrier) != veille:
        raison += f" {samedi}"
    return en_jours(legal, prudent, calendrier, tuple(etapes), raison, notes=(dire_manque(depart, mois) if mois > 1 else "",))


def brut_autorite(depart: date, duree: Duree) -> tuple[date, str, str]:
    """Rend le dernier jour brut d'un délai d'autorité en jours ou en mois, la phrase du compte et la note éventuelle."""
    arrivee = quantieme(depart, duree.total_mois) + timedelta(days=duree.total_jours)
    return arrivee, f"{duree.dire()} après" if duree.unites else "Dernier jour", dire_manque(depart, duree.total_mois)
