/// The tables of economies, folds over events like those of exchanges.
///
/// They have the names of the telemetry's specification; where an exchange's table has the name
/// already it begins with `economy_`. Goods and money are whole units, prices and the like REAL.
enum EconomyTables {
    static let names = [
        "agent_snapshots", "resource_snapshots", "decisions", "economy_trades", "mode_changes",
        "tick_states", "lambda_updates", "pairings", "preferences", "trade_attempts",
        "market_events",
    ]

    static let snapshots = """
        CREATE TABLE agent_snapshots (
            run INTEGER NOT NULL, tick INTEGER NOT NULL, agent_id INTEGER NOT NULL,
            x INTEGER NOT NULL, y INTEGER NOT NULL, inventory_A INTEGER NOT NULL,
            inventory_B INTEGER NOT NULL, inventory_M INTEGER NOT NULL, utility REAL,
            ask_A_in_B REAL, bid_A_in_B REAL, p_min REAL, p_max REAL, ask_A_in_M REAL,
            bid_A_in_M REAL, ask_B_in_M REAL, bid_B_in_M REAL, perceived_price_A REAL,
            perceived_price_B REAL, lambda_money REAL NOT NULL,
            lambda_changed INTEGER NOT NULL, target_agent_id INTEGER, target_x INTEGER,
            target_y INTEGER, utility_type TEXT NOT NULL,
            PRIMARY KEY (run, tick, agent_id)
        ) WITHOUT ROWID;
        CREATE TABLE resource_snapshots (
            run INTEGER NOT NULL, tick INTEGER NOT NULL, x INTEGER NOT NULL,
            y INTEGER NOT NULL, resource_type TEXT NOT NULL, amount INTEGER NOT NULL,
            PRIMARY KEY (run, tick, x, y)
        ) WITHOUT ROWID;
        CREATE TABLE mode_changes (
            run INTEGER NOT NULL, tick INTEGER NOT NULL, old_mode TEXT NOT NULL,
            new_mode TEXT NOT NULL,
            PRIMARY KEY (run, tick)
        ) WITHOUT ROWID;
        CREATE TABLE tick_states (
            run INTEGER NOT NULL, tick INTEGER NOT NULL, current_mode TEXT NOT NULL,
            exchange_regime TEXT NOT NULL, active_pairs TEXT NOT NULL,
            PRIMARY KEY (run, tick)
        ) WITHOUT ROWID;
        CREATE TABLE lambda_updates (
            run INTEGER NOT NULL, tick INTEGER NOT NULL, agent_id INTEGER NOT NULL,
            lambda_old REAL NOT NULL, lambda_new REAL NOT NULL, lambda_hat_A REAL,
            lambda_hat_B REAL, lambda_hat REAL, clamped INTEGER NOT NULL, clamp_type TEXT,
            PRIMARY KEY (run, tick, agent_id)
        ) WITHOUT ROWID;
        """

