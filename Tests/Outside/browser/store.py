"""What a store says of its last run, in exact decimals: the figures a page has to show."""

import json
import sqlite3
import subprocess
from decimal import ROUND_HALF_UP, Decimal


class Store:
    """The last run of an SQLite store."""

    def __init__(self, program, path):
        self.base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.base.row_factory = sqlite3.Row
        self.run = self.one("SELECT * FROM runs ORDER BY run DESC LIMIT 1")
        self.number = self.run["run"]
        shown = subprocess.run([program, "runs", "show", str(self.number), "--json", "--store", path],
                               check=True, capture_output=True, text=True)
        self.shown = json.loads(shown.stdout)

    def all(self, query, *values):
        return self.base.execute(query, values).fetchall()

    def one(self, query, *values):
        return self.base.execute(query, values).fetchone()

    def rows(self, table, more="", *values):
        """Rows of the run; economies' tables know it by its number too."""
        return self.all(f"SELECT * FROM {table} WHERE run = ? {more}", self.number, *values)

    def head(self):
        return f"{self.run['event_count'] - 1}:{self.run['head_hash']}"


def grouped(number, decimals):
    """A decimal as the page writes it: rounded half away from zero, thousands apart, a true minus."""
    rounded = abs(Decimal(str(number))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign = "−" if Decimal(str(number)) < 0 and rounded != 0 else ""
    return f"{sign}{rounded:,f}"
