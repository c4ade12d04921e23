"""Looks an installation over: each part says what it found, and what to do where something is wrong."""
