"""Des personnes, des magistrats, des services inventés. Toute ressemblance serait fortuite."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

_NOMS = """
    Abribat Aguesseau Alvergne Amouroux Ansquer Arbogast Astruc Aubenas Bahuaud Balmette Barthas Bazoche Bellanger
    Benhaïm Bertignac Bescond Blanchemain Boisvert Bonnafous Boudjema Bourdaloue Brissac Cabrol Cadiou Calvados Camara
    Capdevielle Carradec Castelnau Chabert Chauvière Clavel Coatmeur Colombani Combescure Cornuault Corvaisier
    Coustaury Dampierre Daumas Delestre Desforges Diarrassouba Dombasle Dossevi Dumaresq Escoffier Estrade Etcheverry
    Fabiani Falguière Fauvel Ferracci Fontvieille Fouquart Galibert Garrigue Gastinel Gervaise Ghazouani Girardot
    Goasguen Gourmelen Grandchamp Guilhem Hadjadj Hamonic Hautecœur Herbelin Hoarau Hugonnet Iratçabal Issartel
    Jacquemart Jaouen Jolivet Kerbrat Kergoat Kouyaté Labarthe Lacombe Lagarrigue Langlade Larrieu Lauribe
    Lefèvre-Duval Lemarinel Lescure L'Hostis Loubières Magloire Malherbe Marchetti Marescot Mbarga Mercadier Métayer
    Mirbel Montagnier Morvan Mouillard Nadaud Nguyen-Roche Nivelle Orsini Ouardi Pailhès Paoletti Payet Pélissier
    Penhoët Perrault Pinsard Poncelet Pradines Quémener Quintard Rabearivelo Rampillon Raynaud Ribeyrolles Robichon
    Rocamadour Rosière Rouvray Sabatier Saint-Amand Salvetat Sarrazin Séverac Sidibé Soubeyran Taillandier Tanguy
    Teisseire Térouanne Thévenet Tournebise Trémoulet Vaillant Valadier Vandelle Varenne Verdeille Vernoux Vidalenc
    Villedieu Wattebled Xambeu Yvernault Zerbib Zwingel
"""
NOMS = tuple(_NOMS.split())

_PRENOMS = """
    Abel Adèle Aïcha Alban Alexis Amandine Amel Anaïs Ange Armand Aurélien Awa Basile Bastien Bérénice Bruno Camille
    Céleste Chloé Clément Cyprien Damien Delphine Diane Édouard Élias Élodie Émeline Enzo Éric Esther Étienne Fabrice
    Faustine Florian Gaël Gaspard Gaëtan Habib Hélène Hugo Inès Ismaël Jeanne Joachim Jonas Karim Kevin Laure Léa Léon
    Lilian Loïc Louise Lucas Lydie Maëlle Malik Manon Marceau Marius Mathis Maud Médéric Nadia Nathan Noémie Octave
    Odile Olivier Ophélie Oscar Pauline Quentin Rachid Raphaël Régis Rémi Rosalie Sacha Samir Séverine Simon Solène
    Sylvain Théo Thibaut Ulysse Valentin Victoire Wassim Xavier Yanis Yasmine Yvon Zélie Zoé
"""
PRENOMS = tuple(_PRENOMS.split())

MAGISTRATS = (
    "Mme Aubrespin, vice-procureure",
    "M. Cazaubon, substitut",
    "Mme Delorieux, substitute",
    "M. Fontanès, vice-procureur",
    "Mme Lestrange, procureure adjointe",
)
PARQUET_GENERAL = ("M. Haudricourt, avocat général", "Mme Tessandier, substitute générale")
JUGES = ("Mme Roquelaure, JLD", "M. Sauveterre, JLD")
JUGES_D_INSTRUCTION = ("M. Vercors, juge d'instruction", "Mme Ysambert, juge d'instruction")
OPJ = (
    "Cne Barrault",
    "Lt Chassagne",
    "Maj. Desgranges",
    "Adj. Fournival",
    "Cdt Guillerme",
    "Bri.-chef Hautbois",
    "Adj.-chef Lorion",
)
MEDECINS = ("Dr Amblard", "Dr Cheyssac", "Dr Lespinasse", "Dr Tavernier", "Dr Winckler")
AVOCATS = ("Me Arnal", "Me Bécherelle", "Me Corbières", "Me Dufraisse", "Me Espérandieu", "Me Mauvezin", "Me Quilichini")
CABINETS = ("Cabinet 1", "Cabinet 2", "Cabinet 3", "Cabinet 4", "Cabinet des mineurs")
ETABLISSEMENTS = ("Maison d'arrêt du Val", "Maison d'arrêt des Tilleuls", "Centre pénitentiaire de la Plaine")
SERVICES = (
    "Commissariat central",
    "Brigade de recherches",
    "Sûreté départementale",
    "Brigade territoriale autonome",
    "Service local de police judiciaire",
)
DOMICILES = (
    "12, rue des Tanneurs",
    "3, allée des Érables",
    "47, quai de la Fonderie",
    "sans domicile fixe",
    "8, place du Marché-Neuf",
)


def naissance(alea: Random, jour: date, age: int) -> date:
    """Rend une date de naissance qui donne cet âge (en années révolues) ce jour-là."""
    jours = alea.randint(20, 340)
    try:
        anniversaire = jour.replace(year=jour.year - age)
    except ValueError:
        anniversaire = jour.replace(year=jour.year - age, day=28)
    return anniversaire - timedelta(days=jours)
