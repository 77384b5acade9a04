import Determinism
import GRDB
import History
import Primitives

extension RunStore {
    /// The rows of a transaction while tables are filled: other runs' writers wait no longer.
    private static let batchCount = 10_000

    /// Makes `agents`, `trades` and `orders` of a run anew from its events.
    ///
    /// The tables are filled in several transactions; ``StoredRun/derivedCount`` is 0 meanwhile
    /// and stays so if it ends early.
    ///
    /// - Throws: ``StoreError/broken(_:)`` where the chain is,
    ///   ``StoreError/alreadyWritten(run:pid:)`` while the run is being written.
    public func rebuild(_ run: Int64) throws(StoreError) {
        let lock = try lock(run)
        let stored = try self.run(run)
        if let fault = try checkChain(of: stored).fault { throw .broken(fault) }
        let fold = try fold(stored)
        try write { database in
            for table in StoreSchema.derivedTables {
                try database.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [run])
            }
            try Self.setDerived(0, of: run, in: database)
        }
        try insert(fold.agents.lazy.map { $0.arguments(run) }, into: "agents", AgentRow.columns)
        try insert(fold.trades.lazy.map { $0.arguments(run) }, into: "trades", TradeRow.columns)
        try insert(fold.orders.lazy.map { $0.arguments(run) }, into: "orders", OrderRow.columns)
        try write { try Self.setDerived(stored.eventCount, of: run, in: $0) }
        lock.release()
    }

    private static func setDerived(_ count: Int64, of run: Int64, in database: Database) throws {
        try database.execute(
            sql: "UPDATE runs SET derived_count = ? WHERE run = ?", arguments: [count, run])
    }

    private func fold(_ run: StoredRun) throws(StoreError) -> DerivedFold {
        var fold = DerivedFold()
        do {
            try forEachEvent(of: run) { event in
                guard DerivedFold.needs(event.type) else { return true }
                let payload = Payload(
                    value: try JSONParser.parse(event.payload), sequence: event.sequence,
                    tick: event.tick)
                try fold.take(String(decoding: event.type, as: UTF8.self), payload)
                return true
            }
        } catch let fault as PayloadFault {
            throw .fault(
                path: path,
                reason: "run \(run.run), event \(fault.sequence): bad field '\(fault.key)'")
        } catch {
            throw StoreError(error, path: path)
        }
        return fold
    }

    private func insert(
        _ rows: some RandomAccessCollection<StatementArguments>, into table: String,
        _ columns: String
    ) throws(StoreError) {
        let places = columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
        var rest = rows[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Self.batchCount)
            rest = rest.dropFirst(Self.batchCount)
            try write { database in
                let insert = try database.makeStatement(
                    sql: "INSERT INTO \(table) (\(columns)) VALUES (\(places))")
                for arguments in batch { try insert.execute(arguments: arguments) }
            }
        }
    }
}

extension AgentRow {
    fileprivate static let columns = """
        run, agent, name, kind, bot, balances, bankrupt_at_tick, bankruptcy_cause
        """

    fileprivate func arguments(_ run: Int64) -> StatementArguments {
        [run, agent, name, kind, bot, balances, bankruptAtTick, cause]
    }
}

extension TradeRow {
    fileprivate static let columns = """
        run, trade, seq, tick, instrument, price, quantity, aggressor_side, maker_order, \
        taker_order, maker_agent, taker_agent, maker_fee, taker_fee
        """

    fileprivate func arguments(_ run: Int64) -> StatementArguments {
        [
            run, trade, sequence, tick, instrument, price, quantity, aggressorSide, makerOrder,
            takerOrder, makerAgent, takerAgent, makerFee, takerFee,
        ]
    }
}

extension OrderRow {
    fileprivate static let columns = """
        run, order_id, seq, tick, agent, instrument, side, type, time_in_force, price, \
        expires_at_tick, client_order_id, estate, quantity, filled, open, status, reason, \
        closed_at_tick
        """

    fileprivate func arguments(_ run: Int64) -> StatementArguments {
        let texts: StatementArguments = [
            quantity.description, filled.description, open.description,
        ]
        let head: StatementArguments = [
            run, order, sequence, tick, agent, instrument, side, type, timeInForce, price,
            expiresAtTick, clientOrderID, isEstate,
        ]
        return head + texts + [status, reason, closedAtTick]
    }
}
