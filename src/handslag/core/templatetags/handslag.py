"""Template tags and filters of the pages: thin names for functions of `core.markup`, `core.text` and `core.lists`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, Form
from django.template import Context
from django.utils.safestring import SafeString

from handslag.core import hyphens, lists, markup, text
from handslag.core.clock import local

register = template.Library()

register.simple_tag(markup.sprite, name="sprite")
register.simple_tag(markup.icon, name="icon")
register.simple_tag(markup.sign, name="sign")
register.simple_tag(markup.tag, name="tag")
register.simple_tag(markup.button, name="button")
register.simple_tag(markup.tally, name="tally")
register.simple_tag(markup.breadcrumb, name="breadcrumb")
register.simple_tag(markup.matrix_cell, name="matrix_cell")
register.simple_block_tag(markup.panel, name="panel")
register.simple_block_tag(markup.figure, name="figure")
register.simple_block_tag(markup.matrix_region, name="matrix_region")


def _day(value: date | datetime) -> date:
    return local(value).date() if isinstance(value, datetime) else value


@register.filter
def swedish_date(value: date | datetime | None) -> str:
    """`12 maj 2026`; a moment is shown as its day in Stockholm."""
    return text.swedish_date(_day(value)) if value else ""


@register.filter
def short_date(value: date | datetime | None) -> str:
    """`12 maj`."""
    return text.short_date(_day(value)) if value else ""


@register.filter
def day_or_dash(value: date | datetime | None) -> SafeString | str:
    """`12 maj 2026`, or a dash that is read as *inget datum*."""
    if value:
        return text.swedish_date(_day(value))
    return markup.NO_DAY


@register.filter
def moment(value: datetime | None) -> str:
    """`12 maj 2026 kl. 07.15` on Stockholm's clock."""
    return text.swedish_moment(value) if value else ""


@register.filter
def number(value: float | Decimal | str | None, decimals: int = 0) -> str:
    """`12 345` with a no-break space; `{{ x|number:1 }}` gives one decimal after a comma."""
    if value is None or value == "":
        return ""
    rounded = round(Decimal(str(value)), decimals)
    whole, _, rest = f"{abs(rounded):.{decimals}f}".partition(".")
    return ("−" if rounded < 0 else "") + text.number(int(whole)) + (f",{rest}" if rest else "")


@register.filter
def soft_hyphens(value: str) -> str:
    """The text with soft hyphens in its long words, for narrow columns."""
    return hyphens.soft_hyphens(str(value))


@register.filter
def join_words(words: Iterable[Any]) -> str:
    """`a, b och c`."""
    return text.join_words([str(word) for word in words])


@register.filter
def dressed(field: BoundField) -> BoundField:
    """The field with the class its control needs, kept beside any class of its own."""
    attrs = field.field.widget.attrs
    classes = str(attrs.get("class", "")).split()
    if "ds-input" not in classes:
        attrs["class"] = " ".join([*classes, "ds-input"])
    return field


@register.simple_tag(takes_context=True)
def sort_header(context: Context, label: str, key: str, param: str = "ordna", numeric: bool = False) -> SafeString:
    """A column head that sorts by `key`: a link that keeps the other choices, up first, then down."""
    return lists.sort_header(context["request"].GET, label, key, param=param, numeric=numeric)


@register.inclusion_tag("core/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], param: str = "sida") -> dict[str, Any]:
    """The way between the pages of a long list; nothing when there is but one."""
    query = context["request"].GET
    return {
        "page": page,
        "steps": lists.page_steps(query, page, param),
        "back": lists.with_choice(query, **{param: str(page.number - 1)}) if page.has_previous() else "",
        "forward": lists.with_choice(query, **{param: str(page.number + 1)}) if page.has_next() else "",
    }


@register.inclusion_tag("core/downloads.html", takes_context=True)
def downloads(context: Context) -> dict[str, Any]:
    """The same list as CSV and JSON, with the same choices."""
    query = context["request"].GET
    return {"csv": lists.with_choice(query, format="csv"), "json": lists.with_choice(query, format="json")}


@register.inclusion_tag("core/filter.html", takes_context=True)
def filter_form(
    context: Context, form: Form, label: str = "Urval", button: str = "Visa", keep: str = ""
) -> dict[str, Any]:
    """A GET form over a list, folded on a phone; `keep` names other parameters to carry along, by comma."""
    query = context["request"].GET
    kept = [(name, query[name]) for name in keep.split(",") if name and name in query]
    return {"form": form, "label": label, "button": button, "kept": kept, "active": lists.active_choices(form)}
