"""What must be true of everything that was acknowledged, from the topics alone: nothing here shares code with the product."""
import json
import os
import sys
import uuid
from collections import defaultdict

from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from log_checker import CommitLogReading, numbers  # noqa: E402
from passage.topics import read_topic  # noqa: E402

ANSWERS = ("kvittering", "feilmelding")


class Reading(CommitLogReading):
    """The commit log, with a count of what an owner of another history wrote: the right epoch, the next sequence, another previous."""

    def __init__(self):
        super().__init__()
        self.forked = self.records = 0

    def take(self, partition, kind, value):
        if kind != "claim":
            self.records += 1
            header = json.loads(value.partition(b"\n")[0])
            shard = header["kommune"]
            if header["epoch"] == self.epoch[partition] and header["sequence"] == self.next[shard] \
                    and header["previous"] != self.last[shard]:
                self.forked += 1
        super().take(partition, kind, value)


class Verdict:
    """Counts of what went wrong, and the first few of each in words."""

    def __init__(self):
        self.counts = {"lost": 0, "twice": 0, "gap": 0, "order": 0, "two_outcomes": 0, "forked": 0}
        self.examples, self.checked = [], {}

    def fault(self, kind, text, count=1):
        self.counts[kind] += count
        if len(self.examples) < 12:
            self.examples.append(f"{kind}: {text}")

    @property
    def clean(self):
        return not any(self.counts.values())


def read_commits(brokers, prefix, service="registry"):
    reading = Reading()
    for partition, headers, value in read_topic(brokers, f"{prefix}{service}.commits"):
        reading.take(partition, headers["kind"].decode(), value)
    return reading


def read_receipts(brokers, prefix):
    """id of the message -> its receipts in the order of the topic, repeats (same id) left out."""
    told, seen = defaultdict(list), set()
    for _, _, value in read_topic(brokers, f"{prefix}receipts.byggsak"):
        event = json.loads(value)
        if event["id"] not in seen:
            seen.add(event["id"])
            told[event.get("correlationid")].append(event)
    return told


def answered(brokers, prefix):
    """The ids of messages that have their last word."""
    return {identifier for identifier, events in read_receipts(brokers, prefix).items()
            if any(event["type"].rsplit(".", 1)[1] in ANSWERS for event in events)}


class Answers:
    """The ids of messages that have their last word, read on from where the last look ended: a topic of hundreds of thousands is read once."""

    def __init__(self, brokers, prefix):
        self.known, self.topic = set(), f"{prefix}receipts.byggsak"
        self.consumer = Consumer({"bootstrap.servers": brokers, "group.id": f"answers-{uuid.uuid4()}", "enable.auto.commit": False,
                                  "auto.offset.reset": "earliest", "log_level": 0})
        partitions = self.consumer.list_topics(self.topic, timeout=10).topics[self.topic].partitions
        self.consumer.assign([TopicPartition(self.topic, partition, OFFSET_BEGINNING) for partition in partitions])

    def look(self):
        while True:
            messages = self.consumer.consume(2_000, 0.5)
            for message in messages:
                if message.error() is None:
                    event = json.loads(message.value())
                    if event["type"].rsplit(".", 1)[1] in ANSWERS:
                        self.known.add(event.get("correlationid"))
            if not messages:
                return self.known

    def close(self):
        self.consumer.close()


def check(brokers, prefix, load):
    """The verdict over a run."""
    verdict = Verdict()
    reading = read_commits(brokers, prefix)
    _log(verdict, reading)
    by_cause = _messages(verdict, reading, load)
    _receipts(verdict, read_receipts(brokers, prefix), load)
    _order(verdict, by_cause, load)
    verdict.checked = {"messages": len(load.messages), "notes": len(load.notes), "commits": len(reading.commits),
                       "claims": reading.claims, "ignored": reading.ignored}
    return verdict


def _log(verdict, reading):
    for fault in reading.faults:
        verdict.fault("gap", fault)
    if reading.forked:
        verdict.fault("forked", "commits that do not follow the one before", reading.forked)
    series = defaultdict(list)
    for header, body in reading.commits:
        for event in body["events"]:
            for kind, number, year in numbers(event):
                series[(header["kommune"], kind, year)].append(number)
    for key, given in series.items():
        distinct = sorted(set(given))
        if len(distinct) != len(given):
            verdict.fault("twice", f"numbers of {key}", len(given) - len(distinct))
        if distinct and len(distinct) != distinct[-1]:
            verdict.fault("gap", f"numbers of {key}", distinct[-1] - len(distinct))
        if given != sorted(given):
            verdict.fault("order", f"numbers of {key}")


def _messages(verdict, reading, load):
    """Every acknowledged message and note has exactly one outcome; returns cause id -> place in the log."""
    places = defaultdict(list)
    for place, (header, body) in enumerate(reading.commits):
        identifier = header["cause"].get("id")
        if identifier is not None and body["events"]:
            places[identifier].append((place, header["kommune"]))
    for what, acknowledged in (("message", load.messages), ("note", load.notes)):
        for identifier, told in list(acknowledged.items()):
            found = places.get(identifier, [])
            if not found:
                verdict.fault("lost", f"{what} {identifier} of {told[0]} ({told[-1]})")
            elif len(found) > 1:
                verdict.fault("twice", f"{what} {identifier} has {len(found)} outcomes")
            elif found[0][1] != told[0]:
                verdict.fault("two_outcomes", f"{what} {identifier} went to {found[0][1]}")
    return {identifier: found[0][0] for identifier, found in places.items()}


def _receipts(verdict, told, load):
    for identifier in list(load.messages):
        last = [event for event in told.get(identifier, []) if event["type"].rsplit(".", 1)[1] in ANSWERS
                and ".arkivmelding" in event["type"]]
        if not last:
            verdict.fault("lost", f"message {identifier} was never answered")
        elif len({(event["type"], json.dumps(event.get("data"), sort_keys=True)) for event in last}) > 1:
            verdict.fault("two_outcomes", f"message {identifier} was told {len(last)} different things")


def _order(verdict, places, load):
    """What one sender sent one after the other to one municipality stands in the log in that order."""
    sent = defaultdict(list)
    for identifier, (kommune, number, road) in list(load.messages.items()):
        if road == "kafka" and identifier in places:
            sent[("messages", kommune)].append((number, places[identifier]))
    for key, (kommune, serial) in list(load.notes.items()):
        if key in places and serial > 0:
            sent[("notes", kommune)].append((serial, places[key]))
    for key, pairs in sent.items():
        there = [place for _, place in sorted(pairs)]
        wrong = sum(1 for before, after in zip(there, there[1:]) if after < before)
        if wrong:
            verdict.fault("order", f"{key}", wrong)
