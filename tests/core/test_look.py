"""The look: tags and layouts give the markup the pages rely on, and nothing a reader writes becomes markup."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from handslag.core import context, lists, markup, palette
from handslag.core.hyphens import SOFT, soft_hyphens
from handslag.core.verdict import Verdict
from tests.markup import faults

CORE = Path(markup.__file__).parent
STATIC = CORE / "static"


def drawn(template: str, path: str = "/", **context: Any) -> str:
    """A snippet of template, rendered with the request that the lists look at."""
    request = RequestFactory().get(path)
    return engines["django"].from_string(template).render({"request": request, **context})


class SignalForm(forms.Form):
    """One field of each kind that the pages use."""

    what = forms.CharField(label="Vad har hänt?", help_text="Inga namn.", widget=forms.Textarea)
    who = forms.ChoiceField(label="Vem får se?", choices=[("a", "Alla"), ("b", "Ingen")], widget=forms.RadioSelect)
    city = forms.ChoiceField(label="Stad", choices=[("", "Alla"), ("e", "Ekstaden")], required=False)
    read = forms.BooleanField(label="Läst", required=False)


# Layouts


@pytest.mark.parametrize("layout", ["list.html", "detail.html", "form.html"])
def test_every_layout_is_a_page_in_order(layout: str) -> None:
    page = render_to_string(layout, {"heading": "Åtgärder", "answer": "Två är kvar.", "form": SignalForm()})
    assert faults(page) == []
    assert "<title>Åtgärder – Handslag</title>" in page


@pytest.mark.parametrize("page", ["400.html", "403.html", "404.html", "500.html"])
def test_error_pages_stand_without_anything_from_the_request(page: str) -> None:
    html = render_to_string(page)
    assert faults(html) == []
    assert 'href="/"' in html


def test_a_refusal_shows_its_reason_and_not_its_markup() -> None:
    assert "Rapporten &lt;T2&gt; är undertecknad." in render_to_string(
        "403.html", {"reason": "Rapporten <T2> är undertecknad."}
    )


def test_the_example_banner_stands_when_the_city_is_invented() -> None:
    assert "Påhittat exempel" in render_to_string("list.html", {"heading": "x", "example": True})
    assert "Påhittat exempel" not in render_to_string("list.html", {"heading": "x"})


def test_the_foot_says_which_day_and_what_was_known() -> None:
    known = datetime(2026, 9, 22, 5, 15, tzinfo=UTC)
    page = render_to_string("list.html", {"heading": "x", "as_of": date(2026, 9, 22), "known_at": known})
    assert "Läget den 22 september 2026, som det var känt den 22 september 2026 kl. 07.15." in page


def test_the_demo_page_offers_each_user_by_name() -> None:
    page = render_to_string("people/demo.html", {"people": [{"id": 7, "name": "Karin Ek", "place": "x", "can": "y"}]})
    assert faults(page) == []
    assert re.search(r'name="user" value="7">Välj<span class="ds-sr-only"> Karin Ek', page)


# Forms


def test_a_field_draws_itself_with_label_help_and_error() -> None:
    form = SignalForm({"what": "", "who": "a"})
    page = render_to_string("form.html", {"heading": "Lämna en signal", "form": form})
    assert faults(page) == []
    assert "<title>Fel: Lämna en signal – Handslag</title>" in page
    assert page.index("ds-error-summary") < page.index("<h1")
    assert 'href="#id_what"' in page
    control = re.search(r"<textarea[^>]*>", page)
    assert control
    assert 'aria-describedby="id_what_helptext id_what_error"' in control[0]
    assert 'aria-invalid="true"' in control[0]
    assert 'class="ds-input"' in control[0]
    assert 'id="id_what_error"' in page


def test_a_choice_with_an_error_is_linked_to_its_first_alternative() -> None:
    page = render_to_string("form.html", {"heading": "x", "form": SignalForm({"what": "Ja"})})
    assert 'href="#id_who_0"' in page
    assert re.search(r'<input[^>]*id="id_who_0"', page)
    assert '<legend class="ds-label">Vem får se?</legend>' in page


def test_a_form_without_errors_has_no_summary_and_says_what_is_optional() -> None:
    page = render_to_string("form.html", {"heading": "x", "form": SignalForm()})
    assert "ds-error-summary" not in page
    assert "Fel:" not in page
    assert "Stad (frivilligt)" in page


def test_a_field_keeps_the_class_it_came_with() -> None:
    form = SignalForm()
    form.fields["what"].widget.attrs["class"] = "wide"
    assert 'class="wide ds-input"' in str(form)


# Filters and lists


def test_the_folded_filter_counts_what_the_reader_has_chosen() -> None:
    form = SignalForm(QueryDict("city=e&ordna=dag"))
    html = drawn('{% filter_form form keep="ordna" %}', "/?city=e&ordna=dag", form=form)
    assert "(1 aktivt)" in html
    assert '<input type="hidden" name="ordna" value="dag">' in html
    assert "aktiv" not in drawn("{% filter_form form %}", form=SignalForm(QueryDict("city=")))


def test_a_sort_head_turns_and_keeps_the_other_choices() -> None:
    first = drawn('{% sort_header "Dag" "dag" %}', "/?tecken=late&sida=3")
    assert 'aria-sort="none"' in first
    assert 'href="?tecken=late&amp;ordna=dag"' in first
    again = drawn('{% sort_header "Dag" "dag" %}', "/?ordna=dag")
    assert 'aria-sort="ascending"' in again
    assert 'href="?ordna=-dag"' in again


def test_pages_of_a_list_keep_the_other_choices() -> None:
    page = Paginator(range(500), 25).get_page(3)
    html = drawn("{% pagination page %}", "/?tecken=late&sida=3", page=page)
    assert 'href="?tecken=late&amp;sida=4">Nästa' in html
    assert html.count('aria-current="true"') == 1
    assert "<nav" not in drawn("{% pagination page %}", page=Paginator(range(3), 25).get_page(1))


def test_a_list_can_be_fetched_with_the_same_choices() -> None:
    html = drawn("{% downloads %}", "/?tecken=late")
    assert 'href="?tecken=late&amp;format=csv"' in html
    assert 'href="?tecken=late&amp;format=json"' in html


def test_a_gap_between_pages_leads_nowhere() -> None:
    steps = lists.page_steps(QueryDict(""), Paginator(range(500), 25).get_page(10))
    assert [step.label for step in steps if not step.href] == ["…", "…"]


# Small pieces


def test_a_matrix_cell_is_one_link_with_the_whole_sentence() -> None:
    cell = markup.matrix_cell(
        sign="asleep",
        short="Avstannat",
        sentence="Avstannat sedan 14 juni",
        href="/x/?a=1&b=2",
        turn="worse",
        noted=True,
    )
    assert cell.count("<a ") == 1
    assert 'data-sign="asleep"' in cell
    assert 'href="/x/?a=1&amp;b=2"' in cell
    assert '<span aria-hidden="true">Avstannat</span>' in cell
    assert '<span class="ds-sr-only">Avstannat sedan 14 juni</span>' in cell
    assert "#s-worse" in cell
    assert "#s-comment" in cell


def test_a_cell_outside_the_filter_keeps_its_word_but_not_its_fill() -> None:
    cell = markup.matrix_cell(sign="asleep", short="Avstannat", sentence="x", href="/", quiet=True)
    assert "data-sign" not in cell
    assert "Avstannat" in cell


@pytest.mark.parametrize(
    "piece",
    [
        lambda evil: markup.matrix_cell(sign=evil, short=evil, sentence=evil, href=evil),
        lambda evil: markup.sign("late", evil, href=evil),
        lambda evil: markup.button(evil, verdict=Verdict.no(evil), name=evil, value=evil, more=evil),
        lambda evil: markup.breadcrumb(evil, evil, evil),
        lambda evil: markup.tag(evil, evil),
        lambda evil: markup.panel(evil, heading=evil),
    ],
    ids=["cell", "sign", "button", "breadcrumb", "tag", "panel"],
)
def test_what_a_reader_writes_never_becomes_markup(piece: Any) -> None:
    html = piece('"><script>alert(1)</script>')
    assert "<script" not in html
    assert '""' not in html


def test_a_button_that_may_not_be_pressed_says_why_beside_it() -> None:
    html = markup.button("Lämna rapporten", verdict=Verdict.no("Två är kvar."), name="do", value="sign")
    why = re.search(r'aria-describedby="([^"]+)"', html)
    assert why
    assert f'<span id="{why[1]}">Två är kvar.</span>' in html
    assert 'aria-disabled="true"' in html
    assert 'type="submit"' not in html
    assert " disabled" not in html


def test_a_button_that_may_be_pressed_is_an_ordinary_one() -> None:
    html = markup.button("Lämna", verdict=Verdict.yes(), name="do", value="sign")
    assert html == '<button class="ds-button" type="submit" name="do" value="sign">Lämna</button>'
    assert markup.button("Svara", href="/x/").startswith("<a ")


def test_one_can_step_past_the_matrix() -> None:
    html = drawn('{% matrix_region label="Matris" columns=20 after="efter" %}<table></table>{% endmatrix_region %}')
    assert html.index('href="#efter"') < html.index("<table>") < html.index('id="efter"')
    assert "data-many" in html


@pytest.mark.parametrize(
    ("template", "value", "expected"),
    [
        ("{{ x|swedish_date }}", date(2026, 5, 12), "12 maj 2026"),
        ("{{ x|swedish_date }}", datetime(2026, 5, 11, 22, 30, tzinfo=UTC), "12 maj 2026"),
        ("{{ x|swedish_date }}", None, ""),
        ("{{ x|short_date }}", date(2026, 5, 12), "12 maj"),
        ("{{ x|day_or_dash }}", date(2026, 5, 12), "12 maj 2026"),
        ("{{ x|number }}", 12345, "12\u00a0345"),
        ("{{ x|number:1 }}", 1234.56, "1\u00a0234,6"),
        ("{{ x|number:1 }}", -0.4, "−0,4"),
        ("{{ x|number:1 }}", -0.04, "0,0"),
        ("{{ x|number }}", None, ""),
        ("{{ x|join_words }}", ["a", "b", "c"], "a, b och c"),
    ],
)
def test_dates_and_numbers_are_written_in_swedish(template: str, value: Any, expected: str) -> None:
    assert drawn(template, x=value) == expected


def test_no_day_is_a_dash_that_can_be_heard() -> None:
    assert "inget datum" in drawn("{{ x|day_or_dash }}", x=None)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Socialförvaltningen", "Social·förvalt·ningen"),
        ("Arbetsmarknadsförvaltningen", "Arbets·marknads·förvalt·ningen"),
        ("Kronholmen", "Kron·holmen"),
        ("Furuby", "Furuby"),
        ("Hammarö-Älvbro", "Hammarö-Älvbro"),
    ],
)
def test_long_words_break_where_a_reader_expects(word: str, expected: str) -> None:
    assert soft_hyphens(word).replace(SOFT, "·") == expected


def test_soft_hyphens_change_nothing_else_and_are_set_once() -> None:
    text = "Överförmyndarnämnden & Äldreförvaltningen 2026"
    assert soft_hyphens(text).replace(SOFT, "") == text
    assert soft_hyphens(soft_hyphens(text)) == soft_hyphens(text)


# Colours and files


def light_tokens() -> dict[str, str]:
    block = re.search(r"color-scheme\.light \{(.*?)\n}", (STATIC / "theme.css").read_text(encoding="utf-8"), re.DOTALL)
    assert block
    return dict(re.findall(r"--ds-color-([\w-]+): (#[0-9a-fA-F]+);", block[1]))


def test_the_palette_is_the_light_theme() -> None:
    theme = light_tokens()
    assert {name: theme.get(name) for name in palette.COLORS} == palette.COLORS


def test_every_sign_is_painted_in_the_pages_as_in_the_drawings() -> None:
    css = re.sub(r"\s+", " ", (STATIC / "app.css").read_text(encoding="utf-8"))
    for name, paint in palette.SIGNS.items():
        rule = re.search(rf'(?<!\S)\[data-sign="{name}"\] {{(.*?)}}', css)
        assert rule, name
        used = dict(re.findall(r"(background|color|border-color|border): [^;]*?var\(--ds-color-([\w-]+)\)", rule[1]))
        line = used.get("border-color") or used.get("border")
        assert (used.get("color"), used.get("background"), line) == (paint.ink, paint.fill, paint.line), name
        assert f'id="s-{name}"' in markup.sprite()
        assert paint.hexes()["ink"] == palette.color(paint.ink)


def test_a_drawing_for_paper_has_its_colours_in_itself() -> None:
    drawing = palette.painted(
        '<svg class="chart"><rect class="f-attn" x="1"/><text class="soft">a</text><text>b</text></svg>'
    )
    assert "class=" not in drawing
    assert f'<rect fill="{palette.color("danger-base-default")}" x="1"/>' in drawing
    assert drawing.count(" fill=") == 3


def test_every_chart_class_of_the_palette_stands_in_the_style_sheet() -> None:
    css = (STATIC / "app.css").read_text(encoding="utf-8")
    assert [name for name in palette.CHART if f".{name}" not in css] == []


def test_paper_is_always_light() -> None:
    theme = (STATIC / "theme.css").read_text(encoding="utf-8")
    assert "@media screen and (prefers-color-scheme: dark)" in theme
    assert "@media (prefers-color-scheme: dark)" not in theme


def test_vendor_files_come_with_their_licences_and_the_fonts_for_paper_are_there() -> None:
    vendor = STATIC / "vendor"
    for file in ("designsystemet.css", "designsystemet.LICENSE", "inter/InterVariable.woff2", "inter/LICENSE.txt"):
        assert (vendor / file).stat().st_size > 500, file
    for weight in ("Regular", "Medium", "SemiBold", "Italic"):
        assert (CORE / "fonts" / f"Inter-{weight}.ttf").read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_the_style_sheet_uses_no_colours_of_its_own_and_stays_short() -> None:
    css = (STATIC / "app.css").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", css) == []
    assert len(css.splitlines()) <= 300


# The menu


@pytest.mark.parametrize(("may_import", "labels"), [(True, ["Här", "Läs in"]), (False, ["Här"])])
def test_the_menu_shows_what_exists_and_what_the_user_may_do(may_import: bool, labels: list[str]) -> None:
    menu = (
        context.Place("Här", "/tillganglighet/", under=("/logga-in/",)),
        context.Place("Läs in", "/tillganglighet/", shown=context.may_import),
        context.Place("Inte byggt", "/finns-inte-an/"),
    )
    user = SimpleNamespace(is_authenticated=True, may_import=may_import)
    items = context.places(menu, user, "/logga-in/")
    assert [item.label for item in items] == labels
    assert items[0].current
    assert context.places(menu, AnonymousUser(), "/") == []
