import GRDB

/// The tables of a store, in the order in which versions added them.
///
/// A migration that was ever released is never changed; the next version appends another.
enum StoreSchema {
    /// Marks a database as one of ours: `CTLX` in ASCII.
    static let applicationID: Int32 = 0x4354_4C58

    /// The pages of a new store, in bytes; it can only be set before anything is written.
    static let pageByteCount = 16_384

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 runs and events") { database in
            try database.execute(sql: runs)
            try database.execute(sql: events)
            try database.execute(sql: inputs)
        }
        migrator.registerMigration("2 derived tables") { database in
            try database.execute(sql: derived)
            try database.execute(sql: sampled)
        }
        migrator.registerMigration("3 snapshots and idempotency") { database in
            try database.execute(sql: kept)
        }
        migrator.registerMigration("4 views") { database in
            try database.execute(sql: StoreViews.events)
            try database.execute(sql: StoreViews.amounts)
        }
        migrator.registerMigration("5 economies") { database in
            try database.execute(sql: EconomyTables.snapshots)
            try database.execute(sql: EconomyTables.dealings)
            try database.execute(sql: EconomyTables.runs)
        }
        migrator.registerMigration("6 served runs") { database in
            try database.execute(sql: ServedTables.runs)
            try database.execute(sql: ServedTables.answers)
            try database.execute(sql: ServedTables.keys)
        }
        migrator.registerMigration("7 market events") { database in
            try database.execute(sql: EconomyTables.markets)
        }
        return migrator
    }

    /// A run's number is the upper 23 bits of the ids of its events.
    private static let runs = """
        CREATE TABLE runs (
            run INTEGER PRIMARY KEY AUTOINCREMENT CHECK (run BETWEEN 1 AND 8388607),
            run_id TEXT NOT NULL CHECK (length(run_id) = 16),
            scenario TEXT NOT NULL,
            scenario_hash TEXT NOT NULL CHECK (length(scenario_hash) = 64),
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            seed INTEGER NOT NULL CHECK (seed BETWEEN 0 AND 4294967295),
            ticks INTEGER NOT NULL CHECK (ticks >= 0),
            status TEXT NOT NULL DEFAULT 'created'
                CHECK (status IN ('created', 'running', 'paused', 'completed')),
            ticks_done INTEGER NOT NULL DEFAULT 0 CHECK (ticks_done >= 0),
            event_count INTEGER NOT NULL DEFAULT 0 CHECK (event_count >= 0),
            head_hash TEXT NOT NULL DEFAULT '' CHECK (length(head_hash) IN (0, 64)),
            derived_count INTEGER NOT NULL DEFAULT 0 CHECK (derived_count >= 0),
            engine_version TEXT NOT NULL,
            writer_pid INTEGER,
            created_at TEXT NOT NULL,
            changed_at TEXT NOT NULL
        );
        CREATE INDEX runs_by_run_id ON runs (run_id);
        """

    /// A row and its run give back the exact bytes that were hashed.
    private static let events = """
        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            run INTEGER GENERATED ALWAYS AS (id >> 40) VIRTUAL,
            seq INTEGER GENERATED ALWAYS AS (id & 1099511627775) VIRTUAL,
            tick INTEGER NOT NULL,
            type TEXT NOT NULL,
            agent INTEGER,
            payload TEXT NOT NULL,
            prev_hash BLOB NOT NULL,
            hash BLOB NOT NULL
        );
        CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
        CREATE TRIGGER events_stay_with_their_run BEFORE DELETE ON events
        WHEN EXISTS (SELECT 1 FROM runs WHERE run = OLD.id >> 40)
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
        """

    /// What replay cannot recompute: remote actions and the operator's.
    private static let inputs = """
        CREATE TABLE inputs (
            run INTEGER NOT NULL,
            receive_seq INTEGER NOT NULL CHECK (receive_seq >= 0),
            tick INTEGER NOT NULL,
            agent INTEGER,
            action TEXT NOT NULL,
            PRIMARY KEY (run, receive_seq)
        ) WITHOUT ROWID;
        CREATE TRIGGER inputs_are_never_changed BEFORE UPDATE ON inputs
        BEGIN SELECT RAISE(ABORT, 'inputs are append-only'); END;
        CREATE TRIGGER inputs_stay_with_their_run BEFORE DELETE ON inputs
        WHEN EXISTS (SELECT 1 FROM runs WHERE run = OLD.run)
        BEGIN SELECT RAISE(ABORT, 'inputs are append-only'); END;
        """

    /// Folds over the events; `rebuild` makes them anew. Amounts are text with 8 decimals.
    private static let derived = """
        CREATE TABLE agents (
            run INTEGER NOT NULL, agent INTEGER NOT NULL, name TEXT NOT NULL,
            kind TEXT NOT NULL, bot TEXT, balances TEXT NOT NULL,
            bankrupt_at_tick INTEGER, bankruptcy_cause TEXT,
            PRIMARY KEY (run, agent)
        ) WITHOUT ROWID;
        CREATE TABLE trades (
            run INTEGER NOT NULL, trade INTEGER NOT NULL, seq INTEGER NOT NULL,
            tick INTEGER NOT NULL, instrument TEXT NOT NULL, price TEXT NOT NULL,
            quantity TEXT NOT NULL, aggressor_side TEXT NOT NULL,
            maker_order INTEGER NOT NULL, taker_order INTEGER NOT NULL,
            maker_agent INTEGER NOT NULL, taker_agent INTEGER NOT NULL,
            maker_fee TEXT NOT NULL, taker_fee TEXT NOT NULL,
            PRIMARY KEY (run, trade)
        ) WITHOUT ROWID;
        CREATE TABLE orders (
            run INTEGER NOT NULL, order_id INTEGER NOT NULL, seq INTEGER NOT NULL,
            tick INTEGER NOT NULL, agent INTEGER NOT NULL, instrument TEXT NOT NULL,
            side TEXT NOT NULL, type TEXT NOT NULL, time_in_force TEXT, price TEXT,
            expires_at_tick INTEGER, client_order_id TEXT, estate INTEGER NOT NULL,
            quantity TEXT NOT NULL, filled TEXT NOT NULL, open TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('open', 'filled', 'cancelled', 'expired')),
            reason TEXT, closed_at_tick INTEGER,
            PRIMARY KEY (run, order_id)
        ) WITHOUT ROWID;
        CREATE TABLE market_events (
            run INTEGER NOT NULL, seq INTEGER NOT NULL, tick INTEGER NOT NULL,
            market INTEGER, pair TEXT, price TEXT, volume INTEGER, payload TEXT NOT NULL,
            PRIMARY KEY (run, seq)
        ) WITHOUT ROWID;
        """

    /// Derived too, every so many ticks.
    private static let sampled = """
        CREATE TABLE metrics_snapshots (
            run INTEGER NOT NULL, agent INTEGER NOT NULL, tick INTEGER NOT NULL,
            cash TEXT NOT NULL, holdings TEXT NOT NULL, equity TEXT NOT NULL,
            pnl TEXT NOT NULL, pnl_percent TEXT, high_water_mark TEXT NOT NULL,
            drawdown TEXT, trades INTEGER NOT NULL, orders INTEGER NOT NULL,
            rejections INTEGER NOT NULL,
            PRIMARY KEY (run, agent, tick)
        ) WITHOUT ROWID;
        CREATE TABLE book_snapshots (
            run INTEGER NOT NULL, tick INTEGER NOT NULL, instrument TEXT NOT NULL,
            side TEXT NOT NULL, level INTEGER NOT NULL, price TEXT NOT NULL,
            quantity TEXT NOT NULL,
            PRIMARY KEY (run, tick, instrument, side, level)
        ) WITHOUT ROWID;
        """

    /// States to resume from, and the answers that repeated requests get.
    private static let kept = """
        CREATE TABLE snapshots (
            run INTEGER NOT NULL, tick INTEGER NOT NULL, event_count INTEGER NOT NULL,
            head_hash BLOB NOT NULL, version TEXT NOT NULL, state BLOB NOT NULL,
            state_hash BLOB NOT NULL,
            PRIMARY KEY (run, tick)
        );
        CREATE TABLE idempotency (
            run INTEGER NOT NULL, agent INTEGER NOT NULL, key TEXT NOT NULL,
            fingerprint BLOB NOT NULL, receive_seq INTEGER, status INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (run, agent, key)
        ) WITHOUT ROWID;
        """

    /// The tables whose rows belong to a run, but for `runs` and `events`.
    static let tablesOfARun =
        derivedTables + ["inputs", "snapshots", "idempotency", "api_keys"]

    /// What follows from the events.
    static let derivedTables =
        [
            "agents", "trades", "orders", "metrics_snapshots",
            "book_snapshots",
        ] + EconomyTables.names
}
