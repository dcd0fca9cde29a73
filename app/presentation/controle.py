"""Le contrôle de régularité d'une mesure entière, sans Qt : ce qui manque, ce qu'il en coûte, la décision qui l'a sanctionné.

Les irrégularités viennent du moteur. Les mentions du registre qui manqueraient si la mesure finissait maintenant se lisent en
simulant une levée : la règle de l'article 64 les nomme elle-même.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from app.domain.echeance import Echeance, Gravite, Irregularite, Resultat
from app.domain.temps import Instant
from app.presentation.fiche import GRAVITES, Fiche
from app.presentation.formats import FINE, INSECABLE, accorder, date_heure, enumerer, majuscule, typographier
from app.services.demandes import ActeSaisi, Enregistrer
from app.services.refus import Refus
from app.services.registre import Registre

REGLE_DU_REGISTRE = "gav_registre_art64"

TITRES = {
    Gravite.CRITIQUE: "Mesure illégale",
    Gravite.ROUGE: "Nullité encourue",
    Gravite.ORANGE: "Preuve manquante ou risque",
    Gravite.INFORMATION: "À savoir",
}


@dataclass(frozen=True, slots=True)
class Controle:
    """Le contrôle d'une mesure à un instant : irrégularités par gravité, mentions manquantes, échéances ouvertes."""

    fiche: Fiche
    le: Instant
    par: str
    pack: str
    irregularites: tuple[tuple[Gravite, tuple[Irregularite, ...]], ...]
    mentions: tuple[Irregularite, ...]
    ouvertes: tuple[Echeance, ...]

    @property
    def resume(self) -> str:
        """Rend le verdict en une phrase."""
        comptes = [
            accorder(len(liste), TITRES[g].lower())
            if g is not Gravite.ROUGE
            else accorder(len(liste), "nullité encourue", "nullités encourues")
            for g, liste in self.irregularites
            if g is not Gravite.INFORMATION
        ]
        comptes += (
            [accorder(len(self.mentions), "mention du registre manquante", "mentions du registre manquantes")]
            if self.mentions
            else []
        )
        comptes += (
            [accorder(len(self.fiche.manques), "point incalculable", "points incalculables")] if self.fiche.manques else []
        )
        return majuscule(enumerer(comptes)) + "." if comptes else "Aucune irrégularité relevée."


def controler(registre: Registre, fiche: Fiche, maintenant: Instant) -> Controle:
    """Contrôle toute la mesure. Ne lève rien : si la levée ne peut se simuler, seules les mentions déjà dues sont rendues."""
    resultat = registre.calculer(fiche.dossier_id)
    propres = [i for i in resultat.irregularites if i.mesure == fiche.mesure_id]
    mentions = _mentions(_si_levee(registre, fiche, maintenant) if fiche.en_tete.en_cours else resultat, fiche.mesure_id)
    autres = [i for i in propres if i.source.regle != REGLE_DU_REGISTRE]
    groupes = ((g, tuple(i for i in autres if i.gravite is g)) for g in GRAVITES)
    return Controle(
        fiche=fiche,
        le=maintenant,
        par=registre.utilisateur,
        pack=resultat.pack,
        irregularites=tuple((g, liste) for g, liste in groupes if liste),
        mentions=mentions,
        ouvertes=tuple(e for e in resultat.echeances if e.mesure == fiche.mesure_id and e.ouverte),
    )


def _si_levee(registre: Registre, fiche: Fiche, maintenant: Instant) -> Resultat:
    cloture = registre.corpus.vocabulaire.mesure(fiche.type_mesure).cloture
    try:
        return registre.simuler(fiche.dossier_id, [Enregistrer(fiche.mesure_id, ActeSaisi(cloture, maintenant))]).apres
    except Refus:
        return registre.calculer(fiche.dossier_id)


