"""The index: what can be found, its texts as they may be shown, and their words. Derived; made again at any time."""

from __future__ import annotations

from django.db import models

from handslag.people.models import City
from handslag.search.rules.kinds import KINDS


class Thing(models.Model):
    """A thing that can be found. A paper with secret passages is there twice: blacked out, and `full`."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    object_id = models.BigIntegerField()
    group_id = models.BigIntegerField()
    """What decides who sees it: the thing itself, or the revision or plan it belongs to."""
    full = models.BooleanField(default=False)
    title = models.TextField(blank=True)
    about = models.TextField(blank=True)
    href = models.CharField(max_length=400, blank=True)
    facts = models.JSONField(default=dict)
    """What it is filtered by, as it was when its words were taken."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "object_id", "full"), name="found_thing_stands_once"),
            models.CheckConstraint(condition=models.Q(kind__in=tuple(KINDS)), name="found_thing_kind_is_known"),
        )

    def __str__(self) -> str:
        return self.title


class Passage(models.Model):
    """A piece of a thing's text as it was indexed: a page, a note. A snippet is cut from it."""

    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=120, blank=True)
    anchor = models.CharField(max_length=60, blank=True)
    text = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("thing", "number"), name="passage_stands_once"),)

    def __str__(self) -> str:
        return self.text[:60]


class Segment(models.Model):
    """A number of things whose words were taken together. What a later segment says of a thing holds."""

    tokens = models.PositiveBigIntegerField()
    contents = models.BinaryField()
    """Its table of contents: `rules.segments.Row` after row, as JSON."""
    forms = models.BinaryField()
    """The words that came with it, one a line, compressed: `?` before one no lexicon knows, its stem after it."""

    def __str__(self) -> str:
        return f"{self.pk}: {self.tokens}"


class Posting(models.Model):
    """Where a word stands in a segment: packed, see `rules.segments`."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="postings", db_index=False)
    form = models.CharField(max_length=60)
    hits = models.BinaryField()
    places = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("form", "segment"), name="posting_stands_once"),)

    def __str__(self) -> str:
        return self.form


class WordKey(models.Model):
    """A word of the vocabulary under something it is found by: its stem, the stems of its parts."""

    key = models.CharField(max_length=60)
    form = models.CharField(max_length=60)
    how = models.CharField(max_length=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "form", "how"), name="word_key_stands_once"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.form}"


class Waiting(models.Model):
    """A thing that has changed since its words were taken."""

    kind = models.CharField(max_length=12)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "object_id"), name="waiting_thing_stands_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Standing(models.Model):
    """How far the index has come: one row. `stamp` is new whenever anything in the index is."""

    last_event = models.PositiveBigIntegerField(default=0)
    made_by = models.CharField(max_length=40, blank=True)
    """The rules by which it was made: by others it is made anew."""
    stamp = models.CharField(max_length=32, blank=True)
    segments = models.JSONField(default=list)
    """The segments that count; another is half written or on its way out."""

    def __str__(self) -> str:
        return str(self.last_event)
