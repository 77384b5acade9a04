/// Quantities of both goods, fractions allowed.
public struct GoodsPoint: Hashable, Sendable {
    /// Of good A.
    public var a: Double
    /// Of good B.
    public var b: Double

    /// Puts two quantities together.
    public init(a: Double, b: Double) {
        self.a = a
        self.b = b
    }

    static func + (left: GoodsPoint, right: GoodsPoint) -> GoodsPoint {
        GoodsPoint(a: left.a + right.a, b: left.b + right.b)
    }

    static func - (left: GoodsPoint, right: GoodsPoint) -> GoodsPoint {
        GoodsPoint(a: left.a - right.a, b: left.b - right.b)
    }

    static func * (scale: Double, point: GoodsPoint) -> GoodsPoint {
        GoodsPoint(a: scale * point.a, b: scale * point.b)
    }
}

/// All bundles that are equally good for somebody at some prices: one, or all between two or
/// three corners.
struct DemandHull: Hashable, Sendable {
    private let first: GoodsPoint
    private var second: GoodsPoint?
    private var third: GoodsPoint?

    init(_ only: GoodsPoint) { first = only }

    /// At most three corners count.
    init(corners: [GoodsPoint]) {
        precondition(!corners.isEmpty && corners.count <= 3, "one to three, got \(corners)")
        first = corners[0]
        second = corners.count > 1 ? corners[1] : nil
        third = corners.count > 2 ? corners[2] : nil
    }

    /// The only bundle, if there is no choice.
    var only: GoodsPoint? { second == nil ? first : nil }

    var corners: [GoodsPoint] { [first] + [second, third].compactMap { $0 } }

    /// The quantities of A in it.
    var a: DemandSet {
        guard let second else { return DemandSet(first.a) }
        return DemandSet(
            min(first.a, second.a, third?.a ?? first.a),
            max(first.a, second.a, third?.a ?? first.a))
    }

    /// The quantities of B in it.
    var b: DemandSet {
        guard let second else { return DemandSet(first.b) }
        return DemandSet(
            min(first.b, second.b, third?.b ?? first.b),
            max(first.b, second.b, third?.b ?? first.b))
    }

    /// The bundle nearest to a holding, by the value of what would have to change.
    func nearest(to holding: GoodsPoint, at prices: GoodsPrices) -> GoodsPoint {
        // All three are equally good: so is everything that costs as much, the holding first.
        if third != nil { return holding }
        guard let second else { return first }
        let way = second - first
        var shares = [0.0, 1]
        if way.a != 0 { shares.append((holding.a - first.a) / way.a) }
        if way.b != 0 { shares.append((holding.b - first.b) / way.b) }
        var best = (cost: Double.infinity, point: first)
        for share in shares {
            let point = first + min(max(share, 0), 1) * way
            let gap = point - holding
            let cost = abs(gap.a) * prices.a + abs(gap.b) * prices.b
            if cost < best.cost { best = (cost, point) }
        }
        return best.point
    }

    /// From the bundle with the least B to that with the most, by those with the most A on the
    /// way; with `sign` −1 by those with the least.
    func chain(sign: Double) -> [GoodsPoint] {
        let sorted = corners.sorted {
            $0.b != $1.b ? $0.b < $1.b : sign * $0.a > sign * $1.a
        }
        guard let start = sorted.first, let end = sorted.last(where: { $0.b > start.b }) else {
            return Array(sorted.prefix(1))
        }
        let top = sorted.first { $0.b == end.b } ?? end
        let between = sorted.filter { $0.b > start.b && $0.b < top.b }
        guard let middle = between.first else { return [start, top] }
        let share = (middle.b - start.b) / (top.b - start.b)
        let straight = start.a + share * (top.a - start.a)
        return sign * (middle.a - straight) > 0 ? [start, middle, top] : [start, top]
    }
}

/// What everybody demands at some prices, those who have a choice apart.
struct AggregateDemand {
    /// The sum over those without a choice.
    private(set) var certain = GoodsPoint(a: 0, b: 0)
    private(set) var hulls: [DemandHull] = []

    mutating func add(_ hull: DemandHull) {
        if let only = hull.only { certain = certain + only } else { hulls.append(hull) }
    }

    var a: DemandSet { hulls.reduce(DemandSet(certain.a)) { $0 + $1.a } }

    var b: DemandSet { hulls.reduce(DemandSet(certain.b)) { $0 + $1.b } }

    /// The quantities of A that go with a quantity of B, or with the nearest one there is.
    func a(whereBIs b: Double) -> DemandSet {
        if hulls.isEmpty { return DemandSet(certain.a) }
        let left = b - certain.b
        let least = Self.choices(hulls, b: left, sign: -1).reduce(certain.a) { $0 + $1.a }
        let most = Self.choices(hulls, b: left, sign: 1).reduce(certain.a) { $0 + $1.a }
        return DemandSet(min(least, most), max(least, most))
    }

    /// A bundle of each hull, so that together they have so much of B and the most of A; with
    /// `sign` −1 the least.
    ///
    /// The sum of convex sets has as its border their borders' edges, by slope.
    static func choices(_ hulls: [DemandHull], b: Double, sign: Double) -> [GoodsPoint] {
        let chains = hulls.map { $0.chain(sign: sign) }
        var picked = chains.map { $0[0] }
        var edges: [(hull: Int, part: Int, way: GoodsPoint)] = []
        for (hull, chain) in chains.enumerated() {
            for part in chain.indices.dropLast() {
                edges.append((hull, part, chain[part + 1] - chain[part]))
            }
        }
        edges.sort { left, right in
            let (one, other) = (sign * left.way.a / left.way.b, sign * right.way.a / right.way.b)
            if one != other { return one > other }
            return left.hull != right.hull ? left.hull < right.hull : left.part < right.part
        }
        var rest = b - picked.reduce(0) { $0 + $1.b }
        for edge in edges where rest > 0 {
            let share = min(1, rest / edge.way.b)
            picked[edge.hull] = picked[edge.hull] + share * edge.way
            rest -= share * edge.way.b
        }
        return picked
    }

    /// A bundle of each hull, so that together they have so much of both, as nearly as can be.
    static func choices(_ hulls: [DemandHull], totals: GoodsPoint) -> [GoodsPoint] {
        let low = choices(hulls, b: totals.b, sign: -1)
        let high = choices(hulls, b: totals.b, sign: 1)
        let (least, most) = (low.reduce(0) { $0 + $1.a }, high.reduce(0) { $0 + $1.a })
        guard most > least else { return low }
        let share = min(max((totals.a - least) / (most - least), 0), 1)
        return zip(low, high).map { $0 + share * ($1 - $0) }
    }
}
