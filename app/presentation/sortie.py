"""Les résultats en JSON et en texte, pour ``calculer``, ``regles`` et ``vocabulaire`` (design, § 0.7)."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.domain.echeance import Constat, Echeance, Etape, Incalculable, Irregularite, Nature, Portee, Resultat, Source
from app.domain.francais import dire_instant
from app.domain.temps import Instant
from app.regles.corpus import Corpus, chemins
from app.regles.schema import Version
from app.regles.vocabulaire import Champ


def resultat_en_json(resultat: Resultat, fuseau: str, a: Instant | None) -> dict[str, Any]:
    """Rend le résultat sous la forme publiée : instants ISO 8601 avec décalage, ``null`` pour ce qui n'a pas lieu d'être."""
    return {
        "pack": resultat.pack,
        "a": a.iso(fuseau) if a else None,
        "echeances": [_echeance(e, a) for e in resultat.echeances],
        "incalculables": [_incalculable(i) for i in resultat.incalculables],
        "irregularites": [_irregularite(i, fuseau) for i in resultat.irregularites],
        "constats": [_constat(c, fuseau) for c in resultat.constats],
        "visio": [],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "regle": source.regle,
        "intitule": source.intitule,
        "articles": list(source.articles),
        "version_du": source.version_du.isoformat() if source.version_du else None,
        "version_au": source.version_au.isoformat() if source.version_au else None,
        "texte": source.texte,
        "pack": source.pack,
        "confiance": source.confiance.value,
        "a_verifier": list(source.a_verifier),
    }


def _etapes(etapes: tuple[Etape, ...], fuseau: str) -> list[dict[str, Any]]:
    return [
        {
            "texte": e.texte,
            **({"acte": e.acte} if e.acte else {}),
            **({"article": e.article} if e.article else {}),
            **({"instant": e.instant.iso(fuseau)} if e.instant else {}),
        }
        for e in etapes
    ]


def _echeance(e: Echeance, a: Instant | None) -> dict[str, Any]:
    return {
        **_source(e.source),
        "mesure": e.mesure,
        "acte": e.acte,
        "objet": e.objet,
        "action": e.action,
        "autorite": e.autorite,
        "nature": e.nature.value,
        "portee": e.portee.value,
        "instant_legal": e.legal.iso(e.fuseau),
        "instant_prudent": e.prudent.iso(e.fuseau),
        "premier_instant_hors_delai": None if e.nature in (Nature.MINIMUM, Nature.DEPART) else e.legal.iso(e.fuseau),
        "dernier_jour": dire_instant(e.legal, e.fuseau, en_jours=True) if e.en_jours else None,
        "statut": e.statut(a).value if a else ("satisfaite" if e.satisfaite_le else "sans objet" if e.sans_objet else None),
        "satisfaite_le": e.satisfaite_le.iso(e.fuseau) if e.satisfaite_le else None,
        "satisfaite_par": e.satisfaite_par,
        "sans_objet": e.sans_objet or None,
        "raison_ecart": e.raison_ecart or None,
        "consequence": e.consequence,
        "decision": e.decision or None,
        "seuil_d_usage": e.usage,
        "a_decider_avant": e.depart.iso(e.fuseau) if e.portee.value == "possible" and e.depart else None,
        "alertes_minutes": list(e.alertes),
        "formalites": list(e.formalites),
        "notes": list(e.notes),
        "etapes": _etapes(e.etapes, e.fuseau),
    }


def _incalculable(i: Incalculable) -> dict[str, Any]:
    return {
        **_source(i.source),
        "mesure": i.mesure,
        "acte": i.acte,
        "objet": i.objet,
        "raison": i.raison,
        "faits_manquants": list(i.faits_manquants),
    }


def _irregularite(i: Irregularite, fuseau: str) -> dict[str, Any]:
    return {
        **_source(i.source),
        "mesure": i.mesure,
        "acte": i.acte,
        "objet": i.objet,
        "gravite": i.gravite.value,
        "message": i.message,
        "consequence": i.consequence,
        "decision": i.decision or None,
        "remede": i.remede or None,
        "etapes": _etapes(i.etapes, fuseau),
    }


def _constat(c: Constat, fuseau: str) -> dict[str, Any]:
    valeur: Any = c.valeur.iso(fuseau) if isinstance(c.valeur, Instant) else c.valeur
    if isinstance(valeur, date):
        valeur = valeur.isoformat()
    return {
        **_source(c.source),
        "mesure": c.mesure,
        "nom": c.nom,
        "libelle": c.libelle,
        "valeur": valeur,
        "etapes": _etapes(c.etapes, fuseau),
    }


def regles_en_json(corpus: Corpus) -> list[dict[str, Any]]:
    """Rend toutes les règles du paquet, triées par identifiant."""
    return [
        {
            "id": r.id,
            "genre": r.genre,
            "intitule": r.intitule,
            "famille": r.famille,
            "resume": r.resume,
            "mesures": list(r.mesures),
            "critere_de_version": r.critere,
            "versions": [
                {
                    "du": v.du.isoformat(),
                    "au": v.au.isoformat() if v.au else None,
                    "texte": v.texte,
                    "contenu": v.contenu,
                    "articles": list(v.articles),
                    "confiance": v.confiance.value,
                    "a_verifier": list(v.a_verifier),
                }
                for v in r.versions
            ],
            "articles": list(dict.fromkeys(a for v in r.versions for a in v.articles)),
            "confiance": (r.version_au(corpus.verifie_le) or r.versions[-1]).confiance.value,
            "verifie_jusqu_au": r.verifie_jusqu_au.isoformat() if r.verifie_jusqu_au else None,
            "cas": corpus.cas.get(r.id, 0),
            "alias": list(r.alias),
            "pack": corpus.pack,
        }
        for _, r in sorted(corpus.regles.items())
    ]


def _lus_par_un_fait(corpus: Corpus, version: Version) -> set[str]:
    """Rend les champs que lisent les fonctions des faits dont la version se sert (« lit » de leurs paramètres)."""
    lus: set[str] = set()
    for chemin in chemins(version):
        nom = chemin.removeprefix("calcul.")
        if nom != chemin and nom in corpus.faits:
            faits = (f for v in corpus.faits[nom].versions for f in v.faits if f.nom == nom)
            lus |= {c for f in faits for c in f.parametres.get("lit", ())}
    return lus


def vocabulaire_en_json(corpus: Corpus) -> dict[str, Any]:
    """Rend le vocabulaire : territoires, mesures, actes, champs (type, unité, valeurs, règles qui les lisent)."""
    besoins: dict[str, set[str]] = {}
    for regle in corpus.regles.values():
        for version in regle.versions:
            for chemin in (*chemins(version), *_lus_par_un_fait(corpus, version)):
                besoins.setdefault(
                    chemin.rsplit(".", 1)[-1] if chemin.startswith(("acte.", "autre.", "premier.", "dernier.")) else chemin,
                    set(),
                ).add(regle.id)
    vocabulaire = corpus.vocabulaire

    def champ(c: Champ, cle: str) -> dict[str, Any]:
        return {
            "nom": c.nom,
            "type": c.type,
            "intitule": c.intitule,
            "unite": c.unite or None,
            "valeurs": list(c.valeurs),
            "libelles": list(c.libelles),
            "aide": c.aide or None,
            "regles": sorted(besoins.get(cle, set())),
        }

    return {
        "territoires": {t: {"intitule": c.intitule, "fuseau": c.fuseau} for t, c in sorted(corpus.calendriers.items())},
        "procedure": [champ(c, f"procedure.{c.nom}") for c in vocabulaire.procedure],
        "personne": [champ(c, f"personne.{c.nom}") for c in vocabulaire.personne],
        "mesures": [
            {
                "type": m.type,
                "intitule": m.intitule,
                "ouverture": m.ouverture,
                "cloture": m.cloture or None,
                "champs": [champ(c, f"mesure.{c.nom}") for c in m.champs],
                "actes": [a.type for a in vocabulaire.actes_de(m.type)],
            }
            for m in vocabulaire.mesures.values()
        ],
        "actes": [
            {
                "type": a.type,
                "intitule": a.intitule,
                "groupe": a.groupe,
                "aide": a.aide or None,
                "touche": a.touche or None,
                "mesures": list(a.mesures),
                "champs": [champ(c, c.nom) for c in a.champs],
            }
            for a in vocabulaire.actes.values()
        ],
        "visio": [],
    }


def resultat_en_texte(resultat: Resultat, a: Instant | None) -> str:
    """Rend le résultat en français lisible dans un terminal, avec la dérivation de chaque échéance."""
    lignes = [f"Paquet : {resultat.pack}", ""]
    for titre, portee in (("Échéances", Portee.ACQUISE), ("Possibles ensuite", Portee.POSSIBLE)):
        choisies = [e for e in resultat.echeances if e.portee is portee]
        lignes += [titre, "─" * len(titre), *(ligne for e in choisies for ligne in _bloc(e, a)), ""] if choisies else []
    if resultat.irregularites:
        lignes += ["Irrégularités", "─────────────"]
        for i in resultat.irregularites:
            lignes.append(f"• [{i.gravite.value}] {i.message} → {i.consequence}" + (f" ({i.decision})" if i.decision else ""))
            lignes.append(f"    {i.source.regle} ; {', '.join(i.source.articles)}")
        lignes.append("")
    if resultat.incalculables:
        lignes += ["Incalculables", "─────────────"]
        lignes += [
            f"• {i.source.regle} / {i.objet} : {i.raison}" + (f" : {', '.join(i.faits_manquants)}" if i.faits_manquants else "")
            for i in resultat.incalculables
        ]
    return "\n".join(lignes).rstrip() + "\n"


def _bloc(e: Echeance, a: Instant | None) -> list[str]:
    mot = "à partir du" if e.nature is Nature.MINIMUM else "depuis le" if e.nature is Nature.DEPART else "avant le"
    tete = f"{mot} {dire_instant(e.legal, e.fuseau, en_jours=e.en_jours)}"
    if e.prudent != e.legal:
        tete += f" (lecture prudente : {dire_instant(e.prudent, e.fuseau, en_jours=e.en_jours)})"
    etat = f" [{e.statut(a).value}]" if a and e.portee is Portee.ACQUISE else ""
    refus = "refusée : " if e.portee is Portee.POSSIBLE and e.nature is not Nature.DROIT else ""
    suite = f" ({refus}{e.sans_objet})" if e.sans_objet else ""
    doutes = f" ; à vérifier : {' ; '.join(e.source.a_verifier)}" if e.source.a_verifier else ""
    usage = " ; seuil d'usage, non écrit dans la loi" if e.usage else ""
    return [
        f"• {e.action}, {tete}{etat}{suite}",
        f"    {e.regle} ; {', '.join(e.source.articles)} ; version du {e.source.version_du} ; "
        f"confiance {e.source.confiance.value}{usage}{doutes}",
        *(f"      – {etape.texte}" for etape in e.etapes),
        *([f"      – Deux lectures : {e.raison_ecart}"] if e.raison_ecart else []),
        *(f"      – Note : {note}" for note in e.notes),
    ]
