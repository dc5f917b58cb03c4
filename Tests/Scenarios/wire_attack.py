#!/usr/bin/env python3
"""Sends requests that are none by RFC 9112, each with a second one hidden behind or inside it, and counts what is answered.

    wire_attack.py HOST PORT PATH SECRET WORD

SECRET is a path whose answer contains WORD, and PATH one whose answer does not. Every bad request must get exactly one answer, 4xx or 5xx,
and the end of the connection; the second request must never be carried out. Every good request must be understood, and the one after it
answered. The judge is Python's socket and nothing of the product.
"""
import re
import socket
import sys

HOST, PORT, PATH, SECRET, WORD = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5].encode()
# What says that a request was not understood.
MISUNDERSTOOD = {400, 414, 431, 500, 501, 505}
HIDDEN = f"GET {SECRET} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
GET, POST = f"GET {PATH} HTTP/1.1\r\n".encode(), f"POST {PATH} HTTP/1.1\r\nHost: x\r\n".encode()
HOSTED = GET + b"Host: x\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


def length(value):
    return POST + b"Content-Length:" + value + b"\r\n\r\n" + HIDDEN


def coding(value):
    return POST + b"Transfer-Encoding:" + value + b"\r\n\r\n0\r\n\r\n" + HIDDEN


def chunk(bytes_):
    return CHUNKED + bytes_ + b"\r\n0\r\n\r\n" + HIDDEN


