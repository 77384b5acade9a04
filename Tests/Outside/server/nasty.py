"""Requests that nobody should send, and what has to come of each: curated ones and random ones."""
import json
import random
import socket

from serving import Violation, expect, in_threads, raw
from streams import frame, open_stream, read_frames

CLOSED = "closed"


def request(method="POST", path="/v1/actions", headers=(), body=b"", key=None, version="HTTP/1.1"):
    lines = [f"{method} {path} {version}", "Host: 127.0.0.1"]
    if key:
        lines.append(f"Authorization: Bearer {key}")
    lines += headers
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def action(key, body, name="n", more=()):
    """A whole request for an action with a body of any bytes."""
    return request(key=key, headers=[
        "Content-Type: application/json", f"Content-Length: {len(body)}",
        f"Idempotency-Key: {name}", "Connection: close", *more], body=body)


def deep(levels):
    return b'{"actions":' + b"[" * levels + b"]" * levels + b"}"


def bodies():
    """Bodies that are no batch of actions; each is 422, or 413."""
    order = '{"type":"place_limit_order","side":"bid","price":"1","quantity":"1"%s}'
    batch = b'{"actions":[%s]}'
    found = {
        "no JSON": b"hello", "half of JSON": b'{"actions":[', "a list": b"[]", "null": b"null",
        "nothing in it": b"{}", "no actions": batch % b"", "a trailing comma": batch % b"{},",
        "a byte order mark": b"\xef\xbb\xbf" + batch % b"", "UTF-16": '{"a":1}'.encode("utf-16"),
        "bad UTF-8": batch % b'{"type":"\xff\xfe"}', "an overlong slash": batch % b'{"\xc0\xaf":1}',
        "a surrogate": batch % b'{"type":"\xed\xa0\x80"}', "NUL": batch % b'{"type":"\x00"}',
        "a lone escape": batch % b'{"type":"\\ud800"}', "depth 33": deep(33),
        "depth 30,000": deep(30_000), "a comment": b"/* */" + batch % b"",
        "two documents": batch % b"" + b"{}", "NaN": batch % b'{"type":NaN}',
        "a duplicate key": b'{"actions":[],"actions":[]}',
        "a duplicate key inside": batch % (order % ',"side":"ask"').encode(),
        "an unknown key": batch % (order % ',"colour":"red"').encode(),
        "101 actions": batch % b",".join([b'{"type":"cancel_all"}'] * 101),
        "an unknown type": batch % b'{"type":"steal"}',
        "a number for an amount": batch % (order % "").replace('"1"', "1", 1).encode(),
        "a fraction for an id": batch % b'{"type":"cancel_order","order_id":1.5}',
        "a huge id": batch % b'{"type":"cancel_order","order_id":99999999999999999999}',
        "a negative id": batch % b'{"type":"cancel_order","order_id":-1}',
        "an exponent": batch % b'{"type":"cancel_order","order_id":1e2}',
        "a list for a word": batch % b'{"type":["cancel_all"]}',
        "a long name": batch % (order % f',"client_order_id":"{"x" * 65}"').encode(),
        "a name of another script": batch % (order % ',"client_order_id":"ä"').encode(),
    }
    for text in ("", " 1", "1 ", "+1", "1e3", "1E400", "0x10", "1_000", "1.", ".5", "NaN",
                 "Infinity", "५", "1\\u0000", "9" * 400, "1.123456789", "1,5", "--1", "1/2"):
        body = (order % "").replace('"price":"1"', f'"price":"{text}"')
        found[f"the price {text[:12]!r}"] = batch % body.encode()
    return found


