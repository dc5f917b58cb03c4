#!/usr/bin/env python3
"""The operators' drills: what fails in operation is made to fail under load, and an independent checker says what came of it.

Every drill has marks, limits that make it fail. The table at the end has one line for each drill; --json keeps all figures.
"""
import argparse
import json
import os
import shutil
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from drilling.brokers import Brokers  # noqa: E402
from drilling.cleanup import is_ended, on_signals  # noqa: E402
from drilling.content import ContentAway  # noqa: E402
from drilling.history import Expired, Forked, ForkedLocal, LostEnd, LostEndLocal  # noqa: E402
from drilling.losing import BrokerLoss, CutOff, DiskFull, KafkaAway, StartedAway  # noqa: E402
from drilling.moving import Joining, Replaced, Rolling, Scale, Stranger, Zombie  # noqa: E402
from drilling.report import table  # noqa: E402
from drilling.selfcheck import check as check_checker  # noqa: E402
from drilling.stage import play  # noqa: E402

# In the order they run; those that spoil their brokers for others come last or have brokers of their own.
DRILLS = (KafkaAway, StartedAway, Scale, Zombie, Joining, Replaced, Expired, Stranger, ContentAway, Rolling, Forked, LostEnd, BrokerLoss, CutOff, DiskFull, ForkedLocal, LostEndLocal)


def options():
    names = ", ".join(drill.name for drill in DRILLS)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], epilog=f"Drills: {names}")
    parser.add_argument("--long", action="store_true", help="longer faults, more messages, more commits; on one and on three brokers")
    parser.add_argument("--only", action="append", default=[], metavar="DRILL", help="only this one; may be given more than once")
    parser.add_argument("--skip", action="append", default=[], metavar="DRILL")
    parser.add_argument("--brokers", default=None, help="1, 3 or 1,3 (short form: 1, and 3 where a drill needs them)")
    parser.add_argument("--commits", type=int, default=None, help="commits in the log before an empty instance joins (2000; long 200000)")
    parser.add_argument("--rate", type=int, default=None, help="messages a second (20, long 50; less where the machine has no room for it)")
    parser.add_argument("--strict", action="store_true", help="hold against the figures that a quiet machine must keep")
    parser.add_argument("--lanes", type=int, default=None, help="how many groups of drills at once, each with brokers of its own (1)")
    parser.add_argument("--json", metavar="FILE", help="all figures, one object for each drill")
    parser.add_argument("--programs", default=os.environ.get("SAKARKIV_TEST_PROGRAMS"), help="the directory with the programs")
    parser.add_argument("--keep", action="store_true", help="leave the directories of the run where they are")
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    known = {drill.name for drill in DRILLS}
    for name in given.only + given.skip:
        if name not in known:
            parser.error(f"there is no drill «{name}»: {names}")
    if not given.programs:
        parser.error("SAKARKIV_TEST_PROGRAMS or --programs names the directory with the programs")
    given.programs = os.path.abspath(given.programs)
    given.eases = given.rate is None and not given.strict
    given.rate = given.rate or (50 if given.long else 20)
    given.commits = given.commits or (200_000 if given.long else 2_000)
    given.lanes = given.lanes or 1
    given.warm, given.calm, given.settle = (5, 15, 180) if given.long else (2, 3, 60)
    return given


def plan(given):
    """[(drill, brokers)]"""
    wanted = [int(count) for count in (given.brokers or ("1,3" if given.long else "1")).split(",")]
    chosen = []
    for drill in DRILLS:
        if given.only and drill.name not in given.only or drill.name in given.skip:
            continue
        counts = [count for count in wanted if count in drill.counts]
        # A drill that has no such number of brokers runs on the one it needs, unless the number was asked for.
        if not counts and (given.brokers is None or drill.counts == (0,)):
            counts = [drill.counts[0]]
        chosen += [(drill, count) for count in counts]
    return chosen


class Lane(threading.Thread):
    """Drills one after the other; brokers are started once for those that share them."""

    def __init__(self, given, steps, directory, rows):
        super().__init__(daemon=True)
        self.given, self.steps, self.directory, self.rows = given, steps, directory, rows
        self.brokers, self.failure = None, None

    def run(self):
        try:
            for index, (drill, count) in enumerate(self.steps):
                if is_ended():
                    break
                self._brokers(drill, count)
                where = os.path.join(self.directory, f"{index}-{drill.name}-{count}")
                row = play(drill, self.given, self.brokers if count else None, where)
                self.rows.append(row)
                print(f"{row['result']} {drill.name} on {count} broker(s), {row['seconds']} s"
                      + (f": {row['why']}" if "why" in row else ""), flush=True)
        except BaseException as error:  # told at the end; the other lane goes on
            self.failure = error
        finally:
            if self.brokers is not None:
                self.brokers.close()

    def _brokers(self, drill, count):
        if self.brokers is not None and self.brokers.count != count and count:
            self.brokers.close()
            self.brokers = None
        if not count:
            return
        own = getattr(drill, "own_brokers", False)
        if own and self.brokers is not None:
            # Two sets at once would be too much for a small machine.
            self.brokers.close()
        if own:
            self.brokers = Brokers(count, os.path.join(self.directory, f"none-{count}"))
        else:
            if self.brokers is None:
                self.brokers = Brokers(count, os.path.join(self.directory, f"kafka-{count}"))
            if len([n for n in self.brokers.numbers() if self.brokers.pid(n)]) < count:
                self.brokers.start()


def lanes(given, steps):
    """Those on one shared broker are one lane; the others (brokers of their own, three, none), and some to balance, the second."""
    if given.lanes < 2:
        return [steps]
    shared = [step for step in steps if step[1] == 1 and not getattr(step[0], "own_brokers", False) and not getattr(step[0], "second_lane", False)]
    others = [step for step in steps if step not in shared]
    return [lane for lane in (shared, others) if lane]


def tell(given, rows):
    """The table, and all figures for --json."""
    order = [drill.name for drill in DRILLS]
    rows.sort(key=lambda row: (order.index(row["drill"]), row["brokers"]))
    print(table(rows), flush=True)
    if given.json:
        with open(given.json, "w", encoding="utf-8") as file:
            json.dump(rows, file, ensure_ascii=False, indent=1, default=str)


def main():
    given = options()
    check_checker()
    steps, rows, began = plan(given), [], time.time()
    directory = tempfile.mkdtemp(prefix="drills-")
    try:
        running = [Lane(given, lane, os.path.join(directory, f"lane{index}"), rows) for index, lane in enumerate(lanes(given, steps))]
        on_signals(lambda: tell(given, rows), None if given.keep else directory)
        for lane in running:
            lane.start()
        for lane in running:
            # In pieces: a wait without end would keep signals from being heard.
            while lane.is_alive():
                lane.join(0.5)
    finally:
        if given.keep:
            print(f"kept: {directory}")
        else:
            shutil.rmtree(directory, ignore_errors=True)
    tell(given, rows)
    for lane in running:
        if lane.failure is not None:
            print(f"FAIL a lane ended early: {lane.failure!r}")
    counts = {word: sum(1 for row in rows if row["result"] == word) for word in ("PASS", "FAIL", "SKIPPED")}
    print(", ".join(f"{count} {word}" for word, count in counts.items()) + f" in {time.time() - began:.0f} s")
    return 1 if counts["FAIL"] or any(lane.failure for lane in running) else 0


if __name__ == "__main__":
    sys.exit(main())
