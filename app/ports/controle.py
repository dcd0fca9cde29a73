"""Ce qu'un contrôle de la base rapporte. Un contrôle constate ; il ne répare jamais."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PointDeControle:
    """Un point vérifié : son nom stable, s'il tient, et ce qui a été vu (une phrase)."""

    nom: str
    tenu: bool
    constat: str
