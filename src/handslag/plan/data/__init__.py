"""Plans and an organisation that come with Handslag, ready to be read in."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
NAMES = {
    "exempelplan": "exempelplan",
    "sju-punkter": "goteborg-sju-punkter",
    "goteborg": "goteborg-sju-punkter",
    "stockholm": "stockholm-organisation",
}
"""Short names beside the files' own."""


def shipped() -> dict[str, Path]:
    """Name → file: the files' own names, and the short ones."""
    own = {file.stem: file for file in sorted(HERE.glob("*.yaml"))}
    return own | {name: own[stem] for name, stem in NAMES.items()}
