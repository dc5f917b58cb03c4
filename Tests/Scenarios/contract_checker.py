"""Holds every message that a scenario really produced against the published schemas: envelopes, receipts, public events, commit headers, claims."""
import json
import os
from collections import Counter

import jsonschema

SCHEMAS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Shared", "Contracts", "Schemas")
LIMIT_FAULTS = 20


class ContractChecker:
    """Counts what was checked, by schema, and keeps the first faults."""

    def __init__(self):
        self.validators, self.checked, self.faults = {}, Counter(), []

    def validator(self, name):
        if name not in self.validators:
            path = os.path.join(SCHEMAS, f"{name}.schema.json")
            self.validators[name] = None
            if os.path.exists(path):
                with open(path, encoding="utf-8") as file:
                    self.validators[name] = jsonschema.Draft202012Validator(json.load(file))
        return self.validators[name]

    def check(self, name, value):
        validator = self.validator(name)
        if validator is None:
            self.faults.append(f"{name} has no schema")
            return
        self.checked[name] += 1
        for error in validator.iter_errors(value):
            if len(self.faults) < LIMIT_FAULTS:
                self.faults.append(f"{name} at /{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")

    def event(self, value):
        """A CloudEvent: its envelope, and its data when that is JSON (an XML answer is judged by the official XSDs elsewhere)."""
        event = json.loads(value)
        self.check("cloudevent", event)
        if "data" in event and event.get("datacontenttype", "application/json") == "application/json":
            self.check(event["type"], event["data"])

    def log_record(self, kind, value):
        """A record of a commit log."""
        if kind == "claim":
            self.check("claim", json.loads(value))
        else:
            self.check("commit-header", json.loads(value.partition(b"\n")[0]))
