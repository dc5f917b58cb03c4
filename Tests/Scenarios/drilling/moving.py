"""Drills in which instances come and go: scale, rolling restart, zombie, an empty one among many commits, a replaced machine."""
import random
import time

from .installation import SERVICES
from .sampler import parse


def marks_of_moving(stage, reads, writes):
    """A partition moves without a pause: no read waits, no write longer than two seconds."""
    stage.no_read_refused()
    stage.mark("longest pause of reads", reads, 3.0, strict=1.0)
    stage.mark("longest pause of writes", writes, 6.0, strict=2.0)


def owned(instance):
    """Partitions that the instance says it owns."""
    status, text = instance.get("/metrics", 2)
    return sum(parse(text).get("sakarkiv_partition_owned", {}).values()) if status == 200 else 0


class Scale:
    name, title, counts = "scale", "registry 1 → 3 → 1 under load", (1, 3)

    def run(self, stage):
        stage.build(SERVICES if stage.options.long else ("registry",))
        stage.open()
        stage.fault("two more registries with empty directories")
        first = stage.installation.of("registry")[0]
        for machine in (2, 3):
            stage.join("registry", machine)
        limit = 120 if stage.options.long else 45
        moved = stage.until("the partitions are shared out", lambda: 0 < owned(first) < 4, limit)
        stage.demand("the partitions are shared out", moved < limit, f"after {moved:.1f} s")
        stage.wait(stage.options.calm)
        stage.over("the two go again")
        for one in stage.installation.of("registry")[1:]:
            one.stop()
            stage.wait(1)
        stage.wait(stage.options.calm)
        stage.settle()
        marks_of_moving(stage, *stage.judge())


class Rolling:
    name, title, counts, second_lane = "rolling", "every instance restarted, one after the other, under load", (1, 3), True

    def run(self, stage):
        stage.build(SERVICES, 2)
        stage.open(with_files=True, follow=True)
        stage.fault("rolling restart")
        for one in list(stage.installation.instances):
            stopped = one.stop()
            one.start()
            ready = one.wait_ready(90)
            stage.say(f"{one.name} stopped in {stopped:.1f} s, ready after {ready:.1f} s")
            stage.wait(stage.options.calm / 4)
        stage.over()
        stage.wait(stage.options.calm)
        stage.settle()
        marks_of_moving(stage, *stage.judge())


class Zombie:
    name, title, counts = "zombie", "an owner is frozen for longer than the session lasts", (1, 3)

    def run(self, stage):
        seconds = 20 if stage.options.long else 13
        stage.build(instances=2)
        stage.open()
        stage.until("both own partitions", lambda: all(owned(one) for one in stage.installation.of("registry")), 20)
        frozen = random.choice(stage.installation.of("registry"))
        stage.fault(f"SIGSTOP of {frozen.name} for {seconds} s")
        frozen.freeze()
        stage.wait(seconds)
        frozen.thaw()
        stage.over("it wakes up")
        stage.wait(1)
        stage.row["ready_again_seconds"] = round(frozen.wait_ready(60), 1)
        stage.wait(stage.options.calm)
        stage.settle()
        reads, writes = stage.judge()
        stage.no_read_refused()
        stage.mark("longest pause of reads at the others", reads, 3.0, strict=1.0)
        stage.mark("longest pause of writes", writes, 25.0, strict=15.0)


class Joining:
    name, title, counts = "joining", "an empty instance joins an installation with many commits", (1, 3)

    def run(self, stage):
        stage.build()
        load = stage.open(load=False)
        commits, began = stage.options.commits, time.time()
        for _ in range(commits):
            load.publish()
        load.flush(600)
        first = stage.installation.of("registry")[0]
        stage.until("the log holds them all", lambda: self._position(first) >= commits, 3_600 if stage.options.long else 120)
        stage.say(f"{commits} commits made in {time.time() - began:.1f} s")
        load.start()
        stage.wait(stage.options.warm)
        stage.fault(f"an empty registry joins; {commits} commits are in the log")
        second = stage.join("registry", 2, ready=1_200)
        limit = 600 if stage.options.long else 60
        moved = stage.until("it owns its half", lambda: owned(second) >= 1, limit)
        stage.demand("partitions move to it when it has caught up", moved < limit, f"after {moved:.1f} s")
        stage.row["seconds_until_moved"] = round(time.time() - stage.fault_at, 1)
        stage.row["commits"] = commits
        stage.say(f"it owns partitions {moved:.1f} s after it was ready, {stage.row['seconds_until_moved']} s after its start")
        stage.over()
        stage.wait(stage.options.calm)
        stage.settle()
        marks_of_moving(stage, *stage.judge())

    @staticmethod
    def _position(instance):
        status, text = instance.get("/metrics", 5)
        return sum(parse(text).get("sakarkiv_commit_log_position", {}).values()) if status == 200 else 0


class Replaced:
    name, title, counts = "replaced", "a machine dies and an empty one comes in its place", (1, 3)

    def run(self, stage):
        stage.build(instances=2)
        stage.open()
        stage.until("both own partitions", lambda: all(owned(one) for one in stage.installation.of("registry")), 20)
        dead = stage.installation.of("registry")[1]
        stage.fault(f"kill -9 of {dead.name}, its disk is gone")
        dead.kill()
        dead.wipe()
        stage.wait(2)
        dead.start()
        stage.row["ready_again_seconds"] = round(dead.wait_ready(120), 1)
        stage.over(f"the new one is ready after {stage.row['ready_again_seconds']} s")
        stage.wait(max(stage.options.calm, 12))
        stage.settle()
        reads, writes = stage.judge()
        stage.no_read_refused()
        stage.mark("longest pause of reads", reads, 3.0, strict=1.0)
        # Nobody says goodbye for a machine that dies: the group finds out by the session timeout of ten seconds.
        stage.mark("longest pause of writes", writes, 25.0, strict=13.0)


class Stranger:
    name, title, counts = "stranger", "a test machine is started with the prefix of production", (1,)

    def run(self, stage):
        stage.build()
        stage.open()
        stage.fault("a registry of another installation, with the same prefix")
        stranger = stage.installation.add("registry", 9)
        stranger.extra = {"SAKARKIV_INSTALLATION": "a-test-machine"} if "SAKARKIV_INSTALLATION" in stage.installation.environment else {}
        stranger.start()
        taken = 0
        for _ in range(20):
            stage.wait(0.4)
            taken = max(taken, owned(stranger))
            if stranger.process.poll() is not None:
                break
        ended = stranger.process.poll()
        stage.demand("it gets no partition", taken == 0, f"{taken:.0f} partitions")
        stage.demand("it says why it cannot join", any("installation" in line for line in stranger.lines('"error"'))
                     or any("installation" in line for line in stranger.lines('"warning"')), f"exit code {ended}: {stranger.tail(2)[:200]}")
        stranger.stop()
        stage.over()
        stage.settle()
        marks_of_moving(stage, *stage.judge())
