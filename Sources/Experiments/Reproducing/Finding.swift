/// One figure of an experiment: what was published, what came out, and whether that is enough.
public struct Finding: Sendable {
    /// What our figure has to be.
    public enum Band: Sendable {
        /// Within bounds, ends included.
        case within(ClosedRange<Double>)
        /// At least so much.
        case atLeast(Double)
        /// At most so much.
        case atMost(Double)
        /// Shown, and not tested.
        case none

        /// So far from a figure, to either side.
        public static func about(_ figure: Double, _ distance: Double) -> Band {
            .within(figure - distance...figure + distance)
        }

        func holds(_ value: Double) -> Bool {
            switch self {
            case .within(let range): range.contains(value)
            case .atLeast(let least): value >= least
            case .atMost(let most): value <= most
            case .none: true
            }
        }
    }

    /// What it is about, in a few words.
    public var name: String
    /// What the literature has; `nil` for nothing.
    public var published: String?
    /// What the reference simulation came to; `nil` for nothing.
    public var reference: String?
    /// Ours; not a number where the experiment gave none.
    public var value: Double
    /// Half of its 95 % interval; `nil` for what is exact.
    public var halfWidth: Double?
    /// What ours has to be.
    public var band: Band
    /// With how many decimals it is shown.
    public var decimals: Int

    /// Describes a figure.
    public init(
        _ name: String, published: String? = nil, reference: String? = nil, _ value: Double?,
        halfWidth: Double? = nil, band: Band = .none, decimals: Int = 2
    ) {
        self.name = name
        self.published = published
        self.reference = reference
        self.value = value ?? .nan
        self.halfWidth = halfWidth
        self.band = band
        self.decimals = decimals
    }

    /// Describes a mean.
    public init(
        _ name: String, published: String? = nil, reference: String? = nil, _ sample: Sample,
        band: Band = .none, decimals: Int = 2
    ) {
        self.init(
            name, published: published, reference: reference,
            sample.count > 0 ? sample.mean : nil, halfWidth: sample.halfWidth, band: band,
            decimals: decimals)
    }

    /// Whether ours is in its band; what is only shown always is.
    public var isInBand: Bool { band.holds(value) }

    /// Whether ours is tested at all.
    public var isTested: Bool {
        if case .none = band { false } else { true }
    }
}
