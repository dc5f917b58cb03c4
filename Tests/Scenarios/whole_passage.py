#!/usr/bin/env python3
"""Messages with files go their whole way through the four services on a real Kafka, while each service in turn is killed with SIGKILL.

At the end an independent reading of the topics and HTTP say whether every file is there with its checksum, every date is right, and every
subscriber was told everything, once, in order. The seed is printed; the same seed gives the same messages and the same faults.
"""
import argparse
import os
import sys
import threading
import time
import uuid

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from passage.checker import Passage  # noqa: E402
from passage.partner import KOMMUNER  # noqa: E402
from passage.subscriber import Subscriber  # noqa: E402
from passage.suite import Suite  # noqa: E402
from passage.topics import read_topic  # noqa: E402
from passage.traffic import Archivist, Chance, Partner  # noqa: E402
from log_checker import CommitLogReading  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kafka", required=True)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--port", type=int, default=17410)
    parser.add_argument("--prefix", default=f"p{uuid.uuid4().hex[:6]}.")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rate", type=int, default=50)
    parser.add_argument("--closed", type=int, default=60, help="how many cases the archivist closes")
    parser.add_argument("--settle", type=int, default=240, help="longest wait until everything has arrived, seconds")
    parser.add_argument("--calm", action="store_true", help="kill nothing")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3), "big"))
    return parser.parse_args()


def reading(options, service):
    found = CommitLogReading()
    for partition, headers, value in read_topic(options.kafka, f"{options.prefix}{service}.commits"):
        found.take(partition, headers["kind"].decode(), value)
    return found


def settle(options, published, what, done):
    """Waits until `done` says so."""
    start = time.time()
    while time.time() < start + options.settle:
        left = done()
        if not left:
            print(f"{what} after {time.time() - start:.1f} s", flush=True)
            return
        time.sleep(2)
    print(f"{what}: still {left} left after {options.settle} s", flush=True)


def files_left(options, published):
    wanted = sum(len(m.files) for m in published.values())
    settled = {e["data"]["dokumentobjekt"] for _, body in reading(options, "documents").commits for e in body["events"]
               if e["type"] == "fil.lagret" or (e["type"] == "fil.feilet" and e["data"]["erEndelig"])}
    return wanted - len(settled)


def cases(options, published):
    """(kommune, systemID of the case, message) as the registry's log has them."""
    for header, body in reading(options, "registry").commits:
        message = published.get(header["cause"].get("id"))
        for event in body["events"] if message else []:
            if event["type"] == "saksmappe.opprettet" and not message.broken:
                yield header["kommune"], event["data"]["saksmappe"]["systemID"], message


def main():
    options = arguments()
    os.makedirs(options.data, exist_ok=True)
    print(f"seed {options.seed}", flush=True)
    suite = Suite(options.bin, options.data, options.port, f"kafka:{options.kafka}", options.prefix)
    subscribers, archivist = [], Archivist(suite)
    try:
        suite.start()
        for orgnr, (nummer, navn) in KOMMUNER.items():
            suite.insist("registry", "POST", "/kommuner",
                         {"organisasjonsnummer": orgnr, "kommunenummer": nummer, "navn": navn}, "operator")
        subscribers = [Subscriber(suite, kommune) for kommune in KOMMUNER]
        for subscriber in subscribers:
            subscriber.start()
        until = time.time() + options.seconds
        sender = Partner(suite, options.kafka, options.rate, options.seed)
        publishing = threading.Thread(target=sender.run, args=(until,))
        publishing.start()
        chance = Chance(suite, options.seed)
        if not options.calm:
            chance.run(until - 2)
        publishing.join()
        for name in suite.services:
            suite.wait_ready(name)
        settle(options, sender.published, "all files are settled", lambda: files_left(options, sender.published))
        chosen = [c for c in cases(options, sender.published) if c[2].number % 5 == 0][:options.closed]
        for kommune, saksmappe, _ in chosen:
            archivist.close(kommune, saksmappe)
        quiet(options, subscribers)
        for subscriber in subscribers:
            subscriber.stop()
        return report(suite, options, sender, chance, archivist, subscribers, len(chosen))
    finally:
        suite.stop()


def quiet(options, subscribers):
    """Waits until nothing more is told for five seconds."""
    seen, since, start = None, time.time(), time.time()
    while time.time() < start + options.settle and time.time() - since < 5:
        now = [len(s.events) for s in subscribers]
        if now != seen:
            seen, since = now, time.time()
        time.sleep(0.5)


def report(suite, options, sender, chance, archivist, subscribers, chosen):
    passage = Passage(suite, options.kafka, sender.published)
    passage.check_receipts()
    said = [passage.summary(), passage.check_files(), passage.check_dates(), passage.check_feeds(subscribers)]
    for saksmappe, text in archivist.refused:
        passage.problem(f"the case {saksmappe} could not be closed: {text[:300]}")
    if len(passage.closed) != chosen:
        passage.problem(f"{chosen} cases were closed by the archivist, {len(passage.closed)} in the log")
    passage.problems += passage.contracts.faults
    print("held against their schemas: "
          + ", ".join(f"{count} {name}" for name, count in sorted(passage.contracts.checked.items())))
    print("kills: " + ", ".join(f"{name} {count}" for name, count in chance.kills.items())
          + f"; {sender.uploads} uploads, {sender.failed_uploads} failed")
    for line in said:
        print(line)
    print(f"{len(passage.problems)} problems")
    for problem in passage.problems[:30]:
        print("  PROBLEM", problem)
    return 1 if passage.problems else 0


if __name__ == "__main__":
    sys.exit(main())
