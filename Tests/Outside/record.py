"""The record of a run as an outsider reads it: amounts, canonical JSON, the form of every event,
the hash chain. Written from the specification alone; `check_events.py` says what it means."""
import hashlib
import json
import re
from collections import Counter

ONE = 10**8          # units in 1; also the scale of basis points kept with 4 decimals (10^4 * 10^4)
HOUSE = "house"


# ---------------------------------------------------------------------------- values and errors

class Fault(Exception):
    """The record is wrong, at a line and an event that the message names."""


class _Amounts(dict):
    """Text to units, remembered: amounts["1.50000000"] == 150000000."""

    form = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]{8}")

    def __missing__(self, text):
        if not isinstance(text, str) or not self.form.fullmatch(text):
            raise ValueError("is not an amount with 8 decimals")
        if text == "-0.00000000":
            raise ValueError("is a negative zero")
        if len(self) > 500_000:
            self.clear()
        self[text] = units = int(text.replace(".", ""))
        return units


amounts = _Amounts()


def show(units):
    """Units to text, always with 8 decimals."""
    sign, units = ("-", -units) if units < 0 else ("", units)
    return f"{sign}{units // ONE}.{units % ONE:08d}"


def basis_points(text):
    """A rate in bps with at most 4 decimals, as a whole number of 10^-4 bps."""
    if not isinstance(text, str) or not re.fullmatch(r"-?(0|[1-9]\d*)(\.\d{0,3}[1-9])?", text):
        raise ValueError(f"{text!r} is not a rate in basis points (shortest form, 4 decimals)")
    whole, _, part = text.lstrip("-").partition(".")
    value = int(whole) * 10**4 + int(part.ljust(4, "0"))
    return -value if text.startswith("-") else value


def fee(notional, bps):
    """A fee rounds up to the next unit, for a rebate too."""
    return -((-notional * bps) // ONE)


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False,
                           allow_nan=False).encode
_plain = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def canonical(value):
    """RFC 8785: keys sorted by UTF-16 code units, no spaces, shortest escapes."""
    text = _encode(value)
    return text if text.isascii() else _plain(_sorted_by_utf16(value))


def _sorted_by_utf16(value):
    if isinstance(value, list):
        return [_sorted_by_utf16(item) for item in value]
    if not isinstance(value, dict):
        return value
    keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    return {key: _sorted_by_utf16(value[key]) for key in keys}


# -------------------------------------------------------------------------------- form of events

def _amount(value):
    amounts[value]


def _positive(value):
    if amounts[value] <= 0:
        raise ValueError("is not above zero")


def _nonzero(value):
    if amounts[value] == 0:
        raise ValueError("is zero: nothing happened")


def _count(value):
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError("is not a whole number from 0")


def _text(value):
    if not isinstance(value, str) or not value:
        raise ValueError("is not a text")


def _flag(value):
    if type(value) is not bool:
        raise ValueError("is not true or false")


def _balances(value):
    if not isinstance(value, dict) or any(amounts[text] < 0 for text in value.values()):
        raise ValueError("is not a table of balances")


def _agent_or_house(value):
    if value != HOUSE:
        _count(value)


def _object(value):
    if not isinstance(value, dict):
        raise ValueError("is not an object")
    _no_null(value)


def _no_null(value):
    for item in value.values() if isinstance(value, dict) else value:
        if item is None:
            raise ValueError("holds a null: absent fields are left out")
        if isinstance(item, (dict, list)):
            _no_null(item)


def _true(value):
    if value is not True:
        raise ValueError("is not true: it is left out otherwise")


def _client_id(value):
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", value):
        raise ValueError("is not 1-64 of A-Z a-z 0-9 _ -")


def _one_of(*allowed):
    def check(value):
        if value not in allowed:
            raise ValueError("is not one of " + ", ".join(allowed))
    return check


def _anything(value):
    pass


SIDE = _one_of("bid", "ask")
ACTIONS = ("place_limit_order", "place_market_order", "cancel_order", "cancel_all",
           "replace_order", "reduce_order")
