"""What each sign means, in one sentence, with the city's own limits."""

from __future__ import annotations

from dataclasses import dataclass

from handslag.vitals.facts import SIGNS, Sign
from handslag.vitals.pages.day import Limits
from handslag.vitals.rules import SIGN_WORDS

ORDER = (
    Sign.SIDESTEPPED, Sign.CONTESTED, Sign.ASLEEP, Sign.MISSING, Sign.LATE, Sign.DROWSY,
    Sign.AWAKE, Sign.DONE, Sign.OPTED_OUT, Sign.NOT_DUE,
)  # fmt: skip
"""As the legend has them: what must be answered first."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A sign and what it means."""

    sign: str
    word: str
    text: str


def meanings(limits: Limits) -> list[Meaning]:
    """All ten, in the order of the legend."""
    texts = {
        Sign.SIDESTEPPED: "Ett obligatoriskt område är obesvarat en månad efter att verksamhetsplanen skulle vara "
        "klar, är bortvalt utan skäl, beslutsdag och diarienummer, eller är antaget utan någon åtgärd.",
        Sign.CONTESTED: "Rapporteras som pågående eller klart, men en signal är obesvarad efter sin sista svarsdag.",
        Sign.ASLEEP: f"Inget av betydelse har hänt på mer än {limits.sleep_after} dagar.",
        Sign.MISSING: "Området är obesvarat i verksamhetsplanen, är bortvalt utan skäl eller har ingen åtgärd.",
        Sign.LATE: "En öppen åtgärd är mer än 30 dagar sen, eller minst två och minst en tredjedel har passerat sin "
        "dag. Den som har flyttats två gånger eller mer räknas mot sin första dag.",
        Sign.DROWSY: f"Inget av betydelse har hänt på mer än {limits.drowsy_after} dagar, eller mer än hälften av "
        f"enheterna har varit tysta i mer än {limits.sleep_after}.",
        Sign.AWAKE: "Det finns öppna åtgärder, och något nytt har hänt med dem.",
        Sign.DONE: "Ingen åtgärd är öppen. Det som är klart har en notering eller ett underlag som visar det. "
        "I ett obligatoriskt område räcker det ett år, sedan ska det följas upp.",
        Sign.OPTED_OUT: "Förvaltningen har valt bort området och skrivit varför. I ett obligatoriskt område finns "
        "dessutom ett beslut.",
        Sign.NOT_DUE: "Området räknas från en verksamhetsplan som inte ska vara klar än.",
    }
    return [Meaning(sign, SIGN_WORDS[sign].word, texts[sign]) for sign in ORDER]


def in_order_of_rules(limits: Limits) -> list[Meaning]:
    """All ten, in the order they are tried: the first that holds is the sign."""
    return sorted(meanings(limits), key=lambda one: SIGNS.index(one.sign))
