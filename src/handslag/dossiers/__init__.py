"""The dossier behind an answer: evidence for each question, and the answer written beside it."""
