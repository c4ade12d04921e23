"""What the pages look like, by one name that changes with it: a browser keeps it for the hours offline."""

from functools import cache
from hashlib import sha256
from pathlib import Path

_CSS = Path(__file__).parent / "static" / "alongside" / "css"


@cache
def digest() -> str:
    """The name of all style sheets together, as this process was started with them."""
    found = sorted(_CSS.rglob("*.css"))
    return sha256(b"".join(one.read_bytes() for one in found)).hexdigest()[:16]
