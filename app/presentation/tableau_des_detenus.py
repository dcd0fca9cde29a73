"""Le tableau des détenus, sans Qt : une ligne par personne, des groupes, et la page que l'écran en lit.

Rien ne s'y calcule : termes, dernières dates utiles et plafonds viennent de la projection ; ici, on choisit et on met en mots.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from app.domain.echeance import Nature
from app.domain.temps import Instant
from app.ports.detentions import INCALCULABLE, SANS_TERME, FiltreDeDetentions, GroupeDeDetentions, Groupement
from app.ports.projection import LigneProjetee
from app.presentation import urgence
from app.presentation.formats import (
    accorder,
    date_heure,
    jour_et_heure,
    majuscule,
    nombre,
    plier,
    restant,
    segments,
    segments_de_retard,
    typographier,
)
from app.presentation.groupes import Entete
from app.presentation.lignes import signe as signe_de
from app.presentation.urgence import Signe
from app.services.consultation import Detenu

__all__ = [
    "MOIS",
    "PAGE",
    "PHASES",
    "SEMAINE",
    "Entete",
    "FiltreDeDetentions",
    "Groupement",
    "LigneDeDetenu",
    "TableauDesDetenus",
    "bornes_d_urgence",
    "dire_le_nombre",
    "filtre_de",
]

PAGE = 50
"""Nombre de personnes lues d'un coup : un peu plus qu'un écran."""
JOUR = 86_400
SEMAINE, MOIS = 7 * JOUR, 30 * JOUR

PHASES = {
    "information": "Information",
    "attente_jugement": "Attente de jugement",
    "comparution_immediate": "Comparution immédiate",
    "jugement": "Jugement",
    "appel": "Appel",
    "pourvoi": "Pourvoi",
    "mesure": "Mesure",
    "": "Phase inconnue",
}
_URGENCES = ("Terme incalculable : un fait manque", "Limite passée", "Sous sept jours", "Sous trente jours", "Plus tard")
SANS_LIMITE = "Sans terme qui coure"
INCOMPLET = replace(urgence.INCALCULABLE, mot="incomplet")
_PRESSANTES = (Nature.LIBERTE.value, Nature.AUTORITE.value)
_AUX_PARTIES = (Nature.MINIMUM.value, Nature.DROIT.value)
"""Ce que la loi ouvre aux parties : ce n'est pas un acte que la juridiction ou le greffe doive faire."""


