"""Les champs déduits d'une citation : l'audience visée, d'où part le délai, ce qui cite la partie (CPP, art. 552 à 562)."""

from __future__ import annotations

from app.regles import citations
from app.regles.registre import deduit

for _nom, _intitule, _fonction in (
    ("audience_citee", "date de l'audience", citations.audience_citee),
    ("jour_d_audience", "jour de l'audience", citations.jour_d_audience),
    ("heure_d_audience_connue", "heure d'audience connue", citations.heure_d_audience_connue),
    ("audience_a_l_heure", "heure de l'audience", citations.audience_a_l_heure),
    ("assimilation_le", "avis signé, récépissé renvoyé ou passage à l'étude", citations.assimilation_le),
    ("citation_utile", "remise au destinataire (à l'étranger : remise effective prouvée)", citations.citation_utile),
    ("vaut_citation", "acte qui vaut citation", citations.vaut_citation),
    ("citee_pour_ce_jour", "partie citée pour cette audience", citations.citee_pour_ce_jour),
    ("defense_sans_renvoi", "défense au fond sans demande de renvoi", citations.defense_sans_renvoi),
):
    deduit(_nom, _intitule)(_fonction)
