"""Any content that keeps its limits."""

from hypothesis import strategies as st

from planner.core.plan.plan_content import (
    TEXTS,
    Answer,
    Ask,
    Content,
    How,
    IfThen,
    Leaving,
    Reply,
    SignalMeans,
)
from tests.core.plan.plans import ANA, BEN, YES

words = st.text(max_size=60)
said = words.filter(str.strip)
answers = st.one_of(
    st.just(YES),
    st.builds(Answer, st.just(Reply.OTHER), said),
    st.builds(Answer, st.just(Reply.NOT_THIS_TIME), words),
)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    asks = tuple(
        Ask(f"{who.int}-{n}", who, draw(said), draw(st.none() | answers))
        for who in (ANA, BEN)
        for n in range(draw(st.integers(0, 3)))
    )
    how = draw(st.sampled_from(How))
    minutes = st.times().map(lambda at: at.replace(second=0, microsecond=0))
    return Content(
        how=how,
        who_goes=draw(st.sampled_from([ANA, BEN])) if how is How.ONE_OF_US else None,
        asks=asks,
        if_thens=tuple(draw(st.lists(st.builds(IfThen, words, words), max_size=12))),
        signal_means=draw(st.sampled_from(SignalMeans)),
        leaving=draw(st.none() | st.builds(Leaving, st.none() | minutes, words)),
        lines=tuple((who, draw(words)) for who in draw(st.sampled_from([(), (ANA,), (BEN, ANA)]))),
        **{name: draw(words) for name in TEXTS},
    )
