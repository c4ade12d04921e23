"""Real servers at the far end of each channel: they keep what arrives, and go wrong on demand.

In a test each is a context manager on a free port. `python -m tests.sinks.sms --port 8090 --keep FILE` and
its like run one as a process of its own.
"""
