import Determinism
import Primitives

/// Where the prices of a random stream lie.
enum BookFlowShape: String, CaseIterable {
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

/// What a random operation does; the letters of an order file.
enum BookFlowKind: String {
    case limit = "L"
    case immediate = "I"
    case fillOrKill = "F"
    case addOnly = "A"
    case market = "M"
    case cancel = "C"
    case reduce = "R"
    case replace = "P"
    case update = "U"
}

/// The draws of a random stream of operations. A shorter stream is the beginning of a longer.
struct BookFlow: ~Copyable {
    let shape: BookFlowShape
    var random: RandomStream
    private var mid: Int64 = 5_000_000_000_000
    private var step: Int64 = 7

    init(_ shape: BookFlowShape, seed: UInt32) {
        self.shape = shape
        random = RandomStream(seed: seed, name: "generator/book")
    }

    /// How many orders the stream keeps in the book, about.
    var target: Int { shape == .full ? 900 : 150 }

    /// Moves the mid, and says what comes next.
    mutating func kind(resting: Int) -> BookFlowKind {
        moveMid()
        let isFull = resting > target
        switch random.below(100) {
        case ..<(isFull ? 15 : 45): return .limit
        case ..<50: return isFull ? .cancel : .immediate
        case ..<55: return .fillOrKill
        case ..<62: return .addOnly
        case ..<64: return .market
        case ..<78: return .cancel
        case ..<86: return .reduce
        case ..<93: return .replace
        default: return .update
        }
    }

    mutating func side() -> Side { random.below(2) == 0 ? .bid : .ask }

    mutating func quantity() -> Int64 {
        if shape == .extreme, random.below(2) == 0 { return .max - random.whole(0...2) }
        if random.below(500) == 0 { return random.magnitude(digits: 12) }
        return random.whole(1...20)
    }

    private mutating func moveMid() {
        switch shape {
        case .drifting:
            if random.below(400) == 0 { step = random.whole(-20...20) }
            mid += step
        case .jumping:
            if random.below(50) == 0 { mid += random.whole(-2000...2000) }
            if random.below(1000) == 0 { mid += random.whole(-2_000_000...2_000_000) }
        case .narrow, .spread, .extreme, .full:
            break
        }
    }

    /// A price for an order of the side; about a quarter reach over to the other side.
    mutating func price(_ side: Side) -> Int64 {
        var away: Int64
        switch shape {
        case .narrow: away = random.whole(-2...17)
        case .spread: away = random.magnitude(digits: 11)
        case .drifting: away = random.whole(0...random.whole(1...300)) - 3
        case .jumping: away = random.whole(0...random.whole(1...3000)) - 3
        case .full: away = random.whole(-1...698)
        case .extreme:
            let near = random.pick([1, 2, 64, 255, 256, 8191, 8192] as [Int64])
            return random.below(2) == 0 ? near : .max - (near - 1)
        }
        if random.below(5) == 0 { away = -away - 1 }
        return max(1, side == .bid ? mid - 1 - away : mid + 1 + away)
    }
}
