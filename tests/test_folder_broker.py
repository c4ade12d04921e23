"""The embedded broker: no reader meets half a message, and one that is none does not end the worker."""

import threading
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from kombu import Connection, Exchange, Queue
from kombu.simple import SimpleQueue

pytestmark = pytest.mark.skipif(bool(settings.REDIS_URL), reason="the broker is Redis")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "broker").mkdir()
    return tmp_path


@pytest.fixture
def name() -> str:
    """A queue that this process has not bound yet: kombu remembers that, whatever the folder."""
    return f"q{uuid4().hex}"


def _connection(folder: Path) -> Connection:
    """As Celery makes it in the embedded default, but in a folder of its own."""
    options = {name: str(folder / Path(path).name) for name, path in _options().items()}
    return Connection(
        settings.CELERY_BROKER_URL,
        transport=settings.CELERY_BROKER_TRANSPORT,
        transport_options=options | {"polling_interval": 0.01},
    )


def _options() -> dict[str, str]:
    return settings.CELERY_BROKER_TRANSPORT_OPTIONS  # type: ignore[no-any-return]


def _drain(queue: SimpleQueue) -> list[object]:
    found = []
    while True:
        try:
            message = queue.get(block=False)
        except SimpleQueue.Empty:
            return found
        found.append(message.payload)
        message.ack()


def test_a_half_written_message_is_passed_over(folder: Path, name: str) -> None:
    with _connection(folder) as connection, connection.SimpleQueue(name) as queue:
        for n, left_by_a_crash in enumerate((b"", b'{"body": "eyJ', b"\xff\xfe")):
            (folder / "broker" / f"{n}_old.{name}.msg").write_bytes(left_by_a_crash)
        queue.put({"look": "now"})
        assert _drain(queue) == [{"look": "now"}]
    assert [path.name for path in (folder / "broker").iterdir()] == []


def test_a_half_written_binding_is_bound_again(folder: Path, name: str) -> None:
    with _connection(folder) as connection:
        for n, left_by_a_crash in enumerate((b"", b'[["wakeu', b"7", b"[7]")):
            each = f"{name}{n}"
            (folder / "broker-control").mkdir(exist_ok=True)
            (folder / "broker-control" / f"{each}.exchange").write_bytes(left_by_a_crash)
            Queue(each, Exchange(each), routing_key=each)(connection.default_channel).declare()
            assert [one.queue for one in connection.default_channel.get_table(each)] == [each]


def test_every_message_arrives_once_however_many_write_and_read(folder: Path, name: str) -> None:
    expected = {(writer, n) for writer in range(3) for n in range(100)}
    found: list[tuple[int, int]] = []
    written = threading.Event()

    def write(writer: int) -> None:
        with _connection(folder) as connection, connection.SimpleQueue(name) as queue:
            for n in range(100):
                queue.put((writer, n))

    def read() -> None:
        with _connection(folder) as connection, connection.SimpleQueue(name) as queue:
            is_last = False
            while not is_last:
                is_last = written.is_set()
                found.extend((one[0], one[1]) for one in _drain(queue))  # type: ignore[index]

    writers = [threading.Thread(target=write, args=(n,)) for n in range(3)]
    readers = [threading.Thread(target=read) for _ in range(2)]
    with _connection(folder) as connection, connection.SimpleQueue(name):
        pass  # bound before the threads start: kombu notes for all of them that it is before it is
    for thread in (*writers, *readers):
        thread.start()
    for thread in writers:
        thread.join()
    written.set()
    for thread in readers:
        thread.join()
    assert sorted(found) == sorted(expected)
