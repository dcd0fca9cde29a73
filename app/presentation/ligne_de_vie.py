"""La ligne de vie d'un titre, sans Qt : ses périodes, ce qui pourrait le prolonger, son plafond, et les dernières dates utiles.

C'est une frise à l'échelle des jours : bandes, bornes et jalons viennent des échéances du moteur, qui portent leur raison.
"""

from __future__ import annotations

import re

from app.domain.echeance import Echeance, Nature, Portee, Resultat
from app.domain.faits import Dossier, Mesure
from app.domain.temps import Instant
from app.presentation.formats import date_heure, majuscule, typographier
from app.presentation.frise import Bande, Borne, Frise, Genre, levee_de
from app.presentation.regle_des_jours import JOUR
from app.presentation.reperes import Repere, repere_d_acte
from app.regles.vocabulaire import Vocabulaire

_MARGE = 10 * JOUR
_AVANT = 5 * JOUR


def a_une_ligne_de_vie(mesure_id: str, resultat: Resultat) -> bool:
    """Dit si le moteur a compté la mesure par compteurs de titre (durées cumulées en jours ou en mois)."""
    return any(e.mesure == mesure_id and e.cumul for e in resultat.echeances)


def ligne_de_vie_de(
    dossier: Dossier, mesure_id: str, resultat: Resultat, vocabulaire: Vocabulaire, maintenant: Instant
) -> Frise | None:
    """Construit la ligne de vie d'un titre ; ``None`` si aucun compteur ne court ni n'a couru."""
    mesure = dossier.mesure(mesure_id)
    chaine = [e for e in resultat.echeances if e.mesure == mesure_id and e.cumul]
    acquises = sorted((e for e in chaine if _periode(e)), key=lambda e: (e.depart or e.prudent, e.prudent, e.cle))
    if not acquises:
        return None
    fuseau = acquises[0].fuseau
    depart = min(e.depart or e.prudent for e in acquises)
    levee = levee_de(mesure, vocabulaire)
    bandes = _passees(acquises, depart, levee)
    courante = next((e for e in acquises if e.satisfaite_le is None), None)
    possibles = sorted((e for e in chaine if e.portee is Portee.POSSIBLE and not e.sans_objet), key=lambda e: (e.legal, e.cle))
    ici = bandes[-1].fin if bandes else depart
    if courante is not None and levee is None:
        bandes += _possibles(possibles, ici, maintenant)
    actes = _actes(mesure, resultat, vocabulaire, fuseau)
    jalons = _jalons(mesure_id, resultat, maintenant) if levee is None else ()
    dernier = max([b.fin for b in bandes] + [r.debut for r in (*actes, *jalons)] + ([] if levee else [maintenant]))
    fin = dernier.plus(secondes=max(_MARGE, round((dernier.secondes - depart.secondes) * 0.06)))
    if levee is None and courante is not None:
        bandes.append(_interdit(bandes[-1].fin, fin, courante, maintenant))
    debut = min([depart, *(r.debut for r in actes)]).plus(secondes=-_AVANT)
    return Frise(
        fuseau=fuseau,
        debut=debut,
        fin=fin,
        depart=depart,
        imputees=0,
        bandes=tuple(bandes),
        bornes=_bornes(chaine, courante, possibles if levee is None else [], maintenant),
        reperes=(*actes, *jalons),
        changements=(),
        levee=levee,
        en_jours=True,
    )


def _periode(e: Echeance) -> bool:
    return e.nature is Nature.LIBERTE and e.portee is Portee.ACQUISE


def _passees(acquises: list[Echeance], depart: Instant, levee: Instant | None) -> list[Bande]:
    """Enchaîne les périodes accordées ; ce qui a duré au-delà d'un terme avant d'être remplacé ou levé est hors délai."""
    bandes: list[Bande] = []
    ici = depart
    for e in acquises:
        if e.depart is not None and e.depart > ici:
            ici = e.depart
        remplacee = e.objet == "fin_de_mesure" and e.satisfaite_le is not None
        fin = min(e.prudent, e.satisfaite_le) if remplacee and e.satisfaite_le else e.prudent
        fin = min(fin, levee) if levee else fin
        if fin > ici:
            bandes.append(Bande(Genre.AUTORISE, ici, fin, typographier(e.cumul), typographier(e.source.intitule), cle=e.cle))
            ici = fin
        if remplacee and e.satisfaite_le is not None and e.satisfaite_le > e.prudent:
            detail = "le titre avait pris fin"
            bandes.append(Bande(Genre.INTERDIT, max(ici, e.prudent), e.satisfaite_le, "sans titre", detail, cle=e.cle))
            ici = e.satisfaite_le
    return bandes


