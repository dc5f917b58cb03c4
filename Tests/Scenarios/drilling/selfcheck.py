"""The checker is tried before it judges: a made-up log with every fault in it must give exactly those faults, a clean one none."""
import hashlib
import json
from types import SimpleNamespace

from . import checker, measure

KOMMUNE = "970540008"


def _commit(previous, sequence, cause, number):
    body = json.dumps({"events": [{"type": "saksmappe.opprettet", "data": {"s": {"sakssekvensnummer": number, "saksaar": 2026}}}]}).encode()
    header = json.dumps({"kommune": KOMMUNE, "epoch": 1, "sequence": sequence, "previous": previous, "cause": {"id": cause},
                         "body": hashlib.sha256(body).hexdigest()}).encode()
    return header + b"\n" + body, hashlib.sha256(header).hexdigest()


def _counts(steps, messages, told):
    """What the checker counts in a log of (cause, number, follows the one before)."""
    reading, verdict, last, sequence = checker.Reading(), checker.Verdict(), "0" * 64, 0
    reading.take(0, "claim", b'{"epoch": 1}')
    for cause, number, follows in steps:
        value, digest = _commit(last if follows else "f" * 64, sequence, cause, number)
        reading.take(0, "commit", value)
        if follows:
            last, sequence = digest, sequence + 1
    load = SimpleNamespace(messages=messages, notes={})
    checker._log(verdict, reading)
    places = checker._messages(verdict, reading, load)
    checker._receipts(verdict, told, load)
    checker._order(verdict, places, load)
    return verdict.counts


def _told(*kinds):
    return [{"type": f"a.arkivmelding.opprett.{kind}", "data": kind} for kind in kinds]


def check():
    clean = _counts([("a", 1, True), ("b", 2, True)], {"a": (KOMMUNE, 1, "kafka"), "b": (KOMMUNE, 2, "kafka")},
                    {"a": _told("mottatt", "kvittering"), "b": _told("kvittering")})
    assert not any(clean.values()), clean
    # b before a, a twice and with number 2 again, number 3 skipped, one of another history, c acknowledged and nowhere.
    faulty = _counts([("b", 1, True), ("a", 2, True), ("a", 2, True), ("x", 3, False), ("d", 4, True)],
                     {"a": (KOMMUNE, 1, "kafka"), "b": (KOMMUNE, 2, "kafka"), "c": (KOMMUNE, 3, "http")},
                     {"a": _told("kvittering", "feilmelding"), "b": _told("kvittering")})
    # c is missing in the log and among the receipts.
    assert faulty == {"lost": 2, "twice": 2, "gap": 1, "order": 1, "two_outcomes": 1, "forked": 1}, faulty
    tries = measure.Attempts()
    for start, end, ok in ((0, 0.1, True), (1, 1.1, False), (2, 2.1, False), (3, 3.5, True), (10, 12, True)):
        tries.add("x", start, end, ok)
    assert (tries.worst()[0], tries.worst(since=4)[0]) == (2.5, 2), tries.worst()
