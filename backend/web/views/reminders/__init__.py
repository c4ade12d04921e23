"""The page of one's own reminders and what hangs on it, a module for each of its sections."""