def heads(key):
    """Raw requests, and the statuses that may come of each; CLOSED: no answer at all."""
    good = b'{"actions":[{"type":"cancel_all"}]}'
    length = f"Content-Length: {len(good)}"
    json_type, name = "Content-Type: application/json", "Idempotency-Key: head"
    close = "Connection: close"
    chunks = b"5\r\nhello\r\n0\r\n\r\n"

    def post(*headers, body=good):
        return request(key=key, headers=[close, *headers], body=body)

    def get(path, *headers, method="GET"):
        return request(method, path, [close, *headers], key=key)

    return {
        "an unknown path": (get("/nowhere"), [404]),
        "a path upwards": (get("/../../etc/passwd"), [400, 404]),
        "a path upwards, encoded": (get("/%2e%2e/%2e%2e/etc/passwd"), [400, 404]),
        "half an escape": (get("/v1/agent%4"), [400, 404]),
        "NUL in a path": (get("/v1/agent%00"), [400, 404]),
        "bad UTF-8 in a path": (get("/v1/%ff%fe"), [400, 404]),
        "an unknown query": (get("/v1/agent?colour=red"), [422]),
        "a query twice": (get("/v1/market/book?depth=1&depth=2"), [422]),
        "a depth of 10^30": (get(f"/v1/market/book?depth=1{'0' * 30}"), [422]),
        "a negative limit": (get("/v1/market/trades?limit=-1"), [422]),
        "a foreign cursor": (get("/v1/market/trades?cursor=%27%20OR%201=1--"), [422]),
        "a long path": (get("/" + "a" * 60_000), [400, 404, 414, 431, CLOSED]),
        "an absolute target": (get("http://127.0.0.1/v1/run/status"), [200, 400, 404]),
        "a target of another kind": (get("*", method="OPTIONS"), [400, 404, 405]),
        "the method DELETE": (get("/v1/agent", method="DELETE"), [405]),
        "the method TRACE": (get("/v1/agent", method="TRACE"), [400, 405, CLOSED]),
        "the method CONNECT": (get("127.0.0.1:22", method="CONNECT"), [400, 404, 405, CLOSED]),
        "an invented method": (get("/v1/agent", method="FETCH"), [400, 405, 501, CLOSED]),
        "no key of idempotency": (post(json_type, length), [400]),
        "an empty key of idempotency": (post(json_type, length, "Idempotency-Key: "), [400]),
        "two keys of idempotency": (post(json_type, length, name, name + "2"), [400]),
        "a key of idempotency of 10 KB": (
            post(json_type, length, "Idempotency-Key: " + "k" * 10_000), [400, 431]),
        "a key of idempotency with ä": (post(json_type, length, "Idempotency-Key: ä"), [400]),
        "no media type": (post(length, name), [415]),
        "a wrong media type": (post("Content-Type: text/plain", length, name), [415]),
        "another charset": (post(json_type + "; charset=latin1", length, name), [415]),
        "a compressed body": (post(json_type, length, name, "Content-Encoding: gzip"), [415]),
        "an expectation": (post(json_type, length, name, "Expect: tea"), [417]),
        "a body of 65,537": (post(json_type, "Content-Length: 65537", name), [413]),
        "a body of 10^30": (post(json_type, f"Content-Length: 1{'0' * 30}", name),
                            [400, 413, CLOSED]),
        "a negative length": (post(json_type, "Content-Length: -1", name), [400, CLOSED]),
        "two lengths": (post(json_type, length, "Content-Length: 5", name), [400, CLOSED]),
        "a list of lengths": (post(json_type, "Content-Length: 5, 5", name), [400, CLOSED]),
        "chunks and a length": (
            post(json_type, length, "Transfer-Encoding: chunked", name, body=chunks),
            [400, CLOSED]),
        "an unknown coding": (post(json_type, "Transfer-Encoding: x", name),
                              [400, 411, 501, CLOSED]),
        "chunked twice": (post(json_type, "Transfer-Encoding: chunked, chunked", name,
                               body=chunks), [400, 422, 501, CLOSED]),
        "chunks without end": (post(json_type, "Transfer-Encoding: chunked", name,
                                    body=b"8000\r\n" + b" " * 0x8000 + b"\r\n" + b"8001\r\n"
                                    + b" " * 0x8001 + b"\r\n0\r\n\r\n"), [413]),
        "a chunk of a wrong size": (post(json_type, "Transfer-Encoding: chunked", name,
                                         body=b"zz\r\nhello\r\n0\r\n\r\n"), [400, CLOSED]),
        "10,000 headers": (get("/v1/agent", *(f"X-{n}: {n}" for n in range(10_000))),
                           [400, 431, CLOSED]),
        "a header of 100 KB": (get("/v1/agent", "X: " + "x" * 100_000), [400, 431, CLOSED]),
        "a blank before the colon": (get("/v1/agent", "X : 1"), [200, 400, CLOSED]),
        "a folded header": (get("/v1/agent", "X: 1\r\n 2"), [200, 400, CLOSED]),
        "a bare line feed": (b"GET /v1/run/status HTTP/1.1\nHost: x\nConnection: close\n\n",
                             [200, 400, CLOSED]),
        "HTTP/0.9": (b"GET /\r\n\r\n", [400, CLOSED]),
        "HTTP/3.0": (request("GET", "/", [close], version="HTTP/3.0"), [200, 400, 505, CLOSED]),
        "HTTP/2 without asking": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                                  [400, 404, 405, 505, CLOSED]),
        "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(512), [400, CLOSED]),
        "two hosts": (get("/v1/run/status", "Host: other"), [200, 400]),
        "two authorizations": (get("/v1/agent", f"Authorization: Bearer {key}"), [401]),
        "another scheme": (
            request("GET", "/v1/agent", [close, "Authorization: Basic eDp5"]), [401]),
    }