@dataclass(frozen=True, slots=True)
class LigneDeDetenu:
    """Une personne détenue. Rien n'y dépend de l'heure ; le temps restant se demande avec « maintenant »."""

    detenu: Detenu

    @property
    def dossier_id(self) -> str:
        """Rend le dossier de la personne."""
        return self.detenu.detention.dossier_id

    @property
    def mesure_id(self) -> str:
        """Rend sa mesure de détention."""
        return self.detenu.detention.mesure_id

    @property
    def personne(self) -> str:
        """Rend son nom."""
        return self.detenu.detention.personne

    @property
    def commande(self) -> LigneProjetee | None:
        """Rend la limite de liberté qui commande : au-delà, la détention est illégale."""
        return next((e for e in self.detenu.echeances if e.cle == self.detenu.detention.cle), None)

    def etape(self, maintenant: Instant) -> LigneProjetee | None:
        """Rend le prochain acte à faire : le premier dont le dernier jour utile n'est pas passé, sinon la limite passée."""
        d = self.detenu.detention
        if d.tri < maintenant.secondes and self.commande is not None:
            return self.commande
        utiles = [e for e in self.detenu.echeances if e.nature not in _AUX_PARTIES and e.objet != "plafond"]
        a_venir = next((e for e in utiles if e.suivi > maintenant.secondes), None)
        return a_venir or next((e for e in reversed(utiles) if e.nature in _PRESSANTES), None)

    def signe(self, maintenant: Instant) -> Signe:
        """Rend le niveau de la limite qui commande."""
        commande = self.commande
        if commande is not None:
            return signe_de(commande, maintenant)
        return INCOMPLET if self.detenu.detention.manque else urgence.SANS_OBJET

    def reste(self, maintenant: Instant) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Rend ce qu'un compte à rebours peint : un préfixe, puis des (chiffres, unité)."""
        commande = self.commande
        if commande is None:
            return "", ()
        secondes = commande.suivi - maintenant.secondes
        return ("", segments(secondes)) if secondes > 0 else ("de", segments_de_retard(secondes))

    def identite(self) -> tuple[str, str]:
        """Rend le nom, puis ce qui l'identifie : autre cause, établissement, écrou, numéro de parquet."""
        d = self.detenu.detention
        ecrou = f"écrou {d.ecrou}" if d.ecrou else ""
        autre = "Autre cause" if d.autre_cause else ""
        return d.personne, typographier(" · ".join(x for x in (autre, d.etablissement, ecrou, d.numero) if x))

    def titre(self) -> tuple[str, str]:
        """Rend le régime en mots, puis la phase et le cabinet."""
        d = self.detenu.detention
        phase = PHASES.get(d.phase, "") if d.phase else ""
        return typographier(d.regime), typographier(" · ".join(x for x in (phase, d.cabinet) if x))

    def terme(self, annee: int) -> tuple[str, str]:
        """Rend le terme du titre, puis la durée cumulée et le plafond."""
        d = self.detenu.detention
        if d.terme is None:
            return ("incalculable", "") if d.manque else ("—", "")
        jour, heure = jour_et_heure(Instant(d.terme), d.fuseau, en_jours=d.terme_en_jours, annee=annee)
        dernier = d.plafond is not None and d.plafond <= d.terme
        cumul = f"{d.cumul} · plafond" if dernier else f"{d.cumul} sur {d.plafond_cumul}" if d.plafond_cumul else d.cumul
        return (jour if d.terme_en_jours else f"{jour}, {heure}"), typographier(cumul)

    def acte(self, maintenant: Instant) -> tuple[str, str]:
        """Rend le prochain acte à faire et le dernier jour utile pour le faire, avec qui le fait."""
        if self.detenu.detention.manque:
            return "Compléter le dossier", majuscule(typographier(self.detenu.detention.manque))
        e = self.etape(maintenant)
        if e is None:
            return "Rien ne court", ""
        action = "Titre expiré : faire cesser la détention" if e.suivi <= maintenant.secondes and _finit(e) else e.action
        jour, heure = jour_et_heure(Instant(e.suivi), e.fuseau, en_jours=e.en_jours, annee=maintenant.jour(e.fuseau).year)
        quand = f"au plus tard {jour}" if e.en_jours else f"avant {jour}, {heure}"
        passe = "dépassée depuis le" if e.suivi <= maintenant.secondes else ""
        dit = f"{passe} {jour}" if passe else quand
        return majuscule(typographier(action)), majuscule(typographier(" · ".join(x for x in (dit, e.autorite) if x)))

    def debat(self, annee: int) -> tuple[str, str]:
        """Rend le prochain débat (fixé, ou le dernier utile), puis les demandes pendantes."""
        d = self.detenu.detention
        demandes = accorder(d.demandes, "demande") if d.demandes else ""
        jour, genre = "", ""
        if d.debat is not None:
            jour, heure = jour_et_heure(Instant(d.debat), d.fuseau, annee=annee)
            jour, genre = (jour if d.debat_au_jour else f"{jour}, {heure}"), "fixé"
        elif d.dernier_debat is not None:
            jour, genre = jour_et_heure(Instant(d.dernier_debat), d.fuseau, en_jours=True, annee=annee)[0], "dernier utile"
        return jour, " · ".join(x for x in (demandes, genre) if x)

    def phrase(self, maintenant: Instant) -> str:
        """Rend la ligne en une phrase, pour un lecteur d'écran."""
        d, annee = self.detenu.detention, maintenant.jour(self.detenu.detention.fuseau).year
        action, quand = self.acte(maintenant)
        parts = [*self.identite(), *self.titre()]
        if d.terme is not None:
            parts.append(f"terme {date_heure(Instant(d.terme), d.fuseau, en_jours=d.terme_en_jours)}")
        if self.commande is not None:
            parts.append(f"{self.signe(maintenant).mot}, {restant(self.commande.suivi - maintenant.secondes)}")
        parts += [f"à faire : {action}", quand, *(x for x in self.debat(annee) if x)]
        return ". ".join(p for p in parts if p)


