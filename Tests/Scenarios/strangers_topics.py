#!/usr/bin/env python3
"""What partners may do to their own topics on a real Kafka, and that none of it stops another partner, a municipality or a start.

Two partners: `byggsak` does everything that can be done to a topic, `annet` writes in good order. After each deed both get an answer to a
message, and status, readiness and figures say what is the matter and nothing else.
"""
import argparse
import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request
import uuid

from confluent_kafka import Producer, TopicPartition
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, NewPartitions, NewTopic, OffsetSpec

OPPRETT = "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett"
HAMAR = "970540008"
HEADERS = {"content-type": "application/cloudevents+json"}


class Registry:
    """One registry process, and questions to it."""

    def __init__(self, options):
        self.options, self.process = options, None
        self.log = open(os.path.join(options.data, "registry.log"), "ab")

    def start(self):
        environment = dict(os.environ, SAKARKIV_DATA=self.options.data, SAKARKIV_LOG=f"kafka:{self.options.kafka}",
                           SAKARKIV_TOPIC_PREFIX=self.options.prefix, SAKARKIV_REGISTRY_PORT=str(self.options.port))
        self.process = subprocess.Popen([os.path.join(self.options.bin, "registry")], env=environment, stdout=self.log, stderr=self.log)
        self.until("the registry is ready", lambda: self.get("/readyz")["status"] == "ok")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def get(self, path, identity="operator", body=None, kind="application/json"):
        call = urllib.request.Request(f"http://127.0.0.1:{self.options.port}{path}", data=None if body is None else json.dumps(body).encode())
        token = os.path.join(self.options.data, "tokens", identity)
        if os.path.exists(token):
            call.add_header("Authorization", f"Bearer {open(token).read().strip()}")
        call.add_header("Content-Type", kind)
        with urllib.request.urlopen(call, timeout=20) as answer:
            text = answer.read().decode()
            return json.loads(text or "null") if answer.headers.get("Content-Type", "").find("json") >= 0 else text

    def until(self, what, condition, seconds=60):
        deadline, last = time.time() + seconds, None
        while time.time() < deadline:
            if self.process.poll() is not None:
                raise SystemExit(f"the registry ended with {self.process.returncode} while waiting: {what}")
            try:
                last = condition()
                if last:
                    return last
            except (OSError, urllib.error.HTTPError) as error:
                last = error
            time.sleep(0.1)
        raise SystemExit(f"not within {seconds} s: {what} (last: {last})")

    def receipts(self, identifier, partner):
        found = self.get(f"/receipts?source=/no/{HAMAR}/{partner}&id={identifier}")
        return [one["type"].rsplit(".", 1)[1] for one in found]

    def alarms(self):
        return sorted((a["code"], a["topic"], str(a["partition"])) for a in self.get("/admin/status").get("alarms", []))

    def figures(self, name):
        """By topic and partition."""
        found = {}
        for labels, value in re.findall(rf"^{name}{{(.*)}} (\S+)$", self.get("/metrics"), re.M):
            label = dict(re.findall(r'(\w+)="([^"]*)"', labels))
            found[label["topic"], label["partition"]] = float(value)
        return found


def event(identifier, partner, **more):
    return json.dumps({
        "specversion": "1.0", "id": identifier, "source": f"/no/{HAMAR}/{partner}", "type": OPPRETT, "kommune": HAMAR,
        "datacontenttype": "application/json",
        "data": {"system": "byggsak", "antallFiler": 0, "mappe": {"type": "saksmappe", "tittel": f"Sak {identifier}"}}, **more}).encode()


