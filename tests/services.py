"""What the marked tests need from the machine, whether it is here, and where.

A missing service skips its tests on a developer's machine and fails them where CI=true.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis
from psycopg import sql

CLIENTS = Path(__file__).resolve().parent.parent / ".venv-clients" / "bin"
NODE_MODULES = CLIENTS.parent.parent / ".node-clients" / "node_modules"
LOOPBACK_POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"
LOOPBACK_REDIS = "redis://127.0.0.1:6379/0"
REDIS_DATABASES = range(15, 0, -1)
CLAIM = "alongside-tests"


def postgres_server() -> str:
    """The address of a database on a server where tests may make databases of their own."""
    return os.environ.get("ALONGSIDE_TEST_DATABASE_URL", LOOPBACK_POSTGRES)


def redis_server() -> str:
    return os.environ.get("ALONGSIDE_TEST_REDIS_URL", LOOPBACK_REDIS)


def chromium() -> str | None:
    """The path of Chromium, for Playwright's `executable_path`."""
    wanted = os.environ.get("ALONGSIDE_TEST_CHROMIUM")
    return wanted or shutil.which("chromium") or shutil.which("chromium-browser")


@cache
def _no_postgres() -> str:
    try:
        psycopg.connect(postgres_server(), connect_timeout=3).close()
    except psycopg.OperationalError:
        return "no PostgreSQL answers; start one on 127.0.0.1:5432 or set ALONGSIDE_TEST_DATABASE_URL"
    return ""


@cache
def _no_redis() -> str:
    try:
        with redis.Redis.from_url(redis_server(), socket_connect_timeout=3) as client:
            client.ping()
    except redis.RedisError:
        return "no Redis answers; start one on 127.0.0.1:6379 or set ALONGSIDE_TEST_REDIS_URL"
    return ""


def _no_browser() -> str:
    return "" if chromium() else "no Chromium found; install it or set ALONGSIDE_TEST_CHROMIUM"


def _no_clients() -> str:
    here = all((CLIENTS / name).exists() for name in ("khal", "vdirsyncer"))
    return "" if here else "khal and vdirsyncer are not in .venv-clients/; `make test` installs them"


def _no_node() -> str:
    here = shutil.which("node") and (NODE_MODULES / "ical.js").exists()
    return "" if here else "Node, or ical.js in .node-clients/, is not here; `make test` installs it with npm"


WHY_MISSING: dict[str, Callable[[], str]] = {
    "postgres": _no_postgres,
    "redis": _no_redis,
    "browser": _no_browser,
    "clients": _no_clients,
    "node": _no_node,
}


@contextmanager
def fresh_postgres(name: str) -> Iterator[str]:
    """The URL of an empty database called `name`, dropped afterwards with whoever is still connected."""
    database = sql.Identifier(name)
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database)
    with psycopg.connect(postgres_server(), autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(database))
        try:
            yield urlunsplit(urlsplit(postgres_server())._replace(path=f"/{name}"))
        finally:
            connection.execute(drop)


@contextmanager
def fresh_redis() -> Iterator[str]:
    """The URL of an empty Redis database that nobody else uses, emptied afterwards."""
    for number in REDIS_DATABASES:
        url = urlunsplit(urlsplit(redis_server())._replace(path=f"/{number}"))
        with redis.Redis.from_url(url) as client:
            if not _claimed(client):
                continue
            try:
                yield url
            finally:
                client.flushdb()
            return
    raise RuntimeError("Every Redis database holds something; empty one for the tests.")


def _claimed(client: redis.Redis) -> bool:
    """Take the database for this run, unless it holds anything but our own claim."""
    if not client.set(CLAIM, os.getpid(), nx=True, ex=3600):
        return False
    if client.dbsize() == 1:
        return True
    client.delete(CLAIM)
    return False
