"""A machine that can be cut off: a network namespace with one cable to the others and one to Kafka, each pulled by itself."""
import os
import random
import subprocess

from .cleanup import forget, remember


def run(*command):
    """What a command said; a machine without it says so in the same way."""
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=20, check=False)
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, str(error))


class Namespace:
    """`host` is where this machine is reached from it, `inside` its own address, `kafka_host` where the brokers listen for it."""

    def __init__(self):
        tag = f"{os.getpid() % 10_000:04d}{random.randrange(100):02d}"
        self.name, self.log = f"drill{tag}", None
        self.cables = [(f"da{tag}", f"db{tag}"), (f"dk{tag}", f"dl{tag}")]
        taken = run("ip", "-o", "addr").stdout
        for _ in range(200):
            net = f"10.{random.randrange(100, 250)}.{random.randrange(1, 250)}"
            if net + "." not in taken:
                break
        self.host, self.inside, self.kafka_host, self.kafka_inside = f"{net}.1", f"{net}.2", f"{net}.129", f"{net}.130"

    def make(self):
        """None, or why it cannot be."""
        steps = [("ip", "netns", "add", self.name)]
        for (outer, inner), (here, there) in zip(self.cables, ((self.host, self.inside), (self.kafka_host, self.kafka_inside))):
            steps += [
                ("ip", "link", "add", outer, "type", "veth", "peer", "name", inner), ("ip", "link", "set", inner, "netns", self.name),
                ("ip", "addr", "add", f"{here}/30", "dev", outer), ("ip", "link", "set", outer, "up"),
                ("ip", "netns", "exec", self.name, "ip", "addr", "add", f"{there}/30", "dev", inner),
                ("ip", "netns", "exec", self.name, "ip", "link", "set", inner, "up")]
        steps.append(("ip", "netns", "exec", self.name, "ip", "link", "set", "lo", "up"))
        remember(self)
        for step in steps:
            done = run(*step)
            if done.returncode != 0:
                self.remove()
                return f"network namespaces: {' '.join(step)}: {done.stdout.strip()}"
        return None

    def cut_from_kafka(self):
        run("ip", "link", "set", self.cables[1][0], "down")

    def join_kafka(self):
        run("ip", "link", "set", self.cables[1][0], "up")

    def close(self):
        self.remove()

    def remove(self):
        forget(self)
        for outer, _ in self.cables:
            run("ip", "link", "del", outer)
        run("ip", "netns", "del", self.name)