def _finit(e: LigneProjetee) -> bool:
    return e.nature == Nature.LIBERTE.value and e.objet.startswith("fin_de_mesure")


Lecteur = Callable[[int, int], list[Detenu]]


class TableauDesDetenus:
    """La liste entière vue de l'écran : elle sait combien de rangs elle a, et ne lit que la page demandée."""

    def __init__(self, groupes: Iterable[GroupeDeDetentions], lire: Lecteur, selon: Groupement) -> None:
        """``lire(debut, nombre)`` rend une page, dans l'ordre des ``groupes`` comptés."""
        self._groupes = [g for g in groupes if g.nombre]
        self._lire = lire
        self._selon = selon
        self._entetes = bool(selon)
        self.nombre = sum(g.nombre for g in self._groupes)
        debuts = list(accumulate((g.nombre + self._entetes for g in self._groupes), initial=0))
        self._debuts, self.rangs = debuts[:-1], debuts[-1]
        self._pages: dict[int, list[Detenu]] = {}

    def rang(self, rang: int) -> LigneDeDetenu | Entete:
        """Rend la ligne de ce rang, ou l'en-tête de son groupe ; lit la page qui la porte si elle ne l'est pas encore."""
        n = bisect_right(self._debuts, rang) - 1
        if self._entetes and rang == self._debuts[n]:
            return Entete(self._nom(self._groupes[n].cle), self._groupes[n].nombre)
        return LigneDeDetenu(self._detenu(rang - (n + 1 if self._entetes else 0)))

    def rang_de(self, mesure_id: str) -> int:
        """Rend le rang d'une personne déjà lue ou de la première page, à défaut zéro."""
        if self.nombre:
            self._detenu(0)
        for page, lus in self._pages.items():
            for place, detenu in enumerate(lus):
                if detenu.detention.mesure_id == mesure_id:
                    return self._rang_du(page * PAGE + place)
        return 0

    def _rang_du(self, numero: int) -> int:
        """Rend le rang d'une personne d'après son numéro d'ordre : les en-têtes des groupes commencés s'y ajoutent."""
        if not self._entetes:
            return numero
        premiers = [debut - n for n, debut in enumerate(self._debuts)]
        return numero + bisect_right(premiers, numero)

    @property
    def entetes(self) -> tuple[int, ...]:
        """Rend les rangs des en-têtes."""
        return tuple(self._debuts) if self._entetes else ()

    def _detenu(self, numero: int) -> Detenu:
        page, place = divmod(numero, PAGE)
        if page not in self._pages:
            self._pages[page] = self._lire(page * PAGE, PAGE)
        return self._pages[page][place]

    def _nom(self, cle: str) -> str:
        if self._selon is Groupement.URGENCE:
            return (*_URGENCES, SANS_LIMITE)[int(cle)]
        vide = "Sans cabinet" if self._selon is Groupement.CABINET else "Établissement non saisi"
        return typographier(cle) or vide


def bornes_d_urgence(maintenant: Instant) -> tuple[int, ...]:
    """Rend les bornes des groupes d'urgence : calculable, non passée, plus de sept jours, plus de trente, sans terme."""
    ici = maintenant.secondes
    return (INCALCULABLE + 1, ici, ici + SEMAINE, ici + MOIS, SANS_TERME)


def filtre_de(
    texte: str,
    *,
    cabinets: Iterable[str] = (),
    phases: Iterable[str] = (),
    autre_cause: bool = False,
    avec_demandes: bool = False,
    sous: int = 0,
    maintenant: Instant,
) -> FiltreDeDetentions:
    """Rend le filtre que composent la recherche et les puces ; ``sous`` : secondes (une semaine, un mois), zéro pour tout."""
    ici = maintenant.secondes
    return FiltreDeDetentions(
        tuple(plier(texte).split()),
        frozenset(cabinets),
        frozenset(phases),
        autre_cause,
        avec_demandes,
        (ici, ici + sous) if sous else None,
    )


def dire_le_nombre(montres: int, filtre: FiltreDeDetentions) -> str:
    """Rend le sous-titre : combien de personnes, et si un filtre en cache."""
    if not montres:
        return ""
    return f"{nombre(montres)} {'personne' if montres == 1 else 'personnes'}" + (" (filtre actif)" if filtre.actif else "")
