"""A caseworker's program: follows a subscription as server-sent events, and takes up where it was whenever the connection goes."""
import http.client
import json
import threading
import time


class Subscriber:
    """Collects the events of one subscription, in the order they come; `gaps` counts what the service said it no longer has."""

    def __init__(self, suite, kommune, identity="saksbehandler"):
        self.suite, self.kommune, self.identity = suite, kommune, identity
        answer = suite.insist("notifications", "POST", "/abonnementer",
                              {"navn": f"alt i {kommune}", "filter": {"kommune": kommune}, "levering": {"type": "sse"}}, identity)
        self.id = answer["id"]
        self.events, self.gaps, self.connections, self.last = [], 0, 0, None
        self.arrived = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def start(self):
        self._thread.start()

    def end(self):
        """Asks it to end, without waiting for the line it waits for."""
        self._over.set()

    def stop(self):
        self.end()
        self._thread.join(40)

    def _follow(self):
        while not self._over.is_set():
            try:
                self._listen()
            except (OSError, http.client.HTTPException):
                pass
            self._over.wait(0.2)

    def _listen(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.suite.services["notifications"].port, timeout=35)
        headers = {"Authorization": f"Bearer {self.suite.token(self.identity)}", "Accept": "text/event-stream"}
        if self.last is not None:
            headers["Last-Event-ID"] = self.last
        try:
            connection.request("GET", f"/abonnementer/{self.id}/hendelser?kommune={self.kommune}", headers=headers)
            answer = connection.getresponse()
            if answer.status != 200:
                answer.read()
                return
            self.connections += 1
            kind, identifier, data = "message", None, []
            while not self._over.is_set():
                line = answer.readline()
                if not line:
                    return
                line = line.decode().rstrip("\r\n")
                if not line:
                    if data:
                        self._take(kind, identifier, "\n".join(data))
                    kind, identifier, data = "message", None, []
                elif line.startswith("event:"):
                    kind = line[6:].strip()
                elif line.startswith("id:"):
                    identifier = line[3:].strip()
                elif line.startswith("data:"):
                    data.append(line[5:].removeprefix(" "))
        finally:
            connection.close()

    def _take(self, kind, identifier, data):
        if identifier:
            self.last = identifier
        if kind == "gap":
            self.gaps += 1
            return
        event = json.loads(data)
        self.arrived.setdefault(event.get("id"), time.time())
        self.events.append((identifier, event))

    def whole_feed(self):
        """Everything the subscription has, page by page."""
        path, found = f"/abonnementer/{self.id}/hendelser?kommune={self.kommune}", []
        while path:
            page = self.suite.insist("notifications", "GET", path, identity=self.identity)
            found += page["treff"]
            # A page says where the next one starts, also when nothing is there yet.
            path = page.get("neste") if page["treff"] else None
        return found
