"""A visitor meets the login page, and nothing but it; whoever has a role comes in by the same door."""

from tests.journeys.browser import Person


def test_a_visitor_is_shown_the_login_page_and_nothing_else(person: Person) -> None:
    person.goes_to("/planen/").is_at("/logga-in/?next=/planen/").sees_heading("Logga in")
    person.fills("Användarnamn", "lena").fills("Lösenord", "fel lösenord").clicks("Logga in", "button")
    person.sees_heading("Logga in").sees("Användarnamn och lösenord hör inte ihop")
    person.logs_in_as("lena").is_at("/start/")


def test_the_demos_users_can_be_chosen_and_the_page_says_that_the_city_is_invented(person: Person) -> None:
    person.goes_to("/logga-in/").clicks("Välj användare").is_at("/demo/")
    person.sees("Pia Planansvarig").sees("Lena Läsare")
