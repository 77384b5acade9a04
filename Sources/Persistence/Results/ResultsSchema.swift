import GRDB

/// The tables of a results file, in the order in which versions added them.
///
/// A migration that was ever released is never changed; the next version appends another.
enum ResultsSchema {
    /// Marks a database as one of ours: `CTLR` in ASCII.
    static let applicationID: Int32 = 0x4354_4C52

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 results") { database in
            try database.execute(sql: plan)
            try database.execute(sql: results)
            try database.execute(sql: views)
        }
        return migrator
    }

    /// The one row says what the file has the results of.
    private static let plan = """
        CREATE TABLE plan (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            plan_id TEXT NOT NULL CHECK (length(plan_id) = 16),
            plan TEXT NOT NULL,
            shard INTEGER NOT NULL CHECK (shard BETWEEN 1 AND shards),
            shards INTEGER NOT NULL,
            engine_version TEXT NOT NULL
        );
        """

    /// Rows lie in the order of the plan, in whatever order runs ended. Amounts are text with
    /// 8 decimals.
    private static let results = """
        CREATE TABLE runs (
            number INTEGER PRIMARY KEY CHECK (number >= 1),
            run_id TEXT CHECK (length(run_id) = 16), variant INTEGER NOT NULL,
            scenario TEXT NOT NULL, kind TEXT NOT NULL, settings TEXT NOT NULL,
            seed INTEGER NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('completed', 'failed')), error TEXT,
            ticks INTEGER, actions INTEGER, events INTEGER, trades INTEGER, final_hash TEXT
        );
        CREATE TABLE agents (
            number INTEGER NOT NULL, agent INTEGER NOT NULL, name TEXT NOT NULL,
            kind TEXT NOT NULL, bot TEXT, status TEXT NOT NULL, cash TEXT, holdings TEXT,
            equity TEXT, pnl TEXT, pnl_pct REAL, spread TEXT, inventory TEXT, fees TEXT,
            rebates TEXT, decay TEXT, other TEXT, max_drawdown REAL, sharpe REAL,
            sharpe_annual REAL, win_rate REAL, trades INTEGER, orders INTEGER,
            rejections INTEGER, rate_limited INTEGER, maker_share REAL, fees_paid TEXT,
            decay_paid TEXT, bankrupt_at_tick INTEGER, start_utility REAL, end_utility REAL,
            gain REAL,
            PRIMARY KEY (number, agent)
        ) WITHOUT ROWID;
        CREATE TABLE instruments (
            number INTEGER NOT NULL, instrument TEXT NOT NULL, open TEXT, high TEXT, low TEXT,
            last TEXT, volume TEXT, trades INTEGER, vwap TEXT, mean_spread TEXT,
            median_spread TEXT, quoted_share REAL, mean_depth TEXT, volatility REAL,
            mean_price REAL, price_deviation REAL,
            PRIMARY KEY (number, instrument)
        ) WITHOUT ROWID;
        CREATE TABLE institutions (
            number INTEGER NOT NULL, institution TEXT NOT NULL, trades INTEGER, volume TEXT,
            failed INTEGER, house TEXT, mean_gain REAL, gini REAL,
            PRIMARY KEY (number, institution)
        ) WITHOUT ROWID;
        """

    /// The amounts as numbers for quick plots, with the run they belong to beside them.
    private static let views = """
        CREATE VIEW agent_numbers AS
        SELECT a.number AS number, r.variant AS variant, r.scenario AS scenario,
            r.settings AS settings, r.seed AS seed, a.agent AS agent, a.name AS name,
            a.kind AS kind, a.bot AS bot, a.status AS status, CAST(a.cash AS REAL) AS cash,
            CAST(a.equity AS REAL) AS equity, CAST(a.pnl AS REAL) AS pnl, a.pnl_pct AS pnl_pct,
            CAST(a.spread AS REAL) AS spread, CAST(a.inventory AS REAL) AS inventory,
            CAST(a.fees AS REAL) AS fees, CAST(a.rebates AS REAL) AS rebates,
            CAST(a.decay AS REAL) AS decay, CAST(a.other AS REAL) AS other,
            a.max_drawdown AS max_drawdown, a.sharpe AS sharpe, a.win_rate AS win_rate,
            a.trades AS trades, a.maker_share AS maker_share,
            CAST(a.fees_paid AS REAL) AS fees_paid, CAST(a.decay_paid AS REAL) AS decay_paid,
            a.bankrupt_at_tick AS bankrupt_at_tick, a.start_utility AS start_utility,
            a.end_utility AS end_utility, a.gain AS gain
        FROM agents AS a JOIN runs AS r USING (number);
        CREATE VIEW instrument_numbers AS
        SELECT i.number AS number, r.variant AS variant, r.scenario AS scenario,
            r.settings AS settings, r.seed AS seed, i.instrument AS instrument,
            CAST(i.open AS REAL) AS open, CAST(i.high AS REAL) AS high,
            CAST(i.low AS REAL) AS low, CAST(i.last AS REAL) AS last,
            CAST(i.volume AS REAL) AS volume, i.trades AS trades, CAST(i.vwap AS REAL) AS vwap,
            CAST(i.mean_spread AS REAL) AS mean_spread,
            CAST(i.median_spread AS REAL) AS median_spread, i.quoted_share AS quoted_share,
            CAST(i.mean_depth AS REAL) AS mean_depth, i.volatility AS volatility,
            i.mean_price AS mean_price, i.price_deviation AS price_deviation
        FROM instruments AS i JOIN runs AS r USING (number);
        """
}
