"""Email addresses as they are compared."""


def normal(email: str) -> str:
    """Without space around it and without case."""
    return email.strip().casefold()
