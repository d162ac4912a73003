"""Every constraint of the database refuses what it is there to refuse: a table of rows that break just one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from handslag.core.clock import STOCKHOLM
from handslag.dossiers.models import Dossier, DossierEvidence
from handslag.followup.models import LocalMeasure, Part, PeriodReport
from handslag.papers.models import AccessRequest, Document, Finding, Page
from handslag.people.models import City, User
from handslag.plan.models import ConsultationComment, FocusArea, Plan, Revision
from handslag.questions.models import Commitment, Question
from handslag.search.models import Segment, Thing
from handslag.tasks.models import Escalation, Letter
from handslag.voice.models import Meeting, MeetingRecord, Signal

MOMENT = datetime(2025, 5, 2, 12, tzinfo=STOCKHOLM)
CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in apps.get_models()
    if model.__module__.startswith("handslag.")
    for constraint in model._meta.constraints
}
UNIQUE = sorted(name for name, (_, c) in CONSTRAINTS.items() if isinstance(c, models.UniqueConstraint))
CHECKS = sorted(name for name, (_, c) in CONSTRAINTS.items() if isinstance(c, models.CheckConstraint))

# What to change in a row that is in order, so that just this constraint is broken.
BROKEN: dict[str, dict[str, Any]] = {
    "question_state_is_known": {"state": "okänd"},
    "question_kind_is_known": {"kind": "okänd"},
    "found_question_has_its_paper": {"document": None},
    "question_is_answered_after_it_is_put": {"answer_by": date(2025, 1, 1)},
    "question_step_is_known": {"move": "okänd"},
    "postponed_question_has_day_and_reason": {"move": "postpone", "answer_by": None},
    "found_commitment_has_its_paper": {"document": None},
    "commitment_step_is_known": {"move": "okänd"},
    "commitment_has_owner": {"owner": ""},
    "commitment_is_followed_up": {"note": ""},
    "ended_commitment_has_reason": {"move": "close", "reason": ""},
    "withdrawn_question_has_reason": {"move": "withdraw", "reason": ""},
    "answer_link_is_known": {"outcome": "okänd"},
    "answer_link_has_its_page": {"page": None},
    "answer_passage_ends_after_it_begins": {"end": "start"},
    "list_is_reported_after_its_day": {"as_of": date(2025, 7, 1)},
    "calendar_code_is_known": {"code": "T9"},
    "dossier_state_is_known": {"state": "okänd"},
    "dossier_is_about_one_thing": {"document": None},
    "dossier_step_is_known": {"move": "okänd"},
    "sent_back_dossier_has_reason": {"move": "send_back", "state": "draft", "reason": ""},
    "signed_dossier_is_frozen": {"move": "sign", "state": "signed", "content": None},
    "done_answer_has_text": {"done": True, "text": ""},
    "administration_kind_is_known": {"kind": "okänd"},
    "administration_ends_after_it_begins": {"valid_to": date(1999, 1, 1)},
    "role_is_known": {"role": "okänd"},
    "membership_unit_has_administration": {"role": "reader", "unit_id": 1, "administration_id": None},
    "role_is_held_at_its_level": {"role": "head", "unit_id": None, "administration_id": None},
    "membership_ends_after_it_begins": {"valid_to": date(1999, 1, 1)},
    "invitation_is_to_a_role_or_a_password": {"role": ""},
    "invitation_is_used_or_withdrawn": {"accepted_at": MOMENT, "withdrawn_at": MOMENT},
    "decided_revision_has_days": {"is_decided": True, "state": "decided", "decided_on": None, "label": "utan dag"},
    "revision_state_is_known": {"state": "okänd"},
    "revision_is_decided_when_its_state_says_so": {"state": "decided"},
    "step_state_is_known": {"state": "okänd"},
    "comment_on_measure_has_area": {"area_key": "", "measure_key": "tak"},
    "answer_taken_is_known": {"taken": "okänd"},
    "stance_is_known": {"stance": "okänd"},
    "cooperation_words_are_known": {"kind": "okänd"},
    "exceptional_cooperation_has_reason": {"outcome": "exceptional", "reason": ""},
    "disagreement_says_what_comes_of_it": {"outcome": "disagreed", "central": ""},
    "central_measure_has_administration": {"central": True, "administration": None, "key": "ny"},
    "listing_does_not_replace_itself": {"replaces_id": "measure_id"},
    "entry_state_is_known": {"state": "okänd"},
    "entry_source_is_known": {"source": "rykte"},
    "withdrawn_entry_names_the_earlier": {"withdrawn": True, "replaces_id": None},
    "withdrawn_answer_names_the_earlier": {"withdrawn": True, "replaces_id": None},
    "withdrawn_pause_names_the_earlier": {"withdrawn": True, "replaces_id": None},
    "pause_ends_after_it_begins": {"last_day": date(2025, 1, 1)},
    "report_state_is_known": {"state": "okänd"},
    "report_is_signed_by_a_fact": {"state": "signed"},
    "part_state_is_known": {"state": "okänd", "handed_in_at": MOMENT},
    "part_is_handed_in_at_a_moment": {"state": "handed_in"},
    "line_answer_is_known": {"answer": "kanske"},
    "line_state_is_known": {"state": "okänd"},
    "found_thing_kind_is_known": {"kind": "okänt"},
    "signal_sender_is_shown_to": {"sender_shown": "ingen", "number": 8},
    "stop_ends_after_it_begins": {"stop_from": date(2025, 2, 2), "stop_to": date(2025, 2, 1), "number": 8},
    "signal_step_is_known": {"move": "okänd"},
    "reopened_signal_has_reason_and_day": {"move": "reopen", "answer_by": None},
    "meeting_kind_is_known": {"kind": "okänd"},
    "withdrawn_meeting_has_reason": {"withdrawn": True, "reason": ""},
    "invited_unit_has_administration": {"unit_id": 1, "administration": None},
    "withdrawn_point_names_the_earlier": {"withdrawn": True, "replaces": None},
    "escalation_sign_is_raised": {"sign": "awake"},
    "escalation_step_is_known": {"level": "okänd"},
    "what_is_raised_has_a_last_day": {"answer_by": None},
    "only_an_answer_says_by_what": {"answer_kind": "comment", "answer_pk": 1},
    "an_accepted_letter_has_no_fault": {"sent_at": MOMENT, "fault": "421"},
    "document_origin_is_known": {"origin": "okänd"},
    "page_how_is_known": {"how": "okänd"},
    "finding_field_is_known": {"field": "okänd"},
    "card_kind_is_known": {"kind": "okänd"},
    "card_state_is_known": {"state": "okänd"},
    "ruling_field_is_known": {"field": "okänd"},
    "ruling_outcome_is_known": {"outcome": "okänd"},
    "ruling_is_about_a_finding": {"finding": None},
    "passage_ends_after_it_begins": {"end": "start"},
    "passage_ground_is_known": {"ground": "okänd"},
    "secret_passage_has_its_law": {"chapter": None},
    "access_outcome_is_known": {"outcome": "okänd"},
    "access_refusal_has_its_law": {"chapter": None},
    "likeness_is_to_another": {"other": "document"},
    "containment_is_a_share": {"containment": 1.5},
}


# What to change in the second row, where a table has two things that stand once: so that just one is broken.
APART: dict[str, dict[str, Any]] = {
    "question_number_stands_once": {"finding": None},
    "question_is_registered_once": {"serial": 2},
    "commitment_number_stands_once": {"finding": None},
    "commitment_is_confirmed_once": {"serial": 2},
}


def _event() -> dict[str, Any]:
    from handslag.audit.models import Event

    return {"recorded_at": MOMENT, "entered_at": MOMENT, "event": Event.objects.first()}


def _draft_area() -> FocusArea:
    """An area of a draft: nothing can be added to a decided revision, whatever it holds."""
    draft = Revision.objects.create(plan=Plan.objects.get(), label="utkast", content_hash="", **_event())
    return FocusArea.objects.create(revision=draft, key="a", name="A", order=1)


def _meeting() -> Meeting:
    return Meeting.objects.create(plan=Plan.objects.get(), registered_at=MOMENT)


def _record() -> MeetingRecord:
    return MeetingRecord.objects.create(meeting=_meeting(), kind="visit", held_on=date(2025, 2, 1), **_event())


def _by() -> dict[str, Any]:
    return {"by": User.objects.get(username="pia"), "at": MOMENT}


def _on_draft() -> dict[str, Any]:
    return {"revision": _draft_area().revision, **_by()}


def _comment() -> ConsultationComment:
    said = _on_draft() | {"about": "A", "text": "x", "role": "union_rep"}
    return ConsultationComment.objects.create(**said)


def _report() -> PeriodReport:
    return PeriodReport.objects.create(**SAMPLES["followup.PeriodReport"]())


def _part() -> Part:
    return Part.objects.create(report=_report(), started_at=MOMENT)


def _escalation() -> Escalation:
    return Escalation.objects.create(**SAMPLES["tasks.Escalation"]())


def _dossier() -> Dossier:
    return Dossier.objects.first() or Dossier.objects.create(**SAMPLES["dossiers.Dossier"]())


def _dossier_evidence() -> DossierEvidence:
    return DossierEvidence.objects.first() or DossierEvidence.objects.create(**SAMPLES["dossiers.DossierEvidence"]())


def _question() -> Question:
    return Question.objects.first() or Question.objects.create(**SAMPLES["questions.Question"]())


def _commitment() -> Commitment:
    return Commitment.objects.first() or Commitment.objects.create(**SAMPLES["questions.Commitment"]())


def _paper(sha256: str = "a" * 64) -> Document:
    return Document.objects.create(**SAMPLES["papers.Document"]() | {"sha256": sha256})


def _page() -> Page:
    return Page.objects.create(document=_paper(), number=1, raw="ett ord", how="text")


def _finding() -> Finding:
    return Finding.objects.create(document=_paper(), field="title", value={"text": "x"}, **_event())


def _request() -> AccessRequest:
    return AccessRequest.objects.create(**SAMPLES["papers.AccessRequest"]())


def _letter() -> Letter:
    return Letter.objects.create(**SAMPLES["tasks.Letter"]())


# Rows of tables in which the small city has none, or none that may be copied.
SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "people.Meeting": lambda: {"city": City.objects.first(), "body": "Nämnd", "held_on": date(2025, 5, 2), **_event()},
    "people.Invitation": lambda: {
        "city": City.objects.first(), "role": "reader", "token_hash": "x", "invited_at": MOMENT, "expires_at": MOMENT,
    },
    "plan.Revision": lambda: {"plan": Plan.objects.get(), "label": "utkast", "content_hash": "", **_event()},
    "plan.FocusArea": lambda: {"revision": _draft_area().revision, "key": "ny", "name": "N", "order": 2},
    "plan.RevisionStep": lambda: _on_draft() | {"move": "open", "state": "consultation"},
    "plan.ConsultationComment": lambda: _on_draft() | {"about": "A", "text": "x", "role": "union_rep"},
    "plan.CommentAnswer": lambda: {"comment": _comment(), "taken": "taken", "text": "x", **_by()},
    "plan.UnionStandpoint": lambda: _on_draft() | {"organisation": "Vision", "stance": "supports"},
    "plan.CooperationRecord": lambda: (
        _on_draft() | {"kind": "mbl11", "body": "FG", "held_on": date(2025, 5, 2), "outcome": "agreed"}
    ),
    "plan.Measure": lambda: {"area": _draft_area(), "key": "m", "name": "M", "order": 1},
    "followup.Pause": lambda: {
        "plan": Plan.objects.get(), "administration": LocalMeasure.objects.all()[0].administration, "area_key": "a",
        "first_day": date(2025, 2, 1), "last_day": date(2025, 3, 1), "reason": "x", **_event(),
    },
    "followup.PeriodReport": lambda: {
        "plan": Plan.objects.get(), "administration": LocalMeasure.objects.all()[0].administration, "year": 2025,
        "code": "T1", "started_at": MOMENT,
    },
    "followup.Part": lambda: {"report": _report(), "started_at": MOMENT},
    "followup.PartLine": lambda: {"part": _part(), "measure": LocalMeasure.objects.all()[0], "saved_at": MOMENT},
    "search.Thing": lambda: {"city": City.objects.first(), "kind": "paper", "object_id": 9, "group_id": 9},
    "search.Passage": lambda: {"thing": Thing.objects.create(**SAMPLES["search.Thing"]()), "number": 0, "text": "x"},
    "search.Posting": lambda: {"segment": Segment.objects.create(tokens=1), "form": "ord", "hits": b"", "places": b""},
    "search.WordKey": lambda: {"key": "ord", "form": "ord", "how": "s"},
    "search.Waiting": lambda: {"kind": "paper", "object_id": 9},
    "vitals.Snapshot": lambda: {
        "plan": Plan.objects.get(), "as_of": date(2020, 1, 1), "known_at": MOMENT, "last_event": 0, "cells": [],
    },
    "public.Publication": lambda: {
        "plan": Plan.objects.get(), "year": 2025, "code": "T1", "as_of": MOMENT, "due": MOMENT, "known_at": MOMENT,
        "last_event": 0, "first_published_at": MOMENT, "published_at": MOMENT, "summary": {}, "content": {},
    },
    "tasks.Escalation": lambda: {
        "plan": Plan.objects.get(), "administration": LocalMeasure.objects.all()[0].administration, "area_key": "a",
        "sign": "asleep", "since": date(2025, 2, 1), "raised_on": date(2025, 3, 1), **_event(),
    },
    "tasks.EscalationStep": lambda: {
        "escalation": _escalation(), "move": "raise", "state": "raised", "level": "district", "on": date(2025, 3, 1),
        "answer_by": date(2025, 3, 15), **_event(),
    },
    "tasks.Letter": lambda: {"user": User.objects.all()[0], "day": date(2025, 3, 1), "address": "a@example.org"},
    "tasks.Reminder": lambda: {"letter": _letter(), "key": "measure:1", "due": date(2025, 3, 1), "stage": 4},
    "tasks.Bounce": lambda: {"address": "a@example.org", "noted_at": MOMENT},
    "tasks.Round": lambda: {"city": City.objects.all()[0], "day": date(2025, 3, 1), "last_event": 1},
    "tasks.CalendarAddress": lambda: {"user": User.objects.all()[0], "key": "x", "made_at": MOMENT},
    "dossiers.Dossier": lambda: {
        "city": City.objects.first(), "plan": Plan.objects.get(), "document": _paper("d" * 64), "title": "", **_event(),
    },
    "dossiers.DossierEvidence": lambda: {
        "dossier": _dossier(), "number": 1, "as_of": date(2025, 1, 22), "known_at": MOMENT, "content": {}, **_event(),
    },
    "dossiers.DossierText": lambda: {
        "dossier": _dossier(), "key": "f1", "number": 1, "text": "x", "evidence": _dossier_evidence(), **_event(),
    },
    "dossiers.DossierStep": lambda: {"dossier": _dossier(), "move": "prepare", "state": "prepared", **_event()},
    "questions.Question": lambda: {
        "finding": (found := _finding()), "document": found.document, "city": City.objects.first(), "series": 2025,
        "serial": 1, "text": "x", "put_on": date(2025, 2, 1), **_event(),
    },
    "questions.QuestionStep": lambda: {
        "question": _question(), "move": "register", "state": "open", "on": date(2025, 2, 1), "reason": "x", **_event(),
    },
    "questions.AnswerLink": lambda: {
        "question": _question(), "document": _paper("e" * 64), "page": 1, "start": 1, "end": 3, "outcome": "proposed",
        **_event(),
    },
    "questions.ReportedList": lambda: {
        "city": City.objects.first(), "as_of": date(2025, 6, 1), "reported_on": date(2025, 6, 2), "body": "x",
        **_event(),
    },
    "questions.Commitment": lambda: {
        "finding": (found := _finding()), "document": found.document, "city": City.objects.first(), "series": 2025,
        "serial": 1, "text": "x", "made_on": date(2025, 2, 1), **_event(),
    },
    "questions.CommitmentStep": lambda: {
        "commitment": _commitment(), "move": "confirm", "state": "open", "on": date(2025, 2, 1), "owner": "nämnden",
        "by_day": date(2025, 6, 1), "note": "x", **_event(),
    },
    "papers.Document": lambda: {
        "city": City.objects.first(), "sha256": "b" * 64, "file_name": "brev.txt", "media_type": "text/plain",
        "size": 3, "registered_on": date(2025, 2, 1), **_event(),
    },
    "papers.Page": lambda: {"document": _paper(), "number": 1, "raw": "ett ord", "how": "text"},
    "papers.Reading": lambda: {"page": _page(), "number": 1, "text": "ett ord", **_event()},
    "papers.KnownWord": lambda: {"city": City.objects.first(), "word": "ord", **_event()},
    "papers.Finding": lambda: {"document": _paper(), "field": "title", "value": {"text": "x"}, **_event()},
    "papers.Card": lambda: {"document": _paper()},
    "papers.Sketch": lambda: {"document": _paper(), "value": 7},
    "papers.Likeness": lambda: {"document": _paper(), "other": _paper("c" * 64), "containment": 0.5},
    "papers.Ruling": lambda: {
        "finding": (found := _finding()), "document": found.document, "field": "title", "outcome": "confirmed",
        **_event(),
    },
    "papers.DocumentStep": lambda: {"document": _paper(), "move": "publish", "state": "published", **_event()},
    "papers.SecretPassage": lambda: {
        "page": _page(), "start": 1, "end": 3, "chapter": 26, "section": "1 §", **_event(),
    },
    "papers.AccessRequest": lambda: {
        "city": City.objects.first(), "series": 2025, "number": 1, "made_on": date(2025, 2, 1), "asked_for": "x",
        **_event(),
    },
    "papers.AccessAnswer": lambda: {
        "request": _request(), "outcome": "refused", "answered_on": date(2025, 2, 2), "chapter": 26, "section": "1 §",
        **_event(),
    },
    "voice.Signal": lambda: {
        "plan": Plan.objects.get(), "administration": LocalMeasure.objects.all()[0].administration, "area_key": "a",
        "sender": "Vision", "raised_on": date(2025, 2, 1), "text": "x", "answer_by": date(2025, 3, 1), "series": 2025,
        "number": 7, **_event(),
    },
    "voice.SignalStep": lambda: {
        "signal": Signal.objects.all()[0], "move": "received", "on": date(2025, 2, 1), **_event()
    },
    "voice.MeetingRecord": lambda: {"meeting": _meeting(), "kind": "visit", "held_on": date(2025, 2, 1), **_event()},
    "voice.MeetingCell": lambda: {
        "record": _record(), "administration": LocalMeasure.objects.all()[0].administration, "area_key": "a",
    },
    "voice.MeetingInvite": lambda: {"record": _record(), "role": "reader"},
    "voice.MeetingPoint": lambda: {"meeting": _meeting(), "text": "x", **_event()},
    "intake.Mapping": lambda: {"city": City.objects.first(), "kind": "vp", "name": "Stratsys", "changed_at": MOMENT},
}  # fmt: skip


def _values(model: type[models.Model]) -> dict[str, Any]:
    if sample := SAMPLES.get(model._meta.label):
        return sample()
    row = model._default_manager.first()
    assert row is not None, f"the small city has no {model._meta.label}: give a sample"
    return {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields if not f.primary_key}


def _refused(model: type[models.Model], values: dict[str, Any]) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        model._default_manager.bulk_create([model(**values)])
    return str(refusal.value)


def test_every_check_has_a_row_that_breaks_it() -> None:
    assert set(BROKEN) == set(CHECKS)


def _each(subtests: pytest.Subtests, names: list[str], attempt: Callable[[str], None]) -> None:
    """Attempt each in the same small city, taking back what the attempt before it has added."""
    for name in names:
        with subtests.test(name):
            before = transaction.savepoint()
            try:
                attempt(name)
            finally:
                transaction.savepoint_rollback(before)


def test_a_check_refuses_what_breaks_it(small_city: None, subtests: pytest.Subtests) -> None:
    def attempt(name: str) -> None:
        model, _ = CONSTRAINTS[name]
        values = _values(model)
        changed = values | {k: values[v] if isinstance(v, str) and v in values else v for k, v in BROKEN[name].items()}
        assert name in _refused(model, changed)

    _each(subtests, CHECKS, attempt)


def test_what_stands_once_cannot_stand_twice(small_city: None, subtests: pytest.Subtests) -> None:
    def attempt(name: str) -> None:
        model, constraint = CONSTRAINTS[name]
        values = _values(model)
        if model._meta.label in SAMPLES:
            model._default_manager.bulk_create([model(**values)])
        other = {
            field.name: f"{values[field.name]}2"
            for field in model._meta.concrete_fields
            if field.unique and isinstance(field, models.CharField) and field.name in values
            if constraint.fields and field.name not in constraint.fields
        }  # two databases name different constraints when a row breaks two
        said = _refused(model, values | other | APART.get(name, {}))
        columns = [f"{model._meta.db_table}.{model._meta.get_field(field).column}" for field in constraint.fields]
        assert name in said or all(column in said for column in columns), said

    _each(subtests, UNIQUE, attempt)
