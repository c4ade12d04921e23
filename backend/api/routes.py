"""Which view set answers under which name."""

from rest_framework.routers import SimpleRouter

router = SimpleRouter()
