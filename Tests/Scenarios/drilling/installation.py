"""An installation as operators have it: machines with a data directory each, one tokens file, one partners file, shared content."""
import base64
import hashlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from passage.suite import SERVICES, Suite  # noqa: E402

from .cleanup import forget, remember  # noqa: E402
from .ports import free_port  # noqa: E402

ROLES = {"operator": "operator", "arkivar": "arkivar", "saksbehandler": "saksbehandler", "byggsak": "partner"}
LIMIT_STOP_SECONDS = 30


def knows_installation_key(programs):
    """Whether these programs can be told that several data directories are one installation."""
    said = subprocess.run([os.path.join(programs, "registry"), "--help"], stdout=subprocess.PIPE, timeout=20, check=False).stdout
    return b"SAKARKIV_INSTALLATION " in said


class Instance:
    """One process of a service on a machine. `away` is true while the drill itself has taken it away: nobody asks it then.
    `is_struck` is true while it is frozen or killed, which monitoring may see."""

    def __init__(self, installation, service, machine, address="127.0.0.1", namespace=None):
        self.installation, self.service, self.machine, self.address = installation, service, machine, address
        self.namespace = namespace
        self.name = f"{service}-{machine}"
        self.port = free_port(address if namespace is None else "127.0.0.1")
        self.process, self.away, self.shunned, self.lives = None, True, False, 0
        self.is_stopping, self.is_struck, self.extra = False, False, {}
        self.log_path = os.path.join(installation.directory, f"{self.name}.log")
        self.log = open(self.log_path, "ab")

    @property
    def data(self):
        return os.path.join(self.installation.directory, f"m{self.machine}")

    def start(self):
        word = self.service.upper()
        environment = dict(
            os.environ, **{**self.installation.environment, **self.extra}, SAKARKIV_DATA=self.data,
            **{f"SAKARKIV_{word}_PORT": str(self.port), f"SAKARKIV_{word}_ADDRESS": self.address,
               f"SAKARKIV_{word}_URL": f"http://{self.address}:{self.port}"})
        if self.namespace is not None:
            environment["SAKARKIV_LOG"] = self.namespace.log
        command = [] if self.namespace is None else ["ip", "netns", "exec", self.namespace.name]
        self.lives, self.is_stopping, self.is_struck = self.lives + 1, False, False
        self.process = subprocess.Popen(
            command + [os.path.join(self.installation.programs, self.service)], env=environment, stdout=self.log, stderr=self.log,
            stdin=subprocess.DEVNULL)
        return self

    def wait_ready(self, seconds=60, path="/readyz"):
        """Seconds until it says so; from then on it is asked by everybody."""
        start = time.time()
        while time.time() < start + seconds:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended with {self.process.returncode}: {self.tail()}")
            if self.get(path, 2)[0] == 200:
                self.away = False
                return time.time() - start
            time.sleep(0.05)
        raise RuntimeError(f"{self.name} was not ready in {seconds} s: {self.get(path, 2)[1][:400]}")

    def get(self, path, timeout=2, headers=None):
        """(status, text); (None, what went wrong) when it gives no answer."""
        call = urllib.request.Request(f"http://{self.address}:{self.port}{path}", headers=headers or {})
        try:
            with urllib.request.urlopen(call, timeout=timeout) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")
        except (OSError, ValueError) as error:
            return None, str(error)
        except Exception as error:  # http.client's own
            return None, repr(error)

    def kill(self):
        self.away = self.is_struck = True
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def freeze(self):
        self.away = self.is_struck = True
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.is_struck = False
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        """SIGTERM, as an upgrade does. Seconds until it is gone."""
        start = time.time()
        if self.ask_to_stop():
            try:
                self.process.wait(LIMIT_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.installation.stops.append((round(time.time() - self.asked_at, 1), self.process.returncode, self.name))
        return time.time() - start

    def ask_to_stop(self):
        """One SIGTERM: a second one would end it at once. Whether there is somebody to wait for."""
        self.away = True
        if self.process is None or self.process.poll() is not None:
            return False
        if not self.is_stopping:
            self.is_stopping, self.is_struck, self.asked_at = True, False, time.time()
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
        return True

    def wipe(self):
        """An empty machine: only what is shared is there."""
        shutil.rmtree(self.data, ignore_errors=True)

    def tail(self, count=3):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return " | ".join(line.strip()[:300] for line in file.readlines()[-count:])

    def lines(self, *words):
        """The lines of its log that have all these words."""
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return [line for line in file if all(word in line for word in words)]


class Installation(Suite):
    """Several machines that are one installation. Requests go to any instance that the drill has left alone."""

    def __init__(self, programs, directory, log, prefix, extra=None):
        self.programs, self.directory, self.data = programs, directory, directory
        self.log, self.prefix, self.instances, self.turn, self.stops = log, prefix, [], 0, []
        remember(self)
        os.makedirs(os.path.join(directory, "tokens"), exist_ok=True)
        self.content = os.path.join(directory, "content")
        os.makedirs(self.content, exist_ok=True)
        self.environment = {
            "SAKARKIV_LOG": log, "SAKARKIV_TOPIC_PREFIX": prefix, "SAKARKIV_TOKENS_FILE": self._tokens(),
            "SAKARKIV_PARTNERS_FILE": os.path.join(directory, "partners.json"), "SAKARKIV_DOCUMENTS_CONTENT": self.content,
            "SAKARKIV_NOTIFICATIONS_SECRETS_KEY": base64.b64encode(secrets.token_bytes(32)).decode(), "SAKARKIV_GRACE_SECONDS": "10",
            **(extra or {})}
        if knows_installation_key(programs):
            self.environment["SAKARKIV_INSTALLATION"] = "drill-" + prefix.strip(".")

    def _tokens(self):
        known = []
        for identity, role in ROLES.items():
            token = secrets.token_urlsafe(24)
            self._private(os.path.join(self.directory, "tokens", identity), token)
            known.append({"identity": identity, "role": role, "sha256": hashlib.sha256(token.encode()).hexdigest(), "kommuner": "alle"})
        path = os.path.join(self.directory, "tokens.json")
        self._private(path, json.dumps({"tokens": known}))
        return path

    def partners(self, kommuner):
        self._private(os.path.join(self.directory, "partners.json"), json.dumps(
            {"partnere": [{"navn": "byggsak", "kommuner": list(kommuner), "kilder": [f"/no/{k}/" for k in kommuner]}]}))

    @staticmethod
    def _private(path, text):
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)

    def add(self, service, machine, **more):
        instance = Instance(self, service, machine, **more)
        self.instances.append(instance)
        return instance

    def of(self, service):
        return [one for one in self.instances if one.service == service]

    def live(self, service):
        return [one for one in self.of(service) if not one.away]

    @property
    def services(self):
        """What a follower looks at to find its service: one of the instances that live, another one each time."""
        return {service: self.door(service) for service in SERVICES if self.of(service)}

    def door(self, service):
        able = [one for one in self.live(service) if not one.shunned] or self.live(service) or self.of(service)
        self.turn += 1
        return able[self.turn % len(able)]

    def url(self, service, path):
        one = self.door(service)
        return f"http://{one.address}:{one.port}{path}"

    def start(self):
        for one in self.instances:
            one.start()
        for one in self.instances:
            one.wait_ready(90)

    def close(self):
        self.stop()

    def stop(self):
        forget(self)
        for one in self.instances:
            one.ask_to_stop()
        for one in self.instances:
            one.stop()
            one.log.close()
