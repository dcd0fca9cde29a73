"""Clepsydre : les délais de la procédure pénale, tenus à la minute."""

__version__ = "0.1.0"
