"""Ce qui veille autour du poste : journal, incident, chute précédente, disque partagé, « À propos », recherche de personnes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.systeme.chemins import dossier_des_journaux, partage_reseau
from app.systeme.horloge import synchronisee
from app.systeme.incident import cesser_de_surveiller_la_chute, rapport, surveiller, surveiller_la_chute
from app.systeme.journal import Memoire, fermer_journal, ouvrir_journal
from ui.commandes import Commande, Proposition

if TYPE_CHECKING:
    from app.assemblage.poste import Poste

_PROPOSITIONS = 12


class Veille:
    """Branche le poste sur son journal et sur ce qui peut mal tourner."""

    def __init__(self, poste: Poste) -> None:
        self._poste = poste
        self._memoire: Memoire | None = None

    def commencer(self, base: Path) -> None:
        """Ouvre le journal, surveille les erreurs inattendues, dit la chute précédente et le disque partagé."""
        journaux = dossier_des_journaux()
        self._memoire = ouvrir_journal(journaux)
        surveiller(self._montrer_l_incident)
        if surveiller_la_chute(journaux):
            self._poste.fenetre.annoncer(
                "Clepsydre s'est arrêté brutalement la fois précédente. Les actes enregistrés sont intacts ; une saisie "
                "interrompue se reprend dans « Nouveau placement »."
            )
        partage = partage_reseau(base.parent)
        if partage:
            self._poste.fenetre.annoncer(
                f"La base est sur un partage réseau ({partage}) où les verrous sont peu sûrs : la mettre sur un disque local.",
                "irregularite",
            )
        if synchronisee() is False:
            self._poste.fenetre.annoncer(
                "L'horloge de ce poste n'est pas synchronisée : la comparer à une heure sûre avant de s'y fier ; les comptes à "
                "rebours la suivent.",
                "irregularite",
            )
        self._poste.fenetre.ajouter_commande(Commande("a_propos", "À propos de Clepsydre", self._a_propos, groupe="Aide"))
        self._poste.fenetre.ajouter_source(self._personnes)

    def finir(self) -> None:
        """Fin normale : rend le journal et le fichier de chute."""
        cesser_de_surveiller_la_chute()
        fermer_journal()

    def _montrer_l_incident(self, erreur: BaseException) -> None:
        from ui.dialogues.incident import DialogueDIncident

        lignes = self._memoire.lignes if self._memoire else ()
        texte = rapport(erreur, pack=self._pack, lignes=lambda: lignes)
        DialogueDIncident(texte, self._poste.fenetre).open()

    def _pack(self) -> str:
        registre = self._poste.registre
        return registre.corpus.pack if registre else "non chargé"

    def _a_propos(self) -> None:
        from app.systeme.fichiers_de_regles import charger_paquet
        from ui.dialogues.a_propos import DialogueAPropos

        corpus = charger_paquet()
        verifie = f"{corpus.verifie_le:%d/%m/%Y}"
        lignes = (("Version", __version__), ("Paquet de règles", corpus.pack), ("Droit vérifié le", verifie))
        doutes = [
            f"{regle.id} : {doute}"
            for regle in corpus.regles.values()
            for doute in (regle.version_au(corpus.verifie_le) or regle.versions[-1]).a_verifier
        ]
        DialogueAPropos(lignes, doutes, self._poste.fenetre).open()

    def _personnes(self, texte: str) -> Iterator[Proposition]:
        """Rend les dossiers dont le nom, les prénoms ou le numéro contiennent chaque mot tapé."""
        from app.presentation.formats import plier

        registre = self._poste.registre
        mots = plier(texte).split()
        if registre is None or not mots:
            return
        trouves = 0
        for fiche in registre.dossiers():
            ou = plier(f"{fiche.nom} {fiche.prenoms} {fiche.numero}")
            if all(mot in ou for mot in mots):
                detail = " · ".join(filter(None, (fiche.naissance, fiche.numero)))
                yield Proposition(
                    f"{fiche.nom} {fiche.prenoms}".strip() or fiche.numero, partial(self._ouvrir, fiche.dossier_id), detail
                )
                trouves += 1
                if trouves == _PROPOSITIONS:
                    return

    def _ouvrir(self, dossier_id: str) -> None:
        registre = self._poste.registre
        dossier = registre.dossier(dossier_id) if registre else None
        if dossier is not None and dossier.mesures:
            self._poste.ouvrir_la_mesure(dossier_id, dossier.mesures[-1].id)
