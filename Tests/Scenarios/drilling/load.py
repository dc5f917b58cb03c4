"""What goes on while something fails: partners' messages over HTTP and to Kafka, caseworkers' notes, and reads of everything everywhere."""
import collections
import json
import os
import queue
import random
import sys
import threading
import time
import uuid

from confluent_kafka import Producer

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from kill_under_load import melding  # noqa: E402
from passage.partner import Message  # noqa: E402

from .client import Connection  # noqa: E402
from .measure import Attempts  # noqa: E402

LIMIT_READ_SECONDS = 2.0
LIMIT_WRITE_SECONDS = 5.0
LIMIT_SEND_SECONDS = 5.0
LIMIT_GIVE_UP_SECONDS = 90.0
NOTES_PER_CASE = 150
LIMIT_REFUSED = 5_000


class Load:
    """Everything that asks. `rate` is in messages per second; every municipality is read by every instance and written several times a second."""

    def __init__(self, installation, brokers, kommuner, rate, with_files=False, seed="drill", reads_every=0.25, writes_every=0.35):
        self.installation, self.brokers, self.kommuner, self.rate = installation, brokers, list(kommuner), rate
        self.with_files, self.seed = with_files, seed
        self.reads_every, self.writes_every = reads_every, writes_every
        self.reads, self.writes, self.sends = Attempts(), Attempts(), Attempts()
        # What was acknowledged: id of a message -> (kommune, number, road); key of a note -> (kommune, serial).
        self.messages, self.notes, self.unsure = {}, {}, set()
        # What readers were told that got nothing, the first thousands of them.
        self.refused = collections.deque(maxlen=LIMIT_REFUSED)
        self.cases = {kommune: [] for kommune in self.kommuner}
        self.number, self._lock, self._over, self._threads = 0, threading.Lock(), threading.Event(), []
        self.began = self.ended = 0.0
        self._waiting, self._askers = queue.Queue(), set()
        self.producer = None
        if brokers:
            self.connect()

    def connect(self):
        """A producer of the partner's; a new one where the log is not the one it has written to."""
        self.producer = Producer({"bootstrap.servers": self.brokers, "enable.idempotence": True, "linger.ms": 2, "log_level": 0,
                                  "delivery.timeout.ms": 300_000, "queue.buffering.max.messages": 500_000})

    def disconnect(self):
        self.flush()
        self.producer = None

    # --- messages ---

    def make(self, kommune=None):
        """(id, kommune, number, event) of the next message."""
        with self._lock:
            self.number += 1
            number = self.number
        kommune = kommune or self.kommuner[number % len(self.kommuner)]
        if self.with_files and number % 3 == 0:
            message = Message(number * 4, kommune, random.Random(f"{self.seed}/{number}"))
            message.broken = set()
            return message.id, kommune, number, json.loads(message.record()[0])
        identifier, event = melding(kommune, f"{self.seed}-{number}")
        return identifier, kommune, number, event

    def publish(self, kommune=None):
        """Straight to the partner's topic."""
        identifier, kommune, number, event = self.make(kommune)
        self.unsure.add(identifier)

        def delivered(error, _):
            if error is None:
                self.messages[identifier] = (kommune, number, "kafka")
        while True:
            try:
                self.producer.produce(f"{self.installation.prefix}inbound.byggsak", key=kommune, value=json.dumps(event).encode(),
                                      headers={"content-type": "application/cloudevents+json"}, on_delivery=delivered)
                return identifier
            except BufferError:
                self.producer.poll(0.1)

    def post(self, kommune=None, seconds=LIMIT_GIVE_UP_SECONDS):
        """Over HTTP, by the same id at another instance until one takes it."""
        identifier, kommune, number, event = self.make(kommune)
        body, deadline = json.dumps(event).encode(), time.time() + seconds
        self.unsure.add(identifier)
        while time.time() < deadline:
            instance = self.installation.door("registry")
            connection = Connection(instance, self.installation.token("byggsak"))
            answer = connection.ask("POST", "/cloudevents", body, {"Content-Type": "application/cloudevents+json"}, LIMIT_SEND_SECONDS)
            connection.close()
            if answer.ok:
                self.messages[identifier] = (kommune, number, "http")
                self.sends.add((kommune,), answer.start, answer.end, True, answer.said)
                return identifier
            if not instance.away:
                self.sends.add((kommune,), answer.start, answer.end, False, answer.said)
            if answer.status is not None and 400 <= answer.status < 500 and answer.status not in (421, 429):
                raise RuntimeError(f"a message was refused: {answer.status} {answer.body[:300]!r}")
            if self._over.wait(0.1) and time.time() > self.ended + LIMIT_GIVE_UP_SECONDS:
                break
        return None

    def _pace(self):
        made, due, before = 0, 0.0, time.time()
        while not self._over.is_set():
            now = time.time()
            due, before = due + (now - before) * self.rate, now
            while made < due:
                made += 1
                if made % 5 == 0 and self.producer is not None:
                    self.publish()
                elif self._waiting.qsize() < 2_000:
                    self._waiting.put(1)
            if self.producer is not None:
                self.producer.poll(0)
            self._over.wait(0.02)

    def _send(self):
        while not self._over.is_set():
            try:
                self._waiting.get(timeout=0.2)
            except queue.Empty:
                continue
            try:
                self.post()
            except RuntimeError as error:
                print(f"  {error}", flush=True)

    # --- notes ---

    def note(self, kommune, serial, instances, seconds=LIMIT_GIVE_UP_SECONDS, limit=LIMIT_WRITE_SECONDS, asker=None, once=False):
        """One synchronous write, by the same key until it is answered. `instances` gives whom to ask next."""
        case = self.cases[kommune][serial // NOTES_PER_CASE % len(self.cases[kommune])]
        key, deadline = f"note-{kommune}-{serial}-{uuid.uuid4().hex[:8]}", time.time() + seconds
        body = json.dumps({"merknadstekst": f"Note {serial} {key}"}).encode()
        path = f"/saksmapper/{case}/merknader?kommune={kommune}"
        while time.time() < deadline:
            instance = instances()
            connection = Connection(instance, self.installation.token("arkivar"))
            answer = connection.ask("POST", path, body, {"Idempotency-Key": key}, limit)
            connection.close()
            if answer.ok:
                self.notes[key] = (kommune, serial)
            if answer.ok or not instance.away:
                mark = "Retry-After" if answer.headers.get("Retry-After") else None
                self.writes.add(asker or (kommune,), answer.start, answer.end, answer.ok, answer.said, mark)
            if answer.ok or once:
                return answer
            if answer.status is not None and 400 <= answer.status < 500 and answer.status not in (421, 429):
                print(f"  a note was refused: {answer.status} {answer.body[:200]!r}", flush=True)
                return answer
            if self._over.wait(0.1):
                return answer
        return None

    def _write(self, kommune):
        serial = 0
        while not self._over.is_set():
            began = time.time()
            serial += 1
            self.note(kommune, serial, lambda: self.installation.door("registry"))
            self._over.wait(max(0.02, self.writes_every - (time.time() - began)))

    # --- reads ---

    def _read(self, instance, kommune):
        connection = Connection(instance, self.installation.token("saksbehandler"))
        path = f"/saksmapper/{self.cases[kommune][0]}?kommune={kommune}"
        while not self._over.is_set():
            if instance.away:
                self._over.wait(0.05)
                continue
            life = instance.lives
            answer = connection.ask("GET", path, timeout=LIMIT_READ_SECONDS)
            # An instance that ends says so and closes the connection, as one that is gone refuses it: its clients go to another.
            ends = answer.status == 503 and b"the server is stopping" in answer.body
            if not ends and not instance.away and instance.lives == life:
                mark = answer.headers.get("Sakarkiv-As-Of")
                self.reads.add((kommune, instance.name, life), answer.start, answer.end, answer.ok, answer.said, mark)
                if not answer.ok:
                    self.refused.append((answer.start, instance.name, kommune, answer.said, answer.body[:300].decode("utf-8", "replace")))
            self._over.wait(max(0.02, self.reads_every - answer.seconds))
        connection.close()

    def read_everywhere(self):
        """Starts readers at instances that have none yet."""
        for instance in self.installation.of("registry"):
            for kommune in self.kommuner:
                if (instance, kommune) not in self._askers:
                    self._askers.add((instance, kommune))
                    self._start(self._read, instance, kommune)

    # --- all of it ---

    def _start(self, what, *arguments):
        thread = threading.Thread(target=what, args=arguments, daemon=True)
        thread.start()
        self._threads.append(thread)

    def set_up(self, names, cases=4):
        """The municipalities, and in each the cases that are read and written."""
        self.installation.partners(self.kommuner)
        posted = []
        for orgnr, (number, name) in names.items():
            self.installation.insist("registry", "POST", "/kommuner",
                                     {"organisasjonsnummer": orgnr, "kommunenummer": number, "navn": name}, "operator")
        for orgnr in names:
            posted += [self.post(orgnr) for _ in range(cases)]
        year = time.strftime("%Y")
        for orgnr in names:
            for number in range(1, cases + 1):
                self.cases[orgnr].append(self._systemID(f"/saksmapper/{year}/{number}?kommune={orgnr}"))
        return posted

    def _systemID(self, path):
        deadline = time.time() + 60
        while True:
            try:
                return self.installation.insist("registry", "GET", path, identity="saksbehandler")["systemID"]
            except OSError:
                if time.time() > deadline:
                    raise
                time.sleep(0.1)

    def start(self, senders=6):
        self.began = time.time()
        self._start(self._pace)
        for _ in range(senders):
            self._start(self._send)
        for kommune in self.kommuner:
            self._start(self._write, kommune)
        self.read_everywhere()

    def ease(self):
        """Half of everything from here on."""
        self.rate, self.reads_every, self.writes_every = self.rate / 2, self.reads_every * 2, self.writes_every * 2

    def stop(self):
        self.ended = time.time()
        self._over.set()
        for thread in self._threads:
            thread.join(LIMIT_GIVE_UP_SECONDS)
        self.flush()

    def flush(self, seconds=60):
        if self.producer is not None:
            self.producer.flush(seconds)
