"""Us: the couple, the standing agreement, what helps, and people."""

from django.urls import path

from backend.web.views.plan import times_to_go
from backend.web.views.us import couple, helps, people, standing

A_HELP = "helps/<uuid:help_id>/"
A_NOTE = "people/<uuid:note_id>/"

urlpatterns = [
    path("", couple.us, name="us"),
    path("invite/", couple.invite, name="invite"),
    path("invite/revoke/", couple.invite_revoke, name="invite_revoke"),
    path("release/", couple.release, name="release"),
    path("leave/", couple.leave, name="leave"),
    path("time-to-go/", times_to_go.phrase, name="phrase"),
    path("alone/", couple.alone_read, name="alone_read"),
    path("standing/", standing.standing, name="standing"),
    path("standing/draft/", standing.draft, name="standing_draft"),
    path("standing/draft/discard/", standing.draft_discard, name="standing_draft_discard"),
    path("standing/propose/", standing.propose, name="standing_propose"),
    path("standing/agree/", standing.agree, name="standing_agree"),
    path("standing/take-back/", standing.take_back, name="standing_take_back"),
    path("helps/", helps.helps, name="helps"),
    path("helps/quiet/", helps.quiet, name="quiet_helps"),
    path(A_HELP, helps.change, name="help"),
    path(f"{A_HELP}share/", helps.share, name="help_share"),
    path(f"{A_HELP}move/", helps.move, name="help_move"),
    path(f"{A_HELP}remove/", helps.remove, name="help_remove"),
    path("people/", people.people, name="people"),
    path(A_NOTE, people.note, name="person_note"),
    path(f"{A_NOTE}remove/", people.note_remove, name="person_note_remove"),
]
