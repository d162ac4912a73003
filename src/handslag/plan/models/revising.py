"""What is said and done on the way to a decision: consultation, the unions' standpoints, cooperation, each step."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handslag.core.append_only import guard
from handslag.people.models import User
from handslag.plan.facts import CENTRAL, COOPERATION_KINDS, COOPERATION_OUTCOMES, STANCES, TAKEN
from handslag.plan.models.plans import Revision
from handslag.plan.rules import STATES


class Said(models.Model):
    """Who did it and when."""

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Removal(Said):
    """A focus area or measure taken out of a draft, kept so that it can be put back, and why it was taken out."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="removals")
    area_key = models.SlugField(max_length=80)
    measure_key = models.SlugField(max_length=120, blank=True)
    name = models.CharField(max_length=200)
    reason = models.TextField("skäl", blank=True)
    content = models.JSONField(default=dict)

    class Meta:
        ordering = ("revision", "pk")

    def __str__(self) -> str:
        return self.name


class RevisionStep(Said):
    """A step a revision has taken."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=12)
    state = models.CharField(max_length=14)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("revision", "pk")
        constraints = (models.CheckConstraint(condition=Q(state__in=tuple(STATES)), name="step_state_is_known"),)

    def __str__(self) -> str:
        return f"{self.revision}: {self.move}"


class Consultation(Said):
    """An invitation to say what one thinks of a draft, with its last day; the newest holds."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="consultations")
    ends = models.DateField("sista dag")
    message = models.TextField("inbjudan", blank=True)

    class Meta:
        ordering = ("revision", "pk")

    def __str__(self) -> str:
        return f"{self.revision} till {self.ends}"


class ConsultationComment(Said):
    """What someone thinks of a focus area, a measure or the whole draft (no key)."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="comments")
    area_key = models.SlugField(max_length=80, blank=True)
    measure_key = models.SlugField(max_length=120, blank=True)
    about = models.CharField(max_length=200)
    text = models.TextField("synpunkt")
    role = models.CharField(max_length=20)
    organisation = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("revision", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(area_key="") | Q(measure_key=""), name="comment_on_measure_has_area"),
        )

    def __str__(self) -> str:
        return f"{self.about}: {self.text[:60]}"


class CommentAnswer(Said):
    """What the plan office answers, and what comes of the comment; a later answer is added to the earlier."""

    comment = models.ForeignKey(ConsultationComment, on_delete=models.PROTECT, related_name="answers")
    taken = models.CharField(max_length=10)
    text = models.TextField("svar")

    class Meta:
        ordering = ("comment", "pk")
        constraints = (models.CheckConstraint(condition=Q(taken__in=tuple(TAKEN)), name="answer_taken_is_known"),)

    def __str__(self) -> str:
        return self.text[:60]


class UnionStandpoint(Said):
    """Where a union stands on a draft; the newest of each organisation holds."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="standpoints")
    organisation = models.CharField("organisation", max_length=80)
    stance = models.CharField(max_length=10)
    text = models.TextField("ställningstagande", blank=True)

    class Meta:
        ordering = ("revision", "pk")
        constraints = (models.CheckConstraint(condition=Q(stance__in=tuple(STANCES)), name="stance_is_known"),)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.stance}"


class CooperationRecord(Said):
    """The employer's talks with the unions before the decision, as they stood then; the newest holds."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="cooperation_records")
    kind = models.CharField(max_length=20)
    body = models.CharField("organ", max_length=160)
    held_on = models.DateField("dag")
    outcome = models.CharField(max_length=30)
    reason = models.TextField("skäl", blank=True)
    central = models.CharField(max_length=12, blank=True)
    central_on = models.DateField(null=True)

    class Meta:
        ordering = ("revision", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=tuple(COOPERATION_KINDS), outcome__in=tuple(COOPERATION_OUTCOMES)),
                name="cooperation_words_are_known",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="exceptional") | ~Q(reason=""),
                name="exceptional_cooperation_has_reason",
                violation_error_message="Synnerliga skäl behöver anges.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="disagreed") | Q(central__in=tuple(CENTRAL), central_on__isnull=False),
                name="disagreement_says_what_comes_of_it",
                violation_error_message="Ange vad som gäller om central förhandling, och vilken dag.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}: {self.outcome}"


for _table in (
    "revisionstep", "consultation", "consultationcomment", "commentanswer", "unionstandpoint", "cooperationrecord",
):  # fmt: skip
    guard(f"plan_{_table}", message="det som har sagts och gjorts i ett ärende kan inte ändras")
