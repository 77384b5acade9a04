import ScenarioKit
import Testing

/// Files that differ from a good one in one place, with what must be said about them.
@Suite("Wrong scenario files")
struct BadFileTests {
    /// A line of the tables below: `OLD ⟶ NEW | LINE:COLUMN PATH | MESSAGE`.
    ///
    /// With `OLD` of the full fixture written as `NEW` (`⏎` ends a line), the one line noted
    /// has this place and contains `MESSAGE`. A line may be broken
    /// before `⟶` and `|`.
    struct Fault: Sendable, CustomTestStringConvertible {
        var old: String
        var new: String
        var place: String
        var path: String
        var says: String

        var testDescription: String { "\(old) ⟶ \(new)" }

        init?(_ row: Substring) {
            let parts = row.split(separator: " | ").map { String($0) }
            guard parts.count == 3 else { return nil }
            let change = parts[0].split(separator: "⟶", omittingEmptySubsequences: false)
            let place = parts[1].split(separator: " ").map { String($0) }
            guard change.count == 2, place.count == 2 else { return nil }
            old = String(change[0].dropLast()).replacing("⏎", with: "\n")
            new = String(change[1].dropFirst()).replacing("⏎", with: "\n")
            self.place = place[0]
            path = place[1]
            says = parts[2]
        }
    }

    @Test("one fault is one error, at its place", arguments: faults)
    func fault(_ fault: Fault) {
        let reading = Fixtures.read(Fixtures.changing(Fixtures.full, fault.old, to: fault.new))
        let lines = Fixtures.lines(reading)
        #expect(reading.scenario == nil)
        #expect(lines.count == 1, "\(lines)")
        let line = lines.first ?? ""
        let start = "\(fault.place): error: \(fault.path): "
        #expect(line.hasPrefix(start), "expected \(start), got \(line)")
        #expect(line.contains(fault.says), "expected \(fault.says), got \(line)")
    }

    @Test("the tables are whole")
    func tables() {
        #expect(Self.faults.count == Self.rows.count && Self.rows.count > 130)
    }

    static let rows = [topLevel, market, incentives, agents, events].flatMap {
        $0.replacing("\n    |", with: " |").replacing("\n    ⟶", with: " ⟶")
            .split(separator: "\n")
    }
    static let faults = rows.compactMap { Fault($0) }

