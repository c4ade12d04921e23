"""Where allauth meets us: its adapters, its forms, and what of its doings is noted for an account’s owner."""
