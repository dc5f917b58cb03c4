#!/usr/bin/env python3
"""Takes as many connections as it can get from one address and does nothing with them, or lets a head drip; meanwhile somebody at another
address of this machine asks, and must be answered.

    flood.py PORT PATH [CONNECTIONS]

The flood comes from 127.0.0.3, the other from 127.0.0.2. Exit code 1 when one of the other's requests is not answered in time.
"""
import resource
import select
import socket
import sys
import time

PORT, PATH = int(sys.argv[1]), sys.argv[2]
WANTED = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000
LIMIT_ANSWER_SECONDS = 5.0
FLOOD_SECONDS = 12


def connect(source, patience):
    connection = socket.socket()
    connection.settimeout(patience)
    connection.bind((source, 0))
    connection.connect(("127.0.0.1", PORT))
    return connection


def ask():
    """How long an answer takes; None when none comes in time."""
    began = time.monotonic()
    try:
        with connect("127.0.0.2", LIMIT_ANSWER_SECONDS) as connection:
            connection.sendall(f"GET {PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            answer = connection.recv(64)
    except OSError:
        return None
    taken = time.monotonic() - began
    return taken if answer.startswith(b"HTTP/1.1 200") and taken < LIMIT_ANSWER_SECONDS else None


soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard if hard != resource.RLIM_INFINITY else max(soft, WANTED + 100), hard))
count = min(WANTED, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 100)
held, refused = [], 0
began = time.monotonic()
answers = []
for number in range(count):
    try:
        connection = connect("127.0.0.3", 2)
        connection.setblocking(False)
        # Half of them are silent, half begin a head.
        if number % 2:
            connection.send(b"GET /")
        held.append(connection)
    except OSError:
        refused += 1
    if number % 500 == 499:
        answers.append(ask())
while time.monotonic() - began < FLOOD_SECONDS:
    for connection in held[1::20]:
        try:
            connection.send(b"a")
        except OSError:
            pass
    answers.append(ask())
    time.sleep(0.5)
poll = select.poll()
for connection in held:
    poll.register(connection, select.POLLIN | select.POLLHUP)
closed = len(poll.poll(0))
late = sum(1 for answer in answers if answer is None)
slowest = max((answer for answer in answers if answer is not None), default=0)
print(f"{count} connections from one address: {len(held) - closed} still held, {refused + closed} closed at once or since; "
      f"another address asked {len(answers)} times, {late} without an answer, the slowest took {slowest:.2f} s")
sys.exit(1 if late else 0)
