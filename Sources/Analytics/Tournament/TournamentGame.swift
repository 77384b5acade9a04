/// One run of a tournament: who took part, and what each came to.
public struct TournamentGame: Sendable {
    /// What an agent came to.
    public struct Score: Sendable {
        /// Unique in the run.
        public var name: String
        /// Which bot it is, or which utility it has.
        public var kind: String
        /// Profit in cash, or the gain of utility.
        public var profit: Double
        /// In percent of what it started with.
        public var percent: Double?
        /// Where the profit came from, by ``TournamentGame/parts``; `nil` in an economy.
        public var parts: [Double]?
        /// Mean over deviation of the returns of single ticks.
        public var sharpe: Double?
        /// The largest fall from a peak, a fraction of it.
        public var drawdown: Double?
        /// Whether it was ruined.
        public var isBankrupt: Bool
    }

    /// The parts of a profit, which add up to it.
    public static let parts = ["spread", "inventory", "fees", "rebates", "decay", "other"]

    /// The greatest figure that counts: utilities may grow without bound, and means of the
    /// squares of many such figures still have to be numbers.
    public static let greatestFigure = 1e100

    /// The run's place in the plan.
    public var number: Int
    /// Which combination of scenario and settings.
    public var variant: Int
    /// The scenario's name.
    public var scenario: String
    /// The settings as canonical JSON.
    public var settings: String
    /// The seed.
    public var seed: Int64
    /// By agent id; empty when the run failed.
    public var scores: [Score]

    /// Reads what a results file has of a run.
    public init(_ result: RunResult) {
        let row = result[.runs][0]
        func value(_ column: String) -> ResultValue { row[ResultTable.runs.place(of: column)] }
        number = result.number
        variant = Int(value("variant").whole ?? 0)
        scenario = value("scenario").string ?? ""
        settings = value("settings").string ?? "{}"
        seed = value("seed").whole ?? 0
        scores = result[.agents].compactMap { Score($0) }
    }
}

extension TournamentGame.Score {
    /// Reads a row of the table of agents; `nil` for one that has neither profit nor gain, or
    /// one beyond ``TournamentGame/greatestFigure``.
    init?(_ row: [ResultValue]) {
        func value(_ column: String) -> ResultValue { row[ResultTable.agents.place(of: column)] }
        func figure(_ column: String) -> Double? {
            guard let number = value(column).number else { return nil }
            return number.magnitude <= TournamentGame.greatestFigure ? number : nil
        }
        guard let profit = figure("pnl") ?? figure("gain") else { return nil }
        name = value("name").string ?? ""
        kind = value("kind").string ?? ""
        self.profit = profit
        percent = figure("pnl_pct")
        let known = TournamentGame.parts.compactMap { figure($0) }
        parts = known.count == TournamentGame.parts.count ? known : nil
        sharpe = figure("sharpe")
        drawdown = figure("max_drawdown")
        isBankrupt = value("status").string == "bankrupt"
    }
}
