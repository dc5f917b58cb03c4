"""Real brokers of a run, started by compose/kafka; each is killed, frozen and thawed by its process id."""
import os
import shutil
import signal
import subprocess
import time

from .cleanup import forget, remember

COMPOSE_KAFKA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "compose", "kafka")
LIMIT_START_SECONDS = 150


class Brokers:
    """One or three brokers in a directory; the directory keeps their ports, so that they come back where they were."""

    def __init__(self, count, directory, settings=(), port=0):
        self.count, self.directory, self.settings, self.port = count, directory, list(settings), port
        self.bootstrap, self.tmpfs = None, []
        os.makedirs(directory, exist_ok=True)
        remember(self)

    def start(self):
        """Starts those that do not run; returns their addresses."""
        command = [COMPOSE_KAFKA, "--brokers", str(self.count), "--port", str(self.port), "--data", self.directory, "--background"]
        for setting in self.settings:
            command += ["--set", setting]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=LIMIT_START_SECONDS, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"compose/kafka ended with {done.returncode}: {done.stderr[-600:]}")
        self.bootstrap = done.stdout.strip().splitlines()[-1]
        return self.bootstrap

    def stop(self):
        for number in self.numbers():
            self._signal(number, signal.SIGCONT)
        subprocess.run([COMPOSE_KAFKA, "stop", "--data", self.directory], stderr=subprocess.DEVNULL, timeout=60, check=False)

    def close(self):
        """Ends everything and gives back what was mounted."""
        forget(self)
        self.stop()
        for path in self.tmpfs:
            for _ in range(50):
                if subprocess.run(["umount", path], stderr=subprocess.DEVNULL, check=False).returncode == 0:
                    break
                time.sleep(0.1)

    def numbers(self):
        return range(1, self.count + 1)

    def home(self, number):
        return os.path.join(self.directory, f"broker-{number}")

    def pid(self, number):
        """The broker's process id when it runs."""
        try:
            with open(os.path.join(self.directory, "run", f"kafka-{number}.pid"), encoding="ascii") as file:
                pid = int(file.read())
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                return pid if f"broker-{number}/server.properties".encode() in file.read() else None
        except (OSError, ValueError):
            return None

    def _signal(self, number, what):
        pid = self.pid(number)
        if pid:
            os.kill(pid, what)
        return pid

    def kill(self, number):
        pid = self._signal(number, signal.SIGKILL)
        while pid and os.path.exists(f"/proc/{pid}/exe") and self.pid(number) == pid:
            time.sleep(0.05)

    def freeze(self):
        """All of them, as a switch that fails would take them away."""
        for number in self.numbers():
            self._signal(number, signal.SIGSTOP)

    def thaw(self):
        for number in self.numbers():
            self._signal(number, signal.SIGCONT)

    # --- older copies ---

    def copy(self, name):
        """Keeps the data of stopped brokers aside, as a backup does."""
        for number in self.numbers():
            shutil.copytree(os.path.join(self.home(number), "log"), os.path.join(self.directory, name, str(number)))

    def put_back(self, name):
        for number in self.numbers():
            shutil.rmtree(os.path.join(self.home(number), "log"))
            shutil.copytree(os.path.join(self.directory, name, str(number)), os.path.join(self.home(number), "log"))

    # --- a disk that can be filled ---

    def mount_small_disk(self, number, mebibytes):
        """A tmpfs for one broker's data. False where mounting is not allowed, or there is no such command."""
        path = os.path.join(self.home(number), "log")
        os.makedirs(path, exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", path]
        if shutil.which(command[0]) is None or subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode != 0:
            return False
        self.tmpfs.append(path)
        return True

    def fill_disk(self, number):
        """Writes until nothing more fits."""
        block = b"\0" * 65_536
        with open(os.path.join(self.home(number), "log", "ballast"), "ab", buffering=0) as file:
            try:
                while True:
                    file.write(block)
            except OSError:
                pass

    def empty_disk(self, number):
        os.unlink(os.path.join(self.home(number), "log", "ballast"))
