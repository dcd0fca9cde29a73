"""Les exemples E01 à E116 de la fiche de computation : dates écrites en clair, jamais recalculées.

Quand la fiche ne donne qu'un résultat, les deux lectures coïncident. Là où un exemple cède devant un arbitrage du § 5 ou une
règle du § 3.2 (LISEZ-MOI, convention 7 f), la ligne dit lequel.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from app.domain.comput import Duree, Fenetre, Terme, appliquer, audience_du_jour_meme
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from tests.unit.domain.ecritures import calendrier, instant, jour

UTILE = {"prudente": "jour_ouvrable_utile"}


class E(NamedTuple):
    numero: str
    mode: str
    depart: str
    duree: Mapping[str, int]
    legal: str
    prudent: str = ""
    territoire: str = "metropole"
    options: Mapping[str, object] = {}
    report: bool = False
    note: str = ""


J10 = {"jours": 10}
EXEMPLES = (
    # délais d'acte en jours, art. 801
    E("E01", "jours_acte", "jeu. 01/10/2026", J10, "lun. 12/10/2026 24:00", report=True),
    E("E02", "jours_acte", "lun. 02/11/2026", J10, "jeu. 12/11/2026 24:00"),
    E("E03", "jours_acte", "lun. 04/05/2026", J10, "ven. 15/05/2026 24:00", report=True),
    E("E04", "jours_acte", "ven. 15/05/2026", J10, "mar. 26/05/2026 24:00", report=True),
    E("E05", "report", "lun. 16/05/2005", {}, "mar. 17/05/2005 24:00", report=True),
    E("E06", "jours_acte", "ven. 24/04/2026", J10, "lun. 04/05/2026 24:00"),
    E("E07", "jours_acte", "mar. 15/12/2026", J10, "lun. 28/12/2026 24:00", report=True),
    E("E08", "jours_acte", "mar. 22/12/2026", J10, "lun. 04/01/2027 24:00", report=True),
    E("E09", "jours_acte", "lun. 19/02/2024", J10, "jeu. 29/02/2024 24:00"),
    E("E10", "jours_acte", "ven. 19/02/2027", J10, "lun. 01/03/2027 24:00"),
    E("E11 avant 1976", "jours_acte", "sam. 21/04/1962", J10, "mar. 01/05/1962 24:00", options={"reporter": False}),
    E("E11 droit actuel", "jours_acte", "sam. 21/04/1962", J10, "mer. 02/05/1962 24:00", report=True),
    E("E12", "jours_acte", "ven. 17/04/2020", {"jours": 1}, "lun. 20/04/2020 24:00", report=True),
    E("E13", "jours_acte", "mar. 10/11/2026", {"jours": 5}, "lun. 16/11/2026 24:00", report=True),
    E("E14", "jours_acte", "lun. 07/09/2026", {"jours": 20}, "lun. 28/09/2026 24:00", report=True),
    E("E15", "jours_acte", "lun. 05/10/2026", {"jours": 45}, "jeu. 19/11/2026 24:00"),
    E(
        "E16", "jours_acte", "sam. 16/12/2028", J10, "mer. 27/12/2028 24:00", "mar. 26/12/2028 24:00", "alsace_moselle",
        report=True,
    ),
    E("E16 ailleurs", "jours_acte", "sam. 16/12/2028", J10, "mar. 26/12/2028 24:00"),
    E(
        "E17", "jours_acte", "mar. 16/03/2027", J10, "mar. 30/03/2027 24:00", "ven. 26/03/2027 24:00", "alsace_moselle_temple",
        report=True,
    ),
    E("E17 sans temple", "jours_acte", "mar. 16/03/2027", J10, "ven. 26/03/2027 24:00", territoire="alsace_moselle"),
    E("E18", "jours_acte", "ven. 10/12/2027", J10, "mar. 21/12/2027 24:00", territoire="la_reunion", report=True),
    E("E19", "jours_acte", "mar. 12/05/2026", J10, "mar. 26/05/2026 24:00", territoire="martinique", report=True),
    E("E20", "jours_acte", "dim. 17/05/2026", J10, "jeu. 28/05/2026 24:00", territoire="guadeloupe", report=True),
    E("E21", "jours_acte", "ven. 05/06/2026", {"jours": 5}, "jeu. 11/06/2026 24:00", territoire="guyane", report=True),
    E("E22", "jours_acte", "ven. 17/04/2026", J10, "mar. 28/04/2026 24:00", territoire="mayotte", report=True),
    E("E23", "jours_acte", "mar. 29/09/2026", J10, "lun. 12/10/2026 24:00", territoire="saint_barthelemy", report=True),
    # jours francs
    E("E24", "jours_francs", "lun. 02/11/2026", J10, "ven. 13/11/2026 24:00"),
    E("E25", "jours_francs", "mar. 03/11/2026", J10, "lun. 16/11/2026 24:00", report=True),
    E("E26", "jours_francs", "sam. 31/10/2026", J10, "jeu. 12/11/2026 24:00", report=True),
    E("E27", "jours_francs", "mar. 05/06/2012", {"jours": 5}, "lun. 11/06/2012 24:00"),
    E("E28", "jours_francs", "ven. 27/09/2024", {"jours": 5}, "jeu. 03/10/2024 24:00"),
    E("E29", "jours_francs", "lun. 30/09/2024", J10, "ven. 11/10/2024 24:00"),
    E("E30", "jours_francs", "mer. 18/11/2026", {"jours": 3}, "lun. 23/11/2026 24:00", report=True),
    E("E31", "jours_acte", "mar. 17/11/2026", {"jours": 3}, "ven. 20/11/2026 24:00"),
    # jours ouvrables
    E("E32", "jo_terme", "mar. 07/05/2013", {"jours": 5}, "jeu. 16/05/2013 24:00", "mer. 15/05/2013 24:00"),
    E("E33", "jo_terme", "ven. 20/11/2026", {"jours": 3}, "mer. 25/11/2026 24:00", "mar. 24/11/2026 24:00"),
    E("E34", "jo_terme", "mer. 23/12/2026", {"jours": 3}, "mar. 29/12/2026 24:00", "lun. 28/12/2026 24:00"),
    # la fiche donne mar. 29/12 pour prudente ; I7 : une fête contestée n'allonge pas une obligation de l'autorité, lun. 28/12
    E(
        "E35", "jo_terme", "mer. 23/12/2026", {"jours": 3}, "mar. 29/12/2026 24:00", "lun. 28/12/2026 24:00", "alsace_moselle",
    ),
    E("E36", "jo_terme", "jeu. 13/05/2027", {"jours": 3}, "mer. 19/05/2027 24:00", "mar. 18/05/2027 24:00"),
    E("E37", "jo_terme", "jeu. 30/04/2026", {"jours": 5}, "lun. 11/05/2026 24:00", "jeu. 07/05/2026 24:00"),
    E("E38", "jo_terme", "jeu. 19/11/2026", {"jours": 4}, "mer. 25/11/2026 24:00", "mar. 24/11/2026 24:00"),
    # arbitrage 5 : pour 145, 201 et L. 521-21, la prudente compte le samedi et le jour de l'ordonnance
    E(
        "E38 jour compté", "jo_terme", "jeu. 19/11/2026", {"jours": 4}, "mer. 25/11/2026 24:00", "lun. 23/11/2026 24:00",
        options={"compter_depart": True},
    ),
    E("E39", "jo_terme", "ven. 20/11/2026", {"jours": 3}, "mer. 25/11/2026 24:00", "mar. 24/11/2026 24:00"),
    # la fiche dit « idem » ; groupes 15 et 37 : samedi compté dans la prudente
    E(
        "E40", "jo_terme", "ven. 20/11/2026", {"jours": 7}, "mar. 01/12/2026 24:00", "sam. 28/11/2026 24:00",
        "wallis_et_futuna",
    ),
    E("E41", "jo_terme", "ven. 20/11/2026", {"jours": 2}, "mar. 24/11/2026 24:00", "lun. 23/11/2026 24:00"),
    E("E42", "jo_rebours", "mar. 04/06/2013", {"jours": 5}, "mar. 28/05/2013 24:00", "lun. 27/05/2013 24:00"),
    E("E43", "jo_rebours", "mar. 01/12/2026", {"jours": 5}, "mar. 24/11/2026 24:00", "lun. 23/11/2026 24:00"),
    E("E44", "jo_rebours", "mar. 17/11/2026", {"jours": 5}, "lun. 09/11/2026 24:00", "ven. 06/11/2026 24:00"),
    E("E45", "jo_rebours", "mar. 05/01/2027", {"jours": 5}, "lun. 28/12/2026 24:00", "jeu. 24/12/2026 24:00"),
    E("E46", "jo_rebours", "lun. 30/11/2026", {"jours": 4}, "mar. 24/11/2026 24:00", "lun. 23/11/2026 24:00"),
    # minimum avant audience et rebours
    E("E47", "minimum_avant_audience", "lun. 23/11/2026", {"jours": 15}, "mar. 08/12/2026 00:00", "mer. 09/12/2026 00:00"),
    E("E47 ancien délai", "minimum_avant_audience", "lun. 23/11/2026", J10, "jeu. 03/12/2026 00:00", "ven. 04/12/2026 00:00"),
    # lecture franche (retenue) : sam. 28/11, ramenée au dernier jour ouvrable
    E("E48", "jours_rebours", "lun. 14/12/2026", {"jours": 15}, "dim. 29/11/2026 24:00", "ven. 27/11/2026 24:00"),
    E("E48 ancien délai", "jours_rebours", "lun. 14/12/2026", J10, "ven. 04/12/2026 24:00", "jeu. 03/12/2026 24:00"),
    E("E49", "jours_rebours", "lun. 14/12/2026", J10, "ven. 04/12/2026 24:00", "jeu. 03/12/2026 24:00"),
    E("E50", "jours_rebours", "lun. 15/03/2027", {"jours": 30}, "sam. 13/02/2027 24:00", "ven. 12/02/2027 24:00"),
    E("E51", "jours_rebours", "lun. 15/03/2027", {"jours": 15}, "dim. 28/02/2027 24:00", "ven. 26/02/2027 24:00"),
    E(
        "E52", "mois_rebours", "mer. 31/03/2027", {"mois": 1}, "dim. 28/02/2027 24:00", "ven. 26/02/2027 24:00",
        note="Quantième manquant",
    ),
    E(
        "E53", "mois_rebours", "lun. 15/03/2027", {"mois": 1, "jours": 10}, "ven. 05/02/2027 24:00", "jeu. 04/02/2027 24:00",
    ),
    E("E54", "jours_rebours", "lun. 15/03/2027", {"jours": 5}, "mer. 10/03/2027 24:00", "mar. 09/03/2027 24:00"),
    E("E55", "heures_rebours", "mar. 24/11/2026 14:00", {"heures": 24}, "lun. 23/11/2026 14:00", "lun. 23/11/2026 00:00"),
    E("E56", "heures_acte", "jeu. 19/11/2026 10:00", {"heures": 48}, "mar. 24/11/2026 00:00", report=True, note="Sans report"),
    E("E57", "heures_acte", "lun. 16/11/2026 10:00", {"heures": 48}, "mer. 18/11/2026 10:00", "jeu. 19/11/2026 00:00"),
    # mois et années
    E("E61", "mois_acte", "ven. 27/02/2009", {"mois": 6}, "jeu. 27/08/2009 24:00"),
    E("E62", "mois_acte", "dim. 31/01/2027", {"mois": 1}, "lun. 01/03/2027 24:00", report=True, note="Quantième manquant"),
    E("E63", "mois_acte", "lun. 31/01/2028", {"mois": 1}, "mar. 29/02/2028 24:00", note="Quantième manquant"),
    E(
        "E64", "mois_acte", "dim. 30/08/2026", {"mois": 6}, "lun. 01/03/2027 24:00", "ven. 26/02/2027 24:00", options=UTILE,
        report=True,
    ),
    E("E65", "mois_acte", "lun. 30/11/2026", {"mois": 3}, "lun. 01/03/2027 24:00", report=True),
    E(
        "E66", "mois_acte", "sam. 14/03/2026", {"mois": 2}, "ven. 15/05/2026 24:00", "jeu. 14/05/2026 24:00",
        options={"prudente": "sans_report"}, report=True,
    ),
    E("E67", "mois_acte", "mer. 21/10/2026", {"mois": 1}, "lun. 23/11/2026 24:00", report=True),
    E("E68", "mois_acte", "lun. 12/10/2026", {"mois": 1}, "jeu. 12/11/2026 24:00"),
    E("E70", "annees_acte", "jeu. 29/02/2024", {"annees": 1}, "ven. 28/02/2025 24:00"),
    E(
        "E71", "annees_acte", "sam. 22/11/2025", {"annees": 1}, "lun. 23/11/2026 24:00", "ven. 20/11/2026 24:00", options=UTILE,
        report=True,
    ),
    E("E72", "annees_acte", "dim. 19/11/2023", {"annees": 3}, "jeu. 19/11/2026 24:00"),
    E("E73", "annees_acte", "dim. 23/11/2025", {"annees": 1}, "lun. 23/11/2026 24:00"),
    # heures écoulées
    E("E74", "heures_ecoulees", "ven. 20/11/2026 22:15", {"heures": 24}, "sam. 21/11/2026 22:15"),
    E("E75", "heures_ecoulees", "sam. 28/03/2026 10:00", {"heures": 24}, "dim. 29/03/2026 11:00", "dim. 29/03/2026 10:00"),
    E("E76", "heures_ecoulees", "sam. 24/10/2026 10:00", {"heures": 24}, "dim. 25/10/2026 09:00", note="la pendule"),
    E("E77", "heures_ecoulees", "sam. 24/10/2026 10:00", {"heures": 48}, "lun. 26/10/2026 09:00", note="la pendule"),
    E("E78", "heures_ecoulees", "sam. 27/03/2027 23:30", {"heures": 24}, "lun. 29/03/2027 00:30", "dim. 28/03/2027 23:30"),
    E("E79", "heures_ecoulees", "sam. 24/10/2026 18:00", {"heures": 20}, "dim. 25/10/2026 13:00", note="la pendule"),
    E("E80", "heures_ecoulees", "sam. 28/03/2026 18:00", {"heures": 20}, "dim. 29/03/2026 15:00", "dim. 29/03/2026 14:00"),
    E("E81", "heures_ecoulees", "sam. 07/09/2013 19:30", {"heures": 20}, "dim. 08/09/2013 15:30"),
    E("E82", "heures_ecoulees", "sam. 24/10/2026 10:00", {"heures": 24}, "dim. 25/10/2026 10:00", territoire="la_reunion"),
    E("E83", "heures_ecoulees", "sam. 24/10/2026 10:00", {"heures": 24}, "dim. 25/10/2026 10:00", territoire="martinique"),
    E(
        "E84", "heures_ecoulees", "sam. 31/10/2026 10:00", {"heures": 24}, "dim. 01/11/2026 09:00",
        territoire="saint_pierre_et_miquelon", note="la pendule",
    ),
    E(
        "E85", "heures_ecoulees", "sam. 07/03/2026 10:00", {"heures": 24}, "dim. 08/03/2026 11:00", "dim. 08/03/2026 10:00",
        "saint_pierre_et_miquelon",
    ),
    E("E86", "heures_ecoulees", "lun. 28/02/2028 23:00", {"heures": 24}, "mar. 29/02/2028 23:00"),
    # détention (convention 4 : le « résultat » de la fiche est la prudente, la lecture textuelle la légale)
    E(
        "E87", "mois_privation", "jeu. 10/09/2026", {"mois": 3}, "jeu. 10/12/2026 24:00", "mer. 09/12/2026 24:00",
        options={"jugement": True},
    ),
    E("E88", "mois_privation", "sam. 31/10/2026", {"mois": 4}, "dim. 28/02/2027 24:00", "sam. 27/02/2027 24:00"),
    E(
        "E89", "mois_privation", "sam. 21/11/2026", {"mois": 2}, "jeu. 21/01/2027 24:00", "mer. 20/01/2027 24:00",
        options={"jugement": True},
    ),
    E(
        "E90", "mois_privation", "jeu. 10/09/2026", {"mois": 4}, "dim. 10/01/2027 24:00", "sam. 09/01/2027 24:00",
        options={"jugement": True}, note=dire_jour(jour("ven. 08/01/2027")),
    ),
    E(
        "E91", "mois_privation", "lun. 02/03/2026", {"mois": 6}, "mer. 02/09/2026 24:00", "mar. 01/09/2026 24:00",
        options={"jugement": True},
    ),
    E("Crim. 17/01/1963", "mois_privation", "mar. 13/02/1962", {"mois": 4}, "mar. 12/06/1962 24:00"),
    E("E92", "delai_autorite", "mer. 09/11/2022", {"jours": 20}, "mar. 29/11/2022 24:00"),
    E("E93", "peine", "sam. 31/01/2026", {"mois": 1}, "sam. 28/02/2026 24:00", "ven. 27/02/2026 24:00"),
    E("E94", "peine", "sam. 31/01/2026", {"mois": 2}, "lun. 30/03/2026 24:00"),
    # recours de vingt-quatre heures
    E("E95", "recours_24h_minuit", "jeu. 19/11/2026 09:40", {}, "ven. 20/11/2026 24:00"),
    E("E96", "recours_24h_minuit", "ven. 20/11/2026 17:55", {}, "lun. 23/11/2026 24:00", "sam. 21/11/2026 24:00", report=True),
    E("E97", "recours_24h_minuit", "lun. 02/11/2026", {}, "mer. 18/11/2026 24:00", options={"avis_non_signe": True}),
    E("E98", "recours_24h_heure", "ven. 20/11/2026 16:00", {}, "lun. 23/11/2026 24:00", "sam. 21/11/2026 16:00", report=True),
    E("E99", "heures_autorite", "jeu. 19/11/2026 15:20", {"heures": 8}, "jeu. 19/11/2026 23:20"),
    # distance (la fiche retient la lecture franche, prudente ; légale : lecture simple)
    E(
        "E100", "distance", "lun. 23/11/2026", {"jours": 15, "mois": 1}, "ven. 08/01/2027 00:00", "sam. 09/01/2027 00:00",
        "la_reunion", note=dire_jour(jour("lun. 11/01/2027")),
    ),
    E(
        "E101", "distance", "lun. 23/11/2026", {"jours": 15, "mois": 1}, "ven. 08/01/2027 00:00", "sam. 09/01/2027 00:00",
        note=dire_jour(jour("lun. 11/01/2027")),
    ),
    E(
        "E101 ancien délai", "distance", "lun. 23/11/2026", {"jours": 10, "mois": 1}, "dim. 03/01/2027 00:00",
        "lun. 04/01/2027 00:00",
    ),
    E("E102", "distance", "lun. 23/11/2026", {"jours": 15, "mois": 2}, "lun. 08/02/2027 00:00", "mar. 09/02/2027 00:00"),
    E(
        "E102 ancien délai", "distance", "lun. 23/11/2026", {"jours": 10, "mois": 2}, "mer. 03/02/2027 00:00",
        "jeu. 04/02/2027 00:00",
    ),
    E(
        "E103", "distance", "jeu. 31/12/2026", {"jours": 15, "mois": 1}, "lun. 15/02/2027 00:00", "mar. 16/02/2027 00:00",
        "polynesie",
    ),
    E(
        "E103 texte de 2019", "distance", "jeu. 31/12/2026", J10 | {"mois": 1}, "mer. 10/02/2027 00:00",
        "jeu. 11/02/2027 00:00", "polynesie",
    ),
    E("E104", "mois_acte", "jeu. 19/11/2026", {"mois": 1}, "lun. 21/12/2026 24:00", report=True),
    E("E105", "jours_acte", "jeu. 19/11/2026", {"jours": 15}, "ven. 04/12/2026 24:00", territoire="nouvelle_caledonie"),
    E("E106", "mois_acte", "mar. 03/11/2026", {"mois": 1}, "jeu. 03/12/2026 24:00"),
    # point de départ
    E(
        "E107", "jours_acte", "mer. 23/03/2022", J10, "lun. 04/04/2022 24:00", "lun. 28/03/2022 24:00",
        options={"depart_prudent": jour("jeu. 17/03/2022")}, report=True,
    ),
    E(
        "E108", "jours_acte", "lun. 09/11/2026", J10, "jeu. 19/11/2026 24:00", "lun. 16/11/2026 24:00",
        options={"depart_prudent": jour("mer. 04/11/2026")},
    ),
    E(
        "E108 départ", "plus_tardive", "mer. 04/11/2026", {}, "lun. 09/11/2026 00:00", "mer. 04/11/2026 00:00",
        options={"autres": [jour("lun. 09/11/2026")]},
    ),
    E("E109 départ", "reception_electronique", "ven. 20/11/2026 18:10", {}, "lun. 23/11/2026 00:00", "ven. 20/11/2026 00:00"),
    E(
        "E109", "delai_autorite", "lun. 23/11/2026", {"mois": 1}, "mer. 23/12/2026 24:00", "ven. 18/12/2026 24:00",
        options={"depart_prudent": jour("ven. 20/11/2026")},
    ),
    E("E110 départ", "reception_electronique", "jeu. 19/11/2026 11:00", {}, "jeu. 19/11/2026 00:00"),
    # arbitrage 3 : légale sans report, « si 801 » (lun. 21/12) en note
    E(
        "E110", "delai_autorite", "jeu. 19/11/2026", {"mois": 1}, "sam. 19/12/2026 24:00", "ven. 18/12/2026 24:00",
        note=dire_jour(jour("lun. 21/12/2026")),
    ),
    E(
        "E111", "incident", "mer. 04/11/2026", J10, "lun. 23/11/2026 24:00", "jeu. 19/11/2026 24:00",
        options={"supplement": 5}, report=True,
    ),
    E("E112", "incident", "lun. 02/11/2026", J10, "mar. 17/11/2026 24:00", options={"supplement": 5}),
    E("E113", "jours_acte", "ven. 20/11/2026", {"jours": 3}, "lun. 23/11/2026 24:00", options=UTILE),
    E(
        "E114", "jours_acte", "mer. 18/11/2026", {"jours": 3}, "lun. 23/11/2026 24:00", "ven. 20/11/2026 24:00", options=UTILE,
        report=True,
    ),
)  # fmt: skip


@pytest.mark.parametrize("e", EXEMPLES, ids=lambda e: e.numero)
def test_exemple_de_la_fiche(e: E) -> None:
    cal = calendrier(e.territoire)
    depart = instant(e.depart, cal.fuseau) if ":" in e.depart else jour(e.depart)
    terme = appliquer(e.mode, depart, Duree(**e.duree), cal, e.options)
    assert isinstance(terme, Terme)
    assert terme.legal == instant(e.legal, cal.fuseau), terme.legal.iso(cal.fuseau)
    assert terme.prudent == instant(e.prudent or e.legal, cal.fuseau), terme.prudent.iso(cal.fuseau)
    assert terme.report == e.report
    assert e.note in " ".join(terme.notes)
    assert bool(terme.raison_ecart) == bool(e.prudent), "la raison accompagne l'écart, et lui seul"


class F(NamedTuple):
    numero: str
    depart: str
    minimum: Mapping[str, int]
    maximum: Mapping[str, int]
    bas: tuple[str, str]
    haut: tuple[str, str]
    haute: str = ""


FENETRES = (
    F(
        "E58", "lun. 23/11/2026", {"semaines": 4}, {"semaines": 10}, ("lun. 21/12/2026", "mar. 22/12/2026"),
        ("lun. 01/02/2027", "lun. 01/02/2027"),
    ),
    F(
        "E59", "ven. 27/09/2024", {"semaines": 2}, {"semaines": 6}, ("ven. 11/10/2024", "sam. 12/10/2024"),
        ("ven. 08/11/2024", "ven. 08/11/2024"),
    ),
    F(
        "E60", "lun. 12/10/2026", {"semaines": 4}, {"semaines": 10}, ("lun. 09/11/2026", "mar. 10/11/2026"),
        ("lun. 21/12/2026", "lun. 21/12/2026"),
    ),
    F(
        "E69", "mar. 25/08/2026", {"jours": 10}, {"mois": 6}, ("ven. 04/09/2026", "sam. 05/09/2026"),
        ("jeu. 25/02/2027", "mer. 24/02/2027"),
    ),
    # groupe 26 (495-10) : [J + 11 ; dernier jour ouvrable ≤ J + 19] prudente, [J + 10 ; J + 20] légale
    F(
        "495-10", "lun. 23/11/2026", {"jours": 10}, {"jours": 20}, ("jeu. 03/12/2026", "ven. 04/12/2026"),
        ("dim. 13/12/2026", "ven. 11/12/2026"), "veille_ouvrable",
    ),
)  # fmt: skip


@pytest.mark.parametrize("f", FENETRES, ids=lambda f: f.numero)
def test_fenetre_de_la_fiche(f: F) -> None:
    cal = calendrier()
    options: dict[str, object] = {"maximum": f.maximum} | ({"haute": f.haute} if f.haute else {})
    fenetre = appliquer("fenetre", jour(f.depart), Duree(**f.minimum), cal, options)
    assert isinstance(fenetre, Fenetre)
    bas, haut = fenetre.minimum, fenetre.maximum
    assert (bas.legal, bas.prudent) == tuple(instant(f"{j} 00:00") for j in f.bas)
    assert (haut.legal, haut.prudent) == tuple(instant(f"{j} 24:00") for j in f.haut)


def test_E58_semaines_depuis_le_renvoi() -> None:
    terme = appliquer("semaines", jour("lun. 23/11/2026"), Duree(semaines=10), calendrier())
    assert isinstance(terme, Terme)
    assert terme.legal == terme.prudent == instant("lun. 01/02/2027 24:00")


@pytest.mark.parametrize(
    "territoire,attendu",
    [
        ("guyane", "jeu. 12/11/2026 20:00"),
        ("martinique", "jeu. 12/11/2026 19:00"),
        ("la_reunion", "ven. 13/11/2026 03:00"),
        ("nouvelle_caledonie", "ven. 13/11/2026 10:00"),
        ("polynesie", "jeu. 12/11/2026 13:00"),
    ],
)
def test_E115_minuit_a_Paris_vu_d_ailleurs(territoire: str, attendu: str) -> None:
    terme = appliquer("mois_acte", jour("lun. 12/10/2026"), Duree(mois=1), calendrier())
    assert isinstance(terme, Terme)
    assert terme.legal == instant(attendu, calendrier(territoire).fuseau)


def test_E116_audience_ouverte_le_jour_du_deferement() -> None:
    defere, ouverte = instant("ven. 01/06/2018 13:55"), instant("ven. 01/06/2018 14:00")
    terme = appliquer("jour_meme", defere, Duree(), calendrier(), {"ouverture": ouverte})
    assert isinstance(terme, Terme)
    assert terme.legal == terme.prudent == instant("ven. 01/06/2018 24:00")
    assert "le jour même" in " ".join(terme.notes)
    assert audience_du_jour_meme(defere, ouverte, "Europe/Paris")


def test_audience_ouverte_le_lendemain_n_est_pas_le_jour_meme() -> None:
    defere, ouverte = instant("ven. 01/06/2018 13:55"), instant("sam. 02/06/2018 09:00")
    terme = appliquer("jour_meme", defere, Duree(), calendrier(), {"ouverture": ouverte})
    assert isinstance(terme, Terme)
    assert "un autre jour" in " ".join(terme.notes)
    assert not audience_du_jour_meme(defere, ouverte, "Europe/Paris")


@pytest.mark.parametrize(
    "acte,recevable",
    [("mar. 12/06/2012 09:00", False), ("lun. 11/06/2012 23:59", True), ("mar. 12/06/2012 00:00", False)],
)
def test_E27_le_pourvoi_du_lendemain_est_tardif(acte: str, recevable: bool) -> None:
    terme = appliquer("jours_francs", jour("mar. 05/06/2012"), Duree(jours=5), calendrier())
    assert isinstance(terme, Terme)
    assert (instant(acte) < terme.legal) is recevable


def test_E61_requete_recue_le_lendemain_irrecevable() -> None:
    terme = appliquer("mois_acte", jour("ven. 27/02/2009"), Duree(mois=6), calendrier())
    assert isinstance(terme, Terme)
    assert instant("ven. 28/08/2009 08:00") >= terme.legal


@pytest.mark.parametrize("acte,a_temps", [("ven. 24/05/2013 10:00", True), ("mer. 29/05/2013 10:00", False)])
def test_E42_telecopie_a_temps_lettre_tardive(acte: str, a_temps: bool) -> None:
    terme = appliquer("jo_rebours", jour("mar. 04/06/2013"), Duree(jours=5), calendrier())
    assert isinstance(terme, Terme)
    assert (instant(acte) < terme.legal) is a_temps


@pytest.mark.parametrize("entree,libre", [("dim. 08/09/2013 15:29", False), ("dim. 08/09/2013 15:34", True)])
def test_E81_l_heure_exacte_prevaut_sur_la_pendule_de_la_salle(entree: str, libre: bool) -> None:
    terme = appliquer("heures_ecoulees", instant("sam. 07/09/2013 19:30"), Duree(heures=20), calendrier())
    assert isinstance(terme, Terme)
    assert (instant(entree) >= terme.legal) is libre


def test_E92_arret_de_la_veille_dans_le_delai() -> None:
    terme = appliquer("delai_autorite", jour("mer. 09/11/2022"), Duree(jours=20), calendrier())
    assert isinstance(terme, Terme)
    assert instant("lun. 28/11/2022 18:00") < terme.prudent


def test_tous_les_exemples_sont_la() -> None:
    """E01 à E116 : aucun numéro ne manque dans ce fichier."""
    vus = {int(e.numero[1:].split()[0]) for e in EXEMPLES if e.numero[0] == "E"}
    vus |= {int(f.numero[1:]) for f in FENETRES if f.numero[0] == "E"} | {115, 116}
    assert vus == set(range(1, 117))


def test_la_derivation_se_lit_jour_par_jour() -> None:
    terme = appliquer("jours_acte", jour("jeu. 01/10/2026"), Duree(jours=10), calendrier())
    assert isinstance(terme, Terme)
    lignes = [ligne.replace("\u00a0", " ").replace("\u202f", " ") for ligne in terme.etapes]
    assert lignes == [
        "Le jour de départ ne compte pas : le délai court du lendemain.",
        "10e jour : dim. 11 octobre 2026, dimanche → lun. 12 octobre 2026 (art. 801).",
    ]


def test_l_instant_legal_se_compare_a_l_acte() -> None:
    """Une borne est exclue : 23 h 59 le dernier jour est dans le délai, minuit ne l'est plus."""
    terme = appliquer("jours_acte", jour("jeu. 01/10/2026"), Duree(jours=10), calendrier())
    assert isinstance(terme, Terme)
    assert instant("lun. 12/10/2026 23:59") < terme.legal
    assert Instant.debut_du_jour(jour("mar. 13/10/2026"), "Europe/Paris") == terme.legal
