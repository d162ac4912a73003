"""Which papers share passages with which: derived from their texts, made again at any time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from handslag.papers.models.documents import Document


class Sketch(models.Model):
    """A sample of a paper's word triples, as numbers: two papers that share some are compared in full."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="sketch")
    value = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("value", "document"), name="sketch_stands_once"),)

    def __str__(self) -> str:
        return f"{self.document}: {self.value}"


class Likeness(models.Model):
    """How much of a paper's text (its word triples) stands again in another: 0 to 1."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="likenesses")
    other = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    containment = models.FloatField()

    class Meta:
        ordering = ("document", "-containment")
        constraints = (
            models.UniqueConstraint(fields=("document", "other"), name="likeness_stands_once"),
            models.CheckConstraint(condition=~Q(document=F("other")), name="likeness_is_to_another"),
            models.CheckConstraint(condition=Q(containment__gte=0, containment__lte=1), name="containment_is_a_share"),
        )

    def __str__(self) -> str:
        return f"{self.document} i {self.other}: {self.containment:.2f}"
