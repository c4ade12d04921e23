"""The same reminders as others send them: Celery's ETA tasks, and one PeriodicTask each (django-celery-beat).

A project of its own, with the defaults of both. Only the visibility timeout is shorter than their hour, as
the waits here are shorter than the days that reminders wait.
"""
