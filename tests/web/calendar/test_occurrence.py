from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from planner.actions.feelings import flags
from planner.actions.feelings.flags import ReasonForm
from planner.actions.plan import plans
from planner.core.plan.plan_content import Answer, Ask, Content, IfThen, Leaving, Reply
from planner.core.visibility import Visibility
from planner.models import Nudge
from tests.factories import Couple, event
from tests.web.reading import evening, signed_in, texts


@pytest.fixture
def party(couple: Couple) -> UUID:
    return event(couple.ada, "Office party", evening(6), location="Kolbe’s", kind="work_party")


def path(event_id: UUID) -> str:
    return f"/events/{event_id}/on/once/"


def agreed(couple: Couple, party: UUID) -> None:
    now = timezone.now()
    said = Content(
        asks=(Ask("1", couple.ada, "Stay beside me."),),
        if_thens=(IfThen("we get separated", "meet at the coats"),),
        leaving=Leaving(transport="The night bus"),
    )
    plan = plans.start(couple.ada, party, "", now=now)
    version = plans.propose(couple.ada, plan, said, base=0, now=now)
    plans.agree(couple.ben, plan, version=version, answers={"1": Answer(Reply.YES)}, now=now)


def test_page_says_what_when_and_where(couple: Couple, party: UUID) -> None:
    page = signed_in(couple.ben).get(path(party))

    day = evening(6)
    assert texts(page, "h1") == ["Office party"]
    assert texts(page, "p", "lede") == [f"{day:%A}, in 6 days · 19:00–23:00"]
    assert texts(page, "span", "tag")[:2] == ["Ada’s world", "Work party"]
    assert texts(page, "dd")[2] == "Kolbe’s"


def test_title_of_the_tab_is_neutral(couple: Couple, party: UUID) -> None:
    assert texts(signed_in(couple.ada).get(path(party)), "title") == ["Event · Alongside"]


def test_private_words_stand_on_ones_own_page_only(couple: Couple, party: UUID) -> None:
    reasons = [ReasonForm("noise", "the band", share=True), ReasonForm("remarks", "zqprivate")]
    flags.flag(couple.ada, party, "", level=3, reasons=reasons, note="zqnote", now=timezone.now())

    hers, his = (signed_in(one).get(path(party)) for one in (couple.ada, couple.ben))

    assert texts(hers, "li", "rows__row") == [
        "It may be very hard Only you",
        "Noise: the band Shared",
        "Remarks: zqprivate Only you",
        "zqnote Only you",
    ]
    assert texts(his, "h3") == ["For you", "Ada shared with you", "To you"]
    assert texts(his, "li", "rows__row") == ["Noise: the band"]
    assert b"zq" not in his.content


@pytest.mark.parametrize("is_agreed", [False, True])
def test_stage_and_next_step_follow_the_plan(couple: Couple, party: UUID, is_agreed: bool) -> None:
    if is_agreed:
        agreed(couple, party)

    page = signed_in(couple.ben).get(path(party))

    step = texts(page, "a", "btn--primary") + texts(page, "button", "btn--primary")
    assert (texts(page, "li", "aria-current"), step) == (
        (["Get ready"], ["Plan card"]) if is_agreed else (["Look ahead"], ["Make a plan"])
    )


def test_only_the_owner_is_offered_to_change_it(couple: Couple, party: UUID) -> None:
    hers, his = (texts(signed_in(one).get(path(party)), "h2") for one in (couple.ada, couple.ben))

    assert [one for one in hers if one not in his] == ["Who sees it"]


def test_time_on_the_clocks_of_the_place_is_named_where_it_differs(couple: Couple) -> None:
    client = signed_in(couple.ada)
    client.post(
        "/events/new/",
        {
            "title": "Call",
            "start_on": f"{evening(3):%Y-%m-%d}",
            "start_time": "09:00",
            "end_time": "10:00",
            "kind": "other",
            "world": "mine",
            "visibility": "shared",
            "tzid": "Asia/Tokyo",
        },
    )

    (call,) = texts(client.get("/calendar/agenda/"), "span", "agenda__meta")

    assert call == "My world 09:00 in Tokyo"


