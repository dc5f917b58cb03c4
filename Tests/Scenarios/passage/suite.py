"""The four services as processes of this machine, one instance each, and requests to them."""
import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

SERVICES = ("registry", "documents", "retention", "notifications")


class Service:
    """One process; killed and started again with the same settings."""

    def __init__(self, name, port, suite):
        self.name, self.port, self.suite, self.process = name, port, suite, None
        self.output = open(os.path.join(suite.data, f"{name}.log"), "ab")

    def start(self):
        key = f"SAKARKIV_{self.name.upper()}_PORT"
        environment = dict(os.environ, **self.suite.environment, **{key: str(self.port)})
        self.process = subprocess.Popen([os.path.join(self.suite.programs, self.name)], env=environment,
                                        stdout=self.output, stderr=self.output)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.output.close()


class Suite:
    """Everything of one run."""

    def __init__(self, programs, data, port, log, prefix, extra=None):
        self.programs, self.data, self.log, self.prefix = programs, data, log, prefix
        self.environment = {"SAKARKIV_DATA": data, "SAKARKIV_LOG": log, "SAKARKIV_TOPIC_PREFIX": prefix, **(extra or {})}
        self.services = {name: Service(name, port + 10 * index, self) for index, name in enumerate(SERVICES)}

    def start(self):
        for service in self.services.values():
            service.start()
            self.wait_ready(service.name)

    def stop(self):
        for service in reversed(self.services.values()):
            service.stop()

    def url(self, service, path):
        return f"http://127.0.0.1:{self.services[service].port}{path}"

    def wait_ready(self, service, seconds=90):
        deadline = time.time() + seconds
        while time.time() < deadline:
            try:
                with urllib.request.urlopen(self.url(service, "/readyz"), timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                pass
            if self.services[service].process.poll() is not None:
                raise SystemExit(f"{service} ended with {self.services[service].process.returncode}")
            time.sleep(0.1)
        raise SystemExit(f"{service} did not become ready")

    def token(self, identity):
        with open(os.path.join(self.data, "tokens", identity)) as file:
            return file.read().strip()

    def request(self, service, method, path, body=None, identity="arkivar", headers=None, timeout=30, raw=False):
        """The answer's body, JSON unless raw. Raises urllib.error.HTTPError with the body read into `.text`."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        call = urllib.request.Request(self.url(service, path), data=data, method=method)
        call.add_header("Authorization", f"Bearer {self.token(identity)}")
        if data is not None:
            call.add_header("Content-Type", "application/octet-stream" if isinstance(body, bytes) else "application/json")
        for name, value in (headers or {}).items():
            call.add_header(name, value)
        try:
            with urllib.request.urlopen(call, timeout=timeout) as answer:
                content = answer.read()
                return content if raw else json.loads(content or b"null")
        except urllib.error.HTTPError as error:
            error.text = error.read().decode("utf-8", "replace")
            error.msg = f"{error.msg}: {error.text[:500]}"
            raise

    def insist(self, service, method, path, body=None, identity="arkivar", headers=None, seconds=120, raw=False):
        """The same request until it is answered: the service may be down just now. A refusal (4xx) is an answer."""
        deadline = time.time() + seconds
        while True:
            try:
                return self.request(service, method, path, body, identity, headers, raw=raw)
            except urllib.error.HTTPError as error:
                if error.code < 500 and error.code not in (421, 429) or time.time() > deadline:
                    raise
            except OSError:
                if time.time() > deadline:
                    raise
            time.sleep(0.3)
