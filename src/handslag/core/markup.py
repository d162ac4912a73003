"""The small pieces of HTML that every page shares, as plain functions that are cheap to call hundreds of times."""

# ruff: noqa: S308 — here, and only here, is HTML put together; every value from outside goes through escape.

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from zlib import crc32

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from handslag.core.verdict import Verdict

NO_DAY = mark_safe('<span aria-hidden="true">–</span><span class="ds-sr-only">inget datum</span>')
SYMBOLS = Path(__file__).parent / "static" / "symbols.svg"


def filled(template: str, *values: Any) -> SafeString:
    """A template of ours with every value escaped, but for what is HTML: `format_html` at a third of its price."""
    return mark_safe(template.format(*(v.__html__() if hasattr(v, "__html__") else escape(str(v)) for v in values)))


@cache
def sprite() -> SafeString:
    """All symbols, to stand first in `body`; they are then used by name and cost one line each."""
    return mark_safe(SYMBOLS.read_text(encoding="utf-8"))


@cache
def icon(name: str, size: str = "icon") -> SafeString:
    """One symbol from the sprite, without meaning of its own: the words beside it carry that."""
    return filled('<svg class="{}" aria-hidden="true"><use href="#s-{}"/></svg>', size, name)


def sign(name: str, text: str, size: str = "", *, href: str = "") -> SafeString:
    """A sign as word, shape and colour; `size="lg"` on a page of its own, `href` when it is also a way on."""
    wide = mark_safe(' data-size="lg"') if size == "lg" else ""
    if href:
        return filled('<a class="sign" data-sign="{}"{} href="{}">{}{}</a>', name, wide, href, icon(name), text)
    return filled('<span class="sign" data-sign="{}"{}>{}{}</span>', name, wide, icon(name), text)


def matrix_cell(
    *,
    sign: str,
    short: str,
    sentence: str,
    href: str,
    turn: str = "",
    noted: bool = False,
    quiet: bool = False,
    below: str = "",
) -> SafeString:
    """A whole matrix field as one link: symbol over a short word, the full `sentence` for those who listen.

    `turn` is `worse`, `better` or empty (the arrow, top right), `noted` the speech mark, top left. A `quiet` cell
    keeps its word and symbol but no fill: it does not match the filter. `below` is what was reported, when asked for.
    """
    kind = "data-quiet" if quiet else f'data-sign="{escape(sign)}"'
    marks = icon("comment", "note") if noted else ""
    if turn:
        marks += icon(turn, "turn")
    if below:
        marks = mark_safe(f'<span class="told" aria-hidden="true">{escape(below)}</span>{marks}')
    return mark_safe(
        f'<td><a class="cell" {kind} href="{escape(href)}">{icon(sign)}<span aria-hidden="true">{escape(short)}</span>'
        f'<span class="ds-sr-only">{escape(sentence)}</span>{marks}</a></td>'
    )


def empty_cell(sentence: str) -> SafeString:
    """A field where there is nothing to follow; the sentence says so to those who listen."""
    return filled('<td><span class="ds-sr-only">{}</span></td>', sentence)


def tag(text: str, color: str = "neutral") -> SafeString:
    """A word that sorts, with an outline: `warning`, `success`, `info`, `danger` or `neutral`."""
    return filled('<span class="ds-tag" data-color="{}" data-variant="outline">{}</span>', color, text)


def attributes(pairs: dict[str, Any]) -> SafeString:
    """HTML attributes with a space before each; `True` stands alone, `None`, `False` and empty are left out."""
    parts = []
    for name, value in pairs.items():
        if value is True:
            parts.append(f" {name}")
        elif value or (value == 0 and value is not False):
            parts.append(f' {name}="{escape(str(value))}"')
    return mark_safe("".join(parts))


def button(
    label: str,
    *,
    verdict: Verdict | None = None,
    href: str = "",
    more: str = "",
    variant: str = "",
    color: str = "",
    name: str = "",
    value: str = "",
    stretch: bool = False,
) -> SafeString:
    """A button, or a link that looks like one; when `verdict` says no it cannot be pressed and says why beside it.

    `more` is read aloud after the label, where several buttons on a page have the same words.
    """
    look = {"data-variant": variant, "data-color": color, "data-stretch": stretch}
    words = filled('{}<span class="ds-sr-only"> {}</span>', label, more) if more else label
    if verdict is not None and not verdict:
        why = f"skal-{crc32(f'{label}|{more}|{name}|{value}|{verdict.reason}'.encode()):08x}"
        held = attributes({**look, "aria-disabled": "true", "aria-describedby": why})
        return filled(
            '<span class="row"><button class="ds-button" type="button"{}>{}</button><span id="{}">{}</span></span>',
            held, words, why, verdict.reason,
        )  # fmt: skip
    if href:
        return filled('<a class="ds-button"{} href="{}">{}</a>', attributes(look), href, words)
    sent = attributes({**look, "name": name, "value": value})
    return filled('<button class="ds-button" type="submit"{}>{}</button>', sent, words)


def panel(content: str, *, heading: str = "", level: int = 2, edge: bool = False, anchor: str = "") -> SafeString:
    """A tinted aside; `edge` marks the one thing to do on the page."""
    mark = attributes({"data-edge": edge})
    if not heading:
        return filled('<div class="panel stack"{}>{}</div>', mark, content)
    anchor = anchor or f"ruta-{crc32(heading.encode()):08x}"
    size = "xs" if level == 2 else "2xs"
    return filled(
        '<section class="panel stack"{} aria-labelledby="{}"><h{} class="ds-heading" data-size="{}" id="{}">{}</h{}>'
        "{}</section>",
        mark, anchor, level, size, anchor, heading, level, content,
    )  # fmt: skip


def figure(content: str, *, caption: str = "", anchor: str = "") -> SafeString:
    """A drawing with what it says, its unit, day and source under it."""
    below = filled("<figcaption>{}</figcaption>", caption) if caption else ""
    return filled('<figure class="stack" data-gap="sm"{}>{}{}</figure>', attributes({"id": anchor}), content, below)


def tally(figure: str | int, text: str) -> SafeString:
    """A large figure and the sentence that says what it counts (inside `.tiles`)."""
    return filled('<div class="stack" data-gap="sm"><p class="figure">{}</p><p>{}</p></div>', figure, text)


def breadcrumb(*steps: str) -> SafeString:
    """The way here: pairs of label and address, and last the page itself."""
    pairs = zip(steps[:-1:2], steps[1:-1:2], strict=True)
    links = [filled('<li><a class="ds-link" href="{}">{}</a></li>', href, label) for label, href in pairs]
    here = filled('<li><span aria-current="page">{}</span></li>', steps[-1])
    return filled(
        '<nav class="ds-breadcrumbs" aria-label="Du är här"><ol>{}{}</ol></nav>', mark_safe("".join(links)), here
    )


def matrix_region(content: str, *, label: str, columns: int, after: str) -> SafeString:
    """The scroll region round a matrix, with a link past it; more than 13 columns always scroll inside."""
    return filled(
        '<div class="matrix-frame"><a class="ds-skip-link" href="#{}">Hoppa förbi matrisen</a>'
        '<p class="meta no-print" data-arrows hidden>Piltangenterna flyttar mellan rutorna.</p>'
        '<div class="scroll" data-both{} tabindex="0" role="region" aria-label="{}">{}</div></div>'
        '<div id="{}" tabindex="-1"></div><script src="{}" defer></script>',
        after, attributes({"data-many": columns > 13}), label, content, after, static("matrix.js"),
    )  # fmt: skip
