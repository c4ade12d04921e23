"""Text messages: how long one is, where it goes, and what an answer means."""
