"""How the description of the API is put together (drf-spectacular)."""

from typing import Any

SETTINGS: dict[str, Any] = {
    "ENUM_NAME_OVERRIDES": {
        "RepairPartEnum": ["felt", "my_side", "said_back", "touched", "my_part", "next_time"],
        "ReplyEnum": ["yes", "other", "not_this_time"],
        "HeardEnum": ["that_is_it", "almost"],
    },
    "TITLE": "Alongside",
    "DESCRIPTION": "Events, flags, plans, agreements and reminders of one person.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
