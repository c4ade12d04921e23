"""A sink as a process of its own: it says its address on standard output and runs until it is ended."""

import signal
import ssl
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from tests.sinks import faults

ENDS_WITHIN_S = 20


@contextmanager
def started(sink: str, *options: str) -> Iterator[str]:
    """The module `sink` as a process, and its address; ended with the block, and ended well."""
    command = [sys.executable, "-m", sink, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
            process.terminate()
            assert process.wait(ENDS_WITHIN_S) == 0
        finally:
            process.kill()


def options(what: str) -> ArgumentParser:
    """What every sink can be told."""
    parser = ArgumentParser(description=what)
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--keep", type=Path, help="a file of JSON lines that outlives the sink")
    parser.add_argument("--takes-s", type=float, default=0.0, help="seconds from a message to its answer")
    faults.add_options(parser)
    return parser


def run_until_ended(url: str) -> None:
    ending = Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: ending.set())
    print(url, flush=True)
    ending.wait()


def add_certificate(parser: ArgumentParser) -> None:
    parser.add_argument("--certificate", type=Path, help="a PEM file with key and certificate: speak TLS")


def tls(options: Namespace) -> ssl.SSLContext | None:
    """The server's side of TLS, if a certificate was named."""
    if options.certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate)
    return context
