"""Caseworkers' programs that follow feeds (passage.subscriber), and a probe that opens a feed again and again as a program that restarts does."""
import http.client
import os
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from passage.subscriber import Subscriber  # noqa: E402

LIMIT_OPEN_SECONDS = 2.0


class Followers:
    """One follower for each municipality, with Last-Event-ID over every loss of connection."""

    def __init__(self, installation, kommuner):
        self.installation = installation
        self.all = [Subscriber(installation, kommune) for kommune in kommuner]
        for one in self.all:
            one.start()

    def stop(self):
        """Asks them to end; those that wait for the next line end with the program."""
        for one in self.all:
            one.end()

    def connections(self):
        return sum(one.connections for one in self.all)

    def faults(self):
        """Events that came twice or in another order than their ids, and feeds that had a gap."""
        found = []
        for one in self.all:
            ids = [int(identifier) for identifier, _ in one.events if identifier and identifier.isdigit()]
            if ids != sorted(set(ids)):
                found.append(f"{one.kommune}: {len(ids)} events, {len(set(ids))} distinct, or not in order")
            if one.gaps:
                found.append(f"{one.kommune}: {one.gaps} gaps")
        return found

    def count(self):
        return sum(len(one.events) for one in self.all)

    def try_open(self, instance, one):
        """(status, seconds) of opening the feed at that instance now."""
        start, status = time.time(), None
        connection = http.client.HTTPConnection(instance.address, instance.port, timeout=LIMIT_OPEN_SECONDS)
        headers = {"Authorization": f"Bearer {self.installation.token(one.identity)}", "Accept": "text/event-stream"}
        if one.last is not None:
            headers["Last-Event-ID"] = one.last
        try:
            connection.request("GET", f"/abonnementer/{one.id}/hendelser?kommune={one.kommune}", headers=headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        return status, time.time() - start


class FeedProbe:
    """Opens every follower's feed at every instance of notifications, twice a second all in all."""

    def __init__(self, followers):
        self.followers, self.tries, self._over = followers, [], threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        turn = 0
        while not self._over.is_set():
            live = self.followers.installation.live("notifications")
            if live:
                turn += 1
                one = self.followers.all[turn % len(self.followers.all)]
                at = time.time()
                status, seconds = self.followers.try_open(live[turn % len(live)], one)
                self.tries.append((at, status, seconds))
            self._over.wait(0.5)

    def stop(self):
        self._over.set()
        self._thread.join(5)

    def refused(self, since, until):
        """How many tries in the stretch were not answered with 200, of how many."""
        tries = [one for one in self.tries if since <= one[0] < until]
        return sum(1 for one in tries if one[1] != 200), len(tries)
