from tests.privacy.edges import ada, ben, nobody, now, stranger  # noqa: F401
