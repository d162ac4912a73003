"""A revision from draft to decision: what each step writes, and each refusal with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from handslag.audit.models import Event
from handslag.core.verdict import Denied, Refused
from handslag.plan import actions
from handslag.plan.facts import AreaText, CooperationTalks, StatementText, Terms
from handslag.plan.loading import content_of, contents_of, end_warnings, open_consultations, with_content
from handslag.plan.models import (
    ConsultationComment,
    FocusArea,
    Measure,
    PlanPeriod,
    Removal,
    Revision,
    RevisionStep,
    UnionStandpoint,
)
from handslag.plan.rules import content_hash, difference, revision_in_force
from handslag.plan.rules.parts import seal
from handslag.vitals.judgement import last_event
from handslag.vitals.loading import load_facts
from tests.plan.files import DRAFT, LATER, enter
from tests.plan.revisers import AGREED, APPROVED, Desk, desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work() -> Desk:
    """The plan office at work."""
    return desk()


def refusal(act: object, match: str) -> None:
    with pytest.raises(Refused, match=match), transaction.atomic():
        act()  # type: ignore[operator]


class TestDraft:
    def test_a_draft_says_what_the_revision_in_force_says_under_the_same_keys(self, at_work: Desk) -> None:
        made = at_work.draft(changed=False)
        before, after = (contents_of(at_work.plan)[label] for label in ("2023", "2027"))
        assert difference(before, after).is_empty and after.areas == before.areas
        assert (made.state, made.is_decided, after.decision, after.cooperation) == ("draft", False, None, None)
        assert Event.objects.filter(action="plan.drafted", recorded_at=None, city_id=at_work.plan.city_id).exists()

    def test_only_the_plan_office_begins_one_and_a_name_is_used_once(self, at_work: Desk) -> None:
        def draft(by: object, label: str) -> object:
            return lambda: actions.create_draft(plan=at_work.plan, label=label, by=by, at=at_work.tick())  # type: ignore[arg-type]

        refusal(draft(at_work.ulf, "2027"), "Bara planansvariga ändrar planen")
        refusal(draft(at_work.pia, " 2023 "), "Det finns redan en version som heter 2023")
        refusal(draft(at_work.pia, " "), "Ge versionen ett namn")

    def test_keys_stay_when_names_change_and_new_ones_are_made(self, at_work: Desk) -> None:
        made = at_work.draft()
        assert Measure.objects.get(area__revision=made, key="tak").name == "Tak för ärenden per handläggare"
        key = actions.edit_area(
            revision=made, key="", wanted=AreaText("", "Trygga möten"), seen="", by=at_work.pia, at=at_work.tick()
        )
        assert key == "trygga-moten" and FocusArea.objects.filter(revision=made).last().key == key  # type: ignore[union-attr]
        twin = {"revision": made, "key": "", "wanted": AreaText("", "Trygga Möten"), "seen": "", "by": at_work.pia}
        refusal(lambda: actions.edit_area(**twin, at=at_work.at), "Det finns redan ett fokusområde som heter")  # type: ignore[arg-type]

    def test_the_second_to_save_sees_what_the_first_wrote(self, at_work: Desk) -> None:
        made = at_work.draft(changed=False)
        area = contents_of(at_work.plan, ["2027"])["2027"].areas[0]
        first = {"revision": made, "key": area.key, "seen": seal(area), "by": at_work.pia}
        actions.edit_area(**first, wanted=replace(area, text="Det första."), at=at_work.tick())  # type: ignore[arg-type]
        with pytest.raises(actions.Overtaken) as overtaken, transaction.atomic():
            actions.edit_area(**first, wanted=replace(area, text="Det andra."), at=at_work.tick())  # type: ignore[arg-type]
        assert isinstance(overtaken.value.now, AreaText) and overtaken.value.now.text == "Det första."
        assert "Pia ändrade 1 september 2026" in str(overtaken.value)
        assert FocusArea.objects.get(revision=made, key=area.key).text == "Det första."
        again = first | {"seen": seal(overtaken.value.now)}
        actions.edit_area(**again, wanted=replace(area, text="Det andra."), at=at_work.tick())  # type: ignore[arg-type]
        assert FocusArea.objects.get(revision=made, key=area.key).text == "Det andra."

    def test_two_who_write_in_different_places_do_not_meet(self, at_work: Desk) -> None:
        made = at_work.draft(changed=False)
        areas = contents_of(at_work.plan, ["2027"])["2027"].areas
        for area in areas:
            actions.edit_area(
                revision=made, key=area.key, wanted=replace(area, text="Nytt."), seen=seal(area), by=at_work.pia,
                at=at_work.tick(),
            )  # fmt: skip
        assert set(FocusArea.objects.filter(revision=made).values_list("text", flat=True)) == {"Nytt."}

    def test_what_is_taken_out_can_be_put_back_with_its_measures_and_keys(self, at_work: Desk) -> None:
        made = at_work.draft(changed=False)
        before = contents_of(at_work.plan, ["2027"])["2027"]
        kept = actions.remove_part(
            revision=made, area_key="arbetsbelastning", measure_key="", reason="Görs på annat sätt.", by=at_work.pia,
            at=at_work.tick(),
        )  # fmt: skip
        assert [area.key for area in contents_of(at_work.plan, ["2027"])["2027"].areas] == ["lon"]
        actions.put_back(removal=kept, by=at_work.pia, at=at_work.tick())
        after = contents_of(at_work.plan, ["2027"])["2027"]
        assert [a.key for a in after.areas] == ["lon", "arbetsbelastning"] and after.areas[1] == before.areas[0]
        assert not Removal.objects.exists()
        actions.move_part(
            revision=made, area_key="arbetsbelastning", measure_key="", step=-1, by=at_work.pia, at=at_work.tick()
        )
        assert contents_of(at_work.plan, ["2027"])["2027"].areas == before.areas

    def test_a_measure_can_be_moved_to_another_area_and_keeps_its_key(self, at_work: Desk) -> None:
        made = at_work.draft(changed=False)
        stands = contents_of(at_work.plan, ["2027"])["2027"].areas[0].measures[1]
        where = actions.edit_measure(
            revision=made, area_key="arbetsbelastning", key="matning", wanted=stands, to_area="lon", seen=seal(stands),
            by=at_work.pia, at=at_work.tick(),
        )  # fmt: skip
        assert where == ("lon", "matning")
        contents = contents_of(at_work.plan)
        changed = [m for a in difference(contents["2023"], contents["2027"]).areas for m in a.measures if m.kinds]
        assert [(one.key, one.kinds) for one in changed] == [("matning", ("area",))]

    def test_a_draft_that_is_given_up_stays_in_the_record_and_leaves_its_name(self, at_work: Desk) -> None:
        made = at_work.draft()
        given_up = actions.discard_draft(revision=made, reason="För tidigt.", by=at_work.pia, at=at_work.tick())
        assert given_up.label == "2027 (övergivet 1 september 2026)"
        assert at_work.draft().label == "2027"
        again = Revision.objects.get(label="2027")
        actions.discard_draft(revision=again, reason="", by=at_work.pia, at=at_work.tick())
        assert Revision.objects.filter(label="2027 (övergivet 1 september 2026, 2)", state="discarded").exists()
        refusal(lambda: at_work.rename(at_work.fresh(made)), "Utkastet är övergivet")
        with pytest.raises(IntegrityError), transaction.atomic():
            Revision.objects.filter(pk=made.pk).update(state="draft")


class TestConsultation:
    def test_it_is_opened_commented_answered_and_closed(self, at_work: Desk) -> None:
        made = at_work.consulted()
        said = actions.comment_on(
            revision=made, area_key="arbetsbelastning", measure_key="tak", text="Hur räknas taket?", by=at_work.ulf,
            at=at_work.tick(),
        )  # fmt: skip
        assert (said.about, said.role, said.organisation) == ("Tak för ärenden per handläggare", "union_rep", "Vision")
        assert [(o.comments, o.unanswered) for o in open_consultations(at_work.plan)] == [(1, 1)]
        actions.answer_comment(comment=said, taken="partly", text="Per tjänst.", by=at_work.pia, at=at_work.tick())
        assert [(o.comments, o.unanswered) for o in open_consultations(at_work.plan)] == [(1, 0)]
        actions.close_consultation(revision=made, by=at_work.pia, at=at_work.tick())
        assert at_work.fresh(made).state == "cooperation"
        assert list(RevisionStep.objects.values_list("move", "state")) == [
            ("open", "consultation"), ("close", "cooperation"),
        ]  # fmt: skip

    def test_a_draft_that_says_nothing_new_is_not_sent_out(self, at_work: Desk) -> None:
        made = at_work.draft(changed=False)
        refusal(lambda: at_work.open(made), "Utkastet är likadant som den gällande versionen")

    def test_it_can_be_prolonged_but_not_cut_short(self, at_work: Desk) -> None:
        made = at_work.draft()
        day = at_work.at.date()

        def invite(days: int) -> object:
            ends = day + timedelta(days)
            return lambda: actions.open_consultation(
                revision=made, ends=ends, message="", by=at_work.pia, at=at_work.tick()
            )

        refusal(invite(-1), "Samrådets sista dag har redan varit")
        invite(14)()  # type: ignore[operator]
        refusal(invite(7), "Det kan förlängas men inte kortas")
        invite(21)()  # type: ignore[operator]
        refusal(
            lambda: actions.close_consultation(revision=made, by=at_work.pia, at=at_work.tick()),
            "Samrådet pågår till och med 22 september 2026",
        )

    def test_a_draft_on_consultation_is_changed_only_after_it_is_taken_back_with_a_reason(self, at_work: Desk) -> None:
        made = at_work.consulted()
        refusal(lambda: at_work.rename(made, "Annat"), "Utkastet är på samråd. Ta tillbaka det för att ändra i det.")
        refusal(lambda: actions.take_back(revision=made, reason=" ", by=at_work.pia, at=at_work.tick()), "Skriv varför")
        actions.take_back(revision=made, reason="Facken vill ändra.", by=at_work.pia, at=at_work.tick())
        at_work.rename(made, "Annat")
        at_work.open(made)

    def test_who_has_no_part_in_it_is_told_so(self, at_work: Desk) -> None:
        made = at_work.consulted()

        def comment(by: object, **more: str) -> object:
            keys = {"area_key": "", "measure_key": "", "text": "Bra."} | more
            return lambda: actions.comment_on(revision=made, by=by, at=at_work.tick(), **keys)  # type: ignore[arg-type]

        refusal(comment(at_work.lena), "Synpunkter lämnas av fackliga ombud")
        refusal(comment(at_work.pia), "Synpunkter lämnas av fackliga ombud")
        refusal(comment(at_work.ulf, text=" "), "Skriv din synpunkt")
        refusal(comment(at_work.ulf, area_key="finns-inte"), "finns inte i utkastet")
        assert comment(at_work.hilda)().about == "Hela utkastet"  # type: ignore[operator]
        actions.close_consultation(revision=made, by=at_work.pia, at=at_work.tick())
        refusal(comment(at_work.ulf), "Samrådet är avslutat")

    def test_a_union_speaks_for_itself_and_the_plan_office_can_enter_what_it_said(self, at_work: Desk) -> None:
        made = at_work.consulted()

        def state(by: object, organisation: str, stance: str = "supports") -> object:
            return lambda: actions.state_standpoint(
                revision=made, organisation=organisation, stance=stance, text="", by=by, at=at_work.tick()  # type: ignore[arg-type]
            )  # fmt: skip

        refusal(state(at_work.hilda, "Vision"), "lämnas av ett fackligt ombud")
        state(at_work.ulf, "Akademikerförbundet SSR")()  # type: ignore[operator]
        state(at_work.pia, "Akademikerförbundet SSR", "opposes")()  # type: ignore[operator]
        assert list(UnionStandpoint.objects.values_list("organisation", "stance")) == [
            ("Vision", "supports"), ("Akademikerförbundet SSR", "opposes"),
        ]  # fmt: skip


class TestDecision:
    def test_an_approved_revision_is_a_fact_like_one_that_was_read_in(self, at_work: Desk) -> None:
        made = at_work.cooperating()
        actions.register_cooperation(revision=made, talks=AGREED, by=at_work.pia, at=at_work.tick())
        terms = Terms(date(2027, 1, 1), 2027, ("nämnderna",), (StatementText("reservation", ("Bo Ek",), "V", "Nej."),))
        at_work.decide(made, terms=terms)
        row = with_content(Revision.objects.filter(pk=made.pk)).get()
        assert (row.state, row.is_decided, row.in_force, row.first_vp_year) == ("decided", True, date(2027, 1, 1), 2027)
        assert (row.cooperation_kind, row.cooperation_body) == ("mbl11", "Förvaltningsgruppen")
        assert (row.cooperation_on, row.cooperation_outcome) == (date(2026, 9, 1), "agreed")
        assert row.content_hash == content_hash(content_of(row)) and row.sent_to == ["nämnderna"]
        event = Event.objects.get(action="plan.decided")
        assert event.recorded_at == at_work.at == row.recorded_at and event.city_id == at_work.plan.city_id
        assert (row.event_id, row.from_beginning, row.order) == (event.pk, False, 1)
        rows = list(Revision.objects.filter(plan=at_work.plan))
        in_force = {day: revision_in_force(rows, day) for day in (date(2026, 12, 31), date(2027, 1, 1))}
        assert [one.label for one in in_force.values() if one] == ["2023", "2027"]
        for change in (
            lambda: Revision.objects.filter(pk=made.pk).update(label="x"),
            lambda: FocusArea.objects.filter(revision=made).update(name="x"),
            lambda: Removal.objects.create(revision=made, area_key="x", name="x", by=at_work.pia, at=at_work.at),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                change()

    def test_signs_of_life_know_of_it_from_the_moment_it_was_entered(self, at_work: Desk) -> None:
        made = at_work.cooperating()
        actions.register_cooperation(revision=made, talks=AGREED, by=at_work.pia, at=at_work.tick())
        before = at_work.at
        at_work.decide(made, terms=Terms(date(2026, 9, 1)))

        def known(moment: datetime) -> list[str]:
            return [one.label for one in load_facts(at_work.plan, known_at=moment).revisions]

        assert (known(before), known(at_work.at)) == (["2023"], ["2023", "2027"])
        assert last_event(at_work.plan) >= Event.objects.get(action="plan.decided").number

    def test_without_cooperation_or_answers_there_is_no_decision(self, at_work: Desk) -> None:
        made = at_work.consulted()
        for text in ("Ett.", "Två.", "Tre."):
            actions.comment_on(revision=made, area_key="", measure_key="", text=text, by=at_work.ulf, at=at_work.tick())
        refusal(lambda: at_work.decide(made), "Samrådet är inte avslutat.")
        actions.close_consultation(revision=made, by=at_work.pia, at=at_work.tick())
        refusal(lambda: at_work.decide(made), "Samverkan är inte registrerad. Tre synpunkter har inte fått svar.")
        asked = replace(AGREED, outcome="disagreed", central="asked_for", central_on=date(2026, 9, 1))
        actions.register_cooperation(revision=made, talks=asked, by=at_work.pia, at=at_work.tick())
        for comment in ConsultationComment.objects.all():
            actions.answer_comment(comment=comment, taken="noted", text="Ja.", by=at_work.pia, at=at_work.tick())
        refusal(lambda: at_work.decide(made), "Central förhandling är begärd och inte avslutad.")
        ended = replace(asked, central="ended")
        actions.register_cooperation(revision=made, talks=ended, by=at_work.pia, at=at_work.tick())
        assert at_work.decide(made).state == "decided"

    def test_cooperation_counts_for_the_text_it_was_about(self, at_work: Desk) -> None:
        made = at_work.cooperating()
        actions.register_cooperation(revision=made, talks=AGREED, by=at_work.pia, at=at_work.tick())
        returned = at_work.decide(made, replace(APPROVED, outcome="återremiss"))
        assert (returned.state, returned.outcome) == ("draft", "återremiss")
        at_work.rename(made, "Ett annat tak")
        at_work.open(made)
        actions.close_consultation(revision=made, by=at_work.pia, at=at_work.tick())
        refusal(lambda: at_work.decide(made), "Samverkan är inte registrerad.")

    def test_refused_it_is_closed_and_tabled_it_stays(self, at_work: Desk) -> None:
        made = at_work.cooperating()
        tabled = at_work.decide(made, replace(APPROVED, outcome="bordlagd"))
        assert (tabled.state, tabled.outcome) == ("cooperation", "bordlagd")
        assert at_work.decide(made, replace(APPROVED, outcome="avslag")).state == "rejected"
        refusal(lambda: at_work.decide(made), "Versionen fick avslag")
        assert Event.objects.filter(action="plan.not_approved", recorded_at=None).count() == 2

    @pytest.mark.parametrize(
        ("talks", "match"),
        [
            (replace(AGREED, outcome="exceptional"), "synnerliga skäl"),
            (replace(AGREED, outcome="disagreed"), "oeniga"),
            (replace(AGREED, held_on=date(2030, 1, 1)), "innan den har ägt rum"),
            (replace(AGREED, body=" "), "i vilket organ"),
        ],
        ids=["exceptional", "disagreed", "early", "nowhere"],
    )
    def test_cooperation_that_lacks_something_is_refused(
        self, at_work: Desk, talks: CooperationTalks, match: str
    ) -> None:
        made = at_work.cooperating()
        refusal(
            lambda: actions.register_cooperation(revision=made, talks=talks, by=at_work.pia, at=at_work.tick()), match
        )

    def test_days_that_cannot_be_are_refused(self, at_work: Desk) -> None:
        made = at_work.cooperating()
        actions.register_cooperation(revision=made, talks=AGREED, by=at_work.pia, at=at_work.tick())
        for decision, terms, match in (
            (replace(APPROVED, on=date(2026, 9, 2)), Terms(), "Beslutsdagen har inte varit än"),
            (replace(APPROVED, on=date(2026, 8, 31)), Terms(), "Samverkan är daterad efter beslutet"),
            (APPROVED, Terms(date(2026, 8, 1)), "före beslutet"),
            (replace(APPROVED, body=""), Terms(), "Ange vem som beslutade"),
        ):
            refusal(lambda d=decision, t=terms: at_work.decide(made, d, t), match)

    def test_only_the_plan_office_enters_a_decision(self, at_work: Desk) -> None:
        made = at_work.cooperating()
        with pytest.raises(Denied, match="Bara planansvariga"), transaction.atomic():
            actions.decide(revision=made, decision=APPROVED, terms=Terms(), by=at_work.ulf, at=at_work.tick())


class TestImport:
    def test_a_file_replaces_a_draft_and_says_when_it_was_changed_by_hand(self, at_work: Desk) -> None:
        enter(DRAFT, at=LATER)
        made = Revision.objects.get(label="2025")
        actions.edit_preamble(
            revision=made, preamble="Skrivet i Handslag.", seen=seal(made.preamble), by=at_work.pia, at=at_work.tick()
        )
        outcome = enter(DRAFT, at=at_work.tick())
        assert "Version 2025 har ändrats i Handslag sedan den lästes in." in " ".join(outcome.changes)
        assert Revision.objects.get(pk=made.pk).preamble != "Skrivet i Handslag."

    def test_a_file_does_not_overwrite_what_is_on_consultation_or_refused(self, at_work: Desk) -> None:
        enter(DRAFT, at=LATER)
        made = Revision.objects.get(label="2025")
        at_work.open(made)
        refusal(lambda: enter(DRAFT.replace("Karriärvägar", "Karriär"), at=at_work.tick()), "är på samråd")
        actions.close_consultation(revision=made, by=at_work.pia, at=at_work.tick())
        refusal(lambda: enter(DRAFT.replace("Karriärvägar", "Karriär"), at=at_work.tick()), "är på samverkan")
        at_work.decide(made, replace(APPROVED, outcome="avslag"))
        refusal(lambda: enter(DRAFT.replace("Karriärvägar", "Karriär"), at=at_work.tick()), "fick avslag")


class TestEnd:
    def test_a_plan_is_prolonged_by_a_decision_and_the_warnings_go(self, at_work: Desk) -> None:
        day = date(2027, 10, 1)
        assert [one.months for one in end_warnings(at_work.plan, day)] == [12, 6, 3]
        actions.prolong(
            plan=at_work.plan, ends=date(2029, 12, 31), decided_on=date(2026, 8, 31), body="Socialnämnden", dnr="1",
            by=at_work.pia, at=at_work.tick(),
        )  # fmt: skip
        at_work.plan.refresh_from_db()
        assert at_work.plan.ends == date(2029, 12, 31) and end_warnings(at_work.plan, day) == ()
        assert PlanPeriod.objects.get().body == "Socialnämnden"
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanPeriod.objects.update(ends=day)

    @pytest.mark.parametrize(
        ("change", "match"),
        [
            ({"ends": date(2027, 1, 1)}, "Planen gäller redan till 31 december 2027"),
            ({"decided_on": date(2030, 1, 1)}, "Beslutsdagen har inte varit än"),
            ({"body": " "}, "Ange vem som beslutade"),
        ],
        ids=["shorter", "early", "nobody"],
    )
    def test_a_decision_that_cannot_be_is_refused(self, at_work: Desk, change: dict[str, object], match: str) -> None:
        said = {"ends": date(2029, 12, 31), "decided_on": date(2026, 8, 31), "body": "SN", "by": at_work.pia} | change
        refusal(lambda: actions.prolong(plan=at_work.plan, at=at_work.tick(), **said), match)  # type: ignore[arg-type]

    def test_others_are_refused(self, at_work: Desk) -> None:
        with pytest.raises(Denied, match="Bara planansvariga"):
            actions.prolong(
                plan=at_work.plan, ends=date(2029, 1, 1), decided_on=date(2026, 1, 1), body="x", by=at_work.ulf,
                at=at_work.tick(),
            )  # fmt: skip
