"""Repair: Swedish that was read with the wrong alphabet gets its å, ä and ö back; clean Swedish is left as it is.

The method (see docs/adr/0015-repair.md): a gate per page; for each word what it can have been, by its shape; how
likely that word is and how likely it was so misread; its neighbours; its case. Only words change, never what is
between them.
"""

from __future__ import annotations

from handslag.papers.rules.repair.page import Change, Repaired, repair

__all__ = ["Change", "Repaired", "repair"]
