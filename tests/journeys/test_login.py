"""A visitor meets the login page, and nothing but it."""

from tests.journeys.browser import Person


def test_a_visitor_is_shown_the_login_page_and_nothing_else(person: Person) -> None:
    person.goes_to("/logga-in/?next=/").sees_heading("Logga in")
    person.fills("Användarnamn", "ingen").fills("Lösenord", "fel lösenord").clicks("Logga in", "button")
    person.sees_heading("Logga in").is_at("/logga-in/?next=/")
