"""How the broker is reached: Redis, or a folder in the embedded default."""

from pathlib import Path
from typing import Any

# A Redis that takes a call and says nothing holds nobody up; the clock sends meanwhile.
_PATIENCE = {
    "socket_connect_timeout": 5,
    "socket_timeout": 15,
    "socket_keepalive": True,
    "health_check_interval": 10,
}


def reached(redis_url: str, var: Path) -> tuple[str, str | None, dict[str, Any]]:
    """Celery's broker URL, transport and transport options."""
    if redis_url:
        return redis_url, None, dict(_PATIENCE)
    folders = {"data_folder_in": "broker", "data_folder_out": "broker", "control_folder": "broker-control"}
    options = {name: str(var / folder) for name, folder in folders.items()}
    return "filesystem://localhost", "backend.folder_broker:Transport", options