    static let topLevel = #"""
        schema_version: 1 ⟶ schema_version: 2 | 1:17 schema_version | '2', expected 1
        schema_version: 1 ⟶ schema_version: 1.0 | 1:17 schema_version | expected 1
        schema_version: 1⏎ ⟶  | 1:1 schema_version | missing; expected 1
        schema_version ⟶ schema_verison | 1:1 schema_verison | mean 'schema_version'?
        name: full ⟶ name: Full | 2:7 name | expected a name of 1 to 64 characters: [a-z0-9]
        name: full ⟶ name: ../x | 2:7 name | expected a name of 1 to 64 characters: [a-z0-9]
        name: full ⟶ name: /etc/x | 2:7 name | expected a name of 1 to 64 characters: [a-z0-9]
        name: full ⟶ name: . | 2:7 name | expected a name of 1 to 64 characters: [a-z0-9]
        name: full ⟶ name: -rf | 2:7 name | expected a name of 1 to 64 characters: [a-z0-9]
        name: full ⟶ name: a/b | 2:7 name | expected a name of 1 to 64 characters: [a-z0-9]
        name: full ⟶ name: "a\nb" | 2:7 name | found the text 'a\u{A}b'
        name: full ⟶ name: cafe\u{301} | 2:7 name | expected a name of 1 to 64 characters: [a-z0-9]
        name: full ⟶ name: caf\u{E9} | 2:7 name | expected a name of 1 to 64 characters: [a-z0-9]
        name: full ⟶ name: | 2:6 name | found nothing
        name: full ⟶ name: ~ | 2:7 name | found nothing
        name: full ⟶ name: [full] | 2:7 name | found a list
        name: full ⟶ name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            | 2:7 name | …'
        kind: exchange ⟶ kind: exchang | 3:7 kind | did you mean 'exchange'?
        kind: exchange ⟶ kind: economy | 3:7 kind | found 'economy', expected exchange
        kind: exchange ⟶ kind: laboratory | 3:7 kind | found 'laboratory', expected exchange
        description: Every field once. ⟶ description: {a: b} | 4:14 description | found a mapping
        seed: 7 ⟶ seed: -1 | 5:7 seed | from 0 to 4294967295
        seed: 7 ⟶ seed: 4294967296 | 5:7 seed | from 0 to 4294967295
        seed: 7 ⟶ seed: 1e3 | 5:7 seed | found '1e3'
        seed: 7 ⟶ seed: 07 | 5:7 seed | found '07'
        seed: 7 ⟶ seed: "7" | 5:7 seed | found the text '7'
        seed: 7 ⟶ sede: 7 | 5:1 sede | did you mean 'seed'?
        seed: 7 ⟶ seed: 7⏎seed: 8 | 6:1 seed | found 'seed' twice, first on line 5
        seed: 7 ⟶ seed: 7⏎"seed": 8 | 6:1 seed | twice, first on line 5
        ticks: 1000 ⟶ ticks: -1 | 6:8 ticks | from 0 to 1000000000000
        ticks: 1000 ⟶ ticks: 1:30 | 6:8 ticks | found '1:30'
        ticks: 1000 ⟶ ticks: 0o17 | 6:8 ticks | found '0o17'
        ticks: 1000 ⟶ ticks: 010 | 6:8 ticks | found '010'
        ticks: 1000 ⟶ ticks: 0x10 | 6:8 ticks | found '0x10'
        ticks: 1000 ⟶ ticks: 1_000 | 6:8 ticks | found '1_000'
        ticks: 1000 ⟶ ticks: yes | 6:8 ticks | found 'yes'
        ticks: 1000 ⟶ ticks: +5 | 6:8 ticks | found '+5'
        ticks: 1000 ⟶ ticks: 9223372036854775808 | 6:8 ticks | from 0 to 1000000000000
        ticks: 1000 ⟶ tick: 1000 | 6:1 tick | did you mean 'ticks'?
        activation: poisson ⟶ activation: Poisson | 28:13 activation | did you mean 'poisson'?
        activation: poisson ⟶ activation: random | 28:13 activation | one of sequential
        cancel_both ⟶ cancel_all | 29:24 self_trade_prevention | cancel_newest
        metrics_every: 20 ⟶ metrics_every: 0 | 30:16 metrics_every | from 1
        ticks_per_year: 1000 ⟶ ticks_per_year: 0 | 31:17 ticks_per_year | from 1
        """#

    static let market = #"""
        symbol: ASSET/CASH ⟶ symbol: ASSET | 8:13 instruments[0].symbol | expected BASE/QUOTE
        symbol: ASSET/CASH ⟶ symbol: A/B/C | 8:13 instruments[0].symbol | expected BASE/QUOTE
        symbol: ASSET/CASH ⟶ symbol: /CASH | 8:13 instruments[0].symbol | expected BASE/QUOTE
        symbol: ASSET/CASH ⟶ symbol: AS SET/CASH | 8:13 instruments[0].symbol | BASE/QUOTE
        tick_size: 0.01 ⟶ tick_size: 0 | 9:16 instruments[0].tick_size | from 0.00000001
        tick_size: 0.01 ⟶ tick_size: -0.01 | 9:16 instruments[0].tick_size | '-0.01'
        tick_size: 0.01 ⟶ tick_size: 1e-2 | 9:16 instruments[0].tick_size | '1e-2'
        tick_size: 0.01 ⟶ tick_size: .01 | 9:16 instruments[0].tick_size | '.01'
        tick_size: 0.01 ⟶ tick_size: 1. | 9:16 instruments[0].tick_size | '1.'
        tick_size: 0.01 ⟶ tick_size: .inf | 9:16 instruments[0].tick_size | '.inf'
        tick_size: 0.01 ⟶ tick_size: NaN | 9:16 instruments[0].tick_size | 'NaN'
        tick_size: 0.01 ⟶ tick_size: 0.000000001 | 9:16 instruments[0].tick_size | 8 decimals
        tick_size: 0.01 ⟶ tick_size: 00.01 | 9:16 instruments[0].tick_size | leading zeros
        tick_size: 0.01 ⟶ tick_sise: 0.01 | 9:5 instruments[0].tick_sise | mean 'tick_size'?
        tick_size: 0.01 ⟶ tick_size: 7.25
            | 11:22 instruments[0].reference_price | a multiple of tick_size, 7.25
        lot_size: 0.1 ⟶ lot_size: 0.0000001
            | 10:15 instruments[0].lot_size | is not a whole number of 10⁻⁸ units
        lot_size: 0.1 ⟶ lot_size: 5000.1
            | 10:15 instruments[0].lot_size | at most max_quantity, 5000
        lot_size: 0.1 ⟶ lot_size: '0x1' | 10:15 instruments[0].lot_size | found the text '0x1'
        reference_price: 100 ⟶ reference_price: 100.001
            | 11:22 instruments[0].reference_price | a multiple
        reference_price: 100 ⟶ reference_price: 1000.01
            | 11:22 instruments[0].reference_price | at most max_price, 1000
        max_price: 1000 ⟶ max_price: 1000000000.01
            | 12:16 instruments[0].max_price | to 1000000000 with
        max_quantity: 5000 ⟶ max_quantity: 0 | 13:19 instruments[0].max_quantity | '0'
        maker_bps: -1 ⟶ maker_bps: -10001
            | 15:18 instruments[0].fees.maker_bps | from -10000 to 10000
        maker_bps: -1 ⟶ maker_bps: -3
            | 16:18 instruments[0].fees.taker_bps | expected a sum of 0 or more
        taker_bps: 2.5 ⟶ taker_bps: 2.00005
            | 16:18 instruments[0].fees.taker_bps | at most 4 decimals
        taker_bps: 2.5 ⟶ taker: 2.5 | 16:7 instruments[0].fees.taker | unknown key 'taker'
        incentives:⏎
            ⟶   - {symbol: ASSET/CASH, tick_size: 1, lot_size: 1, reference_price: 1}⏎incentives:⏎
            | 17:14 instruments[1].symbol | found 'ASSET/CASH' twice
        incentives:⏎
            ⟶   - {symbol: B/EURO, tick_size: 1, lot_size: 1, reference_price: 1}⏎incentives:⏎
            | 17:14 instruments[1].symbol | quote asset 'EURO', expected 'CASH'
        incentives:⏎
            ⟶   - {symbol: CASH/CASH, tick_size: 1, lot_size: 1, reference_price: 1}⏎incentives:⏎
            | 17:14 instruments[1].symbol | found 'CASH' on both sides
        """#

    static let incentives = #"""
        max_actions_per_tick: 5 ⟶ max_actions_per_tick: -5
            | 18:25 incentives.max_actions_per_tick | '-5'
        every: 10 ⟶ every: 1.5 | 20:12 incentives.decay.every | '1.5'
        every: 10 ⟶ every: 10⏎    evry: 3 | 21:5 incentives.decay.evry | did you mean 'every'?
        rate_bps: 2 ⟶ rate_bps: -2 | 21:15 incentives.decay.rate_bps | from 0 to 10000
        rate_bps: 2 ⟶ rate_bps: 10000.5 | 21:15 incentives.decay.rate_bps | from 0 to 10000
        fixed: 0.5 ⟶ fixed: -0.5 | 22:12 incentives.decay.fixed | '-0.5'
        enabled: true ⟶ enabled: yes | 24:14 incentives.bankruptcy.enabled | true or false
        enabled: true ⟶ enabled: 1 | 24:14 incentives.bankruptcy.enabled | true or false
        enabled: true ⟶ enabled: "true" | 24:14 incentives.bankruptcy.enabled | the text 'true'
        enabled: true ⟶ enabled: True | 24:14 incentives.bankruptcy.enabled | 'True'
        estate: liquidate ⟶ estate: liqidate
            | 26:13 incentives.bankruptcy.estate | mean 'liquidate'?
        estate_discount_bps: 500 ⟶ estate_discount_bps: 10001
            | 27:26 incentives.bankruptcy.estate_discount_bps | 10000
        equity_floor: 1⏎ ⟶ equity_floor: 1000⏎
            | 46:5 agents[1] | starts with equity 1000 at reference prices
        """#
}
