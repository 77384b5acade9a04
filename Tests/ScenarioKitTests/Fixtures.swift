import Kernel
import ScenarioKit
import Testing

/// Scenario files to begin from.
enum Fixtures {
    /// The example of the specification.
    static let example = """
        schema_version: 1
        name: market-maker-vs-trend
        kind: exchange
        ticks: 10000
        instruments:
          - {symbol: ASSET/CASH, tick_size: 0.01, lot_size: 0.1, reference_price: 100, \
        fees: {maker_bps: 0, taker_bps: 10}}
        incentives: {max_actions_per_tick: 10, decay: {every: 100, rate_bps: 1}, \
        bankruptcy: {equity_floor: 0, estate: freeze}}
        activation: shuffled
        agents:
          - {bot: market_maker, count: 3, cash: 10000, holdings: {ASSET: 100}, \
        parameters: {spread_bps: 50}}
          - {bot: trend_follower, count: 6, cash: 10000, holdings: {ASSET: 100}}
          - {bot: random, count: 10, cash: 10000, holdings: {ASSET: 100}}
        events:
          - {tick: 5000, kind: shock, instrument: ASSET/CASH, bots: random, side: bid, \
        probability: 0.8, ticks: 200}

        """

    /// Every field of every section, one to a line.
    static let full = """
        schema_version: 1
        name: full
        kind: exchange
        description: Every field once.
        seed: 7
        ticks: 1000
        instruments:
          - symbol: ASSET/CASH
            tick_size: 0.01
            lot_size: 0.1
            reference_price: 100
            max_price: 1000
            max_quantity: 5000
            fees:
              maker_bps: -1
              taker_bps: 2.5
        incentives:
          max_actions_per_tick: 5
          decay:
            every: 10
            rate_bps: 2
            fixed: 0.5
          bankruptcy:
            enabled: true
            equity_floor: 1
            estate: liquidate
            estate_discount_bps: 500
        activation: poisson
        self_trade_prevention: cancel_both
        metrics_every: 20
        ticks_per_year: 1000
        agents:
          - kind: bot
            bot: market_maker
            name: maker
            count: 2
            cash: 1000
            holdings:
              ASSET: 10
            parameters:
              spread_bps: 25
              size: 3
              inventory_limit: 20
            latency: 1
            wake_rate: 0.5
          - kind: remote
            name: guest
            count: 1
            cash: 500
            holdings:
              ASSET: 5
            latency: 2
            wake_rate: 1
        events:
          - kind: shock
            tick: 1
            instrument: ASSET/CASH
            bots: [random, maker-1]
            side: ask
            probability: 0.25
            ticks: 3
          - kind: mint
            tick: 2
            agents: all
            asset: CASH
            amount: 10
          - kind: burn
            tick: 3
            agents: [maker-2, guest-1]
            asset: ASSET
            amount: 0.5
          - kind: halt
            tick: 4
            instrument: ASSET/CASH
            ticks: 5
            cancel_orders: true
          - kind: fee_change
            tick: 5
            instrument: ASSET/CASH
            maker_bps: 1
            taker_bps: -1
          - kind: reference_price
            tick: 6
            instrument: ASSET/CASH
            price: 101.5

        """

    static func read(
        _ text: String, overrides: ScenarioOverrides = ScenarioOverrides()
    ) -> ScenarioReading<ExchangeScenario> {
        ScenarioReader.readExchange(
            bytes: Array(text.utf8), file: "test.yaml", overrides: overrides)
    }

    static func readAny(_ text: String) -> ScenarioReading<AnyScenario> {
        ScenarioReader.read(bytes: Array(text.utf8), file: "test.yaml")
    }

    /// `line:column path: message` of everything noted.
    static func lines<Scenario>(_ reading: ScenarioReading<Scenario>) -> [String] {
        reading.diagnostics.map { diagnostic in
            String(diagnostic.description.dropFirst("test.yaml:".count))
        }
    }

    /// The file with one piece of text replaced, which must occur in it.
    static func changing(
        _ text: String, _ old: String, to new: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> String {
        guard let range = range(of: old, in: text) else {
            Issue.record("the file has no '\(old)'", sourceLocation: sourceLocation)
            return text
        }
        return text.replacingCharacters(in: range, with: new)
    }

    private static func range(of piece: String, in text: String) -> Range<String.Index>? {
        text.firstRange(of: piece)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