CANCEL_REASONS = ("requested", "ioc_remainder", "market_remainder", "insufficient_funds",
                  "self_trade", "decay", "bankrupt", "halted")
REJECT_CODES = ("AGENT_BANKRUPT", "INVALID_ACTION", "INVALID_INSTRUMENT", "ORDER_NOT_FOUND",
                "INSTRUMENT_HALTED", "INVALID_PRICE", "INVALID_QUANTITY", "INSUFFICIENT_FUNDS",
                "POST_ONLY_WOULD_CROSS", "FOK_NOT_FILLABLE")
CLOSED = {"order_id": _count, "agent_id": _count, "open": _positive}

# type: (fields that must be there, fields that may be)
FORMS = {
    "RUN_CREATED": ({"event_schema": _count, "scenario": _object, "seed": _count}, {}),
    "RUN_STARTED": ({}, {}),
    "RUN_STOPPED": ({"reason": _one_of("completed", "all_bankrupt", "requested")}, {}),
    "RUN_BRANCHED": ({"path": _text, "value": _anything}, {}),
    "TICK_START": ({}, {}),
    "TICK_END": ({"actions": _count, "trades": _count}, {}),
    "AGENT_CREATED": ({"agent_id": _count, "name": _text, "kind": _one_of("bot", "remote"),
                       "balances": _balances}, {"bot": _text}),
    "ORDER_PLACED": ({"order_id": _count, "agent_id": _count, "instrument": _text, "side": SIDE,
                      "type": _one_of("limit", "market"), "quantity": _positive},
                     {"time_in_force": _one_of("gtc", "ioc", "fok", "post_only", "gtt"),
                      "price": _positive, "expires_at_tick": _count,
                      "client_order_id": _client_id, "estate": _true}),
    "ORDER_REPLACED": (CLOSED | {"price": _positive, "kept_priority": _flag}, {}),
    "TRADE_EXECUTED": ({"trade_id": _count, "instrument": _text, "price": _positive,
                        "quantity": _positive, "aggressor_side": SIDE, "maker_order_id": _count,
                        "taker_order_id": _count, "maker_agent_id": _count,
                        "taker_agent_id": _count, "maker_fee": _amount, "taker_fee": _amount}, {}),
    "ORDER_CANCELLED": (CLOSED | {"reason": _one_of(*CANCEL_REASONS)}, {}),
    "ORDER_EXPIRED": (CLOSED, {}),
    "ORDER_REJECTED": ({"agent_id": _count, "action": _one_of(*ACTIONS),
                        "reason_code": _one_of(*REJECT_CODES)},
                       {"instrument": _anything, "order_id": _anything,
                        "client_order_id": _anything}),
    "RATE_LIMIT_HIT": ({"agent_id": _count, "attempted": _count, "limit": _count}, {}),
    "DECAY_APPLIED": ({"agent_id": _count, "asset": _text, "amount": _positive},
                      {"due": _positive}),
    "AGENT_BANKRUPT": ({"agent_id": _count, "equity": _amount, "balances": _balances,
                        "cause": _one_of("equity", "obligation")}, {}),
    "BALANCE_UPDATED": ({"agent_id": _agent_or_house, "asset": _text, "amount": _nonzero,
                         "reason": _one_of("mint", "burn", "estate")}, {}),
    "SCENARIO_EVENT": ({"kind": _one_of("shock", "mint", "burn", "halt", "resume", "fee_change",
                                        "reference_price")}, None),     # its parameters besides
}
ENVELOPE = {"event_hash", "event_seq", "event_type", "payload", "prev_hash", "run_id", "tick_id"}


def check_form(kind, payload):
    """Raises ValueError unless the payload has exactly the fields and values its type allows."""
    if kind not in FORMS:
        raise ValueError(f"unknown event type {kind!r}")
    if not isinstance(payload, dict):
        raise ValueError("payload is not an object")
    required, optional = FORMS[kind]
    for field, check in required.items():
        if field not in payload:
            raise ValueError(f"field {field} is missing")
        _checked(field, payload[field], check)
    if len(payload) == len(required):
        return
    for field, value in payload.items():
        if field not in required:
            if optional is not None and field not in optional:
                raise ValueError(f"unknown field {field}")
            _checked(field, value, optional[field] if optional else _anything)