def _possibles(possibles: list[Echeance], ici: Instant, maintenant: Instant) -> list[Bande]:
    bandes: list[Bande] = []
    for e in possibles:
        if e.depart is not None and e.depart <= maintenant:
            break
        if e.prudent > ici:
            par = typographier(e.autorite)
            bandes.append(Bande(Genre.POSSIBLE, ici, e.prudent, majuscule(typographier(e.action)), par, e.formalites, e.cle))
            ici = e.prudent
    return bandes


def _interdit(debut: Instant, fin: Instant, courante: Echeance, maintenant: Instant) -> Bande:
    if debut <= maintenant:
        detail = "aucune décision enregistrée à temps : libérer"
        return Bande(Genre.INTERDIT, debut, fin, "sans titre", detail, cle=courante.cle)
    return Bande(Genre.INTERDIT, debut, fin, "au-delà", "aucune prolongation n’est prévue au-delà", cle=courante.cle)


def _bornes(chaine: list[Echeance], courante: Echeance | None, possibles: list[Echeance], a: Instant) -> tuple[Borne, ...]:
    trouvees: dict[Instant, Borne] = {}
    plafonds = {e.prudent: e for e in chaine if e.objet == "plafond" and e.satisfaite_le is None}
    retenues = [e for e in chaine if _periode(e) and (e is courante or e.satisfaite_le is not None)]
    retenues += [e for e in possibles if e.depart is None or e.depart > a]
    for e in sorted(retenues, key=lambda e: (e.portee is Portee.POSSIBLE, e.prudent, e.cle)):
        libelle = f"plafond {e.cumul}" if e.prudent in plafonds else e.cumul
        trouvees.setdefault(e.prudent, Borne(typographier(libelle), e.legal, e.prudent, e.portee is Portee.ACQUISE, e.cle))
    for quand, e in plafonds.items():
        trouvees.setdefault(quand, Borne(typographier(f"plafond {e.cumul}"), e.legal, quand, False, e.cle))
    return tuple(trouvees[i] for i in sorted(trouvees))


def _actes(mesure: Mesure, resultat: Resultat, vocabulaire: Vocabulaire, fuseau: str) -> tuple[Repere, ...]:
    fautifs = {i.acte for i in resultat.irregularites if i.gravite.value != "information"}
    rendus = []
    for acte in mesure.en_vigueur():
        if acte.le is not None:
            quand = acte.le if isinstance(acte.le, Instant) else Instant.debut_du_jour(acte.le, fuseau)
            rendus.append(repere_d_acte(acte, quand, vocabulaire, fuseau, irregulier=acte.id in fautifs, au_jour=True))
    return tuple(rendus)


def _jalons(mesure_id: str, resultat: Resultat, maintenant: Instant) -> tuple[Repere, ...]:
    """Rend les dernières dates utiles encore à venir : saisir, convoquer, aviser, décider."""
    rendus = []
    ouvertes = [e for e in resultat.echeances if e.mesure == mesure_id and e.ouverte and e.suivi > maintenant]
    dits = {e.suivi for e in ouvertes if not e.fiche_seulement}
    for e in ouvertes:
        if e.nature in (Nature.LIBERTE, Nature.MINIMUM) or e.cumul or (e.fiche_seulement and e.suivi in dits):
            continue
        quand = date_heure(e.suivi, e.fuseau, en_jours=e.en_jours)
        action = typographier(e.action)
        place = e.suivi.plus(secondes=-1) if e.en_jours else e.suivi
        rendus.append(Repere("", place, None, abreger(action), f"{action}, au plus tard le {quand}", "jalon", cle=e.cle))
    return tuple(sorted(rendus, key=lambda r: r.debut))


_COUPE = re.compile(r"\s*[:;,(]| pour un ")


def abreger(action: str) -> str:
    """Rend le début d'une action, jusqu'à sa première articulation : une étiquette de frise ; la phrase dit le reste."""
    debut = _COUPE.split(action, maxsplit=1)[0].strip()
    return debut if len(debut) >= 8 else action
