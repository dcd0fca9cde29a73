"""Le contrôle d'une base : le fichier et la chaîne (par la persistance), puis la projection contre le recalcul."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.erreurs import ErreurMetier
from app.ports.controle import PointDeControle
from app.ports.erreurs import ErreurDEnvironnement
from app.ports.unite_de_travail import Base
from app.services.moteur import MoteurDeRegles
from app.services.projeter import projeter
from app.services.reconstitution import charger, reconstituer


@dataclass(frozen=True, slots=True)
class Rapport:
    """Les points vérifiés, dans l'ordre."""

    points: tuple[PointDeControle, ...]

    @property
    def tenu(self) -> bool:
        """Dit si tout tient : le code de sortie de « clepsydre verifier » est 0 si oui, 1 sinon."""
        return all(point.tenu for point in self.points)


def verifier(base: Base, moteur: MoteurDeRegles) -> Rapport:
    """Vérifie une base sans la modifier : intégrité, clés étrangères, déclencheurs, chaîne, projection = recalcul."""
    points = base.controler()
    if not points[0].tenu:
        return Rapport(points)
    return Rapport((*points, _projection(base, moteur)))


def _projection(base: Base, moteur: MoteurDeRegles) -> PointDeControle:
    """Compare chaque dossier projeté par le paquet en vigueur à son recalcul ; ceux d'un autre paquet sont comptés à part."""
    pack = moteur.corpus.pack
    with base.lire() as unite:
        dossiers = unite.registre.dossiers()
        perimes = frozenset(unite.projection.perimes(pack))
        compares = [d for d in dossiers if d not in perimes]
        for dossier_id in compares:
            try:
                historique = charger(unite, dossier_id)
                dossier = reconstituer(historique, moteur.corpus.vocabulaire)
                attendue = projeter(dossier, moteur.calculer(dossier), historique.version, moteur.corpus)
            except (ErreurMetier, ErreurDEnvironnement) as erreur:
                return PointDeControle("projection", False, f"dossier {dossier_id} illisible : {erreur}")
            if unite.projection.de_dossier(dossier_id) != attendue:
                return PointDeControle(
                    "projection", False, f"dossier {dossier_id} : ce qui est affiché n'est pas ce qui se calcule"
                )
    reste = f" ; {len(perimes)} d'un autre paquet de règles, recalculé(s) à la prochaine ouverture" if perimes else ""
    return PointDeControle("projection", True, f"{len(compares)} dossier(s) recalculé(s) à l'identique{reste}")