def status_of(answer):
    if not answer:
        return CLOSED
    if not answer.startswith(b"HTTP/1."):
        raise Violation(f"no HTTP: {answer[:80]!r}")
    return int(answer[9:12])


def check_answer(what, answer, allowed):
    status = status_of(answer)
    expect(status in allowed, f"{what}: {status} {answer[-200:]!r}, expected one of {allowed}")
    if status != CLOSED and status >= 400:
        head, _, body = answer.partition(b"\r\n\r\n")
        expect(b"application/problem+json" in head, f"{what}: {status} is no problem+json")
        if b"TRACE" not in what.encode():
            expect(json.loads(body)["status"] == status, f"{what}: {body[:200]!r}")


def curated(server, key):
    """Every curated request; returns how many."""
    cases = {what: (action(key, body, f"body-{number}"), [422])
             for number, (what, body) in enumerate(bodies().items())}
    cases |= heads(key)
    for what, (data, allowed) in cases.items():
        check_answer(what, raw(server.port, data), allowed)
        expect(server.is_alive(), f"{what}: the server has ended")
    return len(cases)


def pipelined(server, key):
    """Answers come in the order of the requests, and a half-closed socket still gets them."""
    kept = "Content-Type: application/json"
    body = b'{"actions":[{"type":"cancel_all"}]}'
    requests = []
    for number in range(40):
        requests.append(request("GET", f"/v1/market/book?depth={number + 1}"))
        requests.append(request(key=key, headers=[
            kept, f"Content-Length: {len(body)}", f"Idempotency-Key: pipe-{number}"], body=body))
    requests.append(request("GET", "/nowhere", ["Connection: close"]))
    answer = raw(server.port, b"".join(requests), timeout=20, half_close=True)
    statuses = [piece[:3] for piece in answer.split(b"HTTP/1.1 ")[1:]]
    expect(statuses == [b"200"] * 80 + [b"404"], f"pipelining: {statuses}")


