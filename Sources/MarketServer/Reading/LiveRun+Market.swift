import Analytics
import Determinism
import MarketModel
import Primitives
import Runner

extension LiveRun {
    /// `GET /v1/market/instruments`.
    func instrumentsAnswer() -> HTTPAnswer {
        HTTPAnswer([
            "tick_id": .integer(tick.index), "event_seq": .integer(lastEvent),
            "items": .array(market.instruments.map(document(of:))),
        ])
    }

    private func document(of instrument: Instrument) -> JSONValue {
        let view = run.view(of: instrument.id)
        return [
            "symbol": .string(instrument.symbol),
            "tick_size": instrument.tickSize.json,
            "lot_size": instrument.lotSize.json,
            "max_price": instrument.maxPrice.json,
            "max_quantity": instrument.maxQuantity.json,
            "maker_bps": .string(view.fees.maker.description),
            "taker_bps": .string(view.fees.taker.description),
            "reference_price": instrument.amount(of: view.referencePrice).json,
            "mark_price": markPrice(of: instrument.id).json,
            "status": view.isHalted ? "halted" : "trading",
        ]
    }

    /// The mark, rounded down to a unit where it lies between two.
    func markPrice(of instrument: InstrumentID) -> Amount {
        Amount(units: run.mark(of: instrument).doubledUnits / 2)
    }

    /// `GET /v1/market/book`.
    func bookAnswer(_ id: InstrumentID, depth: Int) -> HTTPAnswer {
        let instrument = market.instruments[id.index]
        func side(_ side: Side) -> JSONValue {
            .array(run.levels(id, side, limit: depth).map { $0.document(of: instrument) })
        }
        return HTTPAnswer([
            "instrument": .string(instrument.symbol), "tick_id": .integer(tick.index),
            "event_seq": .integer(lastEvent), "bids": side(.bid), "asks": side(.ask),
        ])
    }

    /// `GET /v1/market/candles`.
    func candlesAnswer(_ id: InstrumentID, every count: Int64, _ page: Page) -> HTTPAnswer {
        let last = page.ticks.upperBound
        let found = records.candles.candles(
            of: id, every: count, before: min(page.before, last < .max ? last + 1 : last),
            from: page.ticks.lowerBound,
            reference: market.instruments[id.index].referencePrice, limit: page.limit + 1)
        return page.answer(found, .candles, number: \.tick, \.document)
    }

    /// `GET /v1/market/stats`.
    func statsAnswer(_ id: InstrumentID) -> HTTPAnswer {
        let instrument = market.instruments[id.index]
        let summary = records.analyzer.summary(of: instrument)
        let bid = run.levels(id, .bid, limit: 1).first
        let ask = run.levels(id, .ask, limit: 1).first
        func json(_ amount: Amount?) -> JSONValue { amount.map(\.json) ?? .null }
        func json(_ number: Double?) -> JSONValue {
            number.map { $0.isFinite ? .number($0) : .null } ?? .null
        }
        return HTTPAnswer([
            "instrument": .string(instrument.symbol), "tick_id": .integer(tick.index),
            "event_seq": .integer(lastEvent),
            "open": json(summary.open), "high": json(summary.high), "low": json(summary.low),
            "last": json(summary.last), "volume": summary.volume.json,
            "trades": .integer(summary.trades), "vwap": json(summary.volumeWeightedPrice),
            "mark_price": markPrice(of: id).json,
            "best_bid": json(bid.map { instrument.amount(of: $0.price) }),
            "best_ask": json(ask.map { instrument.amount(of: $0.price) }),
            "mean_spread": json(summary.meanSpread),
            "median_spread": json(summary.medianSpread),
            "mean_depth_at_best": json(summary.meanDepthAtBest),
            "volatility": json(summary.volatility),
        ])
    }
}
