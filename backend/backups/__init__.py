"""A copy of everything in one file, made while all goes on, and put back into an empty installation."""
