"""A client of a Catallaxy server in a hundred lines of Python's standard library.

Copy this file into your project. It does the three things that every trading client has to do:
it names each request, so that a repeated one is executed once; it repeats a request whose answer
was lost; and it waits when the server says so.

    market = Client("http://127.0.0.1:8080", "KEYID.SECRET")
    print(market.get("/v1/market/book", depth=5))
    market.act(limit_order("bid", "99.50", "1"))
"""
import http.client
import json
import time
import urllib.parse
import uuid


class Refused(Exception):
    """The server understood the request and will not do it: an answer of RFC 9457."""

    def __init__(self, status, problem):
        self.status, self.problem = status, problem
        self.code = problem.get("code", "")
        super().__init__(f"{status} {self.code}: {problem.get('detail', '')}")


class Client:
    """One agent, or an onlooker without a key. Use one client in each thread."""

    def __init__(self, url, key=None, timeout=10, patience=60):
        """`timeout`: seconds to wait for an answer; `patience`: for the server to come back."""
        self.address = urllib.parse.urlsplit(url).netloc
        self.key, self.timeout, self.patience = key, timeout, patience
        self.connection = None

    def get(self, path, **query):
        """What lies at a path, such as `get("/v1/market/trades", limit=10)`."""
        if query:
            path += "?" + urllib.parse.urlencode(query)
        return self.request("GET", path)

    def post(self, path, body=None, headers=None):
        return self.request("POST", path, {} if body is None else body, headers)

    def act(self, *actions, name=None):
        """Submits a batch of actions, which the server takes up without anybody's between them.

        Returns the answer, in which `results` has an entry for each action; one that was refused
        is an entry too and no exception. `name` is the idempotency key of the batch. A program
        that has to survive its own death draws it with `uuid.uuid4()`, writes it down together
        with the batch, and submits both again when it starts anew.
        """
        headers = {"Idempotency-Key": name or str(uuid.uuid4())}
        return self.post("/v1/actions", {"actions": actions}, headers)

    def request(self, method, path, body=None, headers=None):
        """Sends a request until there is an answer.

        A connection that breaks says nothing about what the server has done. So the same request
        is sent again, with the same idempotency key: if it had been executed, the server gives
        the answer of then once more. Only actions have such a key; another POST of the operator
        is not repeated once it may have arrived.
        """
        data = None if body is None else json.dumps(body)
        headers = dict(headers or {})
        if data is not None:
            headers["Content-Type"] = "application/json"
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        can_repeat = method == "GET" or "Idempotency-Key" in headers
        give_up, pause = time.monotonic() + self.patience, 0.05
        while True:
            try:
                status, answer, wait = self.exchange(method, path, data, headers)
            except (OSError, http.client.HTTPException) as fault:
                self.close()
                refused = isinstance(fault, ConnectionRefusedError)
                if not (can_repeat or refused) or time.monotonic() > give_up:
                    raise
                wait, status = None, 503
            # 429: too fast; 503: the server stops, or its disk is full. Neither did anything.
            if status not in (429, 503) or time.monotonic() > give_up:
                break
            time.sleep(pause if wait is None else wait)
            pause = min(2 * pause, 2)
        if status >= 400:
            raise Refused(status, answer)
        return answer

    def exchange(self, method, path, data, headers):
        """One request and its answer on the connection, which is kept for the next."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.address, timeout=self.timeout)
        self.connection.request(method, path, data, headers)
        response = self.connection.getresponse()
        content = response.read()
        # http.client takes a connection that ends among the headers for a short answer.
        length = response.getheader("Content-Length", "")
        if response.status != 204 and length != str(len(content)):
            raise http.client.IncompleteRead(content)
        wait = response.getheader("Retry-After")
        answer = json.loads(content) if "json" in response.getheader("Content-Type", "") else {}
        return response.status, answer, None if wait is None else float(wait)

    def close(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None


def limit_order(side, price, quantity, **more):
    """An order to buy (`bid`) or sell (`ask`) at a price or better; amounts are strings."""
    return {"type": "place_limit_order", "side": side, "price": str(price),
            "quantity": str(quantity), **more}


def market_order(side, quantity, **more):
    """An order for whatever price there is."""
    return {"type": "place_market_order", "side": side, "quantity": str(quantity), **more}