N = str(len(HIDDEN)).encode()
BAD = {
    # The line of the request.
    "no version": f"GET {PATH}\r\n\r\n".encode() + HIDDEN,
    "two blanks": f"GET  {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode() + HIDDEN,
    "a tab": f"GET\t{PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode() + HIDDEN,
    "a blank in the target": f"GET {PATH} x HTTP/1.1\r\nHost: x\r\n\r\n".encode() + HIDDEN,
    "a blank at the end": f"GET {PATH} HTTP/1.1 \r\nHost: x\r\n\r\n".encode() + HIDDEN,
    "a blank before the method": b" " + HOSTED + b"\r\n" + HIDDEN,
    "NUL in the target": f"GET {PATH}\0 HTTP/1.1\r\nHost: x\r\n\r\n".encode() + HIDDEN,
    "control in the target": f"GET {PATH}\x01 HTTP/1.1\r\nHost: x\r\n\r\n".encode() + HIDDEN,
    "no token as method": f"G(T {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode() + HIDDEN,
    "HTTP/2.0": f"GET {PATH} HTTP/2.0\r\nHost: x\r\n\r\n".encode() + HIDDEN,
    "http/1.1": f"GET {PATH} http/1.1\r\nHost: x\r\n\r\n".encode() + HIDDEN,
    "HTTP/1.1.1": f"GET {PATH} HTTP/1.1.1\r\nHost: x\r\n\r\n".encode() + HIDDEN,
    "HTTP/11": f"GET {PATH} HTTP/11\r\nHost: x\r\n\r\n".encode() + HIDDEN,
    "two empty lines before": b"\r\n\r\n" + HOSTED + b"\r\n" + HIDDEN,
    "a bare LF before": b"\n" + HOSTED + b"\r\n" + HIDDEN,
    "bare LF after the request line": f"GET {PATH} HTTP/1.1\nHost: x\r\n\r\n".encode() + HIDDEN,
    "bare CR after the request line": f"GET {PATH} HTTP/1.1\rHost: x\r\n\r\n".encode() + HIDDEN,
    # Hosts.
    "no Host": GET + b"\r\n" + HIDDEN,
    "two Hosts": HOSTED + b"Host: y\r\n\r\n" + HIDDEN,
    "the same Host twice": HOSTED + b"host: x\r\n\r\n" + HIDDEN,
    "a Host with a path": GET + b"Host: x/y\r\n\r\n" + HIDDEN,
    "a Host with a user": GET + b"Host: a@x\r\n\r\n" + HIDDEN,
    "two names in one Host": GET + b"Host: x y\r\n\r\n" + HIDDEN,
    "Host with a blank before the colon": GET + b"Host : x\r\n\r\n" + HIDDEN,
    # Fields.
    "blank before the colon (length)": POST + b"Content-Length : " + N + b"\r\n\r\n" + HIDDEN,
    "tab before the colon (length)": POST + b"Content-Length\t: " + N + b"\r\n\r\n" + HIDDEN,
    "blank before the colon (coding)": POST + b"Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + HIDDEN,
    "folded length": POST + b"Content-Length:\r\n " + N + b"\r\n\r\n" + HIDDEN,
    "folded coding": POST + b"Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + HIDDEN,
    "a folded field": HOSTED + b"X-A: b\r\n c\r\n\r\n" + HIDDEN,
    "a fold by tab": HOSTED + b"X-A: b\r\n\tc\r\n\r\n" + HIDDEN,
    "a fold of the first line": GET + b" x: y\r\nHost: x\r\n\r\n" + HIDDEN,
    "bare CR hides a coding": POST + b"Content-Length: 5\r\nX-A: b\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "bare CR in a value": HOSTED + b"X-A: b\rc\r\n\r\n" + HIDDEN,
    "bare CR before CR LF": HOSTED + b"X-A: b\r\r\n\r\n" + HIDDEN,
    "bare LF in a value": HOSTED + b"X-A: b\nX-B: c\r\n\r\n" + HIDDEN,
    "bare LF ends the head": HOSTED + b"X-A: b\r\n\n" + HIDDEN,
    "LF LF ends the head": f"GET {PATH} HTTP/1.1\nHost: x\n\n".encode() + HIDDEN,
    "NUL in a value": HOSTED + b"X-A: b\0c\r\n\r\n" + HIDDEN,
    "NUL in a name": HOSTED + b"X\0A: b\r\n\r\n" + HIDDEN,
    "control in a value": HOSTED + b"X-A: b\x07c\r\n\r\n" + HIDDEN,
    "DEL in a value": HOSTED + b"X-A: b\x7fc\r\n\r\n" + HIDDEN,
    "VT before a coding": coding(b" \x0bchunked"),
    "an empty name": HOSTED + b": b\r\n\r\n" + HIDDEN,
    "no colon": HOSTED + b"X-A\r\n\r\n" + HIDDEN,
    "a blank in a name": HOSTED + b"X A: b\r\n\r\n" + HIDDEN,
    "a bracket in a name": HOSTED + b"X(A): b\r\n\r\n" + HIDDEN,
    "a byte above ASCII in a name": HOSTED + b"X-\xc3\xa5: b\r\n\r\n" + HIDDEN,
    "a thousand fields": HOSTED + b"X: y\r\n" * 1000 + b"\r\n" + HIDDEN,
    "a head of a megabyte": HOSTED + b"X: " + b"y" * (1 << 20) + b"\r\n\r\n" + HIDDEN,
    # Lengths.
    "length -1": length(b" -1"),
    "length +5": length(b" +" + N),
    "length in hex": length(b" 0x10"),
    "length with a fraction": length(b" 5.0"),
    "length as a list": length(b" " + N + b", " + N),
    "length with a blank inside": length(b" 3 8"),
    "an empty length": length(b""),
    "a length of twenty digits": length(b" 99999999999999999999"),
    "a length of a thousand digits": length(b" " + b"9" * 1000),
    "length and text": length(b" " + N + b"a"),
    "length in Arabic digits": length(" ٣٨".encode()),
    "two different lengths": POST + b"Content-Length: 0\r\nContent-Length: " + N + b"\r\n\r\n" + HIDDEN,
    "the same length twice": POST + b"Content-Length: 0\r\nContent-Length: 0\r\n\r\n" + HIDDEN,
    # Codings.
    "coding and length": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "length and coding": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + HIDDEN,
    "two codings": POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "chunked twice": coding(b" chunked, chunked"),
    "identity": coding(b" identity"),
    "chunked, identity": coding(b" chunked, identity"),
    "gzip": coding(b" gzip"),
    "gzip, chunked": coding(b" gzip, chunked"),
    "an unknown coding": coding(b" xchunked"),
    "chunked with a parameter": coding(b" chunked;q=1"),
    "chunked and a comma": coding(b" chunked,"),
    "a comma and chunked": coding(b" ,chunked"),
    "quoted chunked": coding(b' "chunked"'),
    "an empty coding": coding(b""),
    "chunked in HTTP/1.0": f"POST {PATH} HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".encode() + HIDDEN,
    # Chunks.
    "bare LF after a size": chunk(b"3\nabc\r"),
    "bare LF after a chunk": CHUNKED + b"3\r\nabc\n0\r\n\r\n" + HIDDEN,
    "bare LF in an extension": chunk(b"3;a\nabc"),
    "bare CR after a size": chunk(b"3\rabc"),
    "a size with 0x": chunk(b"0x3\r\nabc"),
    "a negative size": chunk(b"-3\r\nabc"),
    "a signed size": chunk(b"+3\r\nabc"),
    "a blank before a size": chunk(b" 3\r\nabc"),
    "a blank after a size": chunk(b"3 \r\nabc"),
    "an empty size": chunk(b"\r\nabc"),
    "a size of seventeen digits": chunk(b"1" + b"0" * 15 + b"3\r\nabc"),
    "a size that overflows": chunk(b"FFFFFFFFFFFFFFFF\r\nabc"),
    "a chunk longer than its size": chunk(b"3\r\nabcd"),
    "a chunk shorter than its size": CHUNKED + b"5\r\nabc\r\n0\r\n\r\n" + HIDDEN,
    "an extension without a name": chunk(b"3;\r\nabc"),
    "an extension with a control character": chunk(b"3;a=\x01\r\nabc"),
    "NUL in an extension": chunk(b"3;a\0\r\nabc"),
    "an extension that is no token": chunk(b"3;a=b c\r\nabc"),
    "an open quote in an extension": chunk(b'3;a="b\r\nabc'),
    "an extension of a megabyte": chunk(b"3;a=" + b"b" * (1 << 20) + b"\r\nabc"),
    "bare LF ends the trailer": CHUNKED + b"0\r\n\n" + HIDDEN,
    "a bad trailer": CHUNKED + b"0\r\nX A: b\r\n\r\n" + HIDDEN,
    "a trailer of a megabyte": CHUNKED + b"0\r\nX: " + b"y" * (1 << 20) + b"\r\n\r\n" + HIDDEN,
}
GOOD = {
    "plain": HOSTED + b"\r\n",
    "an empty line before": b"\r\n" + HOSTED + b"\r\n",
    "blanks around a value": HOSTED + b"X-A: \t b \t \r\n\r\n",
    "an empty value": HOSTED + b"X-A:\r\n\r\n",
    "bytes above ASCII in a value": HOSTED + b"X-A: \xc3\xa5\xff\r\n\r\n",
    "HTTP/1.2": f"GET {PATH} HTTP/1.2\r\nHost: x\r\n\r\n".encode(),
    "an IPv6 host": GET + b"Host: [::1]:7410\r\n\r\n",
    "an empty host": GET + b"Host:\r\n\r\n",
    "a length with zeros": POST + b"Content-Length: 003\r\n\r\nabc",
    "a length of zero": POST + b"Content-Length: 0\r\n\r\n",
    "chunks": CHUNKED + b"3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n",
    "Chunked": POST + b"Transfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "a size with zeros": CHUNKED + b"00003\r\nabc\r\n00\r\n\r\n",
    "extensions": CHUNKED + b'3;a;b=c;d="e;\\"\r"\r\nabc\r\n0;x\r\n\r\n'.replace(b"\r\"", b"\""),
    "a trailer": CHUNKED + b"0\r\nX-A: b\r\nX-B: c\r\n\r\n",
}


