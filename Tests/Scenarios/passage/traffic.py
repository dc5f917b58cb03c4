"""What a partner, an archivist and chance do while the services are killed: messages with files, cases closed, processes ended."""
import hashlib
import json
import random
import threading
import time
import urllib.error

from confluent_kafka import Producer

from . import partner


class Partner:
    """Publishes at a steady rate to its topic; uploads first what a message refers to by checksum."""

    def __init__(self, suite, brokers, rate, seed):
        self.suite, self.rate, self.seed = suite, rate, seed
        self.topic = f"{suite.prefix}inbound.byggsak"
        self.producer = Producer({"bootstrap.servers": brokers, "enable.idempotence": True, "linger.ms": 2})
        self.published, self.uploads, self.failed_uploads = {}, 0, 0

    def run(self, until):
        number, start = 0, time.time()
        while time.time() < until:
            while number < (time.time() - start) * self.rate and time.time() < until:
                number += 1
                message = partner.make(number, self.seed)
                if message.kind == "upload":
                    threading.Thread(target=self._upload_and_publish, args=(message,), daemon=True).start()
                else:
                    self._publish(message)
            self.producer.poll(0.005)
        time.sleep(1)
        self.producer.flush(30)

    def _publish(self, message):
        value, headers = message.record()
        self.producer.produce(self.topic, key=message.kommune, value=value, headers=headers,
                              on_delivery=lambda error, _: error is None and self.published.__setitem__(message.id, message))
        # Now and then the partner is not sure and sends it again.
        if message.number % 50 == 0:
            self.producer.produce(self.topic, key=message.kommune, value=value, headers=headers)

    def _upload_and_publish(self, message):
        try:
            for _, content in message.files:
                digest = hashlib.sha256(content).hexdigest()
                self.suite.insist("documents", "PUT", f"/filer/sha256:{digest}?kommune={message.kommune}", content, "byggsak", raw=True)
                self.uploads += 1
        except (OSError, urllib.error.HTTPError) as error:
            self.failed_uploads += 1
            print(f"  upload of message {message.number} failed: {error}", flush=True)
            return
        self._publish(message)


class Archivist:
    """Closes every fifth case once its files are there, as its receipts come."""

    def __init__(self, suite):
        self.suite, self.closed, self.refused = suite, {}, []

    def close(self, kommune, saksmappe, seconds=120):
        """True when the case is closed; a refusal because a file is not there yet is tried again."""
        deadline = time.time() + seconds
        while True:
            try:
                self.suite.insist("registry", "POST", f"/saksmapper/{saksmappe}/avslutt?kommune={kommune}", {}, "arkivar",
                                  {"Idempotency-Key": f"close-{saksmappe}"} if time.time() > deadline else None)
                self.closed[saksmappe] = kommune
                return True
            except urllib.error.HTTPError as error:
                if time.time() > deadline:
                    self.refused.append((saksmappe, error.text))
                    return False
            time.sleep(1)


class Chance:
    """Kills one service after the other with SIGKILL, at random moments, and starts it again."""

    def __init__(self, suite, seed):
        self.suite, self.random, self.kills = suite, random.Random(seed), {name: 0 for name in suite.services}

    def run(self, until):
        order = list(self.suite.services)
        while time.time() < until:
            self.random.shuffle(order)
            for name in order:
                time.sleep(self.random.uniform(1, 5))
                if time.time() >= until:
                    return
                service = self.suite.services[name]
                print(f"  kill -9 of {name}", flush=True)
                service.kill()
                self.kills[name] += 1
                time.sleep(self.random.uniform(0.1, 2))
                service.start()


def receipts(records):
    """Receipts by the id of the message they answer."""
    found = {}
    for _, _, value in records:
        event = json.loads(value)
        found.setdefault(event.get("correlationid"), []).append(event)
    return found
