"""Writes at chosen instances, each tried once: how long is the caller kept, and what is it told?"""
import itertools
import threading

LIMIT_SECONDS = 5.0


class InstanceWriters:
    """A thread for each instance, round the municipalities."""

    def __init__(self, load, instances, every=0.5):
        self.load, self.every, self._over = load, every, threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(one,), daemon=True) for one in instances]
        for thread in self._threads:
            thread.start()

    def _run(self, instance):
        for turn, kommune in enumerate(itertools.cycle(self.load.kommuner)):
            if self._over.is_set():
                return
            if not instance.away:
                # Serial numbers below zero: they stand in no order with the others.
                self.load.note(kommune, -1 - turn, lambda: instance, 5, LIMIT_SECONDS, (instance.name, kommune), once=True)
            self._over.wait(self.every)

    def stop(self):
        self._over.set()
        for thread in self._threads:
            thread.join(LIMIT_SECONDS + 1)
