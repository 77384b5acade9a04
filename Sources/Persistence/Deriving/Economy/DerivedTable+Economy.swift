extension DerivedTable {
    /// The tables of an economy, in the order of an export.
    public static let ofEconomies: [DerivedTable] = [
        .economyTrades, .agentSnapshots, .resourceSnapshots, .decisions, .pairings,
        .lambdaUpdates, .modeChanges, .tickStates, .preferences, .marketEvents,
    ]

    /// What an agent had, quoted and planned at the end of a tick.
    static let snapshotColumns = [
        "tick", "agent_id", "x", "y", "inventory_A", "inventory_B", "inventory_M", "utility",
        "ask_A_in_B", "bid_A_in_B", "p_min", "p_max", "ask_A_in_M", "bid_A_in_M", "ask_B_in_M",
        "bid_B_in_M", "perceived_price_A", "perceived_price_B", "lambda_money",
        "lambda_changed", "target_agent_id", "target_x", "target_y", "utility_type",
    ]

    static let decisionColumns = [
        "tick", "agent_id", "chosen_partner_id", "surplus_with_partner", "target_type",
        "target_x", "target_y", "num_neighbors", "alternatives", "mode",
        "claimed_resource_pos", "is_paired", "is_foraging_committed",
    ]

    static let economyTradeColumns = [
        "tick", "x", "y", "buyer_id", "seller_id", "dA", "dB", "dM", "price", "direction",
        "exchange_pair_type", "buyer_lambda", "seller_lambda", "buyer_surplus",
        "seller_surplus",
    ]

    /// `dA_attempted` are units of the good that is counted, `dB_calculated` what pays for them.
    static let attemptColumns = [
        "tick", "buyer_id", "seller_id", "direction", "price", "buyer_ask", "buyer_bid",
        "seller_ask", "seller_bid", "surplus", "dA_attempted", "dB_calculated",
        "buyer_A_before", "buyer_B_before", "buyer_U_before", "buyer_A_after",
        "buyer_B_after", "buyer_U_after", "seller_A_before", "seller_B_before",
        "seller_U_before", "seller_A_after", "seller_B_after", "seller_U_after",
        "buyer_improves", "seller_improves", "buyer_feasible", "seller_feasible", "result",
        "result_reason",
    ]

    static let lambdaColumns = [
        "tick", "agent_id", "lambda_old", "lambda_new", "lambda_hat_A", "lambda_hat_B",
        "lambda_hat", "clamped", "clamp_type",
    ]

    static let marketColumns = [
        "tick", "market_id", "pair", "members", "price", "num_buyers", "num_sellers", "volume",
        "unfilled_demand", "unfilled_supply", "surplus",
    ]

    static let preferenceColumns = [
        "tick", "agent_id", "partner_id", "rank", "surplus", "discounted_surplus", "distance",
        "pair_type",
    ]
}
