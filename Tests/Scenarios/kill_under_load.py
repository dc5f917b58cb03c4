#!/usr/bin/env python3
"""Two registry instances on a real Kafka, messages all the time, and kill -9 or SIGSTOP (longer than the session timeout) at random moments.

At the end the topics are read by an independent checker: every message published has exactly one outcome, nothing twice, numbers without gap,
every receipt says what the log says. The seed is printed; the same seed gives the same faults at the same times.
"""
import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from collections import defaultdict

from confluent_kafka import Consumer, Producer, TopicPartition

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from contract_checker import ContractChecker  # noqa: E402
from log_checker import CommitLogReading  # noqa: E402

OPPRETT = "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett"
KOMMUNER = {"970540008": ("3403", "Hamar"), "964950679": ("3412", "Løten"), "970169717": ("3413", "Stange")}


class Instance:
    """One registry process; its number decides its port and its store."""

    def __init__(self, number, options):
        self.number, self.options, self.process = number, options, None
        self.port = options.port + number - 1
        self.log = open(os.path.join(options.data, f"registry-{number}.log"), "ab")

    def start(self):
        environment = dict(
            os.environ, SAKARKIV_DATA=self.options.data, SAKARKIV_LOG=f"kafka:{self.options.kafka}",
            SAKARKIV_TOPIC_PREFIX=self.options.prefix, SAKARKIV_REGISTRY_PORT=str(self.port), SAKARKIV_INSTANCE=str(self.number))
        self.process = subprocess.Popen(
            [os.path.join(self.options.bin, "registry")], env=environment, stdout=self.log, stderr=self.log)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def request(options, port, method, path, body=None, identity="operator", timeout=20):
    token = open(os.path.join(options.data, "tokens", identity)).read().strip()
    data = None if body is None else json.dumps(body).encode()
    call = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=data, method=method)
    call.add_header("Authorization", f"Bearer {token}")
    call.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(call, timeout=timeout) as answer:
        return json.loads(answer.read() or b"null")


def wait_ready(options, ports, seconds=60):
    deadline = time.time() + seconds
    while time.time() < deadline:
        for port in ports:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return port
            except OSError:
                pass
        time.sleep(0.2)
    raise SystemExit("no instance became ready")


def melding(kommune, number):
    payload = {
        "system": "byggsak", "antallFiler": 0,
        "mappe": {"type": "saksmappe", "tittel": f"Byggesak {number}",
                  "referanseEksternNoekkel": {"fagsystem": "byggsak", "noekkel": f"sak-{number}"}},
        "registrering": {
            "type": "journalpost", "tittel": f"Søknad {number}", "journalposttype": {"kode": "I"},
            "korrespondansepart": [{"korrespondanseparttype": {"kode": "EA"}, "korrespondansepartNavn": "Kari Nordmann"}]},
    }
    identifier = str(uuid.uuid4())
    return identifier, {
        "specversion": "1.0", "id": identifier, "source": f"/no/{kommune}/byggsak", "type": OPPRETT, "kommune": kommune,
        "datacontenttype": "application/json", "data": payload}


def read_topic(options, topic):
    """Every record of a topic as (partition, headers, value), each partition to its end as of now."""
    consumer = Consumer({"bootstrap.servers": options.kafka, "group.id": f"checker-{uuid.uuid4()}", "enable.auto.commit": False,
                         "auto.offset.reset": "error", "enable.partition.eof": True})
    partitions = consumer.list_topics(topic, timeout=10).topics[topic].partitions
    ends = {p: consumer.get_watermark_offsets(TopicPartition(topic, p), timeout=10) for p in partitions}
    consumer.assign([TopicPartition(topic, p, ends[p][0]) for p in partitions])
    open_partitions = {p for p in partitions if ends[p][0] < ends[p][1]}
    while open_partitions:
        message = consumer.poll(5)
        if message is None:
            raise SystemExit(f"{topic} gave nothing for 5 s")
        if message.error():
            continue
        yield message.partition(), dict(message.headers() or []), message.value()
        if message.offset() + 1 >= ends[message.partition()][1]:
            open_partitions.discard(message.partition())
    consumer.close()


def faults(options, instances, rng, until):
    """Does something to an instance at random moments until the time is over."""
    while time.time() < until:
        time.sleep(rng.uniform(1.5, 4))
        instance = rng.choice(instances)
        if rng.random() < 0.5:
            print(f"  kill -9 of instance {instance.number}", flush=True)
            instance.kill()
            time.sleep(rng.uniform(0.2, 2))
            instance.start()
        else:
            pause = rng.uniform(options.session + 1, options.session + 4)
            print(f"  SIGSTOP of instance {instance.number} for {pause:.1f} s", flush=True)
            instance.freeze()
            time.sleep(pause)
            instance.thaw()