def _mentions(resultat: Resultat, mesure_id: str) -> tuple[Irregularite, ...]:
    return tuple(i for i in resultat.irregularites if i.mesure == mesure_id and i.source.regle == REGLE_DU_REGISTRE)


# --- la page imprimée ---------------------------------------------------------------------------------------------------------


def html_du_controle(c: Controle, poste: str = "") -> str:
    """Rend la page à imprimer, en HTML simple et en noir : le mot dit la gravité, la couleur n'y ajoute rien."""
    t, f = c.fiche.en_tete, c.fiche
    corps = [
        "<h1>Contrôle de régularité</h1>",
        f"<p><b>{_e(t.personne)}</b>{_suite(t.identite)}<br/>{_e(t.mesure)}{_suite(t.numero)}{_suite(t.affaire)}</p>",
        f"<p>{_e(t.depart or 'Départ non établi')}. Mesure {_e(t.etat)}{_suite(t.lieu)}.</p>",
        "<!-- frise -->",
        f"<p><b>{_e(c.resume)}</b></p>",
    ]
    for gravite, liste in c.irregularites:
        corps += [f"<h2>{_e(TITRES[gravite])} ({len(liste)})</h2>", _tableau(map(_irregularite, liste))]
    titre = (
        "Mentions du registre (art. 64) qui manqueraient si la mesure finissait maintenant"
        if t.en_cours
        else "Mentions du registre (art. 64) manquantes"
    )
    corps += [f"<h2>{_e(titre)}</h2>", _tableau(map(_irregularite, c.mentions)) if c.mentions else "<p>Aucune.</p>"]
    if f.manques:
        lignes = (f"<b>{_e(m.phrase)}</b><br/>{_e(enumerer([x for x, _ in m.faits]))}" for m in f.manques)
        corps += ["<h2>Ce qui ne peut être calculé</h2>", _tableau(lignes)]
    if c.ouvertes:
        corps += ["<h2>Échéances qui courent</h2>", _tableau(_ouverte(e, poste) for e in c.ouvertes)]
    corps += ["<h2>Actes</h2>", _tableau(_acte(a.jour, a.heure, a.intitule, a.details, a.sort) for a in f.actes)]
    pied = f"Établi le {date_heure(c.le, f.fuseau, poste=poste)} par {c.par} ; règles : {c.pack}. Les textes font foi."
    return f"<html><body>{''.join(corps)}<hr/><p><small>{_e(pied)}</small></p></body></html>"


def _e(texte: str) -> str:
    return escape(typographier(texte)).replace(FINE, INSECABLE)


def _suite(texte: str) -> str:
    return f" · {_e(texte)}" if texte else ""


def _tableau(lignes: Iterable[str]) -> str:
    rangs = "".join(f'<tr><td style="padding:1px 0 4px 0">{x}</td></tr>' for x in lignes)
    return f'<table width="100%" cellspacing="0">{rangs}</table>'


def _irregularite(i: Irregularite) -> str:
    suite = " ; ".join(x for x in (i.consequence, i.decision, ", ".join(i.source.articles)) if x)
    remede = f"<br/>Remède : {_e(i.remede)}" if i.remede else ""
    return f"<b>{_e(i.message)}</b><br/>{_e(suite)}{remede}"


def _ouverte(e: Echeance, poste: str) -> str:
    quand = date_heure(e.suivi, e.fuseau, poste=poste, en_jours=e.en_jours)
    return f"<b>avant le {_e(quand)}</b> : {_e(e.action)}, {_e(e.autorite)} ({_e(', '.join(e.source.articles))})"


def _acte(jour: str, heure: str, intitule: str, details: tuple[str, ...], sort: str) -> str:
    quand = _e(f"{jour} {heure}".strip())
    texte = f"{quand} : {_e(intitule)}{_e(' (' + ' ; '.join(details) + ')') if details else ''}"
    return f"<s>{texte}</s><br/>{_e(sort)}" if sort else texte
