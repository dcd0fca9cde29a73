"""Un titre de détention nouveau : ce qui commande les durées, puis le placement ; à droite, terme, plafond et régime."""

from __future__ import annotations

from app.presentation.placement import Placement
from app.presentation.titre_nouveau import PlacementEnDetention
from ui.vues.nouvelle_mesure import VueNouvelleMesure


class VueNouveauTitre(VueNouvelleMesure):
    """Le formulaire d'un titre : détention, contrôle judiciaire, assignation, mandat."""

    brouillon = "titre"
    intitule = "Nouveau titre"
    intitule_des_questions = "Avant et après le placement"
    texte_du_bouton = "Enregistrer le titre"

    def placement_vide(self) -> Placement:
        """Rend un formulaire de titre vide."""
        return PlacementEnDetention(self._registre.corpus)
