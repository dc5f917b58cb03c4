"""What every drill has: brokers, an installation, the load, the lookers-on, marks, and the row of the table at the end."""
import os
import shutil
import time
import traceback
import urllib.error
import uuid
from collections import Counter

from confluent_kafka import KafkaException

from . import alerts, municipalities
from .checker import Answers, check
from .followers import Followers
from .installation import Installation
from .load import Load
from .measure import Noise, busy
from .sampler import Sampler


# How often the load is halved, at most, where more than this share of the processors is in use.
LIMIT_EASED, BUSY_SHARE, BUSY_SECONDS = 2, 0.6, 2.0


class Skipped(Exception):
    """The machine does not allow this drill; the text says what is missing."""


class Stage:
    """One run of one drill."""

    def __init__(self, drill, options, brokers, directory):
        self.drill, self.options, self.brokers, self.directory = drill, options, brokers, directory
        self.prefix = f"d{uuid.uuid4().hex[:6]}."
        self.installation = self.load = self.sampler = self.followers = None
        self.fault_at, self.over_at, self.is_closed = None, None, False
        self.marks, self.notes, self.row, self.noise = [], [], {}, Noise()
        self.began = time.time()
        os.makedirs(directory, exist_ok=True)

    # --- what the drill says ---

    def say(self, text):
        print(f"  [{self.drill.name}{self.broker_count} {time.time() - self.began:5.1f} s] {text}", flush=True)

    @property
    def broker_count(self):
        return f"/{self.brokers.count}" if self.brokers is not None else ""

    def mark(self, name, got, limit, strict=None, unit="s"):
        """Fails the drill when `got` is above `limit`. `strict` is the issue's own figure, which a quiet machine must keep."""
        limit = strict if self.options.strict and strict is not None else limit
        got = round(got, 2) if isinstance(got, float) else got
        ok = got <= limit
        self.marks.append({"mark": name, "got": got, "limit": limit, "strict": strict, "unit": unit, "ok": ok})
        self.say(f"{'ok  ' if ok else 'FAIL'} {name}: {got} {unit} (at most {limit})")
        return ok

    def demand(self, name, holds, told=""):
        """Fails the drill when something is not so."""
        holds = bool(holds)
        self.marks.append({"mark": name, "got": holds, "limit": True, "ok": holds, "told": str(told)[:300]})
        self.say(f"{'ok  ' if holds else 'FAIL'} {name}{': ' + str(told)[:300] if told else ''}")
        return holds

    # --- building ---

    def build(self, services=("registry",), instances=1, per_partition=2, log=None, extra=None):
        """An installation with that many instances of each service, started, its municipalities made."""
        self.kommuner = municipalities.choose(per_partition)
        log = log or f"kafka:{self.brokers.bootstrap}"
        self.installation = Installation(self.options.programs, self.directory, log, self.prefix, extra)
        self.installation.partners(self.kommuner)
        for service in services:
            for machine in range(1, instances + 1):
                self.installation.add(service, machine)
        return self.installation

    def open(self, rate=None, with_files=False, follow=False, load=True):
        """Starts the services, sets the municipalities up, and lets the load run."""
        self.installation.start()
        bootstrap = self.brokers.bootstrap if self.brokers is not None else None
        self.load = Load(self.installation, bootstrap, self.kommuner, rate or self.options.rate, with_files, self.drill.name)
        self.load.set_up(self.kommuner)
        self.sampler = Sampler(self.installation)
        if follow:
            self.followers = Followers(self.installation, list(self.kommuner)[::2])
        if load:
            self.load.start()
            self.wait(self.options.warm)
            if rate is None:
                self.leave_room()
        return self.load

    def leave_room(self):
        """Eases the load until the fault has room: a machine that is full before it shows its own queues, not what the product does.
        Benchmarks say how much a machine carries. A rate that was asked for stays, and so does the load of `--strict`."""
        for _ in range(LIMIT_EASED if self.options.eases else 0):
            share = busy(BUSY_SECONDS)
            if share is None or share < BUSY_SHARE:
                break
            self.load.ease()
            self.say(f"{share:.0%} of the processors are in use before the fault: {self.load.rate:g} messages a second from here on")
        self.row["rate"] = self.load.rate

    def join(self, service, machine, ready=90, start=True, **more):
        """Another machine."""
        one = self.installation.add(service, machine, **more)
        if start:
            one.start()
            seconds = one.wait_ready(ready)
            self.say(f"{one.name} ready after {seconds:.1f} s")
        if self.sampler is not None:
            self.sampler.look()
        if self.load is not None and service == "registry":
            self.load.read_everywhere()
        return one

    def wait(self, seconds):
        time.sleep(max(0.0, seconds))

    def until(self, what, holds, seconds):
        """Seconds until it holds; `seconds` when it never does."""
        start = time.time()
        while time.time() < start + seconds:
            try:
                if holds():
                    return time.time() - start
            except (OSError, ValueError, KeyError):
                pass
            time.sleep(0.1)
        self.say(f"not within {seconds} s: {what}")
        return float(seconds)

    def fault(self, text):
        self.fault_at = time.time()
        self.say("FAULT " + text)

    def over(self, text="over"):
        self.over_at = time.time()
        self.say(text)

    # --- the end ---

    def settle(self):
        """Stops the load and waits until everything acknowledged is answered."""
        self.load.stop()
        answers = Answers(self.brokers.bootstrap, self.prefix)
        began = waited = time.time()
        count = -1
        while time.time() < waited + self.options.settle and not set(self.load.messages) <= answers.look():
            # As long as more and more are answered there is something to wait for.
            if len(answers.known) > count:
                waited, count = time.time(), len(answers.known)
        left = len(set(self.load.messages) - answers.known)
        answers.close()
        self.say(f"load over, {left} not answered after {time.time() - began:.1f} s")

    def judge(self):
        """The checker over everything, and the pauses."""
        verdict = check(self.brokers.bootstrap, self.prefix, self.load)
        self.row.update(verdict.counts)
        self.notes += verdict.examples
        self.row["checked"] = verdict.checked
        self.demand("nothing lost, twice, skipped or out of order", verdict.clean, "; ".join(verdict.examples[:3]) or verdict.checked)
        since, until = self.fault_at or self.load.began, time.time()
        reads, reader = self.load.reads.worst(since, until)
        writes, writer = self.load.writes.worst(since, until, lambda asker: len(asker) == 1)
        self.row.update(longest_read_pause=round(reads, 2), longest_write_pause=round(writes, 2),
                        reader=str(reader), writer=str(writer),
                        failed_reads=self.load.reads.count(False), reads=self.load.reads.count(True),
                        failed_writes=self.load.writes.count(False), writes=self.load.writes.count(True))
        return reads, writes

    def no_read_refused(self, since=None, until=None, which=lambda asker: True):
        """A read that is refused is a fault on any machine, however slow: the pauses may be the machine's, an answer 503 is the product's."""
        said = Counter(one[3] for _, one in self.load.reads.between(since or self.fault_at, until or time.time(), which) if not one[2])
        refused = {what: count for what, count in said.items() if what.isdigit()}
        self.row["failed_reads_by_kind"] = dict(said)
        self.row["refused_reads"] = [(round(one[0] - self.fault_at, 2), *one[1:]) for one in list(self.load.refused)[:20] if self.fault_at]
        for seconds, instance, kommune, what, body in self.row["refused_reads"][:3]:
            self.say(f"     {seconds} s after the fault {instance} on {kommune}: {what} {body[:160]}")
        return self.demand("no read is refused", not refused, dict(said) or "none failed")

    def alarms(self):
        """Looked at from the fault to the end."""
        until = time.time()
        samples = self.sampler.between(0, until)
        return alerts.fired([one for one in samples if not one.was_away], self.fault_at or self.load.began)

    def close_installation(self):
        """Ends the services; a drill with brokers of its own does so before it ends those."""
        if self.is_closed:
            return
        self.is_closed = True
        if self.load is not None:
            self.load._over.set()
        if self.followers is not None:
            self.followers.stop()
            faults = self.followers.faults()
            self.row["sse_events"] = self.followers.count()
            self.demand("feeds without repetition or jump", not faults, "; ".join(faults[:3]) or f"{self.followers.count()} events")
        if self.sampler is not None:
            self.row["alarms"] = self.alarms()
            self.sampler.stop()
        if self.installation is not None:
            self.installation.stop()
            slow = max(self.installation.stops, default=(0.0, 0, "nobody"))
            self.row["slowest_stop_seconds"] = slow[0]
            self.mark(f"SIGTERM is heeded ({slow[2]} slowest)", slow[0], 6.0, strict=2.0)
            bad = [one for one in self.installation.stops if one[1] != 0]
            self.demand("whoever is asked to stop ends in order", not bad, bad or f"{len(self.installation.stops)} stops")

    def close(self):
        self.close_installation()


