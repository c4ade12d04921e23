"""For whoever runs it: lists by id, state, count and time, and a few deeds. Nothing that anybody wrote.

There is no such page unless ADMIN_PATH names its address, and for nobody but staff who have confirmed lately
that it is them. Each deed is written into a log in the database and a line in the log of the process.
"""

import logging
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import admin
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils import timezone
from django.views.generic import RedirectView

from backend.web import confirmed
from backend.web.accounts import sessions
from planner.actions.people import running
from planner.models import (
    ApiToken,
    Export,
    Feed,
    Heartbeat,
    Import,
    LaneRest,
    OutboxMail,
    OutboxText,
    Person,
    Reminder,
    Subscription,
    Tally,
    TimeToGo,
)

logger = logging.getLogger(__name__)
APP = "planner"


class Running(admin.AdminSite):
    """Django's, without anything that shows or changes a whole row."""

    site_header = site_title = "Running Alongside"
    index_title = "By id, state, count and time"
    site_url = None
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return bool(user.is_active and getattr(user, "is_staff", False) and is_mfa_enabled(user))

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Who may not see it is told that there is nothing; who may has confirmed lately that it is them."""
        shown = confirmed.lately(super().admin_view(view, cacheable))

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **named: Any) -> Any:
            if not self.has_permission(request):
                raise Http404
            return shown(request, *args, **named)

        return guarded

    def get_urls(self) -> list[URLPattern | URLResolver]:
        lists = (
            path(f"{APP}/{rows.opts.model_name}/", include(rows.urls)) for rows in self._registry.values()
        )
        return [
            path("", self.admin_view(self.index), name="index"),
            re_path(f"^(?P<app_label>{APP})/$", self.admin_view(self.app_index), name="app_list"),
            path("jsi18n/", self.admin_view(self.i18n_javascript, cacheable=True), name="jsi18n"),
            # Its pages lead to these two, which are everybody's.
            path("logout/", RedirectView.as_view(pattern_name="account_logout"), name="logout"),
            path(
                "password_change/",
                RedirectView.as_view(pattern_name="account_change_password"),
                name="password_change",
            ),
            *lists,
        ]

    @property
    def urls(self) -> tuple[list[URLPattern | URLResolver], str, str]:
        return self.get_urls(), "admin", self.name


class Rows(admin.ModelAdmin):  # type: ignore[type-arg]
    """A list, and nothing behind it."""

    list_display_links = None
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        name = f"{APP}_{self.opts.model_name}_changelist"
        return [path("", self.admin_site.admin_view(self.changelist_view), name=name)]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Only what a filter offers: with any other, an address could be guessed letter by letter."""
        return lookup.removesuffix("__exact") in self.list_filter

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def did(self, request: HttpRequest, deed: str, row: Model) -> None:
        """Note one deed in both logs."""
        self.log_change(request, row, deed)
        logger.info("deed=%s on=%s id=%s by=%s", deed, self.opts.model_name, row.pk, request.user.pk)


class People(Rows):
    list_display = ("id", "created_at", "is_active", "is_staff", "is_demo")
    list_filter = ("is_active", "is_staff", "is_demo")
    actions = ("deactivate", "reactivate", "end_sessions", "revoke_secrets")

    @admin.action(description="Deactivate: no sign-in, no message, no address that answers")
    def deactivate(self, request: HttpRequest, rows: Iterable[Person]) -> None:
        for person in rows:
            if person.pk != request.user.pk and running.deactivate(person.pk, now=timezone.now()):
                sessions.end_all(person.pk)
                self.did(request, "deactivate", person)

    @admin.action(description="Activate again")
    def reactivate(self, request: HttpRequest, rows: Iterable[Person]) -> None:
        for person in rows:
            if running.reactivate(person.pk):
                self.did(request, "reactivate", person)

    @admin.action(description="End every session")
    def end_sessions(self, request: HttpRequest, rows: Iterable[Person]) -> None:
        for person in rows:
            sessions.end_all(person.pk)
            self.did(request, "end_sessions", person)

    @admin.action(description="Revoke calendar addresses and tokens")
    def revoke_secrets(self, request: HttpRequest, rows: Iterable[Person]) -> None:
        for person in rows:
            running.revoke_secrets(person.pk, now=timezone.now())
            self.did(request, "revoke_secrets", person)


class Due(Rows):
    """Work for later, whatever it is."""

    list_display = ("id", "state", "reason", "attempts", "next_at", "created_at", "ended_at")
    list_filter = ("state",)


class Reminders(Rows):
    list_display = (
        "id",
        "person_id",
        "step",
        "channel",
        "state",
        "reason",
        "attempts",
        "next_at",
        "ended_at",
    )
    list_filter = ("state", "channel", "step")
    actions = ("retry",)

    @admin.action(description="Try what was given up once more")
    def retry(self, request: HttpRequest, rows: Iterable[Reminder]) -> None:
        for reminder in rows:
            if running.retry(reminder.pk, now=timezone.now()):
                self.did(request, "retry", reminder)


class Secrets(Rows):
    list_display = ("id", "owner_id", "created_at", "last_used_on", "revoked_at")


class Heartbeats(Rows):
    list_display = ("name", "beat_at")


class Rests(Rows):
    list_display = ("lane", "failures", "rests_until")


class Tallies(Rows):
    list_display = ("lane", "what", "count")
    list_filter = ("lane", "what")


site = Running(name="admin")
site.disable_action("delete_selected")
for _models, _list in (
    ((Person,), People),
    ((Reminder,), Reminders),
    ((TimeToGo, OutboxMail, OutboxText, Import, Export, Subscription), Due),
    ((ApiToken, Feed), Secrets),
    ((Heartbeat,), Heartbeats),
    ((LaneRest,), Rests),
    ((Tally,), Tallies),
):
    site.register(_models, _list)
