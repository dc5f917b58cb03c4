"""An independent reading of the commit log: the acceptance rule, the hash chain and the numbers, in forty lines that share nothing with the product.

Used by the scenarios that kill and stop processes: whatever the services say, the topics decide.
"""
import hashlib
import json
from collections import defaultdict

NO_PREVIOUS = "0" * 64


class CommitLogReading:
    """Folds records of one service's commit log, partition by partition."""

    def __init__(self):
        self.epoch = defaultdict(int)
        self.next = defaultdict(int)
        self.last = defaultdict(lambda: NO_PREVIOUS)
        self.commits = []
        self.claims = self.late_claims = self.ignored = 0
        self.faults = []

    def take(self, partition, kind, value):
        if kind == "claim":
            claim = json.loads(value)
            if claim["epoch"] == self.epoch[partition] + 1:
                self.epoch[partition] += 1
                self.claims += 1
            else:
                self.late_claims += 1
            return
        header_bytes, _, body = value.partition(b"\n")
        header = json.loads(header_bytes)
        shard = header["kommune"]
        if header["epoch"] != self.epoch[partition] or header["sequence"] < self.next[shard]:
            self.ignored += 1
            return
        if header["sequence"] > self.next[shard]:
            self.faults.append(f"{shard}: sequence {header['sequence']} where {self.next[shard]} is next")
            return
        if header["previous"] != self.last[shard]:
            self.ignored += 1
            return
        if hashlib.sha256(body).hexdigest() != header["body"]:
            self.faults.append(f"{shard}: body of sequence {header['sequence']} is not the one its header names")
        self.next[shard] += 1
        self.last[shard] = hashlib.sha256(header_bytes).hexdigest()
        self.commits.append((header, json.loads(body)))

    def outcomes(self):
        """id of the message -> list of (kommune, events) of its accepted commits."""
        found = defaultdict(list)
        for header, body in self.commits:
            if "id" in header["cause"]:
                found[header["cause"]["id"]].append((header["kommune"], body["events"]))
        return found

    def number_faults(self):
        """Series of case numbers and journal numbers that are not 1, 2, 3 … in the order of the log."""
        series = defaultdict(list)
        for header, body in self.commits:
            for event in body["events"]:
                for kind, number, year in numbers(event):
                    series[(header["kommune"], kind, year)].append(number)
        return [
            f"{key}: {given[:5]} … {given[-5:]} ({len(given)} numbers)"
            for key, given in series.items()
            if given != list(range(1, len(given) + 1))
        ]


def numbers(event):
    """The running numbers that an event gives: (series, number, year)."""
    found = []

    def walk(value):
        if isinstance(value, dict):
            if "sakssekvensnummer" in value and "saksaar" in value and event["type"] == "saksmappe.opprettet":
                found.append(("sak", value["sakssekvensnummer"], value["saksaar"]))
            if "journalsekvensnummer" in value and "journalaar" in value and event["type"] == "journalpost.opprettet":
                found.append(("journal", value["journalsekvensnummer"], value["journalaar"]))
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(event.get("data", {}))
    return sorted(set(found))