# What may fail when the product or the machine does not do what the drill expects; everything else is a fault of the drill and ends it too.
EXPECTED = (RuntimeError, KafkaException, OSError, SystemExit, urllib.error.HTTPError, KeyError, ValueError, AttributeError, TypeError, IndexError)


def play(drill, options, brokers, directory):
    """Runs a drill; the row of the table."""
    stage = Stage(drill, options, brokers, directory)
    row = {"drill": drill.name, "brokers": brokers.count if brokers is not None else 0, "lost": None, "twice": None, "gap": None,
           "order": None, "longest_read_pause": None, "longest_write_pause": None, "alarms": {}}
    stage.say(drill.title)
    try:
        drill().run(stage)
        row["result"] = None
    except Skipped as reason:
        row["result"], row["why"] = "SKIPPED", str(reason)
    except EXPECTED as error:
        stage.demand("the drill came to its end", False, f"{type(error).__name__}: {error}")
        if options.verbose:
            traceback.print_exc()
    finally:
        try:
            stage.close()
        except EXPECTED as error:
            stage.demand("everything could be ended", False, repr(error))
    row.update(stage.row)
    row["marks"], row["examples"] = stage.marks, stage.notes
    row["machine"], row["seconds"] = stage.noise.stop(), round(time.time() - stage.began, 1)
    row["result"] = row.get("result") or ("PASS" if all(one["ok"] for one in stage.marks) else "FAIL")
    if row["result"] == "FAIL" and stage.installation is not None:
        for one in stage.installation.instances:
            print(f"    {one.name}: {one.tail(2)}", flush=True)
    if not options.keep:
        shutil.rmtree(directory, ignore_errors=True)
    return row
