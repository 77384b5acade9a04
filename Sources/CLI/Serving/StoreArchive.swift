import Foundation
import History
import MarketModel
import MarketServer
import Persistence
import Primitives

/// The committed events of a stored run.
///
/// Used by one queue at a time: the decoder is only read, and the store locks itself. So it is
/// Sendable.
final class StoreArchive: RunArchive, @unchecked Sendable {
    private let store: RunStore
    private let run: StoredRun
    private let decoder: EventDecoder

    init(_ run: StoredRun, in path: String, market: MarketDescription) throws {
        store = try RunStore(path, for: .reading)
        self.run = run
        decoder = EventDecoder(market)
    }

    func forEachEvent(
        from sequence: Int64, _ show: (_ sequence: Int64, Event, Tick) -> Bool
    ) throws {
        try store.forEachEvent(of: run, from: sequence) { stored in
            guard let event = try decoder.decode(type: stored.type, payload: stored.payload)
            else { return true }
            return show(stored.sequence, event, Tick(stored.tick))
        }
    }

    func forEachEvent(
        before sequence: Int64, _ show: (_ sequence: Int64, Event, Tick) -> Bool
    ) throws {
        // The store reads forward: part by part, each shown from its end.
        var end = sequence
        while end > 0 {
            let start = max(0, end - 1_024)
            var part: [(Int64, Event, Tick)] = []
            try forEachEvent(from: start) { number, event, tick in
                guard number < end else { return false }
                part.append((number, event, tick))
                return true
            }
            for (number, event, tick) in part.reversed() where !show(number, event, tick) {
                return
            }
            end = start
        }
    }
}
