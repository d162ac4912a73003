"""Uploads that wait for confirmation, and the mappings a city has made by hand."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from handslag.people.models import City


class Mapping(models.Model):
    """How headings and words of a foreign kind of file are to be read, by name, per city and kind of file."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="mappings")
    kind = models.CharField(max_length=20)
    name = models.CharField("namn", max_length=80)
    content = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("city", "kind", "name")
        constraints = (models.UniqueConstraint(fields=("city", "kind", "name"), name="mapping_name_is_unique"),)

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file that has been sent up and waits to be confirmed; removed when it is read in or given up."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="uploads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    options = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ("-uploaded_at",)

    def __str__(self) -> str:
        return self.name
