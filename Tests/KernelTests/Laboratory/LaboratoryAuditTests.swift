import History
import Institutions
import Kernel
import MarketModel
import Primitives
import Testing

/// What the auditor has to find: each case changes one thing in a record that holds.
@Suite("The auditor of laboratories")
struct LaboratoryAuditTests {
    private typealias Record = [(event: Event, tick: Tick)]

    private func record(_ institution: LaboratoryInstitution) throws -> Record {
        try LaboratoryFixtures.events(LaboratoryFixtures.smith(institution), seed: 4)
    }

    private func auction() throws -> Record { try record(.doubleAuction(DoubleAuctionRules())) }

    /// Changes the first event that `change` takes.
    private func changed(_ record: Record, _ change: (Event) -> Event?) throws -> Record {
        var record = record
        for index in record.indices {
            if let event = change(record[index].event) {
                record[index].event = event
                return record
            }
        }
        Issue.record("nothing to change")
        return record
    }

    @Test("a trade at another price than the earlier quote's")
    func price() throws {
        let record = try changed(auction()) { event in
            guard case .tradeExecuted(var trade) = event else { return nil }
            trade.price = Amount(units: trade.price.units + Int128(Amount.unitsPerWhole))
            return .tradeExecuted(trade)
        }
        #expect(LaboratoryFixtures.finding(record)?.rule == .orderAccounts)
    }

    @Test("a trade that passes the best quote over")
    func priority() throws {
        let record = try changed(auction()) { event in
            guard case .tradeExecuted(var trade) = event else { return nil }
            swap(&trade.makerOrder, &trade.takerOrder)
            return .tradeExecuted(trade)
        }
        #expect(LaboratoryFixtures.finding(record) != nil)
    }

    @Test("a loss that a strategy may not make")
    func loss() throws {
        let record = try changed(record(.callAuction(quoting: .truthful))) { event in
            guard case .economy(.goodsTraded(var trade)) = event else { return nil }
            trade.payment = 399
            trade.price = 399
            return .economy(.goodsTraded(trade))
        }
        #expect(LaboratoryFixtures.finding(record)?.rule == .gain)
    }

    @Test("gains that are not those of value, cost and price")
    func gains() throws {
        for seller in [false, true] {
            let record = try changed(record(.callAuction(quoting: .truthful))) { event in
                guard case .economy(.goodsTraded(var trade)) = event else { return nil }
                if seller { trade.gainOfSeller += 1 } else { trade.gainOfBuyer = .nan }
                return .economy(.goodsTraded(trade))
            }
            #expect(LaboratoryFixtures.finding(record)?.rule == .gain)
        }
    }

    @Test("a pool that pays more than can be added up, or trades with itself")
    func pool() throws {
        let sound = try record(.pool(PoolRules(good: 20, money: 6_000)))
        #expect(LaboratoryFixtures.finding(sound) == nil)
        var huge = sound
        var own = sound
        var changes = 0
        for index in huge.indices {
            guard case .economy(.goodsTraded(var trade)) = huge[index].event,
                trade.buyer.index == 22
            else { continue }
            let cost = trade.payment - Int64(trade.gainOfSeller)
            trade.payment = .max
            trade.price = Double(trade.payment)
            trade.gainOfSeller = Double(Int64.max - cost)
            huge[index].event = .economy(.goodsTraded(trade))
            if changes == 0 {
                trade.seller = trade.buyer
                own[index].event = .economy(.goodsTraded(trade))
            }
            changes += 1
        }
        #expect(changes >= 2)
        #expect(LaboratoryFixtures.finding(huge)?.rule == .counts)
        #expect(LaboratoryFixtures.finding(own)?.rule == .counts)
    }

    @Test("a period whose figures are not those of its trades")
    func period() throws {
        let record = try changed(auction()) { event in
            guard case .economy(.periodEnded(var period)) = event else { return nil }
            period.surplus += 1
            return .economy(.periodEnded(period))
        }
        #expect(LaboratoryFixtures.finding(record)?.rule == .counts)
    }

    @Test("actions, which a laboratory has none of")
    func actions() throws {
        let record = try changed(auction()) { event in
            guard case .tickEnded(_, let trades) = event else { return nil }
            return .tickEnded(actions: 1, trades: trades)
        }
        #expect(LaboratoryFixtures.finding(record)?.rule == .counts)
    }

    @Test("a market event that accounts for other trades")
    func market() throws {
        let record = try changed(record(.walrasian)) { event in
            guard case .economy(.marketCleared(var market)) = event else { return nil }
            market.volume -= 1
            return .economy(.marketCleared(market))
        }
        #expect(LaboratoryFixtures.finding(record)?.rule == .counts)
    }

    @Test("a trader that is not the scenario's")
    func trader() throws {
        let record = try changed(auction()) { event in
            guard case .economy(.traderCreated(var trader)) = event else { return nil }
            trader.units = [400]
            return .economy(.traderCreated(trader))
        }
        #expect(LaboratoryFixtures.finding(record)?.rule == .scenario)
    }

    @Test("any event that is missing", arguments: 0..<40)
    func missing(step: Int) throws {
        var record = try auction()
        var place = 1 + (step * 37) % (record.count - 2)
        // A change of a quote that changes again leaves no mark but in the chain of hashes.
        while case .orderReplaced = record[place].event { place += 1 }
        let gone = record.remove(at: place).event
        #expect(LaboratoryFixtures.finding(record) != nil, "without event \(place), \(gone)")
    }

    @Test("a unit that is traded twice")
    func twice() throws {
        var record = try record(.walrasian)
        let place = record.firstIndex {
            if case .economy(.goodsTraded) = $0.event { true } else { false }
        }
        record.insert(record[place ?? 0], at: place ?? 0)
        #expect(LaboratoryFixtures.finding(record) != nil)
    }

    @Test("an event of another kind of run")
    func foreign() throws {
        var record = try auction()
        record.insert((.economy(.modeChanged(old: .both, new: .trade)), Tick(0)), at: 30)
        #expect(LaboratoryFixtures.finding(record)?.rule == .eventOrder)
    }
}