def _checked(field, value, check):
    try:
        check(value)
    except (ValueError, TypeError) as error:
        raise ValueError(f"field {field}: {value!r} {error}") from None


class Event:
    __slots__ = ("line", "seq", "type", "tick", "payload")

    def __init__(self, line, seq, kind, tick, payload):
        self.line, self.seq, self.type, self.tick, self.payload = line, seq, kind, tick, payload

    def __str__(self):
        if not self.type:
            return "the end of the file"
        return f"{self.type} {canonical(self.payload)}"


class Log:
    """The lines of one file: canonical form, envelope and hash chain, one event at a time."""

    def __init__(self, path):
        self.path, self.file = path, open(path, "rb")
        self.line, self.hash, self.run_id = 0, "GENESIS", None
        self.counts, self.errors = Counter(), []
        self.decode = json.JSONDecoder(parse_float=self._no_number,
                                       parse_constant=self._no_number).decode

    @staticmethod
    def _no_number(text):
        raise ValueError(f"the number {text} is not a whole number")

    def report(self, line, seq, text):
        where = f"line {line}" + ("" if seq is None else f", event_seq {seq}")
        self.errors.append(f"{self.path}: {where}: {text}")

    def read(self):
        """The next event, one without a type at the end; faults of the chain are only noted."""
        raw = self.file.readline()
        if not raw:
            return Event(self.line + 1, self.line, "", None, {})
        self.line += 1
        raw = raw.removesuffix(b"\n")
        seq = None
        try:
            text = raw.decode("utf-8")
            event = self.decode(text)
            if not isinstance(event, dict) or event.keys() != ENVELOPE:
                raise ValueError("not an event: expected the keys " + " ".join(sorted(ENVELOPE)))
            seq = event["event_seq"]
            self._link(event, raw, text, seq)
            kind = event["event_type"]
            check_form(kind, event["payload"])
            _checked("tick_id", event["tick_id"], _count)
        except (ValueError, RecursionError) as error:
            self.report(self.line, seq, str(error))
            self.hash = self.hash if seq is not None else ""    # what it was cannot be known
            raise Fault from None
        self.counts[kind] += 1
        return Event(self.line, seq, kind, event["tick_id"], event["payload"])

    def _link(self, event, raw, text, seq):
        """Canonical bytes, gapless numbers, the hash before, the hash itself, one run."""
        if type(seq) is not int or seq != self.line - 1:
            self.report(self.line, seq, f"event_seq: expected {self.line - 1}, found {seq}")
        if canonical(event) != text:
            self.report(self.line, seq, f"not canonical JSON: expected {canonical(event)[:200]}")
            bare = {key: value for key, value in event.items() if key != "event_hash"}
            raw = b'{"event_hash":"",'.ljust(81) + canonical(bare).encode()[1:]
        if event["prev_hash"] != self.hash and self.hash:
            self.report(self.line, seq,
                        f"prev_hash: expected {self.hash}, found {event['prev_hash']}")
        digest = hashlib.sha256(b"{" + raw[81:]).hexdigest()    # all but {"event_hash":"64 hex",
        if digest != event["event_hash"]:
            self.report(self.line, seq,
                        f"event_hash: expected {digest}, found {event['event_hash']}")
        self.hash = event["event_hash"]
        if self.run_id is None and isinstance(event["payload"], dict):
            named = {key: event["payload"].get(key) for key in ("scenario", "seed")}
            self.run_id = hashlib.sha256(canonical(named).encode()).hexdigest()[:16]
        if event["run_id"] != self.run_id:
            self.report(self.line, seq, f"run_id: expected {self.run_id}, found {event['run_id']}")

    def read_rest(self):
        """Form and chain of what is left, after the state was given up."""
        while len(self.errors) < 20:
            try:
                if not self.read().type:
                    return
            except Fault:
                pass