    /// Two agents may trade or part more than once in a tick under some rule to come.
    static let dealings = """
        CREATE TABLE decisions (
            run INTEGER NOT NULL, tick INTEGER NOT NULL, agent_id INTEGER NOT NULL,
            chosen_partner_id INTEGER, surplus_with_partner REAL, target_type TEXT NOT NULL,
            target_x INTEGER, target_y INTEGER, num_neighbors INTEGER NOT NULL,
            alternatives TEXT NOT NULL, mode TEXT NOT NULL, claimed_resource_pos TEXT,
            is_paired INTEGER NOT NULL, is_foraging_committed INTEGER NOT NULL,
            PRIMARY KEY (run, tick, agent_id)
        ) WITHOUT ROWID;
        CREATE TABLE preferences (
            run INTEGER NOT NULL, tick INTEGER NOT NULL, agent_id INTEGER NOT NULL,
            partner_id INTEGER NOT NULL, rank INTEGER NOT NULL, surplus REAL NOT NULL,
            discounted_surplus REAL NOT NULL, distance INTEGER NOT NULL, pair_type TEXT NOT NULL,
            PRIMARY KEY (run, tick, agent_id, rank)
        ) WITHOUT ROWID;
        CREATE TABLE economy_trades (
            run INTEGER NOT NULL, tick INTEGER NOT NULL, x INTEGER NOT NULL,
            y INTEGER NOT NULL, buyer_id INTEGER NOT NULL, seller_id INTEGER NOT NULL,
            dA INTEGER NOT NULL, dB INTEGER NOT NULL, dM INTEGER NOT NULL,
            price REAL NOT NULL, direction TEXT NOT NULL, exchange_pair_type TEXT NOT NULL,
            buyer_lambda REAL NOT NULL, seller_lambda REAL NOT NULL,
            buyer_surplus REAL NOT NULL, seller_surplus REAL NOT NULL
        );
        CREATE INDEX economy_trades_by_tick ON economy_trades (run, tick);
        CREATE TABLE pairings (
            run INTEGER NOT NULL, tick INTEGER NOT NULL, agent_i INTEGER NOT NULL,
            agent_j INTEGER NOT NULL, event TEXT NOT NULL CHECK (event IN ('pair', 'unpair')),
            reason TEXT NOT NULL, surplus_i REAL, surplus_j REAL
        );
        CREATE INDEX pairings_by_tick ON pairings (run, tick);
        CREATE TABLE trade_attempts (
            run INTEGER NOT NULL, tick INTEGER NOT NULL, buyer_id INTEGER NOT NULL,
            seller_id INTEGER NOT NULL, direction TEXT NOT NULL, price REAL NOT NULL,
            buyer_ask REAL, buyer_bid REAL, seller_ask REAL, seller_bid REAL, surplus REAL,
            dA_attempted INTEGER NOT NULL, dB_calculated INTEGER NOT NULL,
            buyer_A_before INTEGER NOT NULL, buyer_B_before INTEGER NOT NULL,
            buyer_U_before REAL, buyer_A_after INTEGER, buyer_B_after INTEGER,
            buyer_U_after REAL, seller_A_before INTEGER NOT NULL,
            seller_B_before INTEGER NOT NULL, seller_U_before REAL, seller_A_after INTEGER,
            seller_B_after INTEGER, seller_U_after REAL, buyer_improves INTEGER NOT NULL,
            seller_improves INTEGER NOT NULL, buyer_feasible INTEGER NOT NULL,
            seller_feasible INTEGER NOT NULL, result TEXT NOT NULL,
            result_reason TEXT NOT NULL
        );
        CREATE INDEX trade_attempts_by_tick ON trade_attempts (run, tick);
        """

    /// Takes the place of a table of the same name that nothing ever filled. A price is none
    /// where a market found none; that of several trades is their mean.
    static let markets = """
        DROP VIEW IF EXISTS market_event_numbers;
        DROP TABLE IF EXISTS market_events;
        CREATE TABLE market_events (
            run INTEGER NOT NULL, tick INTEGER NOT NULL, market_id INTEGER NOT NULL,
            pair TEXT NOT NULL, members TEXT NOT NULL, price REAL,
            num_buyers INTEGER NOT NULL, num_sellers INTEGER NOT NULL,
            volume INTEGER NOT NULL, unfilled_demand INTEGER NOT NULL,
            unfilled_supply INTEGER NOT NULL, surplus REAL,
            PRIMARY KEY (run, tick, market_id, pair)
        ) WITHOUT ROWID;
        """

    /// A run's first event carries its scenario with every default filled in.
    static let runs = """
        CREATE VIEW simulation_runs AS
        SELECT runs.run AS run, runs.run_id AS run_id, runs.name AS scenario_name,
            runs.created_at AS start_time,
            CASE runs.status WHEN 'completed' THEN runs.changed_at END AS end_time,
            runs.ticks_done AS total_ticks,
            CASE json_type(e.payload, '$.scenario.agents')
                WHEN 'array' THEN json_array_length(e.payload, '$.scenario.agents')
                ELSE json_extract(e.payload, '$.scenario.agents') END AS num_agents,
            json_extract(e.payload, '$.scenario.N') AS grid_width,
            json_extract(e.payload, '$.scenario.N') AS grid_height,
            json_extract(e.payload, '$.scenario') AS config_json,
            json_extract(e.payload, '$.scenario.params.exchange_regime') AS exchange_regime,
            json_extract(e.payload, '$.scenario.params.money_mode') AS money_mode,
            json_extract(e.payload, '$.scenario.params.money_scale') AS money_scale
        FROM runs JOIN events AS e ON e.id = runs.run << 40
        WHERE runs.kind = 'economy';
        """
}
