"""Which alarms an operator would have got, from the scraped samples by simple thresholds: the rules of compose/ in short."""
from collections import defaultdict

PARTITIONS = 4


def _any(samples, name, holds, **labels):
    return [one.at for one in samples if any(holds(value) for value in one.values(name, **labels))]


def _increase(samples, name, least=0.0, **labels):
    """Times at which a counter of an instance stands higher than at the instance's first sample, by more than `least`."""
    first, found = {}, []
    for one in samples:
        value = sum(one.values(name, **labels))
        if one.metrics is None:
            continue
        base = first.setdefault(one.instance, value)
        if value < base:
            first[one.instance] = 0.0
        elif value - base > least:
            found.append(one.at)
    return found


def _without_owner(samples, service="registry", seconds=5.0):
    """Partitions that no instance said to own, for longer than `seconds`: each instance's last word of the last three seconds counts."""
    mine = sorted((one for one in samples if one.instance.startswith(service)), key=lambda one: one.at)
    missing_since, found = None, []
    last = {}
    for one in mine:
        last[one.instance] = one
        fresh = [sample for sample in last.values() if one.at - sample.at < 3]
        owned = sum(sum(sample.values("sakarkiv_partition_owned")) for sample in fresh)
        if owned >= PARTITIONS:
            missing_since = None
            continue
        missing_since = missing_since or one.at
        if one.at - missing_since > seconds:
            found.append(one.at)
    return found


def _down(samples, seconds=3):
    silent, found = defaultdict(int), []
    for one in sorted(samples, key=lambda sample: sample.at):
        silent[one.instance] = 0 if one.metrics is not None else silent[one.instance] + 1
        if silent[one.instance] >= seconds:
            found.append(one.at)
    return found


def _not_ready(samples, seconds=3):
    bad, found = defaultdict(int), []
    for one in sorted(samples, key=lambda sample: sample.at):
        bad[one.instance] = 0 if one.ready[0] == 200 else bad[one.instance] + 1
        if bad[one.instance] >= seconds:
            found.append(one.at)
    return found


# Named as in compose/alerts.yaml, without SakArkiv and without the time that a rule waits (`for`): a drill is shorter than those. NotReady is
# what a load balancer sees, HistoryForked is held against the one code that says so by name.
RULES = {
    "LogAway": lambda s: _any(s, "sakarkiv_log_reachable", lambda v: v == 0),
    "LogAnswersLate": lambda s: _any(s, "sakarkiv_log_seconds_since_answer", lambda v: v > 8),
    "PartitionWithoutOwner": _without_owner,
    "MunicipalityStopped": lambda s: _any(s, "sakarkiv_shard_alarm", lambda v: v == 1),
    "HistoryForked": lambda s: [
        one for code in ("store_not_of_this_log", "upstream_not_of_this_log")
        for one in _any(s, "sakarkiv_shard_alarm", lambda v: v == 1, code=code)],
    "HangingCommits": lambda s: _any(s, "sakarkiv_hanging_commits", lambda v: v > 0),
    "InboundExpired": lambda s: _any(s, "sakarkiv_inbound_expired_total", lambda v: v > 0),
    "MessagesUnanswered": lambda s: _any(s, "sakarkiv_oldest_unanswered_seconds", lambda v: v > 10),
    "IntakeStands": lambda s: _any(s, "sakarkiv_intake_standing", lambda v: v > 0),
    "ContentAway": lambda s: _any(s, "sakarkiv_content_available", lambda v: v == 0),
    "FilesUnreadable": lambda s: _increase(s, "sakarkiv_content_unreadable_total"),
    "ManyIgnoredRecords": lambda s: _increase(s, "sakarkiv_ignored_records_total", 100),
    "ForwardingFails": lambda s: _increase(s, "sakarkiv_requests_not_forwarded_total", 5),
    "CallersGet503": lambda s: _increase(s, "sakarkiv_http_request_duration_seconds_count", 5, status="503"),
    "InstanceDown": _down,
    "NotReady": _not_ready,
}


def fired(samples, fault_at):
    """{alarm: seconds after the fault at which it would have begun}, the earliest first."""
    found = {}
    for name, rule in RULES.items():
        times = [at for at in rule(samples) if at >= fault_at]
        if times:
            found[name] = round(min(times) - fault_at, 1)
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def lost_series(samples, fault_at, names=("sakarkiv_partition_owned", "sakarkiv_input_lag", "sakarkiv_queue_depth", "sakarkiv_partition_epoch")):
    """Names that an instance had before the fault and has not in a sample after it."""
    before, missing = defaultdict(set), set()
    for one in sorted(samples, key=lambda sample: sample.at):
        if one.metrics is None:
            continue
        had = {name for name in names if one.metrics.get(name)}
        if one.at < fault_at:
            before[one.instance] |= had
        else:
            missing |= {f"{name} at {one.instance}" for name in before[one.instance] - had}
    return sorted(missing)
