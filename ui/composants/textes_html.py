"""Du texte au HTML de Qt, qui change en espace ordinaire toute espace autre que l’insécable : les fines le deviennent."""

from __future__ import annotations

from html import escape


def en_html(texte: str) -> str:
    """Échappe un texte et garde insécables ses espaces fines."""
    return escape(texte).replace("\u202f", "\u00a0")
