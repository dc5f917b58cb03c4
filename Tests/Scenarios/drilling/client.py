"""One asker's connection to one instance: kept open as browsers and business systems do, with a time limit of the asker's own."""
import http.client
import json
import time


class Answer:
    """What came of one attempt. `status` is None when nothing came in time or the connection failed; `said` tells which."""

    def __init__(self, start, status, body, headers, said):
        self.start, self.end = start, time.time()
        self.status, self.body, self.headers, self.said = status, body, headers, said

    @property
    def seconds(self):
        return self.end - self.start

    @property
    def ok(self):
        return self.status is not None and 200 <= self.status < 300

    def json(self):
        return json.loads(self.body or b"null")


class Connection:
    """Asks one instance; a connection that the other side closed while idle is opened once more, as every client does."""

    def __init__(self, instance, token):
        self.instance, self.token, self.inner, self.life = instance, token, None, None

    def close(self):
        if self.inner is not None:
            self.inner.close()
            self.inner = None

    def ask(self, method, path, body=None, headers=None, timeout=2.0):
        sent = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        start = time.time()
        if self.life != self.instance.lives:
            self.close()
        for _ in range(2):
            is_old = self.inner is not None
            if not is_old:
                self.inner, self.life = http.client.HTTPConnection(self.instance.address, self.instance.port), self.instance.lives
            self.inner.timeout = timeout
            if self.inner.sock is not None:
                self.inner.sock.settimeout(timeout)
            try:
                self.inner.request(method, path, body=body, headers=sent)
                answer = self.inner.getresponse()
                content = answer.read()
                return Answer(start, answer.status, content, answer.headers, str(answer.status))
            except TimeoutError:
                self.close()
                return Answer(start, None, b"", {}, "no answer in time")
            except (OSError, http.client.HTTPException) as error:
                self.close()
                if not is_old:
                    return Answer(start, None, b"", {}, type(error).__name__)
        return Answer(start, None, b"", {}, "connection closed")
