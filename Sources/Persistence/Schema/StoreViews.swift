/// The store as analysis tools want it: hashes in hexadecimal, amounts as numbers to draw.
///
/// A REAL has some 15 digits, enough for a picture; what must be exact is in the tables.
enum StoreViews {
    /// A filter on `run` or `run_id` becomes a range of ids, which one on `events` does not.
    static let events = """
        CREATE VIEW run_events AS
        SELECT runs.run AS run, runs.run_id AS run_id, e.id - (runs.run << 40) AS seq,
            e.tick AS tick, e.type AS type, e.agent AS agent, e.payload AS payload,
            CASE WHEN length(e.prev_hash) = 0 THEN 'GENESIS'
                ELSE lower(hex(e.prev_hash)) END AS prev_hash,
            lower(hex(e.hash)) AS hash
        FROM runs JOIN events AS e
            ON e.id BETWEEN runs.run << 40 AND (runs.run << 40) + 1099511627775;
        """

    static let amounts = """
        CREATE VIEW trade_numbers AS
        SELECT run, trade, seq, tick, instrument, CAST(price AS REAL) AS price,
            CAST(quantity AS REAL) AS quantity, aggressor_side, maker_order, taker_order,
            maker_agent, taker_agent, CAST(maker_fee AS REAL) AS maker_fee,
            CAST(taker_fee AS REAL) AS taker_fee
        FROM trades;
        CREATE VIEW order_numbers AS
        SELECT run, order_id, seq, tick, agent, instrument, side, type, time_in_force,
            CAST(price AS REAL) AS price, CAST(quantity AS REAL) AS quantity,
            CAST(filled AS REAL) AS filled, CAST(open AS REAL) AS open, status, reason,
            closed_at_tick
        FROM orders;
        CREATE VIEW metric_numbers AS
        SELECT m.run AS run, m.agent AS agent, a.name AS name, a.bot AS bot, m.tick AS tick,
            CAST(m.cash AS REAL) AS cash, m.holdings AS holdings,
            CAST(m.equity AS REAL) AS equity, CAST(m.pnl AS REAL) AS pnl,
            CAST(m.pnl_percent AS REAL) AS pnl_percent,
            CAST(m.high_water_mark AS REAL) AS high_water_mark,
            CAST(m.drawdown AS REAL) AS drawdown, m.trades AS trades, m.orders AS orders,
            m.rejections AS rejections
        FROM metrics_snapshots AS m LEFT JOIN agents AS a USING (run, agent);
        CREATE VIEW book_numbers AS
        SELECT run, tick, instrument, side, level, CAST(price AS REAL) AS price,
            CAST(quantity AS REAL) AS quantity
        FROM book_snapshots;
        CREATE VIEW market_event_numbers AS
        SELECT run, seq, tick, market, pair, CAST(price AS REAL) AS price, volume
        FROM market_events;
        """
}
