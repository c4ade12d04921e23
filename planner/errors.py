"""Every error that a person or a client can meet.

A leaf's docstring is its default message, in the person's words: what happened and what to do. Each edge
maps them once. None of them hints that something hidden exists.
"""


class AlongsideError(Exception):
    """Something went wrong."""

    code = "error"

    def __init__(self, message: str = "", *, field: str = "") -> None:
        self.message = message or (type(self).__doc__ or "").strip()
        self.field = field
        super().__init__(self.message)


class NotFound(AlongsideError):
    """There is nothing here."""

    code = "not_found"


class NotAllowed(AlongsideError):
    """This is not yours to change."""

    code = "not_allowed"


class Invalid(AlongsideError):
    """Please look at this again."""

    code = "invalid"


class OnlyForReal(NotAllowed):
    """This reaches somebody outside, and nothing of the demo does. Start for yourself to use it."""

    code = "only_for_real"


class DemoFull(AlongsideError):
    """Too many are trying the demo just now. Please come again a little later, or start for yourself."""

    code = "demo_full"


class Stale(AlongsideError):
    """This has changed since you opened it. Please read the newest version and try again."""

    code = "stale"


class WrittenElsewhere(Stale):
    """You wrote in another window, too. Both are kept; please read it once more."""

    code = "written_elsewhere"


class UnderWay(AlongsideError):
    """The same request is being carried out just now. Ask again in a moment."""

    code = "under_way"


class KeyReused(AlongsideError):
    """This Idempotency-Key came with another request. Use a new one for each deed."""

    code = "key_reused"


class UndoOver(AlongsideError):
    """This can no longer be undone: the event has changed since, or more than an hour has passed."""

    code = "undo_over"


class Incomplete(Invalid):
    """A little is still missing before you two can agree."""

    code = "incomplete"

    def __init__(self, message: str = "", *, field: str = "", missing: tuple[str, ...] = ()) -> None:
        self.missing = missing
        super().__init__(message, field=field)


class NothingSaid(Incomplete):
    """There is nothing in this plan yet. Write one line of it first."""

    code = "nothing_said"


class UnansweredAsks(Incomplete):
    """Please answer each ask first. "Not this time" is an answer too."""

    code = "unanswered_asks"


class TooLong(Invalid):
    """This is too long. Say it a little shorter."""

    code = "too_long"


class TooLongTogether(TooLong):
    """You wrote here in another window, too, and both do not fit. Open the page anew to read what is kept."""

    code = "too_long_together"


class AlreadyBegun(AlongsideError):
    """The event has begun, so what you agreed stays as it is."""

    code = "already_begun"


class AlreadyOver(AlongsideError):
    """This is over, so its plan stays as it is."""

    code = "already_over"


class AlreadySaid(AlongsideError):
    """You have said this already, and it stays as it was said."""

    code = "already_said"


class InTheArchive(AlongsideError):
    """That was a year ago. What you said of it lies in your archive and stays as it is."""

    code = "in_the_archive"


class NotOver(Invalid):
    """This is not over yet. Say how it was when it is behind you."""

    code = "not_over"


class AlreadyRevealed(Invalid):
    """You can each read what the other said, so yours can no longer be kept back. You can still change it."""

    code = "already_revealed"


class NudgedAlready(AlongsideError):
    """You have nudged about this in the last three days. Give it a little time."""

    code = "nudged_already"


class NotTheHour(AlongsideError):
    """Time to go can be said from an hour before it begins until three hours after its end."""

    code = "not_the_hour"


class NotShared(Invalid):
    """A plan for two needs an event that you both can see. Share the event first."""

    code = "not_shared"


class NeedsPartner(AlongsideError):
    """This takes two. Invite your partner first."""

    code = "needs_partner"


class AlreadyPaired(AlongsideError):
    """You are already using Alongside with a partner."""

    code = "already_paired"


class InvitationOver(AlongsideError):
    """This invitation can no longer be used. Ask for a new one."""

    code = "invitation_over"


class NotInvited(NotAllowed):
    """This invitation was sent to another address. Sign in with that one."""

    code = "not_invited"


class UnreadableCalendar(Invalid):
    """This file could not be read as a calendar."""

    code = "unreadable_calendar"


class NotACalendar(UnreadableCalendar):
    """No event could be read in this file. Export the calendar again as an iCalendar file (.ics)."""

    code = "not_a_calendar"


class TooLarge(UnreadableCalendar):
    """This calendar is too large to read. Export a shorter time span and try again."""

    code = "too_large"


class TooManyEvents(TooLarge):
    """This calendar has more events than fit in one import. Export a shorter time span and try again."""

    code = "too_many_events"


class Hostile(UnreadableCalendar):
    """This calendar has rules that no calendar program could follow, so it was not read."""

    code = "hostile"


class TooMany(AlongsideError):
    """That is more than fits here. Take one away first."""

    code = "too_many"


class TooOften(TooMany):
    """No more of these can be sent today. Try again tomorrow."""

    code = "too_often"


class NotANumber(Invalid):
    """Write the number with its country code, such as +49 1512 3456789."""

    code = "not_a_number"


class NoTexts(NotANumber):
    """Texts do not reach this number. Use one of a mobile phone."""

    code = "no_texts"


class WrongCode(Invalid):
    """That is another code. Look once more at the newest text."""

    code = "wrong_code"


class CodeOver(Invalid):
    """This code is no longer good. Ask for a new one."""

    code = "code_over"


class NoTextsOffered(AlongsideError):
    """No texts are sent from here."""

    code = "no_texts_offered"
