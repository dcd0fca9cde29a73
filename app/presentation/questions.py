"""L'arbre de questions du point de départ : chaque « oui » devient un acte, que le moteur retient ou écarte en le disant.

Les questions ne tranchent rien : elles recueillent les faits que l'article 63, III du code de procédure pénale regarde.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from app.presentation.champs import ChampDeFormulaire, champs_d_acte
from app.regles.vocabulaire import TypeActe, Vocabulaire

CHAMP_LE = ChampDeFormulaire("le", "instant", "Heure", obligatoire=True)
"""L'heure d'un acte."""


def champ_le(type_: TypeActe, famille: str, intitule: str = "Heure") -> ChampDeFormulaire:
    """Rend le champ qui date un acte d'une mesure de cette ``famille``.

    Là où les mesures se comptent en heures, c'est une heure ; ailleurs, le jour suffit si le droit ne compte que lui.
    """
    if famille in FAMILLES_EN_HEURES or not type_.heure_facultative:
        return replace(CHAMP_LE, intitule=intitule)
    intitule = intitule.replace("Heure", "Date").replace(" : heure", " : date")
    return replace(CHAMP_LE, genre="jour_ou_instant", intitule=intitule)


FAMILLES_EN_HEURES = ("garde_a_vue", "retenue", "deferement")
"""Les mesures comptées en heures ; les titres se comptent en jours et en mois."""
RETENUES = (
    "verification_identite",
    "verification_situation",
    "retenue_etranger",
    "retenue_douaniere",
    "retention_douaniere_provisoire",
    "retention_temoin",
)
AUTRES_CONTRAINTES = ("ordre_de_comparaitre", "maintien_perquisition", "remise_par_tiers", "depistage_routier", "autre")


@dataclass(frozen=True, slots=True)
class QuestionDeDepart:
    """Une question fermée. ``acte`` est le fait qu'un « oui » enregistre ; ``imposes`` sont ses valeurs certaines."""

    cle: str
    texte: str
    acte: str
    champs: tuple[ChampDeFormulaire, ...]
    aide: str = ""
    imposes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    defauts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class _Modele:
    cle: str
    texte: str
    acte: str
    champs: tuple[str, ...]
    aide: str = ""
    heure: str = "Heure"
    imposes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    defauts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    natures: tuple[str, ...] = ()
    territoires: tuple[str, ...] = ()


_MODELES = (
    _Modele(
        "accord", "Le magistrat a-t-il donné son accord préalable ?", "accord_magistrat",
        ("autorite", "magistrat", "duree_heures"), heure="Heure de l’accord",
    ),
    _Modele(
        "apprehension", "A-t-elle été appréhendée avant le placement ?", "apprehension",
        ("conduite_par_force_publique", "circonstances"),
        "Interpellation, ordre de suivre, menottes : la première contrainte fixe le départ.", "Heure de l’appréhension",
    ),
    _Modele(
        "contrainte", "A-t-elle subi une autre contrainte avant, pour ces faits ?", "contrainte",
        ("nature", "fin", "liberte_ensuite"),
        "Conduite par la force publique, maintien pendant une perquisition, appréhension par un tiers, contrôle routier.",
        "Début de la contrainte", natures=AUTRES_CONTRAINTES,
    ),
    _Modele(
        "audition_libre", "A-t-elle été entendue librement juste avant ?", "audition_libre",
        ("fin", "enchainement_immediat", "venue_sous_contrainte", "depart_libre"),
        "Une audition libre enchaînée compte depuis son début.", "Début de l’audition",
        defauts={"enchainement_immediat": "oui"},
    ),
    _Modele(
        "degrisement", "Sort-elle d’une chambre de sûreté (ivresse publique) ?", "contrainte", ("fin",),
        heure="Entrée en chambre de sûreté", imposes={"nature": "degrisement"},
    ),
    _Modele(
        "retenue", "Sort-elle d’une autre retenue ou vérification ?", "contrainte", ("nature", "fin", "memes_faits"),
        "Identité, situation, séjour, douane, témoin.", "Début de la retenue", natures=RETENUES,
    ),
    _Modele(
        "anterieure", "A-t-elle déjà été gardée à vue pour ces faits, ou juste avant ?", "garde_a_vue_anterieure",
        ("fin", "memes_faits", "liberte_effective", "prolongee", "procedure"),
        "Pour les mêmes faits, les durées s’ajoutent ; sans remise en liberté, la chaîne continue.",
        "Début de cette garde à vue",
        defauts={"memes_faits": "oui", "liberte_effective": "oui"},
    ),
    _Modele(
        "report_guyane", "Le procureur a-t-il autorisé le report du départ (orpaillage) ?", "report_depart_guyane",
        ("magistrat", "circonstances", "infraction_miniere"), heure="Heure de l’autorisation", territoires=("guyane",),
    ),
    _Modele(
        "arrivee", "Heure d’arrivée dans les locaux connue ?", "arrivee_local", (), heure="Heure d’arrivée",
        territoires=("guyane",),
    ),
    _Modele(
        "incarceration", "A-t-elle été incarcérée provisoirement avant le débat ?", "incarceration_provisoire",
        ("fondement", "date_fixee", "fin"), "L’incarcération provisoire s’impute sur le titre qui la suit sans interruption.",
        "Date de l’incarcération provisoire",
    ),
    _Modele(
        "debat", "Le débat contradictoire est-il relevé ?", "debat_contradictoire",
        ("fin", "avocat_present", "ministere_public", "greffier", "visioconference"), heure="Heure du débat",
        imposes={"objet": "placement"},
    ),
    _Modele(
        "prolongee", "Le titre a-t-il déjà été prolongé ?", "prolongation_detention",
        ("fondement", "duree_mois", "juridiction"), "La première prolongation ici ; les suivantes se saisissent sur la fiche.",
        "Date de la décision",
    ),
)  # fmt: skip


def questions_de_depart(vocabulaire: Vocabulaire, type_mesure: str, territoire: str) -> tuple[QuestionDeDepart, ...]:
    """Rend les questions utiles à ce type de mesure en ce lieu ; l'acte qui ouvre la mesure n'en est pas une."""
    admis = {a.type: a for a in vocabulaire.actes_de(type_mesure)}
    ouverture = vocabulaire.mesure(type_mesure).ouverture
    questions = []
    for m in _MODELES:
        if m.acte not in admis or m.acte == ouverture or (m.territoires and territoire not in m.territoires):
            continue
        champs = {c.nom: c for c in champs_d_acte(admis[m.acte])}
        choisis = tuple(_restreint(champs[n], m.natures) for n in m.champs if n in champs)
        le = champ_le(admis[m.acte], vocabulaire.mesure(type_mesure).famille, m.heure)
        questions.append(QuestionDeDepart(m.cle, m.texte, m.acte, (le, *choisis), m.aide, m.imposes, m.defauts))
    return tuple(questions)


def _restreint(champ: ChampDeFormulaire, natures: tuple[str, ...]) -> ChampDeFormulaire:
    if champ.nom != "nature" or not natures:
        return champ
    return replace(champ, choix=tuple(c for c in champ.choix if c[0] in natures), obligatoire=True)
