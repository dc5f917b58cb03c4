"""Drills of history: a log that is older than a store (a backup put back, an unclean election), and messages that expire unread."""
import base64
import json
import os
import re
import shutil
import sys
from collections import Counter

from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.admin import AdminClient

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from passage.topics import watermarks  # noqa: E402

from .checker import answered, read_commits, read_topic  # noqa: E402
from .installation import SERVICES  # noqa: E402
from .municipalities import partition_of  # noqa: E402
from .sampler import parse  # noqa: E402


def verify(stage, instances):
    """{kommune: None, or what is wrong}: the chain read through and the store compared with a replay, at whoever owns it."""
    found = {}
    for kommune in stage.kommuner:
        try:
            said = stage.installation.insist("registry", "POST", f"/admin/verify?kommune={kommune}", {}, "operator", seconds=20)
            good = said["chain"]["ok"] and said["replay"]["equal"]
            found[kommune] = None if good else json.dumps(said)[:200]
        except (OSError, KeyError) as error:
            found[kommune] = str(error)[:200]
    return found


def alarm_codes(instance):
    status, text = instance.get("/metrics", 3)
    shards = parse(text).get("sakarkiv_shard_alarm", {}) if status == 200 else {}
    return sorted(dict(labels).get("code", "?") for labels, value in shards.items() if value == 1)


SYSTEM_ID = re.compile(r'"systemID": "([^"]+)"')