def publish_all(options, published, until, stop):
    producer = Producer({"bootstrap.servers": options.kafka, "enable.idempotence": True, "linger.ms": 2})
    topic, number, start = f"{options.prefix}inbound.byggsak", 0, time.time()

    def delivered(error, message, identifier, kommune):
        if error is None:
            published[identifier] = kommune

    while time.time() < until and not stop():
        while number < (time.time() - start) * options.rate:
            number += 1
            kommune = list(KOMMUNER)[number % 3]
            identifier, event = melding(kommune, number)
            producer.produce(topic, key=kommune, value=json.dumps(event).encode(),
                             headers={"content-type": "application/cloudevents+json"},
                             on_delivery=lambda e, m, i=identifier, k=kommune: delivered(e, m, i, k))
            # Now and then a message comes twice: the partner was not sure.
            if number % 50 == 0:
                producer.produce(topic, key=kommune, value=json.dumps(event).encode(),
                                 headers={"content-type": "application/cloudevents+json"})
        producer.poll(0.005)
    producer.flush(30)


def check(options, published):
    reading, contracts = CommitLogReading(), ContractChecker()
    for partition, headers, value in read_topic(options, f"{options.prefix}registry.commits"):
        reading.take(partition, headers["kind"].decode(), value)
        contracts.log_record(headers["kind"].decode(), value)
    for _, _, value in read_topic(options, f"{options.prefix}registry.events"):
        contracts.event(value)
    outcomes = reading.outcomes()
    problems = list(reading.faults) + reading.number_faults()
    for identifier, kommune in published.items():
        with_events = [o for o in outcomes.get(identifier, []) if o[1]]
        if len(with_events) != 1:
            problems.append(f"message {identifier} has {len(with_events)} outcomes with events")
        elif with_events[0][0] != kommune:
            problems.append(f"message {identifier} went to {with_events[0][0]}")
    told = defaultdict(set)
    for _, _, value in read_topic(options, f"{options.prefix}receipts.byggsak"):
        contracts.event(value)
        event = json.loads(value)
        told[event.get("correlationid")].add((event["type"], event["id"], json.dumps(event.get("data"), sort_keys=True)))
    for identifier in published:
        kinds = sorted(kind.rsplit(".", 1)[1] for kind, _, _ in told.get(identifier, ()))
        if kinds != ["kvittering", "mottatt"]:
            problems.append(f"message {identifier} was told {kinds}")
    problems += contracts.faults
    print("held against their schemas: " + ", ".join(f"{count} {name}" for name, count in sorted(contracts.checked.items())))
    repeats = len(reading.commits) - len(published) - len(KOMMUNER)
    print(f"{len(published)} messages, {len(reading.commits)} commits of which {repeats} answer a repeat, {reading.claims} claims, {reading.late_claims} late claims ignored, "
          f"{reading.ignored} commits of zombies ignored, {len(problems)} problems")
    for problem in problems[:20]:
        print("  PROBLEM", problem)
    return not problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kafka", required=True)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--port", type=int, default=17410)
    parser.add_argument("--prefix", default=f"k{uuid.uuid4().hex[:6]}.")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--session", type=float, default=10, help="session timeout of the group, seconds")
    parser.add_argument("--settle", type=int, default=180, help="longest wait for the last receipts, seconds")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3), "big"))
    options = parser.parse_args()
    os.makedirs(options.data, exist_ok=True)
    print(f"seed {options.seed}", flush=True)
    rng = random.Random(options.seed)
    instances = [Instance(1, options), Instance(2, options)]
    published = {}
    try:
        instances[0].start()
        wait_ready(options, [options.port])
        instances[1].start()
        for orgnr, (nummer, navn) in KOMMUNER.items():
            request(options, options.port, "POST", "/kommuner",
                    {"organisasjonsnummer": orgnr, "kommunenummer": nummer, "navn": navn})
        import threading
        until = time.time() + options.seconds
        publisher = threading.Thread(target=publish_all, args=(options, published, until, lambda: False))
        publisher.start()
        faults(options, instances, rng, until - 5)
        publisher.join()
        port = wait_ready(options, [i.port for i in instances], 90)
        last = next(iter(reversed(published.items())))
        deadline = time.time() + options.settle
        while time.time() < deadline:
            told = {json.loads(value).get("correlationid") for _, _, value in read_topic(options, f"{options.prefix}receipts.byggsak")
                    if b'.kvittering"' in value}
            if told.issuperset(published):
                break
            time.sleep(2)
        print(f"waited for {last[0]} at port {port}; all receipts are out after {time.time() - until:.1f} s", flush=True)
        return 0 if check(options, published) else 1
    finally:
        for instance in instances:
            instance.stop()


if __name__ == "__main__":
    sys.exit(main())
