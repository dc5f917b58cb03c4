"""Drills in which Kafka goes: one broker of three, all of it, the cable of one instance, the disk."""
import os
import random
import time

from . import alerts
from .brokers import Brokers
from .followers import FeedProbe
from .namespace import Namespace
from .ports import free_port
from .stage import Skipped
from .writers import InstanceWriters


def reads_within(stage, since, until, limit, strict, where=lambda asker: True, what="reads answer while it is away"):
    """Marks the worst read that began in the stretch, and counts those that came without the time they are as of."""
    tries = list(stage.load.reads.between(since, until, where))
    bad = [one for _, one in tries if not one[2]]
    slow = max((one[1] - one[0] for _, one in tries), default=0.0)
    asked = {asker for asker, _ in tries}
    stage.demand(f"{what}: every one", tries and not bad, f"{len(bad)} of {len(tries)} by {len(asked)} readers failed"
                 + (f", first: {bad[0][3]}" if bad else ""))
    stage.mark(f"{what}: the slowest", slow, limit, strict)
    return tries


def writes_refused(stage, since, until, limit, strict, where):
    """Writes in the stretch are answered in time: 503 with Retry-After, or done."""
    tries = list(stage.load.writes.between(since, until, where))
    slow = max((one[1] - one[0] for _, one in tries), default=0.0)
    wrong = [one for _, one in tries if not one[2] and (one[3] != "503" or one[4] is None)]
    stage.demand("writes are answered 503 with Retry-After, or done", tries and not wrong,
                 f"{len(wrong)} of {len(tries)} otherwise" + (f", first: {wrong[0][3]}" if wrong else ""))
    stage.mark("slowest answer to a write", slow, limit, strict)


def written_again(stage, load, writers, seconds=60):
    """When it was over, and how many seconds later every municipality had taken a write; the writers at the instances are ended after the calm."""
    back = stage.over_at

    def written():
        return {asker[-1] for asker, one in load.writes.between(back - 10, time.time()) if one[2] and one[1] > back}

    first = stage.until("a write of every municipality succeeds", lambda: written() >= set(load.kommuner), seconds)
    stage.wait(stage.options.calm)
    writers.stop()
    return back, first


class BrokerLoss:
    name, title, counts = "broker-loss", "kill -9 of one broker of three", (3,)

    def run(self, stage):
        stage.build(instances=2)
        stage.open()
        victim = random.choice(list(stage.brokers.numbers()))
        stage.fault(f"kill -9 of broker {victim}")
        stage.brokers.kill(victim)
        stage.wait(40 if stage.options.long else 14)
        stage.brokers.start()
        stage.over(f"broker {victim} is there again")
        stage.demand("the other brokers live on", all(stage.brokers.pid(n) for n in stage.brokers.numbers()))
        stage.wait(stage.options.calm)
        stage.settle()
        reads, writes = stage.judge()
        stage.no_read_refused()
        stage.mark("longest pause of reads", reads, 3.0, strict=1.0)
        stage.mark("longest pause of writes", writes, 40.0, strict=22.0)