class Drill:
    def __init__(self, options):
        self.options, self.registry, self.admin = options, Registry(options), AdminClient({"bootstrap.servers": options.kafka})
        self.plain = Producer({"bootstrap.servers": options.kafka, "message.max.bytes": 80_000_000})
        self.began = time.time()

    def topic(self, partner, kind="inbound"):
        return f"{self.options.prefix}{kind}.{partner}"

    def say(self, text):
        print(f"{time.time() - self.began:6.1f} s  {text}", flush=True)

    def wait(self, futures):
        for future in futures.values():
            future.result(20)

    def write(self, partner, identifier, partition=-1, **more):
        self.plain.produce(self.topic(partner), value=event(identifier, partner, **more), headers=HEADERS, partition=partition)
        self.plain.flush(20)

    def answered(self, partner, identifier, seconds=60, kinds=("mottatt", "kvittering")):
        began = time.time()
        self.registry.until(f"{identifier} of {partner} is answered", lambda: self.registry.receipts(identifier, partner) == list(kinds), seconds)
        return time.time() - began

    def everybody_is_answered(self, what, seconds=60):
        """Both partners write, both are answered, whatever was done."""
        names = {partner: f"{partner}-{uuid.uuid4()}" for partner in ("annet", "byggsak")}
        for partner, identifier in names.items():
            self.write(partner, identifier, partition=0)
        took = {partner: self.answered(partner, identifier, seconds) for partner, identifier in names.items()}
        self.say(f"{what}: annet answered after {took['annet']:.1f} s, byggsak after {took['byggsak']:.1f} s")

    def no_lag(self):
        self.registry.until("no lag in any input", lambda: (lag := self.registry.figures("sakarkiv_input_lag")) and not any(lag.values()), 20)

    def run(self):
        self.prepare()
        for deed in self.options.deeds.split(","):
            getattr(self, deed)()
        print("everything a stranger may do to a topic was done; nothing else stood still", flush=True)

    def prepare(self):
        """A topic with partitions and a retention of its own is no reason not to start."""
        partners = [{"navn": name, "kommuner": [HAMAR], "kilder": ["/no/"]} for name in ("byggsak", "annet")]
        path = os.path.join(self.options.data, "partners.json")
        with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            json.dump({"partnere": partners}, file)
        self.wait(self.admin.create_topics([NewTopic(
            self.topic("byggsak"), self.options.partitions, 1, config={"retention.ms": str(self.options.days * 86_400_000)})]))
        self.registry.start()
        self.registry.get("/kommuner", body={"organisasjonsnummer": HAMAR, "kommunenummer": "3403", "navn": "Hamar"})
        self.everybody_is_answered(f"{self.options.partitions} partitions kept for {self.options.days} days")
        assert self.registry.alarms() == [], self.registry.alarms()

    def transactions(self):
        """Aborted messages are not archived, and no transaction stops the intake."""
        producer = Producer({"bootstrap.servers": self.options.kafka, "transactional.id": "byggsak-1", "transaction.timeout.ms": 60_000})
        producer.init_transactions()
        outcomes = {}
        for number in range(12):
            identifier, commits = f"t-{uuid.uuid4()}", number % 3 != 0
            producer.begin_transaction()
            producer.produce(self.topic("byggsak"), value=event(identifier, "byggsak"), headers=HEADERS, partition=number % 2)
            producer.flush(20)
            if commits:
                producer.commit_transaction(20)
            else:
                producer.abort_transaction(20)
            outcomes[identifier] = commits
        for identifier, commits in outcomes.items():
            if commits:
                self.answered("byggsak", identifier)
        self.no_lag()
        # One that stays open: what it wrote is nobody's message.
        pending = f"t-{uuid.uuid4()}"
        producer.begin_transaction()
        producer.produce(self.topic("byggsak"), value=event(pending, "byggsak"), headers=HEADERS, partition=3)
        producer.flush(20)
        self.everybody_is_answered("8 transactions committed, 4 aborted, 1 open")
        taken = [i for i, commits in list(outcomes.items()) + [(pending, False)] if not commits and self.registry.receipts(i, "byggsak")]
        assert not taken, f"messages that were never committed were answered: {taken}"
        producer.commit_transaction(20)
        self.answered("byggsak", pending)
        self.no_lag()
        assert self.registry.alarms() == [], self.registry.alarms()

    def partitions(self):
        """Partitions that are added are read within a minute."""
        self.wait(self.admin.create_partitions([NewPartitions(self.topic("byggsak"), 12)]))
        identifier, began = f"p-{uuid.uuid4()}", time.time()
        producer = Producer({"bootstrap.servers": self.options.kafka})
        producer.produce(self.topic("byggsak"), value=event(identifier, "byggsak"), headers=HEADERS, partition=11)
        producer.flush(20)
        self.answered("byggsak", identifier, 60)
        self.say(f"a message in a partition added later: answered {time.time() - began:.1f} s after it was written")

    def garbage(self):
        """100 MB of what nobody can read, records larger than any of ours, null headers and values, keys that are no text."""
        resource = ConfigResource("topic", self.topic("byggsak"), incremental_configs=[
            ConfigEntry("max.message.bytes", "70000000", incremental_operation=AlterConfigOpType.SET)])
        self.wait(self.admin.incremental_alter_configs([resource]))
        topic, before = self.topic("byggsak"), len(self.registry.get("/quarantine")["treff"])
        for number in range(7):
            self.plain.produce(topic, value=os.urandom(15_000_000), key=b"\xff\x00", partition=number % 4)
            self.plain.flush(60)
        self.plain.produce(topic, value=b"x" * 30_000_000, partition=1)
        self.plain.produce(topic, value=None, key=b"\xff\xfe", headers=[("none", None), ("ce_id", None)], partition=2)
        self.plain.produce(topic, value=b"", headers=[("ce_id", b"\xff" * 2_000_000), ("ce_id", b"1")], partition=3)
        self.plain.flush(60)
        null = f"n-{uuid.uuid4()}"
        attributes = {"specversion": "1.0", "id": null, "source": f"/no/{HAMAR}/byggsak", "type": OPPRETT, "kommune": HAMAR, "subject": None}
        body = json.loads(event(null, "byggsak"))["data"]
        headers = [("content-type", "application/json")] + [(f"ce_{n}", v and v.encode()) for n, v in attributes.items()]
        self.plain.produce(topic, value=json.dumps(body).encode(), partition=4, headers=headers)
        self.plain.flush(60)
        self.everybody_is_answered("100 MB of garbage")
        self.answered("byggsak", null)
        self.registry.until("all of it is set aside", lambda: len(self.registry.get("/quarantine")["treff"]) == before + 10)
        self.no_lag()

    def posted(self):
        """What is posted lies in a topic of ours."""
        identifier = f"h-{uuid.uuid4()}"
        self.registry.get("/cloudevents", "byggsak", json.loads(event(identifier, "byggsak")), "application/cloudevents+json")
        self.answered("byggsak", identifier)
        ends = self.admin.list_offsets({TopicPartition(self.topic("byggsak", "posted"), p): OffsetSpec.latest() for p in range(4)})
        assert sum(end.result(20).offset for end in ends.values()) == 1
        lag = self.registry.figures("sakarkiv_input_lag")
        expected = {self.topic(name, kind) for name in ("byggsak", "annet") for kind in ("posted", "inbound")}
        assert {topic for topic, _ in lag} >= expected | {f"{self.options.prefix}registry.commands"}, lag

    def expiry(self):
        """Unread messages that expire are counted and told."""
        self.no_lag()
        time.sleep(1)
        self.registry.stop()
        names, begins = [], {}
        for number in range(40):
            identifier, partition = f"e-{uuid.uuid4()}", number % 4
            names.append((partition, identifier))
            self.plain.produce(self.topic("annet"), value=event(identifier, "annet"), headers=HEADERS, partition=partition,
                               on_delivery=lambda error, message: begins.setdefault(message.partition(), message.offset()))
        self.plain.flush(20)
        # All ten of the partitions 0 and 1, and four of partition 2: 24 of 40.
        cut = {0: begins[0] + 10, 1: begins[1] + 10, 2: begins[2] + 4}
        self.wait(self.admin.delete_records([TopicPartition(self.topic("annet"), p, offset) for p, offset in cut.items()]))
        left = [i for p, i in names if p == 3] + [i for p, i in names if p == 2][4:]
        self.registry.start()
        for identifier in left:
            self.answered("annet", identifier)
        expired = {p: n for (t, p), n in self.registry.figures("sakarkiv_inbound_expired_total").items() if t == self.topic("annet") and n}
        assert expired == {"0": 10, "1": 10, "2": 4}, expired
        assert [a[0] for a in self.registry.alarms()] == ["expired_unread"] * 3, self.registry.alarms()
        ready = self.registry.get("/readyz")
        detail = next(check for check in ready["checks"] if check["name"] == "intake")
        assert ready["status"] == "ok" and f"{begins[2]} to {begins[2] + 3}" in json.dumps(detail), detail
        self.everybody_is_answered("24 of 40 messages expired unread, 16 answered, 24 counted and told")

    def deletion(self):
        """A topic that its owner deletes is made again; nobody else notices."""
        self.wait(self.admin.delete_topics([self.topic("byggsak")]))
        other = f"d-{uuid.uuid4()}"
        self.write("annet", other)
        self.say(f"byggsak's topic deleted: annet answered after {self.answered('annet', other):.1f} s")
        self.registry.until("the topic is there again", lambda: self.topic("byggsak") in self.admin.list_topics(timeout=10).topics, 60)
        self.plain = Producer({"bootstrap.servers": self.options.kafka})
        self.everybody_is_answered("byggsak's topic made again", 90)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("kafka", "bin", "data"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--prefix", default="s.")
    parser.add_argument("--partitions", type=int, default=6, help="of byggsak's topic")
    parser.add_argument("--days", type=int, default=365, help="how long byggsak's topic keeps its records")
    parser.add_argument("--deeds", default="transactions,partitions,garbage,posted,expiry,deletion")
    drill = Drill(parser.parse_args())
    try:
        drill.run()
    finally:
        drill.registry.stop()


if __name__ == "__main__":
    main()