def ask(request):
    """All that comes back until the end of the connection, and whether the end came."""
    answer = b""
    with socket.create_connection((HOST, PORT), timeout=10) as connection:
        try:
            connection.sendall(request)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            while piece := connection.recv(1 << 16):
                answer += piece
        except ConnectionResetError:
            pass
        except socket.timeout:
            return answer, False
    return answer, True


def statuses(answer):
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]


faults = 0
for name, request in BAD.items():
    answer, has_ended = ask(request)
    found = statuses(answer)
    is_right = len(found) == 1 and 400 <= found[0] < 600 and found[0] != 500 and has_ended and WORD not in answer
    if not is_right:
        faults += 1
        print(f"BAD  {name}: {found}, {'closed' if has_ended else 'left open'}"
              f"{', THE HIDDEN ONE WAS CARRIED OUT' if b'secret-was-answered' in answer else ''}")
last = f"GET {SECRET} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
for name, request in GOOD.items():
    answer, has_ended = ask(request + last)
    found = statuses(answer)
    if len(found) != 2 or found[0] in MISUNDERSTOOD or not has_ended or WORD not in answer:
        faults += 1
        print(f"GOOD {name}: {found}, {answer[:200]}")
print(f"{len(BAD)} bad and {len(GOOD)} good requests, {faults} answered wrongly")
sys.exit(1 if faults else 0)