def test_what_is_over_asks_for_nothing_beforehand_and_leads_to_looking_back(couple: Couple) -> None:
    was = event(couple.ada, "Fair", evening(-2), now=timezone.now() - timedelta(days=9))
    unsaid = signed_in(couple.ben).get(path(was))
    flags.flag(couple.ada, was, "", level=2, share_level=True, now=timezone.now())
    flags.matter(couple.ben, was, "", level=2, now=timezone.now())

    said = signed_in(couple.ben).get(path(was))

    headings = ("What may be hard", "How much it matters", "For you", "Ada shared with you", "To you")
    assert [one for one in texts(unsaid, "h2") + texts(unsaid, "h3") if one in headings] == []
    assert "Look back" in texts(unsaid, "a")
    assert [one for one in texts(said, "h3") if one in headings] == ["Ada shared with you", "To you"]
    assert texts(said, "a").count("Look back") == 1


@pytest.mark.parametrize("visibility", [Visibility.BUSY, Visibility.PRIVATE])
def test_what_is_not_shared_is_not_found(couple: Couple, visibility: Visibility) -> None:
    hidden = event(couple.ada, "Dentist", evening(6), visibility=visibility)

    found = [signed_in(one).get(path(hidden)).status_code for one in (couple.ada, couple.ben)]

    assert found == [200, 404]


def test_a_nudge_is_offered_where_both_have_something_to_look_at_and_says_the_same_twice(
    couple: Couple, party: UUID
) -> None:
    ben = signed_in(couple.ben)
    flags.flag(couple.ada, party, "", level=3, now=timezone.now())
    quiet = [signed_in(one).get(path(party)).content.decode() for one in (couple.ada, couple.ben)]
    flags.flag(couple.ada, party, "", level=3, share_level=True, now=timezone.now())

    assert not any("Nudge" in page for page in quiet)
    assert "Nudge Ada gently" in ben.get(path(party)).content.decode()
    said = [ben.post(f"{path(party)}nudge/", follow=True).content.decode() for _ in range(2)]
    assert "Passed on." in said[0]
    assert "You have nudged about this in the last three days." in said[1]


def test_whoever_nudged_reads_when_until_they_may_again(couple: Couple, party: UUID) -> None:
    flags.flag(couple.ada, party, "", level=3, share_level=True, now=timezone.now())
    ben = signed_in(couple.ben)
    ben.post(f"{path(party)}nudge/")
    own, others = (signed_in(one).get(path(party)).content.decode() for one in (couple.ben, couple.ada))
    Nudge.objects.update(nudged_at=timezone.now() - timedelta(hours=72))

    assert "You nudged Ada gently today." in own and "Nudge Ada gently" not in own
    assert "You nudged" not in others and "Nudge Ben gently" in others
    assert "Nudge Ada gently" in ben.get(path(party)).content.decode()


def test_stranger_finds_nothing(couple: Couple, party: UUID) -> None:
    assert signed_in(couple.stranger).get(path(party)).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_queries_do_not_grow_with_what_was_said(
    couple: Couple, party: UUID, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    chips = ("noise", "remarks", "length", "travel", "money")[:count]
    reasons = [ReasonForm(chip, "", share=True) for chip in chips]
    flags.flag(couple.ada, party, "", level=3, reasons=reasons, now=timezone.now())
    client = signed_in(couple.ben)

    with django_assert_num_queries(11):
        client.get(path(party))


def test_an_event_of_the_others_says_who_can_change_it(couple: Couple) -> None:
    trip = event(couple.ada, "Trip", evening(6), world="ours")

    hers, his = (signed_in(one).get(f"/events/{trip}/on/once/") for one in (couple.ada, couple.ben))

    said = "Ada put it into the calendar, so only Ada can change it."
    assert (said in texts(hers, "p", "meta"), said in texts(his, "p", "meta")) == (False, True)
