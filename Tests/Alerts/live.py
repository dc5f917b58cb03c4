"""Asks a running Prometheus for the scenario `watched`.

live.py URL scraped N           waits until N instances of the services are scraped
live.py URL silent SECONDS      nothing but the watchdog is pending or fires, at last and then for so long
live.py URL sees ALERT…         waits until each of them is pending or fires
live.py URL dashboard FILE      every query of the dashboard is answered, and those about what is always there have an answer
"""
import json
import sys
import time
import urllib.parse
import urllib.request

LIMIT_SECONDS = 60
VARIABLES = [("$__rate_interval", "1m"), ("$__range", "1h"), ("$installation", ".*"), ("$job", ".*"), ("$instance", ".*")]
# What has no series while all is well, or nothing of it happens here.
OFTEN_EMPTY = {
    "Alarms of municipalities", "What fires", "Rebuilding", "Commits left to rebuild", "Hanging commits", "Answers 503", "Intake that stands",
    "Messages expired unread", "Age of the newest snapshot", "Clock against the log", "Retrievals that failed", "Webhook attempts", "Letters",
    "Room on the disks",
}


class Prometheus:
    def __init__(self, url):
        self.url = url

    def query(self, expression):
        with urllib.request.urlopen(f"{self.url}/api/v1/query?{urllib.parse.urlencode({'query': expression})}", timeout=10) as answer:
            return json.load(answer)["data"]["result"]

    def alerts(self):
        with urllib.request.urlopen(f"{self.url}/api/v1/alerts", timeout=10) as answer:
            found = json.load(answer)["data"]["alerts"]
        return {alert["labels"]["alertname"]: alert["labels"] for alert in found if alert["labels"]["alertname"] != "SakArkivWatchdog"}


def wait(done):
    """What `done` finds at last, or found when the time is up."""
    deadline = time.time() + LIMIT_SECONDS
    while True:
        try:
            found, last = done()
        except OSError as error:
            found, last = False, error
        if found or time.time() > deadline:
            return found, last
        time.sleep(0.5)


def scraped(prometheus, number):
    def look():
        found = len(prometheus.query('up{job=~"registry|documents|retention|notifications"} == 1'))
        return found == int(number), found
    return wait(look)


def silent(prometheus, seconds):
    quiet_since = None

    def look():
        nonlocal quiet_since
        alerts = {name: labels for name, labels in prometheus.alerts().items() if labels["severity"] != "info"}
        quiet_since = None if alerts else quiet_since or time.time()
        return quiet_since is not None and time.time() - quiet_since >= float(seconds), alerts
    return wait(look)


def sees(prometheus, *names):
    def look():
        alerts = prometheus.alerts()
        return set(names) <= set(alerts), sorted(alerts)
    return wait(look)


def dashboard(prometheus, file):
    empty = []
    for panel in json.load(open(file))["panels"]:
        for target in panel.get("targets", []):
            expression = target["expr"]
            for variable, value in VARIABLES:
                expression = expression.replace(variable, value)
            if not prometheus.query(expression) and panel["title"] not in OFTEN_EMPTY:
                empty.append(f"{panel['title']}: {target['expr']}")
    return not empty, "\n".join(empty)


if __name__ == "__main__":
    verb = {"scraped": scraped, "silent": silent, "sees": sees, "dashboard": dashboard}[sys.argv[2]]
    good, what = verb(Prometheus(sys.argv[1]), *sys.argv[3:])
    if not good:
        print(what)
    sys.exit(0 if good else 1)
