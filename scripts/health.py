"""Ends with 0 when the address given answers 200; for the containers' health checks."""

import http.client
import sys
from urllib.parse import urlsplit


def status(url: str) -> int:
    """What the server answers. Asked as `localhost`, a name that every installation allows."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "localhost", parts.port or 80, timeout=5)
    try:
        connection.request("GET", parts.path or "/", headers={"Host": "localhost"})
        return connection.getresponse().status
    finally:
        connection.close()


if __name__ == "__main__":
    try:
        sys.exit(0 if status(sys.argv[1]) == 200 else 1)
    except OSError as error:
        sys.exit(str(error))
