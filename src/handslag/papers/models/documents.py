"""A paper, its pages as they were read, and the readings of each page: repaired by machine, corrected by people."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from handslag.core.append_only import guard
from handslag.papers.rules.words import FIELDS, HOW, KINDS, ORIGINS, STATES
from handslag.people.models import City, DatedFact, User

REGISTRARS = ("plan_office", "registrar")
"""Roles in the city that register papers, see drafts and read what is marked secret."""


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any) -> DocumentQuerySet:
        """Whoever has a role in the city sees what is drawn up or has come in; registrars its drafts as well.

        A visitor sees what is published. Passages marked secret are another question: `is_registrar`.
        """
        if not getattr(user, "is_authenticated", False):
            return self.filter(card__state="published")
        mine = [one.city_id for one in user.held if one.role in REGISTRARS]
        finished = Q(city__in=City.objects.visible_to(user)) & ~Q(card__state="draft")
        return self.filter(finished | Q(city__in=mine))


class Document(DatedFact):
    """A registered paper (handling). Its original lies under its SHA-256 in the data directory."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="documents")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField("filnamn", max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    origin = models.CharField("ursprung", max_length=8, default="received")
    registered_on = models.DateField("registrerad")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("-registered_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("city", "sha256"),
                name="document_stands_once",
                violation_error_message="Handlingen är redan registrerad.",
            ),
            models.CheckConstraint(condition=Q(origin__in=tuple(ORIGINS)), name="document_origin_is_known"),
        )

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("papers:document", args=[self.pk])


class Page(models.Model):
    """A page as it was read, letter for letter: what every place in the paper is counted in.

    Once read it never changes; one that is `unread` is filled in when it can be read.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="pages")
    number = models.PositiveIntegerField()
    raw = models.TextField(blank=True)
    how = models.CharField(max_length=6)

    class Meta:
        ordering = ("document", "number")
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="page_stands_once"),
            models.CheckConstraint(condition=Q(how__in=tuple(HOW)), name="page_how_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.document} s. {self.number}"


class Reading(DatedFact):
    """The text of a page: `changes` are `[start, end, words]` in the raw page, in order. The newest reading counts.

    The first is made by the repair (no changes when the page was clean), each later one by a person who corrects.
    A page that could not be read before gets its first reading when it can.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="readings")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    changes = models.JSONField(default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("page", "number")
        constraints = (models.UniqueConstraint(fields=("page", "number"), name="reading_stands_once"),)

    def __str__(self) -> str:
        return f"{self.page}, läsning {self.number}"


class KnownWord(DatedFact):
    """A word that a registrar has written in a correction: the archive knows it from then on."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="known_words")
    word = models.CharField(max_length=80)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("word",)
        constraints = (models.UniqueConstraint(fields=("city", "word"), name="known_word_stands_once"),)

    def __str__(self) -> str:
        return self.word


class Finding(DatedFact):
    """Something read out of a paper by rule: certain, or proposed until someone confirms it. `value` by `field`:

    kind `{"code"}` · title `{"text"}` · date `{"day"}` · body `{"name"}` · dnr `{"text"}` · person `{"name", "party",
    "role"}` · decision_point `{"number", "text"}` · statement `{"kind", "who": [{"name", "party"}], "text"}` · question
    `{"number", "text", "asked_by": [...], "asked_of": {...}}` · commitment `{"who", "text", "by"}`. It stands on a page
    from `start` to `end`, counted in the raw page.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="findings")
    field = models.CharField(max_length=16)
    value = models.JSONField()
    page = models.PositiveIntegerField(default=1)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    certain = models.BooleanField(default=False)

    class Meta:
        ordering = ("document", "order", "id")
        constraints = (models.CheckConstraint(condition=Q(field__in=tuple(FIELDS)), name="finding_field_is_known"),)

    def __str__(self) -> str:
        return f"{FIELDS[self.field]}: {self.value}"


class Card(models.Model):
    """What a paper is taken to be now: derived from its findings, rulings and steps; made again at any time."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="card")
    kind = models.CharField(max_length=16, default="other")
    title = models.CharField(max_length=300, blank=True)
    dated_on = models.DateField(null=True)
    body = models.CharField(max_length=160, blank=True)
    dnr = models.CharField(max_length=60, blank=True)
    parties = models.JSONField(default=list)
    proposed = models.JSONField(default=list)
    """The fields among these that nobody has confirmed and that are not certain."""
    state = models.CharField(max_length=10, default="drawn_up")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=tuple(KINDS)), name="card_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=tuple(STATES)), name="card_state_is_known"),
        )

    def __str__(self) -> str:
        return self.title or str(self.document)


for _table in ("document", "reading", "knownword", "finding"):
    guard(f"papers_{_table}", message="en registrerad handling kan inte ändras")
guard(
    "papers_page",
    update="OLD.how <> 'unread' OR NEW.document_id <> OLD.document_id OR NEW.number <> OLD.number",
    message="en läst sida kan inte ändras",
)
