"""Looks at every living instance once a second, as Prometheus and a load balancer do: metrics, /readyz, /readyz?for=reads."""
import json
import re
import threading
import time
from collections import defaultdict

LINE = re.compile(r'^(sakarkiv_[a-z0-9_]+)(?:\{(.*)\})? (\S+)$')
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\]|\\.)*)"')
LIMIT_SCRAPE_SECONDS = 2.0


def parse(text):
    """{name: {labels as a sorted tuple: value}}"""
    found = defaultdict(dict)
    for line in text.splitlines():
        match = LINE.match(line)
        if match:
            labels = tuple(sorted(LABEL.findall(match.group(2) or "")))
            try:
                found[match.group(1)][labels] = float(match.group(3))
            except ValueError:
                pass
    return dict(found)


class Sample:
    """One look at one instance."""

    def __init__(self, at, instance, metrics, ready, reads):
        self.at, self.instance, self.metrics = at, instance, metrics
        # (status, seconds, text)
        self.ready, self.reads = ready, reads

    def values(self, name, **labels):
        wanted = set(labels.items())
        return [value for had, value in (self.metrics or {}).get(name, {}).items() if wanted <= set(had)]

    def failing(self):
        """What /readyz says is not well: names and reasons."""
        try:
            checks = json.loads(self.ready[2]).get("checks", [])
        except ValueError:
            return []
        return [f"{one.get('name')}: {one.get('reason', '')}" for one in checks if one.get("status") != "ok"]


class Sampler:
    """A thread for each instance, so that one that hangs keeps no other waiting."""

    def __init__(self, installation, every=1.0):
        self.installation, self.every, self.samples = installation, every, []
        self._over, self._threads, self._watched = threading.Event(), [], set()
        self.look()

    def look(self):
        for instance in self.installation.instances:
            if instance not in self._watched:
                self._watched.add(instance)
                thread = threading.Thread(target=self._watch, args=(instance,), daemon=True)
                thread.start()
                self._threads.append(thread)

    def _watch(self, instance):
        while not self._over.is_set():
            began, life, was_away = time.time(), instance.lives, instance.away
            sample = self._sample(instance, began)
            if sample is not None and instance.lives == life:
                # Frozen or killed is what an operator's Prometheus would see; stopped in order, or just starting, is nobody's alarm.
                sample.was_away = (was_away or instance.away) and not instance.is_struck
                self.samples.append(sample)
            self._over.wait(max(0.05, self.every - (time.time() - began)))

    @staticmethod
    def _sample(instance, at):
        if instance.process is None or instance.process.poll() is not None and not instance.is_struck:
            return None

        def ask(path):
            start = time.time()
            status, text = instance.get(path, LIMIT_SCRAPE_SECONDS)
            return status, time.time() - start, text
        status, _, text = ask("/metrics")
        return Sample(at, instance.name, parse(text) if status == 200 else None, ask("/readyz"), ask("/readyz?for=reads"))

    def stop(self):
        self._over.set()
        for thread in self._threads:
            thread.join(10)

    def between(self, since, until, instance=None):
        return [one for one in list(self.samples) if since <= one.at < until and (instance is None or one.instance == instance)]
