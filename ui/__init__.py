"""L'interface. Importer ce paquet charge PySide6 sans le laisser ralentir tous les imports qui suivent.

PySide6 remplace ``builtins.__import__`` pour son seul ``__feature__``, dont nous n'avons pas l'usage ; SQLAlchemy s'importe un
quart plus vite une fois la fonction d'origine rendue (mesuré, Qt 6.11).
"""

from __future__ import annotations

import builtins
import importlib

_importer = builtins.__import__
importlib.import_module("PySide6.QtCore")
builtins.__import__ = _importer
