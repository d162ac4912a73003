"""Papers of the small city that fill the placeholders of addresses: one that quotes another, a secret, requests."""

from __future__ import annotations

from tests.papers import making

from handslag.core.clock import now, today
from handslag.papers.actions.publishing import publish
from handslag.papers.actions.requesting import answer_request, log_request
from handslag.papers.actions.secrecy import mark_passages
from handslag.papers.models import AccessAnswer, AccessRequest, Document, SecretPassage

SENTINEL = "Kvistlunda"
"""A word that stands in the paper inside a secret passage and nowhere else."""
SECRET = f"Eva Ek i {SENTINEL} hotades vid besöket"
MINUTES = f"{making.MINUTES}\nVid mötet sades att {SECRET} den 3 mars. Ärendet lämnas.\n"


def registered() -> Document:
    """An article that stands again in minutes."""
    standing = Document.objects.filter(file_name="artikel.txt").first()
    return standing or making.paper(making.ARTICLE, "artikel.txt")


def minutes() -> Document:
    """Minutes with a secret passage, which quote the article."""
    registered()
    if standing := Document.objects.filter(file_name="protokoll.txt").first():
        return standing
    made = making.paper(MINUTES, "protokoll.txt")
    mark_passages(
        document=made, places=making.places(made, SECRET), chapter=26, section="1", reason="Rör en enskild.",
        by=making.user("rut"), at=now(),
    )  # fmt: skip
    return made


def secret_passage() -> int:
    """The secret passage of the minutes."""
    minutes()
    return SecretPassage.objects.filter(page__document__file_name="protokoll.txt")[0].pk


def published_paper() -> int:
    """The minutes on the open page."""
    made = minutes()
    if Document.objects.select_related("card").get(pk=made.pk).card.state != "published":
        publish(document=made, by=making.user("rut"), at=now())
    return made.pk


def request() -> AccessRequest:
    """A request that has been refused."""
    if standing := AccessRequest.objects.filter(answers__outcome="partly").first():
        return standing
    rut = making.user("rut")
    made = log_request(
        city=making.city(), asked_for="Protokollet.", made_on=today(), document=minutes(), by=rut, at=now()
    )
    answer_request(
        request=made, outcome="partly", answered_on=today(), text="Rör en enskild.", chapter=26, section="1", by=rut,
        at=now(),
    )  # fmt: skip
    return made


def refusal() -> int:
    """Its answer."""
    return AccessAnswer.objects.filter(request=request())[0].pk


PAPER_THINGS = {
    "paper": lambda: minutes().pk,
    "other paper": lambda: registered().pk,
    "page number": lambda: 1,
    "secret passage": secret_passage,
    "published paper": published_paper,
    "request": lambda: request().pk,
    "refusal": refusal,
}
