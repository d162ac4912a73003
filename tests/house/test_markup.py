"""The checking client can fail: each rule, on a page that breaks just that one."""

import pytest
from tests.markup import faults

PAGE = (
    '<!doctype html><html lang="sv"><head><title>Sida</title></head><body><main><h1>Rubrik</h1>{}</main></body></html>'
)


def test_a_page_in_order_has_no_faults() -> None:
    fine = """
      <p id="a">Text med <a href="#a">en länk</a> och
      <svg role="img" aria-label="x" viewBox="0 0 1 1"><use href="#a"/></svg></p>
      <form action="/x/" method="post"><label for="n">Namn</label><input id="n" name="n" aria-describedby="a">
      <label>Ja <input type="checkbox" name="j"></label><input type="hidden" name="h">
      <button hx-post="/x/">Spara</button></form>
      <table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>
      <script src="/static/x.js"></script>"""
    assert faults(PAGE.format(fine)) == []


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (PAGE.replace('lang="sv"', 'lang="en"'), 'lang="en"'),
        (PAGE.replace("<title>Sida</title>", ""), "no title"),
        (PAGE.replace("<h1>Rubrik</h1>", ""), "0 h1"),
        (PAGE.format("<h1>En till</h1>"), "2 h1"),
        (PAGE.replace("main>", "div>"), "0 main"),
        (PAGE.format("<h3>För långt ned</h3>"), "skipped"),
        (PAGE.format("<p><div>x</div></p>"), "p"),
        (PAGE.format("<p>oavslutad <b>fet</p>"), "Unexpected"),
        (PAGE.format('<i id="a"></i><i id="a"></i>'), "2 times"),
        (PAGE.format('<a href="#borta">x</a>'), "not on the page"),
        (PAGE.format('<label for="borta">x</label>'), "not on the page"),
        (PAGE.format('<input id="n" name="n">'), "no label"),
        (PAGE.format('<label for="n"></label><input id="n">'), "no label"),
        (PAGE.format("<select><option>1</option></select>"), "no label"),
        (PAGE.format('<a href="/"></a>'), "no text"),
        (PAGE.format("<button></button>"), "no text"),
        (PAGE.format('<img src="x.png">'), "no alt"),
        (PAGE.format("<table><tbody><tr><th>A</th></tr></tbody></table>"), "no scope"),
        (PAGE.format("<table><tbody><tr><td>A</td></tr></tbody></table>"), "no header cell"),
        (PAGE.format('<p style="color:red">x</p>'), "refuses"),
        (PAGE.replace("</head>", "<style>p{}</style></head>"), "inline"),
        (PAGE.format("<script>1</script>"), "inline"),
        (PAGE.format('<p onclick="x()">x</p>'), "onclick"),
        (PAGE.format('<button hx-get="/x/">x</button>'), "without JavaScript"),
    ],
)
def test_each_fault_is_found(html: str, said: str) -> None:
    found = faults(html.replace("{}", ""))
    assert any(said in one for one in found), found


def test_a_piece_for_htmx_needs_no_frame_but_is_checked() -> None:
    assert faults("<p>Tre rader</p>", whole=False) == []
    assert faults("<p>Tre <input></p>", whole=False) != []
