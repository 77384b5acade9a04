import Matching
import Primitives

/// Mulberry32, so that a seed means the same orders everywhere.
struct Mulberry32 {
    private var state: UInt32

    init(seed: UInt32) { state = seed }

    mutating func next() -> UInt32 {
        state &+= 0x6D2B_79F5
        var z = state
        z = (z ^ (z >> 15)) &* (z | 1)
        z ^= z &+ ((z ^ (z >> 7)) &* (z | 61))
        return z ^ (z >> 14)
    }

    mutating func below(_ bound: Int64) -> Int64 {
        precondition(bound > 0)
        let wide = UInt64(next()) << 32 | UInt64(next())
        return Int64(wide.multipliedFullWidth(by: UInt64(bound)).high)
    }
}

/// Where the prices of a random stream lie.
enum FlowShape: String, CaseIterable {
    /// A few prices around a fixed mid.
    case narrow
    /// Offsets from the mid of every magnitude up to 10¹².
    case spread
    /// A mid that runs far up and down.
    case drifting
    /// A mid that jumps, so that rings are left and refilled.
    case jumping
    /// The lowest and the highest prices, and the largest quantities.
    case extreme
    /// An order on nearly every price of a window wider than a small ring.
    case full
}

/// A random stream of operations.
struct RandomFlow {
    let shape: FlowShape
    private var random: Mulberry32
    private var mid: Int64 = 5_000_000_000_000
    private var step: Int64 = 7

    init(_ shape: FlowShape, seed: UInt32) {
        self.shape = shape
        random = Mulberry32(seed: seed)
    }

    mutating func below(_ bound: Int64) -> Int64 { random.below(bound) }

    /// How many orders the stream keeps in the book, about.
    var target: Int { shape == .full ? 900 : 150 }

    mutating func side() -> Side { below(2) == 0 ? .bid : .ask }

    mutating func owner() -> OwnerTag { OwnerTag(UInt32(below(5))) }

    mutating func quantity() -> Lots {
        if shape == .extreme, below(2) == 0 { return Lots(units: .max - below(3)) }
        return Lots(units: 1 + below(20))
    }

    mutating func moveMid() {
        switch shape {
        case .drifting:
            if below(400) == 0 { step = below(41) - 20 }
            mid += step
        case .jumping:
            if below(50) == 0 { mid += below(4001) - 2000 }
            if below(1000) == 0 { mid += below(4_000_001) - 2_000_000 }
        case .narrow, .spread, .extreme, .full:
            break
        }
    }

    /// A price for an order of the side, that mostly does not cross.
    mutating func price(_ side: Side) -> Price {
        let away: Int64
        switch shape {
        case .narrow: away = below(20) - 2
        case .spread:
            var span: Int64 = 1
            for _ in 0..<below(12) { span *= 10 }
            away = below(span) - span / 20
        case .drifting: away = below(below(300) + 1) - 3
        case .jumping: away = below(below(3000) + 1) - 3
        case .full: away = below(700) - 1
        case .extreme:
            let lowest: [Int64] = [1, 2, 64, 255, 256, 8191, 8192]
            let near = lowest[Int(below(7))]
            return Price(units: below(2) == 0 ? near : .max - (near - 1))
        }
        return Price(units: max(1, side == .bid ? mid - 1 - away : mid + 1 + away))
    }
}
