"""Le programme : la fenêtre, ou une commande. Codes de sortie : 0 réussi, 1 échec d'un contrôle, 2 entrée refusée."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Point d'entrée de ``clepsydre``. Sans commande, ouvre la fenêtre ; n'importe que ce que la commande demande."""
    from app.commandes import executer

    return executer(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
