"""What clients saw: attempts with their times, and from them the longest pause.

A pause is what a client waits that begins to ask when it goes bad: from the start of the first attempt that failed to the end of the next
one that succeeded. An attempt that succeeded late is a pause too.
"""
import os
import threading
import time
from collections import defaultdict


class Attempts:
    """By asker (any tuple): what it tried, in order."""

    def __init__(self):
        self.by_asker = defaultdict(list)

    def add(self, asker, start, end, ok, said=None, mark=None):
        self.by_asker[asker].append((start, end, ok, said, mark))

    def pauses(self, since=0.0, until=float("inf")):
        """asker -> the longest pause that touches the stretch of time."""
        return {asker: longest(tries, since, until) for asker, tries in list(self.by_asker.items())}

    def worst(self, since=0.0, until=float("inf"), which=lambda asker: True):
        """(seconds, asker) of the longest pause of all."""
        found = [(seconds, asker) for asker, seconds in self.pauses(since, until).items() if which(asker)]
        return max(found, default=(0.0, None), key=lambda one: one[0])

    def between(self, since, until, which=lambda asker: True):
        for asker, tries in list(self.by_asker.items()):
            if which(asker):
                for one in list(tries):
                    if since <= one[0] < until:
                        yield asker, one

    def count(self, ok):
        return sum(1 for tries in self.by_asker.values() for one in tries if one[2] is ok)


def longest(tries, since, until):
    worst, begin = 0.0, None
    last = None
    for start, end, ok, _, _ in list(tries):
        if start > until:
            break
        if end < since:
            continue
        last = end
        if begin is None:
            begin = start
        if ok:
            worst, begin = max(worst, end - begin), None
    if begin is not None and last is not None:
        worst = max(worst, last - begin)
    return worst


class Noise:
    """How much of what is measured may be this machine: the load average, and how long this program itself was kept from running."""

    def __init__(self):
        self.stall, self.loads, self._over = 0.0, [], threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self):
        while not self._over.is_set():
            before = time.time()
            self._over.wait(0.1)
            self.stall = max(self.stall, time.time() - before - 0.1)
            self.loads.append(os.getloadavg()[0])

    def stop(self):
        self._over.set()
        self._thread.join(2)
        loads = self.loads or [os.getloadavg()[0]]
        return {"load": round(sum(loads) / len(loads), 1), "own_stall_seconds": round(self.stall, 2)}


def busy(seconds):
    """The share of the machine's processors that was in use during so many seconds; None where the machine does not tell."""
    def ticks():
        with open("/proc/stat", encoding="ascii") as file:
            fields = [int(one) for one in file.readline().split()[1:9]]
        # Idle, and waiting for the disk.
        return sum(fields), fields[3] + fields[4]
    try:
        total, idle = ticks()
        time.sleep(seconds)
        later, still = ticks()
    except OSError:
        return None
    return 1 - (still - idle) / max(1, later - total)
