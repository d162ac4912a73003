"""Lists on pages: sort heads, page steps and addresses that keep the reader's other choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.forms import Form
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Step:
    """One link between pages; `here` for the page itself, no `href` for a gap."""

    label: str
    href: str
    here: bool = False


def with_choice(query: QueryDict, **choices: str | None) -> str:
    """The address of the same page with some choices changed; `None` takes one away."""
    changed = query.copy()
    for name, value in choices.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = value
    return f"?{changed.urlencode()}"


def sort_header(query: QueryDict, label: str, key: str, *, param: str = "ordna", numeric: bool = False) -> SafeString:
    """A column head with a link: first press sorts upwards, the next downwards."""
    current = query.get(param, "")
    state = {"": "none", key: "ascending", f"-{key}": "descending"}.get(current, "none")
    href = with_choice(query, **{param: f"-{key}" if state == "ascending" else key, "sida": None})
    kind = "num" if numeric else ""
    return format_html(
        '<th scope="col" class="sorts {}" aria-sort="{}"><a href="{}">{}</a></th>', kind, state, href, label
    )


def page_steps(query: QueryDict, page: Page[Any], param: str = "sida") -> list[Step]:
    """First and last page, the two around this one, and gaps between them."""
    steps = []
    for mark in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(mark, int):
            steps.append(Step(str(mark), with_choice(query, **{param: str(mark)}), here=mark == page.number))
        else:
            steps.append(Step("…", ""))
    return steps


def active_choices(form: Form) -> int:
    """How many fields of a filter the reader has set to something else than where they start."""
    return len([name for name in form.fields if _chosen(form, name)])


def _chosen(form: Form, name: str) -> bool:
    if not form.is_bound or form.fields[name].widget.is_hidden:
        return False
    value: object = form[name].data
    if not value:
        return False
    start = form.get_initial_for_field(form.fields[name], name)
    return _as_words(value) != _as_words(start)


def _as_words(value: object) -> Sequence[str]:
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [str(value)]
