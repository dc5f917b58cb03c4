"""Looks into an installation for the scenario backup-and-restore.

restored.py end SERVICE KOMMUNE         where the commit log of its partition ends, from `sakarkiv status --json` on standard input
restored.py object REGISTRY DOCUMENTS TOKEN KOMMUNE   the systemID of a dokumentobjekt that has its file
"""
import datetime
import json
import sys
import urllib.error
import urllib.request

# Where Kafka's partitioner puts them among four.
MUNICIPALITY_PARTITIONS = {"970540008": 3, "964950679": 0, "970169717": 0}


def end(service, kommune):
    """The end of the partition, stopped or not."""
    for instance in json.load(sys.stdin)["instances"]:
        if instance["service"] == service and instance["status"]:
            for partition in instance["status"]["partitions"]:
                if partition["partition"] == MUNICIPALITY_PARTITIONS[kommune]:
                    return partition["commits"]["end"]
    raise SystemExit(f"no partition of {kommune} in {service}")


def get(url, token):
    call = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(call, timeout=20) as answer:
        return json.load(answer)


def stored_object(registry, documents, token, kommune):
    year = datetime.date.today().year
    for number in range(1, 4):
        try:
            case = get(f"{registry}/saksmapper/{year}/{number}?kommune={kommune}", token)
        except urllib.error.HTTPError:
            continue
        for post in case.get("registrering", []):
            found = get(f"{documents}/registreringer/{post['systemID']}/dokumentbeskrivelser?kommune={kommune}", token)
            for description in found["treff"]:
                for item in description.get("dokumentobjekt", []):
                    return item["systemID"]
    raise SystemExit(f"no document of {kommune}")


if __name__ == "__main__":
    print({"end": end, "object": stored_object}[sys.argv[1]](*sys.argv[2:]))
