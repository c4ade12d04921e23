"""Makes a virtual environment and installs one requirements file into it, quietly.

Run by the Makefile with whatever Python is on the machine, so nothing here is newer than Python 3.6.
What the installer prints goes to var/setup.log; stdout stays clean for what `make` was asked to do.
"""

import os
import pathlib
import signal
import subprocess
import sys

LOG = pathlib.Path("var/setup.log")
OLDEST = (3, 11)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run(*command: object) -> None:
    """Ends the program, with the end of the log, when the command fails."""
    with LOG.open("ab") as log:
        code = subprocess.call(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    if code:
        say(f"Setting up failed. The end of {LOG}:\n")
        say("\n".join(LOG.read_text(errors="replace").splitlines()[-20:]))
        sys.exit(1)


def main(folder: str, requirements: str) -> None:
    if sys.version_info < OLDEST:
        sys.exit("Alongside needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))
    # Unwinds through subprocess.call, which then ends the installer too.
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, lambda number, frame: sys.exit(128 + number))
    LOG.parent.mkdir(exist_ok=True)
    LOG.write_bytes(b"")
    say(f"Setting up {folder} from {requirements} (once; a minute or two) …")
    run(sys.executable, "-m", "venv", folder)
    python = pathlib.Path(folder, "bin", "python")
    run(python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-r", requirements)


if __name__ == "__main__":
    os.environ.pop("PYTHONHOME", None)
    main(*sys.argv[1:])
