"""La ligne de commande (design, § 0.7) : arguments, lecture, écriture, codes de sortie. Aucun calcul ici."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import __version__
from app.domain.erreurs import ErreurMetier
from app.ports.erreurs import ErreurDEnvironnement

if TYPE_CHECKING:
    from app.regles.cas import Cas
    from app.regles.moteur import Moteur

REFUS = 2


def executer(arguments: list[str]) -> int:
    """Exécute une commande et rend son code de sortie. Une entrée refusée s'explique sur la sortie d'erreur, sans trace."""
    for flux in (sys.stdout, sys.stderr):
        reconfigurer = getattr(flux, "reconfigure", None)
        if reconfigurer is not None:
            reconfigurer(encoding="utf-8", errors="replace")
    options = _analyseur().parse_args(arguments)
    action: Callable[[argparse.Namespace], int] = options.action
    try:
        return action(options)
    except (ErreurMetier, ErreurDEnvironnement) as erreur:
        print(f"clepsydre : {erreur.phrase}", file=sys.stderr)
        return REFUS
    except BrokenPipeError:
        return 0


def _analyseur() -> argparse.ArgumentParser:
    analyseur = argparse.ArgumentParser(prog="clepsydre", description="Les délais de la procédure pénale, tenus à la minute.")
    analyseur.add_argument("--version", action="version", version=f"Clepsydre {__version__}")
    analyseur.add_argument(
        "--autotest",
        action="store_const",
        const=_autotest,
        dest="action",
        help="prouve cette installation, contrôle par contrôle",
    )
    analyseur.add_argument("--base", type=Path, help="base à ouvrir dans la fenêtre")
    analyseur.set_defaults(action=_fenetre)
    commandes = analyseur.add_subparsers(title="commandes", metavar="COMMANDE")

    calculer = commandes.add_parser("calculer", help="des faits en TOML, toutes les limites : ni fenêtre ni base")
    calculer.add_argument("cas", type=Path, metavar="CAS.toml")
    calculer.add_argument("--json", action="store_true", help="sortie JSON")
    calculer.set_defaults(action=_calculer)

    vocabulaire = commandes.add_parser("vocabulaire", help="mesures, actes et champs acceptés")
    vocabulaire.add_argument("--json", action="store_true", help="sortie JSON")
    vocabulaire.set_defaults(action=_vocabulaire)

    regles = commandes.add_parser("regles", help="toutes les règles, leurs versions, leurs cas")
    regles.add_argument("--json", action="store_true", help="sortie JSON")
    regles.set_defaults(action=_regles)

    demo = commandes.add_parser("demo", help="crée une base de dossiers fictifs")
    demo.add_argument("base", type=Path, metavar="BASE")
    demo.add_argument("--profil", choices=("S", "M", "L", "XL"), default="S")
    demo.add_argument("--graine", type=int, default=1)
    demo.set_defaults(action=_demo)

    verifier = commandes.add_parser("verifier", help="intégrité, déclencheurs, chaîne d'empreintes, projection d'une base")
    verifier.add_argument("base", type=Path, metavar="BASE")
    verifier.set_defaults(action=_verifier)
    return analyseur


def _lire_toml(chemin: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(chemin.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ErreurMetier("le fichier n'existe pas : vérifier le chemin.", ou=str(chemin)) from None
    except UnicodeDecodeError:
        raise ErreurMetier("ce n'est pas un texte : un fichier TOML en UTF-8 est attendu.", ou=str(chemin)) from None
    except OSError as erreur:
        raise ErreurMetier(
            f"fichier illisible ({erreur.strerror}) : vérifier les droits et le chemin.", ou=str(chemin)
        ) from None
    except tomllib.TOMLDecodeError as erreur:
        raise ErreurMetier(f"TOML malformé : {erreur}.", ou=str(chemin)) from None


def _calculer(options: argparse.Namespace) -> int:
    from app.presentation.sortie import resultat_en_json, resultat_en_texte
    from app.regles.cas import ecarts, lire_cas
    from app.regles.moteur import Moteur
    from app.services.admissibilite import contradictions
    from app.systeme.fichiers_de_regles import charger_paquet

    document = _lire_toml(options.cas)
    corpus = charger_paquet()
    moteur = Moteur(corpus)
    sorties: list[dict[str, Any]] = []
    echecs = 0
    impossibles = 0
    for cas in lire_cas(document, corpus, options.cas.name):
        resultat = moteur.calculer(cas.dossier)
        manques = ecarts(cas, resultat, corpus)
        echecs += len(manques)
        fuseau = corpus.calendrier(cas.dossier.territoire).fuseau
        contraires = [c for m in cas.dossier.mesures for c in contradictions(m, corpus.vocabulaire, fuseau)]
        for contraire in contraires:
            print(
                f"clepsydre : {cas.titre}, acte {contraire.acte}, champ {contraire.champ} : {contraire.phrase}", file=sys.stderr
            )
        impossibles += len(contraires)
        if options.json:
            faits = [{"code": c.code, "message": c.phrase, "acte": c.acte, "champ": c.champ} for c in contraires]
            rendu = resultat_en_json(resultat, fuseau, cas.a)
            rendu["etats"] = _etats(moteur, cas)
            sorties.append({"titre": cas.titre, **rendu, "impossibles": faits, "ecarts": manques})
        else:
            print(f"{cas.titre}\n{resultat_en_texte(resultat, cas.a)}")
            for etat in _etats(moteur, cas):
                print(f"État de la mesure {etat['mesure']} : {etat['etat']}")
            for manque in manques:
                print(f"ÉCART : {manque}")
    if options.json:
        _ecrire(sorties if "cas" in document else sorties[0])
    if impossibles:
        return REFUS
    return 1 if echecs else 0


def _etats(moteur: Moteur, cas: Cas) -> list[dict[str, str]]:
    """Rend l'état de chaque mesure privative à l'instant d'observation ; rien si aucun n'est donné."""
    from dataclasses import asdict

    from app.regles.etats import situation
    from app.regles.etats_de_titre import situation_de_titre

    mesures = moteur.corpus.vocabulaire.mesures
    a = cas.a
    if a is None:
        return []
    suivies = [m for m in cas.dossier.mesures if mesures[m.type].privative or m.type == "audition_libre"]
    dites = [
        (m, (situation_de_titre if mesures[m.type].famille == "detention" else situation)(moteur, cas.dossier, m.id, a))
        for m in suivies
    ]
    return [{"mesure": m.id, **{k: str(v) for k, v in asdict(dite).items()}} for m, dite in dites]


def _ecrire(donnees: Any) -> None:
    print(json.dumps(donnees, ensure_ascii=False, indent=2))


def _vocabulaire(options: argparse.Namespace) -> int:
    from app.presentation.sortie import vocabulaire_en_json
    from app.systeme.fichiers_de_regles import charger_paquet

    donnees = vocabulaire_en_json(charger_paquet())
    if options.json:
        _ecrire(donnees)
        return 0
    print("Territoires :", ", ".join(donnees["territoires"]))
    for racine in ("procedure", "personne"):
        print(f"\n[{racine}]")
        _lister_champs(donnees[racine])
    for mesure in donnees["mesures"]:
        print(f"\n[[mesure]] type = {mesure['type']!r} : {mesure['intitule']}")
        _lister_champs(mesure["champs"])
        print("  actes :", ", ".join(mesure["actes"]))
    print("\nToute mesure : territoire (à défaut, celui du cas)")
    print("Tout acte : le (date, ou date et heure locales), occurrence (1 ou 2, quand l'heure existe deux fois)")
    for acte in donnees["actes"]:
        suite = f" ({acte['aide']})" if acte["aide"] else ""
        print(f"\n[[mesure.acte]] type = {acte['type']!r} : {acte['intitule']}{suite}")
        _lister_champs(acte["champs"])
    return 0


def _lister_champs(champs: list[dict[str, Any]]) -> None:
    for champ in champs:
        valeurs = f" parmi {', '.join(champ['valeurs'])}" if champ["valeurs"] else ""
        unite = f" ({champ['unite']})" if champ["unite"] else ""
        aide = f" ({champ['aide']})" if champ["aide"] else ""
        print(f"  {champ['nom']} : {champ['type']}{unite}{valeurs} — {champ['intitule']}{aide}")


def _regles(options: argparse.Namespace) -> int:
    from app.presentation.sortie import regles_en_json
    from app.systeme.fichiers_de_regles import charger_paquet

    donnees = regles_en_json(charger_paquet(cas=True))
    if options.json:
        _ecrire(donnees)
        return 0
    for regle in donnees:
        alias = f" (et {', '.join(regle['alias'])})" if regle["alias"] else ""
        suite = f"{len(regle['versions'])} version(s), confiance {regle['confiance']}, {regle['cas']} cas"
        print(f"{regle['id']}{alias} : {regle['intitule']} — {suite}")
    return 0


def _demo(options: argparse.Namespace) -> int:
    from app.assemblage.bases import creer_demonstration

    return creer_demonstration(options.base, options.profil, options.graine)


def _verifier(options: argparse.Namespace) -> int:
    from app.assemblage.bases import verifier_base

    return verifier_base(options.base)


def _autotest(_options: argparse.Namespace) -> int:
    from app.autotest import autotest

    return autotest()


def _fenetre(options: argparse.Namespace) -> int:
    from app.assemblage.fenetre import ouvrir_la_fenetre

    return ouvrir_la_fenetre(options.base)