class KafkaAway:
    name, title, counts = "kafka-away", "all brokers frozen, then thawed", (1, 3)

    def run(self, stage):
        seconds = 120 if stage.options.long else 16
        stage.build(("registry", "notifications"), 2)
        load = stage.open(follow=True)
        stage.until("feeds are followed", lambda: stage.followers.connections() >= len(stage.followers.all), 20)
        writers = InstanceWriters(load, stage.installation.of("registry"))
        feeds, connections = FeedProbe(stage.followers), stage.followers.connections()
        stage.fault(f"SIGSTOP of the brokers for {seconds} s")
        stage.brokers.freeze()
        stage.wait(seconds)
        kept = stage.followers.connections() - connections
        stage.over("SIGCONT")
        stage.brokers.thaw()
        back, first = written_again(stage, load, writers)
        feeds.stop()
        self._away(stage, back, feeds, kept)
        # Three brokers that were all away must first agree on who leads; that takes them up to nine seconds.
        agree = 0.0 if stage.brokers.count == 1 else 9.0
        stage.mark("every municipality is written again after the return", first, 5.0 + agree)
        stage.settle()
        stage.judge()

    @staticmethod
    def _away(stage, back, feeds, kept):
        since = stage.fault_at
        tries = reads_within(stage, since, back - 2.5, 2.5, 1.0)
        # What was seen before the loss was noticed needs no time beside it: the session lasts ten seconds.
        marked = [one for _, one in tries if one[0] > since + 11 and one[2]]
        stage.demand("reads say as of when (Sakarkiv-As-Of)", marked and all(one[4] for one in marked),
                     f"{sum(1 for one in marked if one[4])} of {len(marked)}")
        writes_refused(stage, since + 0.5, back - 4.5, 4.0, 2.0, lambda asker: len(asker) == 2)
        samples = stage.sampler.between(since + 11, back - 2.5)
        said = [one for one in samples if one.instance.startswith("registry")]
        stage.demand("/readyz is 503 and names the log", said and all(one.ready[0] == 503 and any("log" in text.lower() or "kafka" in text.lower()
                     for text in one.failing()) for one in said), "; ".join(sorted({str(one.ready[0]) for one in said})
                     + (said[-1].failing()[:2] if said else [])))
        stage.demand("/readyz?for=reads is 200", said and all(one.reads[0] == 200 for one in said), {one.reads[0] for one in said})
        gone = alerts.lost_series(stage.sampler.between(0, back), since)
        stage.demand("metrics keep their series", not gone, ", ".join(gone[:4]))
        refused, tried = feeds.refused(since, back - 2.5)
        stage.demand("feeds open with Last-Event-ID", tried and not refused, f"{refused} of {tried} tries got no 200")
        stage.demand("followers are not cut off", kept <= 0, f"{kept} new connections")
        CutOff.alarm(stage)


class StartedAway:
    name, title, counts = "started-away", "all instances are killed and started again while Kafka is away", (1, 3)

    def run(self, stage):
        seconds = 60 if stage.options.long else 12
        stage.build(("registry", "notifications"), 2)
        load = stage.open()
        # What an instance knows of its stores is written every five seconds.
        stage.wait(6)
        instances = list(stage.installation.instances)
        stage.fault("SIGSTOP of the brokers, then kill -9 of every instance")
        stage.brokers.freeze()
        for one in instances:
            one.kill()
        for one in instances:
            one.start()
        slowest = max(one.wait_ready(30, "/readyz?for=reads") for one in instances)
        stage.mark("every instance answers reads after its start", slowest, 15.0, strict=6.0)
        up = time.time()
        writers = InstanceWriters(load, stage.installation.of("registry"))
        stage.wait(seconds)
        said = {one.name: one.get("/readyz") for one in instances}
        stage.demand("/readyz is 503 and names the log", all(status == 503 and "the log" in text for status, text in said.values()), said)
        stage.over("SIGCONT")
        stage.brokers.thaw()
        back, first = written_again(stage, load, writers)
        tries = reads_within(stage, up, back, 2.5, 1.0)
        stage.demand("reads say as of when (Sakarkiv-As-Of)", tries and all(one[4] for _, one in tries if one[2]))
        writes_refused(stage, up, back - 2.5, 4.0, 2.0, lambda asker: len(asker) == 2)
        agree = 0.0 if stage.brokers.count == 1 else 9.0
        stage.mark("every municipality is written again after the return", first, 10.0 + agree, strict=5.0 + agree)
        stage.settle()
        stage.judge()