def streams_misused(server, key):
    """Frames that are none; each has to be answered by a close with one of some codes."""
    hello = json.dumps({"type": "subscribe", "channels": ["ticks"]}).encode()
    nested = (b'{"type":' + b"[" * 2_000 + b"]" * 2_000 + b"}")
    cases = {
        "no mask": (frame(hello, masked=False), {1002}),
        "binary": (frame(hello, opcode=2), {1003}),
        "bad UTF-8": (frame(b"\xff\xfe\xfd"), {1007}),
        "no JSON": (frame(b"hello"), {1007, 1008}),
        "deep JSON": (frame(nested), {1007, 1008}),
        "an unknown type": (frame(b'{"type":"shout"}'), {1008}),
        "an unknown channel": (frame(b'{"type":"subscribe","channels":["x"]}'), {1008}),
        "no channels": (frame(b'{"type":"subscribe","channels":[]}'), {1008}),
        "a private channel": (frame(b'{"type":"subscribe","channels":["agent"]}'), {1008}),
        "a second key": (frame(b'{"type":"auth"}'), {1008}),
        "1 MB announced": (frame(b"x", length=1 << 20), {1009}),
        "2^62 announced": (frame(b"x", length=1 << 62), {1002, 1009}),
        "fragments without end": (
            frame(b"x", final=False) + frame(b"x", opcode=0, final=False) * 200, {1002, 1009}),
        "a continuation of nothing": (frame(b"x", opcode=0), {1002}),
        "a message within another": (frame(b"x", final=False) + frame(b"x"), {1002}),
        "a fragmented ping": (frame(b"x", opcode=9, final=False), {1002}),
        "a long ping": (frame(b"x" * 126, opcode=9), {1002}),
        "an opcode of the future": (frame(b"x", opcode=3), {1002}),
        "a reserved bit": (bytes([0xf1]) + frame(b"x")[1:], {1002}),
        "100 subscriptions": (frame(hello) * 100, {1008}),
    }
    for what, (data, codes) in cases.items():
        connection = open_stream(server)
        try:
            connection.sendall(data)
        except OSError:
            pass
        found = next((body for opcode, body in read_frames(connection) if opcode == 8), b"")
        connection.close()
        code = int.from_bytes(found[:2], "big")
        expect(code in codes, f"stream, {what}: closed with {code}, expected {codes}")
    return len(cases)


def noise(server, key, count, seed):
    """Random bytes, and requests and frames of which some bytes were changed."""
    sample = [action(key, body, "noise") for body in bodies().values()]
    sample += [data for data, _ in heads(key).values() if len(data) < 20_000]
    hello = frame(json.dumps({"type": "subscribe", "channels": ["ticks", "book"]}).encode())

    def mutate(data, draw):
        data = bytearray(data)
        for _ in range(draw.randrange(1, 9)):
            place = draw.randrange(len(data))
            match draw.randrange(4):
                case 0:
                    data[place] = draw.randrange(256)
                case 1:
                    del data[place:place + draw.randrange(1, 20)]
                case 2:
                    data[place:place] = draw.randbytes(draw.randrange(1, 20))
                case 3:
                    data[place:place] = data[place:place + draw.randrange(1, 200)]
            if not data:
                data = bytearray(b" ")
        return bytes(data)

    def one(number):
        draw = random.Random(f"{seed}/{number}")
        wrong = 0
        for _ in range(count // 8):
            kind = draw.randrange(3)
            if kind == 2:
                connection = open_stream(server)
                connection.settimeout(0.05)
                try:
                    connection.sendall(mutate(hello, draw) if draw.random() < 0.5
                                       else draw.randbytes(draw.randrange(1, 400)))
                    connection.shutdown(socket.SHUT_WR)
                    connection.recv(65_536)
                except OSError:
                    pass
                connection.close()
                continue
            data = (draw.randbytes(draw.randrange(1, 2_000)) if kind == 0
                    else mutate(draw.choice(sample), draw))
            answer = raw(server.port, data, timeout=0.5, half_close=True)
            wrong += answer.startswith(b"HTTP/1.1 5")
            expect(not wrong, f"seed {seed}/{number}: {data[:300]!r} got {answer[:200]!r}")
        return count // 8

    return sum(in_threads(8, one))
