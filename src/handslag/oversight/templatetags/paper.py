"""The many small fields of a paper as HTML, put together in one go: hundreds of them stand on a page."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from handslag.core.markup import empty_cell, icon, matrix_cell, sign
from handslag.oversight.paper import Column, Field, MatrixRow, Part, Square, Table

register = template.Library()
NO_PART = empty_cell("Ingen del i området")


@register.simple_tag
def rows(table: Table, linked: bool) -> SafeString:
    """The rows of a table; the first field of each is its head."""
    return format_html_join(
        "\n",
        "<tr>{}{}</tr>",
        (
            (
                format_html('<th scope="row">{}</th>', _field(row[0], linked)),
                format_html_join(
                    "", "{}", ((_cell(c, f, linked),) for c, f in zip(table.columns[1:], row[1:], strict=True))
                ),
            )
            for row in table.rows
        ),
    )


def _cell(column: Column, field: Field, linked: bool) -> SafeString:
    kind = format_html(' class="{}"', "num") if column.number else ""
    return format_html('<td{} data-label="{}">{}</td>', kind, column.heading, _field(field, linked))


def _field(field: Field, linked: bool) -> SafeString:
    return format_html(
        "{}{}", _part(field[0], linked), format_html_join("", "<br>{}", ((_part(p, linked),) for p in field[1:]))
    )


def _part(part: Part, linked: bool) -> SafeString | str:
    if part.sign:
        return sign(part.sign, part.text)
    if part.href and linked:
        return format_html('<a class="ds-link" href="{}">{}</a>', part.href, part.text)
    if part.soft:
        return format_html('<span class="meta">{}</span>', part.text)
    return format_html("<b>{}</b>", part.text) if part.strong else part.text


@register.simple_tag
def squares(row: MatrixRow, linked: bool) -> SafeString:
    """The fields of a row of the matrix."""
    return format_html_join("\n", "{}", ((_square(one, linked),) for one in row.squares))


def _square(one: Square | None, linked: bool) -> SafeString:
    if one is None:
        return NO_PART
    if linked:
        return matrix_cell(
            sign=one.sign, short=one.short, sentence=one.sentence, href=one.href, turn=one.turn, noted=one.noted
        )
    return format_html(
        '<td><span class="cell" data-sign="{}">{}<span aria-hidden="true">{}</span>'
        '<span class="ds-sr-only">{}</span>{}{}</span></td>',
        one.sign, icon(one.sign), one.short, one.sentence, icon("comment", "note") if one.noted else "",
        icon(one.turn, "turn") if one.turn else "",
    )  # fmt: skip