class Forked:
    name, title, counts = "forked", "an older log is put back and grows past a newer store", (1, 3)

    def run(self, stage):
        services = SERVICES if stage.options.long else ("registry",)
        few = 400 if stage.options.long else 40
        stage.build(services, per_partition=2)
        load = stage.open(load=False)
        first = stage.installation.of("registry")[0]
        self.publish(stage, load, few)
        self.swap(stage, lambda: self.keep(stage))
        stage.installation.start()
        self.publish(stage, load, 2 * few)
        future = {identifier for identifier in load.messages}
        stage.fault("the older log is put back")
        self.swap(stage, lambda: self.put_back(stage))
        # What lay in the lost part is lost, as with every backup; from here on counts what is acknowledged on the log that there is.
        load.messages.clear()
        each = 2 * few // len(stage.kommuner)
        self.late_claims(stage, 2 * each + 4)
        others = self.empty_machine(stage, services)
        self.grow(stage, load, each)
        before = self.end(stage)
        self.check_alone(stage, first, others, before)
        stage.over("the older machine goes, one with a store of this log comes back")
        self.back_to(stage, first, others)
        self.publish(stage, load, few)
        wrong = {k: why for k, why in verify(stage, others).items() if why}
        stage.demand("every municipality verifies elsewhere", not wrong, wrong or f"{len(stage.kommuner)} of {len(stage.kommuner)}")
        self.third_machine(stage, others)
        stage.settle()
        stage.judge()
        stage.say(f"{len(future)} messages of the time before are not looked for")

    # --- the ways there and back ---

    # Where the log grows past the newer store without reaching its numbers; in the other partitions it grows past those too.
    LOWER = (0, 1)

    def grow(self, stage, load, each):
        for kommune in stage.kommuner:
            for _ in range(each * 4 // 5 if partition_of(kommune) in self.LOWER else 2 * each):
                load.publish(kommune)
        self.publish(stage, load, 0)

    def late_claims(self, stage, count):
        """Claims that come too late, as owners leave them that lose a race: nobody heeds them, but the positions go on."""
        topic, first = f"{stage.prefix}registry.commits", {}
        for partition, headers, value in read_topic(stage.brokers.bootstrap, topic):
            if headers["kind"] == b"claim":
                first.setdefault(partition, (headers, value))
        for partition in self.LOWER:
            headers, value = first[partition]
            for _ in range(count):
                stage.load.producer.produce(topic, value=value, headers=list(headers.items()), partition=partition)
        stage.load.flush()

    def publish(self, stage, load, count):
        for _ in range(count):
            load.publish()
        load.flush()
        wanted = set(load.messages)
        stage.until("all are answered", lambda: wanted <= answered(stage.brokers.bootstrap, stage.prefix),
                    120 if stage.options.long else 30)

    def swap(self, stage, what):
        for one in stage.installation.instances:
            one.stop()
        stage.load.disconnect()
        stage.brokers.stop()
        what()
        stage.brokers.start()
        stage.load.connect()

    def keep(self, stage):
        stage.brokers.copy(f"kept-{stage.prefix}")

    def put_back(self, stage):
        stage.brokers.put_back(f"kept-{stage.prefix}")

    def empty_machine(self, stage, services):
        made = [stage.join(service, 2) for service in services]
        return made

    def end(self, stage):
        return read_commits(stage.brokers.bootstrap, stage.prefix).records

    def back_to(self, stage, first, others):
        for one in stage.installation.instances:
            one.stop()
        for one in others:
            one.start()
        ready = stage.until("they are ready", lambda: all(one.get("/readyz")[0] == 200 for one in others), 20)
        for one in others:
            one.away = False
        stage.demand("machines with stores of this log go on", ready < 20, "; ".join(f"{one.name}: {alarm_codes(one)}" for one in others))

    # --- the fault itself ---

    def check_alone(self, stage, first, others, before):
        """The machine of the other history, alone, with messages that wait for an owner."""
        for one in others:
            one.stop()
        mine = [one for one in stage.installation.instances if one not in others]
        for one in mine:
            one.start().away = False
        kommune = next(iter(stage.kommuner))
        noted = stage.until("it says something", lambda: alarm_codes(first) or first.get("/readyz")[0] == 200, 40)
        stage.wait(3)
        codes = alarm_codes(first)
        ready = first.get("/readyz")
        stage.demand("the alarm store_not_of_this_log for every municipality", codes == ["store_not_of_this_log"] * len(stage.kommuner),
                     f"{dict(Counter(codes))} after {noted:.1f} s")
        stage.demand("/readyz is 503", ready[0] == 503, f"{ready[0]} {ready[1][:120]}")
        answer = stage.load.note(kommune, -1, lambda: first, 8, 5.0, ("forked", kommune))
        stage.demand("it takes no write", answer is None or not answer.ok, answer.said if answer is not None else "no answer")
        if answer is not None and answer.ok:
            stage.load.notes.clear()
        after = self.end(stage)
        stage.demand("it appended nothing that counts", after == before, f"{after - before} commit records")

    def third_machine(self, stage, others):
        for one in others:
            one.stop()
        third = stage.installation.add("registry", 3)
        third.start()
        ready = stage.until("an empty machine is ready", lambda: third.get("/readyz")[0] == 200, 30)
        third.away = False
        codes = alarm_codes(third)
        stage.demand("an empty machine builds every store from the log", ready < 30 and not codes, f"{ready:.1f} s, alarms {codes}")


class ForkedLocal(Forked):
    name, title, counts, needs_brokers = "forked-local", "the same on the local log", (0,), False

    def run(self, stage):
        few = 120 if stage.options.long else 20
        stage.brokers = None
        stage.build(("registry",), per_partition=1, log="local")
        load = stage.open(load=False)
        first = stage.installation.of("registry")[0]
        log, stores = os.path.join(first.data, "log"), os.path.join(first.data, "registry")
        self._post(stage, load, few)
        first.stop()
        shutil.copytree(log, log + ".kept")
        first.start()
        first.wait_ready()
        self._post(stage, load, 2 * few)
        first.stop()
        stage.fault("the older log is put back")
        shutil.rmtree(log)
        os.rename(log + ".kept", log)
        os.rename(stores, stores + ".newer")
        load.messages.clear()
        first.start()
        first.wait_ready()
        self._post(stage, load, 4 * few)
        first.stop()
        os.rename(stores, stores + ".right")
        os.rename(stores + ".newer", stores)
        first.start().away = False
        noted = stage.until("it says something", lambda: alarm_codes(first) or first.get("/readyz")[0] == 200, 40)
        stage.wait(2)
        codes, ready = alarm_codes(first), first.get("/readyz")
        stage.demand("the alarm store_not_of_this_log", "store_not_of_this_log" in codes, f"{sorted(set(codes))} after {noted:.1f} s")
        stage.demand("/readyz is 503", ready[0] == 503, ready[0])
        kommune = next(iter(stage.kommuner))
        answer = load.note(kommune, -1, lambda: first, 8, 5.0, ("forked", kommune))
        stage.demand("it takes no write", answer is None or not answer.ok, answer.said if answer is not None else "no answer")
        first.stop()
        shutil.rmtree(stores)
        os.rename(stores + ".right", stores)
        stage.over("the right stores are back")
        first.start()
        ready = stage.until("it is ready", lambda: first.get("/readyz")[0] == 200, 30)
        first.away = False
        wrong = {k: why for k, why in verify(stage, [first]).items() if why}
        stage.demand("every municipality verifies with the right stores", not wrong, wrong or f"{len(stage.kommuner)} of {len(stage.kommuner)}")
        lost = [i for i, told in load.messages.items() if not self._told(stage, i, told[0])]
        stage.row.update(lost=len(lost), twice=0, gap=len(wrong), order=0)
        stage.demand("everything acknowledged on this log is answered", not lost, f"{len(lost)} of {len(load.messages)} are not")

    def _post(self, stage, load, count):
        for _ in range(count):
            load.post()
        stage.until("all are answered", lambda: all(self._told(stage, i, told[0]) for i, told in list(load.messages.items())[-5:]), 30)

    @staticmethod
    def _told(stage, identifier, kommune):
        said = stage.installation.insist("registry", "GET", f"/receipts?source=/no/{kommune}/byggsak&id={identifier}", identity="byggsak", seconds=10)
        return any(event["type"].endswith("kvittering") for event in said)


class LostEnd(Forked):
    """What an unclean election or one disk put back does: a single partition of `registry.commits` loses its end, all other topics keep theirs."""
    name, title, counts = "lost-end", "one partition of registry.commits loses its end, everything else does not", (1, 3)
    PARTITION = 2

    def run(self, stage):
        few = 200 if stage.options.long else 30
        stage.build(SERVICES, per_partition=1)
        load = stage.open(load=False)
        self.publish(stage, load, few)
        self.swap(stage, lambda: self.keep(stage))
        stage.installation.start()
        self.publish(stage, load, 2 * few)
        stage.wait(2)
        stage.fault(f"partition {self.PARTITION} of registry.commits loses its end; registry's stores are put aside, as the chapter says")
        self.swap(stage, lambda: self.lose(stage))
        stores = os.path.join(stage.installation.of("registry")[0].data, "registry")
        os.rename(stores, stores + ".before")
        for one in stage.installation.instances:
            one.start().away = False
        struck = {k for k in stage.kommuner if partition_of(k) == self.PARTITION}
        followers = [one for one in stage.installation.instances if one.service != "registry"]
        noted = stage.until("the followers say so", lambda: all(alarm_codes(one) for one in followers), 40)
        stage.demand("upstream_not_of_this_log at each follower, and at nobody else's municipality",
                     all(alarm_codes(one) == ["upstream_not_of_this_log"] * len(struck) for one in followers),
                     f"{ {one.name: alarm_codes(one) for one in followers} } after {noted:.1f} s")
        self.publish(stage, load, few)
        stage.until("the alarm is seen", lambda: "HistoryForked" in stage.alarms(), 10)
        stage.demand("the alarm HistoryForked", "HistoryForked" in stage.alarms(), stage.alarms())
        stage.demand("registry goes on with the log's own history", not alarm_codes(stage.installation.of("registry")[0]))
        stage.demand("what is published again is told", stage.installation.of("registry")[0].lines("published again"))
        stage.over("the operator has the followers' municipalities rebuilt")
        for one in followers:
            for kommune in sorted(struck)[:1]:
                stage.installation.insist(one.service, "POST", f"/admin/rebuild?kommune={kommune}", {}, "operator", seconds=20)
        ready = stage.until("all are ready", lambda: all(one.get("/readyz")[0] == 200 for one in stage.installation.instances), 40)
        stage.demand("everybody goes on", ready < 40, f"{ {one.name: alarm_codes(one) for one in followers} }")
        self.publish(stage, load, few)
        told = self.unnamed(stage)
        stage.row.update(lost=len(told), twice=0, gap=0, order=0)
        stage.demand("each commit that counts is told in a receipt that names it", not told, f"{len(told)} are not: {sorted(told)[:3]}")
        ends = {one.name: stage.until(f"{one.name} has followed to the end", lambda one=one: self.lag(one) == 0, 30) for one in followers}
        stage.demand("the followers have followed to the end", all(took < 30 for took in ends.values()), ends)

    def keep(self, stage):
        for number in stage.brokers.numbers():
            shutil.copytree(self.place(stage, number), self.place(stage, number, "kept"))

    def lose(self, stage):
        for number in stage.brokers.numbers():
            shutil.rmtree(self.place(stage, number))
            os.rename(self.place(stage, number, "kept"), self.place(stage, number))

    def place(self, stage, number, root="log"):
        return os.path.join(stage.brokers.home(number), root, f"{stage.prefix}registry.commits-{self.PARTITION}")

    @staticmethod
    def lag(one):
        return sum(parse(one.get("/metrics", 3)[1]).get("sakarkiv_input_lag", {}).values())

    def unnamed(self, stage):
        """Messages whose commit in the log gave a case that no receipt of theirs names."""
        reading, named = read_commits(stage.brokers.bootstrap, stage.prefix), {}
        for _, headers, value in read_topic(stage.brokers.bootstrap, f"{stage.prefix}receipts.byggsak"):
            event = json.loads(value)
            named.setdefault(event.get("correlationid"), "")
            named[event.get("correlationid")] += json.dumps(event.get("data")) + decoded(event.get("data_base64"))
        missing = []
        for header, body in reading.commits:
            made = [SYSTEM_ID.search(json.dumps(event["data"])).group(1) for event in body["events"] if event["type"] == "saksmappe.opprettet"]
            identifier = header["cause"].get("id")
            if identifier in stage.load.messages and made and made[0] not in named.get(identifier, ""):
                missing.append(identifier)
        return missing


def decoded(text):
    return base64.b64decode(text).decode("utf-8", "replace") if text else ""


class LostEndLocal(ForkedLocal):
    name, title = "lost-end-local", "registry.commits alone is put back from an older copy, on the local log"

    def run(self, stage):
        few = 120 if stage.options.long else 16
        stage.brokers = None
        stage.build(SERVICES, per_partition=1, log="local")
        load = stage.open(load=False)
        instances, data = stage.installation.instances, stage.installation.of("registry")[0].data
        followers = [one for one in instances if one.service != "registry"]
        topics = os.path.join(data, "log", "topics")
        self._post(stage, load, few)
        self._stopped(instances, lambda: [shutil.copy2(os.path.join(topics, name), os.path.join(data, name)) for name in self._commits(stage, topics)])
        self._post(stage, load, 2 * few)
        stage.wait(2)
        stage.fault("registry.commits is put back, registry's stores are put aside")
        self._stopped(instances, lambda: self._put_back(stage, topics, data))
        noted = stage.until("the followers say so", lambda: all(alarm_codes(one) for one in followers), 40)
        codes = {one.name: sorted(set(alarm_codes(one))) for one in followers}
        stage.demand("upstream_not_of_this_log at each follower", all(found == ["upstream_not_of_this_log"] for found in codes.values()),
                     f"{codes} after {noted:.1f} s")
        self._post(stage, load, few)
        stage.over("the operator has the followers' municipalities rebuilt")
        for one in followers:
            for kommune in stage.kommuner:
                stage.installation.insist(one.service, "POST", f"/admin/rebuild?kommune={kommune}", {}, "operator", seconds=20)
        ready = stage.until("all are ready", lambda: all(one.get("/readyz")[0] == 200 for one in instances), 40)
        stage.demand("everybody goes on", ready < 40, {one.name: alarm_codes(one) for one in followers})
        self._post(stage, load, few)
        lost = [i for i, told in load.messages.items() if not self._told(stage, i, told[0])]
        stage.row.update(lost=len(lost), twice=0, gap=0, order=0)
        stage.demand("everything acknowledged is answered by what the log has now", not lost, f"{len(lost)} of {len(load.messages)} are not")

    @staticmethod
    def _commits(stage, topics):
        return [name for name in os.listdir(topics) if name.startswith(f"{stage.prefix}registry.commits.sqlite")]

    @staticmethod
    def _stopped(instances, what):
        for one in instances:
            one.stop()
        what()
        for one in instances:
            one.start()
        for one in instances:
            one.wait_ready(60, "/healthz")

    def _put_back(self, stage, topics, data):
        for name in self._commits(stage, topics):
            os.remove(os.path.join(topics, name))
        for name in os.listdir(data):
            if name.startswith(f"{stage.prefix}registry.commits.sqlite"):
                os.rename(os.path.join(data, name), os.path.join(topics, name))
        os.rename(os.path.join(data, "registry"), os.path.join(data, "registry.before"))


class Expired:
    name, title, counts = "expired", "unread messages expire in a partner's topic", (1, 3)

    def run(self, stage):
        stage.build()
        load = stage.open(load=False)
        registry = stage.installation.of("registry")[0]
        stage.wait(1)
        registry.stop()
        topic = f"{stage.prefix}inbound.byggsak"
        starts = self._ends(stage, topic)
        for _ in range(40):
            load.publish()
        load.flush()
        ends = self._ends(stage, topic)
        # What retention does: the beginning of two partitions moves past messages that nobody has read.
        cut = {p: ends[p] - (ends[p] - starts[p]) // 3 for p in (0, 1)}
        expired = sum(cut[p] - starts[p] for p in cut)
        stage.fault(f"{expired} of 40 unread messages expire")
        admin = AdminClient({"bootstrap.servers": stage.brokers.bootstrap})
        for future in admin.delete_records([TopicPartition(topic, p, offset) for p, offset in cut.items()]).values():
            future.result(20)
        registry.start()
        registry.wait_ready(60)
        left = 40 - expired
        handled = stage.until("the others are answered", lambda: len(
            set(load.messages) & answered(stage.brokers.bootstrap, stage.prefix)) >= left + self._setup(load), 30)
        stage.wait(2)
        status, text = registry.get("/metrics", 3)
        counted = sum(parse(text).get("sakarkiv_inbound_expired_total", {}).values()) if status == 200 else 0
        stage.demand("sakarkiv_inbound_expired_total counts them", counted == expired, f"{counted:.0f} of {expired}")
        told = [json.loads(line) for line in registry.lines(topic, '"from":', '"to":')]
        stretches = {one["partition"]: (one["from"], one["to"]) for one in told}
        stage.demand("the log tells from where to where", stretches == {p: (starts[p], cut[p] - 1) for p in cut if cut[p] > starts[p]}, stretches)
        stage.demand("the alarm InboundExpired", "InboundExpired" in stage.alarms(), stage.alarms())
        stage.demand("the others are answered", handled < 30, f"{left} others")
        known = answered(stage.brokers.bootstrap, stage.prefix)
        for identifier in [one for one in load.messages if one not in known]:
            del load.messages[identifier]
        load.stop()
        stage.judge()
        stage.row["expired_untold"] = int(max(0, expired - counted))
        stage.row["lost"] = (stage.row.get("lost") or 0) + stage.row["expired_untold"]

    @staticmethod
    def _setup(load):
        return sum(1 for _, _, road in load.messages.values() if road == "http")

    @staticmethod
    def _ends(stage, topic):
        consumer = Consumer({"bootstrap.servers": stage.brokers.bootstrap, "group.id": f"drill-{stage.prefix}"})
        try:
            return {p: watermarks(consumer, topic, p)[1] for p in range(4)}
        finally:
            consumer.close()
