"""Le dernier filet : une mesure qui doit avoir une limite et n'en montre aucune le dit, plutôt que de se taire.

Le paquet dit quand une limite est attendue (``calcul.echeance_attendue``) ; le moteur constate qu'aucune règle n'en a rendu.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.echeance import Echeance, Incalculable, Nature, Portee
from app.domain.faits import Mesure
from app.regles.contexte import Contexte
from app.regles.delais import Sortie, incalculable
from app.regles.registre import Appel
from app.regles.session import Evaluation

ATTENDUE = "echeance_attendue"
FIN, HORS_COUVERTURE = "fin_de_mesure", "hors_couverture"
RAISON = (
    "aucune limite ne répond à ce qui est saisi (fondement du placement, phase, issue du règlement, âge) : "
    "cette privation de liberté est sans échéance affichée ; compléter ou corriger la saisie"
)


def sans_echeance(session: Evaluation, mesure: Mesure, sorties: Iterable[Sortie], pack: str) -> tuple[Incalculable, ...]:
    """Rend une ligne incalculable si une limite est attendue et qu'aucune sortie n'en donne ni n'en réclame."""
    regle = session.corpus.faits.get(ATTENDUE)
    if regle is None or session.calcul(mesure, ATTENDUE) is not True:
        return ()
    a_compteur = {r.id for r in session.corpus.regles_de(mesure.type) if any(v.compteurs for v in r.versions)}
    if any(_limite(s, a_compteur) for s in sorties):
        return ()
    contexte = Contexte(session, mesure)
    version = session.version(regle, contexte)
    trouvee = next((v for v in regle.versions if v is version), regle.versions[-1])
    return (incalculable(Appel(regle, trouvee, pack, contexte), FIN, RAISON, ()),)


def _limite(sortie: Sortie, a_compteur: set[str]) -> bool:
    if isinstance(sortie, Echeance):
        return sortie.nature is Nature.LIBERTE and sortie.portee is Portee.ACQUISE and sortie.ouverte
    if not isinstance(sortie, Incalculable):
        return False
    return sortie.objet.startswith(FIN) or (sortie.objet.startswith(HORS_COUVERTURE) and sortie.source.regle in a_compteur)
