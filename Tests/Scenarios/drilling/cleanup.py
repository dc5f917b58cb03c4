"""Whatever ends the drills, what they started ends too: services, brokers, mounts, namespaces."""
import os
import shutil
import signal
import sys
import threading

_open = []
_ended = threading.Event()


def remember(thing):
    """`thing` has close(); the last one made is closed first."""
    _open.append(thing)


def forget(thing):
    if thing in _open:
        _open.remove(thing)


def is_ended():
    """Whether a signal has said that nothing new is to be begun."""
    return _ended.is_set()


def close_all():
    for thing in reversed(_open[:]):
        try:
            thing.close()
        except Exception as error:  # the next one is to be closed all the same
            print(f"  could not end {thing}: {error!r}", flush=True)
        forget(thing)


def on_signals(tell, directory=None):
    """SIGTERM, SIGINT and SIGHUP end everything in order, tell what is known so far, and remove the directory."""
    def end(number, _):
        signal.signal(number, signal.SIG_IGN)
        _ended.set()
        print(f"ended by signal {number}", flush=True)
        close_all()
        tell()
        if directory is not None:
            shutil.rmtree(directory, ignore_errors=True)
        sys.stdout.flush()
        os._exit(128 + number)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)
