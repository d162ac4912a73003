"""Dossiers with their steps, the evidence frozen at a moment, and the answers written beside it."""

from handslag.dossiers.models.dossiers import Dossier, DossierEvidence, DossierStep, DossierText

__all__ = ["Dossier", "DossierEvidence", "DossierStep", "DossierText"]
