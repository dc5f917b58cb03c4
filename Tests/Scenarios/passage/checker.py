"""What must be true afterwards, worked out from the topics and over HTTP alone: nothing here shares code with the product."""
import datetime
import hashlib
import json
import os
import sys
import urllib.error
import zoneinfo
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from contract_checker import ContractChecker  # noqa: E402
from log_checker import CommitLogReading  # noqa: E402

from .partner import KLASSER, KOMMUNER
from .suite import SERVICES
from .topics import read_topic
from .traffic import receipts

# What of the registry's and the documents' facts a subscriber of everything is told.
TOLD = {
    "registry": {"saksmappe.opprettet", "saksmappe.statusendret", "saksmappe.gjenaapnet", "journalpost.opprettet",
                 "journalpost.statusendret", "journalpost.avskrevet", "journalpost.avskrivningopphevet", "arkivnotat.opprettet"},
    "documents": {"fil.lagret", "fil.feilet"},
}


class Passage:
    """The reading of all topics after the run, and the list of what is wrong."""

    def __init__(self, suite, brokers, published):
        self.suite, self.published, self.problems = suite, published, []
        self.readings, self.contracts = {}, ContractChecker()
        for service in SERVICES:
            reading = self.readings[service] = CommitLogReading()
            for partition, headers, value in read_topic(brokers, f"{suite.prefix}{service}.commits"):
                kind = headers["kind"].decode()
                reading.take(partition, kind, value)
                self.contracts.log_record(kind, value)
            self.problems += [f"{service}: {fault}" for fault in reading.faults]
        for service in SERVICES:
            for _, _, value in read_topic(brokers, f"{suite.prefix}{service}.events"):
                self.contracts.event(value)
        self.told = receipts(read_topic(brokers, f"{suite.prefix}receipts.byggsak"))
        self._registrations()

    def problem(self, text):
        self.problems.append(text)

    def _registrations(self):
        """message id -> what the registry made of it."""
        self.problems += self.readings["registry"].number_faults()
        self.made, self.closed = {}, {}
        outcomes = self.readings["registry"].outcomes()
        for identifier, message in self.published.items():
            real = [events for kommune, events in outcomes.get(identifier, []) if events]
            if len(real) != 1:
                self.problem(f"message {message.number} has {len(real)} outcomes with events")
                continue
            of = {event["type"]: event["data"] for event in real[0]}
            self.made[identifier] = {"saksmappe": of["saksmappe.opprettet"]["saksmappe"], "journalpost": of["journalpost.opprettet"]["journalpost"]}
        for header, body in self.readings["registry"].commits:
            for event in body["events"]:
                if event["type"] == "saksmappe.statusendret" and event["data"].get("avsluttetDato"):
                    self.closed[event["data"]["saksmappe"]] = (header["kommune"], event["data"]["avsluttetDato"])

    def dokumentobjekter(self):
        """(message, dokumentobjekt's systemID, file name, content) of every file that was sent."""
        for identifier, made in self.made.items():
            message = self.published[identifier]
            contents = {message.reference(name, content): (name, content) for name, content in message.files}
            objects = [o for d in made["journalpost"].get("dokumentbeskrivelse", []) for o in d.get("dokumentobjekt", [])]
            if len(objects) != len(contents):
                self.problem(f"message {message.number} named {len(contents)} files, {len(objects)} dokumentobjekter were made")
            for objekt in objects:
                name, content = contents[objekt["referanseDokumentfil"]]
                yield message, objekt["systemID"], name, content

    def check_receipts(self):
        for identifier, message in self.published.items():
            kinds = sorted(event["type"].rsplit(".", 1)[1] for event in {e["id"]: e for e in self.told.get(identifier, [])}.values()
                           if event["type"].startswith("no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett"))
            if kinds != ["kvittering", "mottatt"]:
                self.problem(f"message {message.number} was told {kinds}")
        for receipts_of in self.told.values():
            for event in receipts_of:
                self.contracts.event(json.dumps(event).encode())

    def check_files(self):
        stored, refused = {}, set()
        for header, body in self.readings["documents"].commits:
            for event in body["events"]:
                data = event["data"]
                if event["type"] == "fil.lagret":
                    if data["dokumentobjekt"] in stored:
                        self.problem(f"the file of {data['dokumentobjekt']} was stored twice")
                    stored[data["dokumentobjekt"]] = data
                elif event["type"] == "fil.feilet" and data["erEndelig"]:
                    refused.add(data["dokumentobjekt"])
        wanted, told_of_fault = [], 0
        for message, systemID, name, content in self.dokumentobjekter():
            if name in message.broken:
                if systemID in stored or systemID not in refused:
                    self.problem(f"the file {name} with a wrong checksum was not refused")
                faults = [e for e in self.told.get(message.id, []) if not e["type"].startswith("no.ks.fiks.arkiv.v1.arkivering.arkivmelding")]
                if faults:
                    told_of_fault += 1
                else:
                    self.problem(f"message {message.number}: nobody was told that {name} was refused")
                continue
            data = stored.get(systemID)
            if data is None:
                self.problem(f"the file {name} of message {message.number} ({message.kind}) is not stored")
            elif (data["sjekksum"], data["filstoerrelse"]) != (hashlib.sha256(content).hexdigest(), len(content)):
                self.problem(f"the file {name} is noted as {data['sjekksum']}, {data['filstoerrelse']} bytes")
            else:
                wanted.append((message.kommune, systemID, name, content))
        with ThreadPoolExecutor(8) as pool:
            self.problems += [fault for fault in pool.map(self._download, wanted) if fault]
        return f"{len(wanted)} files read back over HTTP and compared, {told_of_fault} refused ones told"

    def _download(self, wanted):
        kommune, systemID, name, content = wanted
        try:
            got = self.suite.insist("documents", "GET", f"/dokumentobjekter/{systemID}/fil?kommune={kommune}", raw=True)
        except (OSError, urllib.error.HTTPError) as error:
            return f"{name}: {error}"
        return None if got == content else f"{name}: {len(got)} bytes that are not the {len(content)} sent"

    def check_dates(self):
        oslo, checked, dated = zoneinfo.ZoneInfo("Europe/Oslo"), 0, 0
        by_case = {made["saksmappe"]["systemID"]: self.published[identifier] for identifier, made in self.made.items()}
        for saksmappe, (kommune, avsluttet) in self.closed.items():
            day = datetime.datetime.fromisoformat(avsluttet).astimezone(oslo).date()
            years = KLASSER[by_case[saksmappe].klasse]
            expected = None if years is None else anniversary(day, years).isoformat()
            try:
                answer = self.suite.insist("retention", "GET", f"/kassasjon/{saksmappe}?kommune={kommune}")
            except urllib.error.HTTPError as error:
                self.problem(f"the date of {saksmappe}: {error}")
                continue
            found = find(answer, "kassasjonsdato")
            if found != expected:
                self.problem(f"the case {saksmappe} closed {day} in class {by_case[saksmappe].klasse} has the date {found}, not {expected}")
            checked += 1
            dated += expected is not None
        return f"{checked} closed cases, {dated} with a date"

    def expected_feed(self, kommune):
        """The ids of what a subscriber of everything in a municipality is told of registry and documents, by service, in the log's order."""
        ids = {}
        for service, kinds in TOLD.items():
            ids[service] = [
                f"{kommune}-{service}-{header['sequence']}-{place}"
                for header, body in self.readings[service].commits if header["kommune"] == kommune
                for place, event in enumerate(body["events"])
                if event["type"] in kinds and not (event["type"] == "fil.feilet" and not event["data"]["erEndelig"])]
        return ids

    def check_feeds(self, subscribers):
        total = 0
        for subscriber in subscribers:
            feed = subscriber.whole_feed()
            live = [event for _, event in subscriber.events]
            cursors, ids = [e["cursor"] for e in feed], [e["id"] for e in feed]
            total += len(ids)
            if cursors != sorted(set(cursors)):
                self.problem(f"the feed of {subscriber.kommune} is not in strictly rising order")
            if len(set(ids)) != len(ids):
                self.problem(f"the feed of {subscriber.kommune} tells {len(ids) - len(set(ids))} things twice")
            if subscriber.gaps:
                self.problem(f"{subscriber.kommune}: {subscriber.gaps} gaps")
            if [e["id"] for e in live] != ids:
                missing = len(set(ids) - {e["id"] for e in live})
                self.problem(f"{subscriber.kommune}: the live list ({len(live)}) is not the feed ({len(ids)}); {missing} never came live")
            for service, expected in self.expected_feed(subscriber.kommune).items():
                told = [i for i in ids if i.split("-")[1] == service]
                # The registry's facts come in the order of its log. Another service's fact waits until the registry's about the same
                # registrering is known: all of them are told, and those of one case in their order.
                if told != expected if service == "registry" else sorted(told) != sorted(expected):
                    self.problem(f"{subscriber.kommune}: of {service} {len(told)} were told, {len(expected)} expected; "
                                 f"missing {sorted(set(expected) - set(told))[:3]}, too many {sorted(set(told) - set(expected))[:3]}")
            self._check_cases(subscriber.kommune, feed)
        return f"{len(subscribers)} feeds with {total} entries, live and read again, {sum(s.connections for s in subscribers)} connections"

    def _check_cases(self, kommune, feed):
        """What is told of one case begins with its making, and follows each service's log."""
        seen, last = set(), {}
        for entry in feed:
            case = entry.get("saksmappe")
            if case is None:
                continue
            if case not in seen and entry["type"] != "saksmappe.opprettet":
                self.problem(f"{kommune}: {entry['type']} of {case} was told before the case was")
            seen.add(case)
            _, service, sequence, place = entry["id"].split("-")
            if (int(sequence), int(place)) <= last.get((case, service), (-1, -1)):
                self.problem(f"{kommune}: {entry['id']} of the case {case} was told too late")
            last[case, service] = (int(sequence), int(place))

    def summary(self):
        readings = ", ".join(
            f"{name} {len(r.commits)} commits {r.claims} claims {r.ignored} ignored" for name, r in self.readings.items())
        return f"{len(self.published)} messages in {len(KOMMUNER)} municipalities; {readings}"


def anniversary(day, years):
    """The same day so many years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return datetime.date(day.year + years, 3, 1)


def find(value, name):
    """The first member of that name, at the top or one level down."""
    if name in value:
        return value[name]
    for inner in value.values():
        if isinstance(inner, dict) and name in inner:
            return inner[name]
    return None