class CutOff:
    name, title, counts, own_brokers = "cut-off", "one of three instances is cut off from Kafka alone", (1, 3), True

    def run(self, stage):
        seconds = 54 if stage.options.long else 16
        namespace = Namespace()
        why = namespace.make()
        if why:
            raise Skipped(why)
        try:
            self._run(stage, namespace, seconds)
        finally:
            stage.close_installation()
            stage.brokers.close()
            namespace.remove()

    def _run(self, stage, namespace, seconds):
        if stage.brokers.count != 1:
            raise Skipped("the listeners for the namespace are made for one broker only")
        inner, outer, controller = free_port(), free_port(), free_port()
        stage.brokers = Brokers(1, os.path.join(stage.directory, "kafka"), [
            f"listeners=PLAINTEXT://127.0.0.1:{inner},OUTER://{namespace.kafka_host}:{outer},CONTROLLER://127.0.0.1:{controller}",
            f"advertised.listeners=PLAINTEXT://127.0.0.1:{inner},OUTER://{namespace.kafka_host}:{outer}",
            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,OUTER:PLAINTEXT,CONTROLLER:PLAINTEXT",
            f"controller.quorum.voters=1@127.0.0.1:{controller}"], port=inner)
        stage.brokers.start()
        namespace.log = f"kafka:{namespace.kafka_host}:{outer}"
        stage.build(instances=0)
        for machine in (1, 2):
            stage.installation.add("registry", machine, address=namespace.host)
        cut = stage.installation.add("registry", 3, address=namespace.inside, namespace=namespace)
        load = stage.open()
        stage.until("all own partitions", lambda: all(one.get("/readyz")[0] == 200 for one in stage.installation.instances), 20)
        cut.shunned = True
        writers = InstanceWriters(load, [cut])
        stage.wait(2)
        stage.fault(f"{cut.name} is cut off from Kafka for {seconds} s")
        namespace.cut_from_kafka()
        stage.wait(seconds)
        stage.over("the cable is in again")
        namespace.join_kafka()
        back = stage.over_at
        first = stage.until("it takes a write again", lambda: any(
            one[2] for _, one in load.writes.between(back, time.time(), lambda asker: asker[0] == cut.name)), 60)
        stage.wait(stage.options.calm)
        writers.stop()
        reads_within(stage, stage.fault_at, back - 2.5, 2.5, 1.0, lambda asker: asker[1] == cut.name, "reads at the cut-off instance answer")
        reads_within(stage, stage.fault_at, back - 2.5, 2.5, 1.0, lambda asker: asker[1] != cut.name, "reads at the others answer")
        writes_refused(stage, stage.fault_at + 0.5, back - 4.5, 4.0, 2.0, lambda asker: asker[0] == cut.name)
        said = stage.sampler.between(stage.fault_at + 11, back - 2.5, cut.name)
        stage.demand("/readyz of the cut-off instance is 503", said and all(one.ready[0] == 503 for one in said), {one.ready[0] for one in said})
        stage.mark("the cut-off instance takes a write again", first, 15.0, strict=5.0)
        self.alarm(stage)
        stage.settle()
        _, writes = stage.judge()
        stage.mark("longest pause of writes at the others", writes, 25.0, strict=13.0)


    @staticmethod
    def alarm(stage):
        fired = stage.alarms()
        stage.demand("an alarm says that the log is away", "LogAway" in fired, fired)


class DiskFull:
    name, title, counts, own_brokers = "disk-full", "the disk of a broker fills up", (1, 3), True

    def run(self, stage):
        count = stage.brokers.count
        stage.brokers = Brokers(count, os.path.join(stage.directory, "kafka"))
        try:
            if not stage.brokers.mount_small_disk(1, 192):
                raise Skipped("a tmpfs cannot be mounted here")
            stage.brokers.start()
            self._run(stage)
        finally:
            stage.close_installation()
            stage.brokers.close()

    def _run(self, stage):
        stage.build(instances=2)
        load = stage.open()
        writers = InstanceWriters(load, stage.installation.of("registry"))
        stage.fault("nothing more fits on the disk of broker 1")
        stage.brokers.fill_disk(1)
        stage.wait(45 if stage.options.long else 12)
        ended = stage.brokers.pid(1) is None
        away = time.time()
        stage.brokers.empty_disk(1)
        if not ended:
            # A broker whose log directory failed is of no use any more; an operator restarts it.
            stage.brokers.kill(1)
        stage.brokers.start()
        stage.over(f"there is room again, broker 1 is started again (it had {'ended itself' if ended else 'stayed'})")
        _, first = written_again(stage, load, writers, seconds=90)
        reads_within(stage, stage.fault_at, away, 2.5, 1.0)
        writes_refused(stage, stage.fault_at + 0.5, away - 4.5, 4.0, 2.0, lambda asker: len(asker) == 2)
        stage.mark("every municipality is written again after the return", first, 20.0, strict=10.0)
        if stage.brokers.count == 1:
            CutOff.alarm(stage)
        stage.settle()
        stage.judge()
