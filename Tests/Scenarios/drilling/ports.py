"""Ports that are free just now, below the range that the kernel hands out by itself."""
import random
import socket

LIMIT_TRIES = 400
_given = set()


def free_port(address="127.0.0.1"):
    for _ in range(LIMIT_TRIES):
        port = random.randrange(10_000, 30_000)
        if port in _given:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                continue
        _given.add(port)
        return port
    raise SystemExit(f"no free port at {address}")
