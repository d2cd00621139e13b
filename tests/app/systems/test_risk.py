"""Why a system is at risk, one cause at a time."""

from __future__ import annotations

from datetime import date

from app.law.dates import LegalDate
from app.systems import sentences
from app.systems.listing import at_risk
from app.systems.risk import risks_of
from app.systems.state import Holder, HoldState, RoleState, SystemState
from app.systems.svg import axis_ends, range_picture
from app.systems.svg_timeline import MilestoneMark, Timeline, lanes_of

TODAY = date(2026, 11, 24)
FINISH = date(2027, 9, 30)


def holder(name: str = "Ani", *dates: LegalDate) -> Holder:
    """Make somebody who serves a role."""
    return Holder(
        person_key=name.lower(),
        person_name=name,
        post_title="Pranata Komputer",
        unit_name="Bidang",
        share=100,
        via="post",
        since=date(2026, 7, 1),
        post_since=date(2024, 1, 1),
        months_in_post=34,
        dates=dates,
        next_event=dates[0] if dates else None,
    )


def system(*holders: Holder, is_key: bool = True, holds: tuple[HoldState, ...] = (), **facts) -> SystemState:
    """Make a system with one role."""
    role = RoleState("lead", "Pimpinan teknis", is_key, 100, holders, facts.pop("vacant_since", None))
    values = {
        "key": "izin",
        "name": "Izin Cepat",
        "kind": "licensing",
        "stage": "build",
        "department_key": "d",
        "department_name": "DPMPTSP",
        "planned_finish": FINISH,
        "forecast_p50": None,
        "forecast_p80": None,
        "value_per_month": 100,
        "roles": (role,),
        "holds": holds,
        **facts,
    }
    return SystemState(**values)


def due(day: date) -> LegalDate:
    """Make the day on which the longest time is reached."""
    return LegalDate("move_due", day, "PP 11/2017 ps. 190 ayat (3)")


def causes(state: SystemState) -> list[str]:
    """Return the causes of risk."""
    return [risk.cause for risk in risks_of(state, TODAY)]


def test_a_key_role_without_holder_is_a_grave_risk():
    (risk,) = risks_of(system(vacant_since=date(2026, 10, 1)), TODAY)
    assert (risk.cause, risk.is_grave) == ("vacant", True)
    assert sentences.cause(risk, TODAY) == "Pimpinan teknis kosong sejak 1 Okt 2026"


def test_an_empty_role_that_is_no_key_role_is_no_risk():
    assert causes(system(is_key=False)) == []


def test_somebody_who_retires_before_the_finish_is_a_risk():
    ends = LegalDate("retires", date(2027, 2, 1), "UU 20/2023 ps. 55")
    assert causes(system(holder("Ani", ends))) == ["retires"]
    later = LegalDate("retires", FINISH, "UU 20/2023 ps. 55")
    assert causes(system(holder("Ani", later))) == [], "who stays to the last day is no risk"


def test_the_careful_forecast_decides_until_when_people_are_needed():
    ends = LegalDate("contract_ends", date(2027, 11, 1), "PP 49/2018")
    assert causes(system(holder("Ani", ends))) == []
    assert causes(system(holder("Ani", ends), forecast_p80=date(2027, 12, 12))) == ["contract_ends"]


def test_a_second_holder_makes_the_risk_less_grave():
    ends = LegalDate("retires", date(2027, 2, 1), "UU 20/2023 ps. 55")
    (risk,) = risks_of(system(holder("Ani", ends), holder("Budi")), TODAY)
    assert not risk.is_grave
    assert system(holder("Ani"), holder("Budi")).supports == 2


def test_an_approved_hold_to_the_finish_answers_a_move_that_is_due():
    def held(status: str, until: date) -> SystemState:
        hold = HoldState("h", "ani", "Ani", "lead", "Pimpinan teknis", status, TODAY, until, "Alasan")
        return system(holder("Ani", due(date(2027, 6, 18))), holds=(hold,))

    assert causes(held("approved", FINISH)) == []
    assert causes(held("approved", date(2027, 7, 1))) == ["move_due"]
    assert causes(held("requested", FINISH)) == ["move_due"]
    assert sentences.decision(risks_of(held("requested", FINISH), TODAY)[0]) == "Putuskan penahanan"


def test_a_finished_system_is_never_at_risk():
    assert at_risk([system(stage="finished"), system()], TODAY) == [system()]


def test_a_planned_finish_that_has_passed_still_needs_its_people_today():
    state = system(holder("Ani", due(date(2026, 1, 1))), planned_finish=date(2026, 3, 1))
    assert causes(state) == ["move_due"]


def test_the_pictures_say_in_words_what_they_show():
    state = system(
        holder("Ani", due(date(2027, 6, 18))),
        forecast_p50=date(2027, 9, 18),
        forecast_p80=date(2027, 12, 12),
    )
    ends = axis_ends([state], TODAY)
    small = str(range_picture(state, risks_of(state, TODAY), ends, TODAY))
    assert 'aria-label="Target 30 Sep 2027, perkiraan 18 Sep 2027 sampai 12 Des 2027"' in small
    marks = [MilestoneMark("UAT", date(2027, 4, 15), None)]
    large = str(Timeline(state, date(2026, 7, 1), marks, lanes_of(state, {}), TODAY).draw())
    assert "Garis waktu Izin Cepat" in large
    for words in ("Ani", "UAT, 15 Apr", "P50 18 Sep 2027", "P80 12 Des 2027", "24 Nov"):
        assert words in large


def test_a_name_in_a_picture_cannot_bring_markup():
    state = system(holder('<script>alert("x")</script>'))
    large = str(Timeline(state, None, [], lanes_of(state, {}), TODAY).draw())
    assert "<script>" not in large
    assert "&lt;script&gt;" in large
