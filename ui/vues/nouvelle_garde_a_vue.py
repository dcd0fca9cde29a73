"""Un placement en garde à vue ou en retenue : le formulaire d'une mesure nouvelle, avec les questions de son départ."""

from __future__ import annotations

from ui.vues.nouvelle_mesure import VueNouvelleMesure

BROUILLON = VueNouvelleMesure.brouillon


class VueNouvelleGardeAVue(VueNouvelleMesure):
    """Le formulaire d'un placement, compté en heures."""
