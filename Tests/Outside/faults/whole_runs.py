"""Commands on a run that is over, to be disturbed: see tasks.py."""
from lab import FINE, Violation
from stores import copy, go_on, query, query_rw, standing, verified_head
from tasks import Task

DERIVED = {"agents": "agent", "trades": "trade", "orders": "order_id"}
SETTING = "agents.market_maker.parameters.spread_bps=35"


class OnWholeRun(Task):
    """Starts from a run that is over."""

    def prepare(self, folder):
        copy(self.reference.store, folder / "a.db")

    def check_parent(self, store):
        if verified_head(self.lab, store, head=self.reference.head) != self.reference.head:
            raise Violation("the run that was over ends elsewhere now")


class Branch(OnWholeRun):
    name = "branch"
    kept_run = 2

    def __init__(self, lab, reference):
        super().__init__(lab, reference)
        folder = lab.folder("branch")
        self.prepare(folder)
        self.head = lab.run(*self.command(), cwd=folder).expect(FINE).head

    def command(self):
        return ("branch", 1, "--at-tick", self.reference.ticks // 2, "--set", SETTING,
                "--store", "a.db", "--quiet")

    def settle(self, folder):
        store = folder / "a.db"
        self.check_parent(store)
        if standing(self.lab, store, 2):
            go_on(self.lab, store, self.head, run=2)
            return
        head = self.lab.run(*self.command(), cwd=folder).expect(FINE).head
        if head != self.head:
            raise Violation(f"made anew, the branch ends at {head}, undisturbed at {self.head}")


class Rebuild(OnWholeRun):
    name = "runs rebuild"
    kept_run = None

    def __init__(self, lab, reference):
        super().__init__(lab, reference)
        folder = lab.folder("rebuild")
        self.prepare(folder)
        lab.run(*self.command(), cwd=folder).expect(FINE)
        self.tables = self.read(folder / "a.db")

    def command(self):
        return ("runs", "rebuild", 1, "--store", "a.db")

    @staticmethod
    def read(store):
        return {table: query(store, f"SELECT * FROM {table} ORDER BY run, {key}")
                for table, key in DERIVED.items()}

    def settle(self, folder):
        self.check_parent(folder / "a.db")
        self.lab.run(*self.command(), cwd=folder).expect(FINE)
        if self.read(folder / "a.db") != self.tables:
            raise Violation("rebuilt once more, the tables differ from an undisturbed rebuild")


class Delete(OnWholeRun):
    name = "runs delete"
    kept_run = None

    def command(self):
        return ("runs", "delete", 1, "--store", "a.db")

    def settle(self, folder):
        store = folder / "a.db"
        if standing(self.lab, store):
            self.check_parent(store)
            self.lab.run(*self.command(), cwd=folder).expect(FINE)
        left = query_rw(store, "SELECT (SELECT count(*) FROM runs), (SELECT count(*) FROM events)")
        if left != [(0, 0)]:
            raise Violation(f"runs and events of a deleted run: {left}")


class Export(OnWholeRun):
    """Writes a folder: each file is whole or absent, and the list of them comes last."""
    name = "export"
    kept_run = None

    def __init__(self, lab, reference):
        super().__init__(lab, reference)
        folder = lab.folder("export")
        self.prepare(folder)
        lab.run(*self.command(), cwd=folder).expect(FINE)
        self.whole = self.read(folder)

    def command(self):
        return ("export", 1, "--output", "out", "--force", "--store", "a.db")

    @staticmethod
    def read(folder):
        return {path.name: path.read_bytes() for path in sorted((folder / "out").glob("[!.]*"))}

    def settle(self, folder):
        self.check_parent(folder / "a.db")
        found = self.read(folder)
        odd = [name for name, data in found.items() if data != self.whole.get(name)]
        if odd or "manifest.json" in found and found != self.whole:
            raise Violation(f"half an export: {odd or sorted(found)}")
        self.lab.run(*self.command(), cwd=folder).expect(FINE)
        if self.read(folder) != self.whole:
            raise Violation("exported once more, the files differ")
