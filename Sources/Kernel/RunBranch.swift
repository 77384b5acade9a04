public import Determinism
import MarketModel
public import Primitives

/// One value of its scenario that a run goes on with from a tick on: what would have happened.
///
/// A rule, a fee, a bot's parameter; not what fixes the world: agents, endowments, what is traded
/// or grows, planned events.
public struct RunBranch<Scenario: BranchableScenario>: Hashable, Sendable {
    /// In whose opening it takes effect.
    public let tick: Tick
    /// Where, in the scenario's document: `instruments.0.fees.taker_bps`.
    public let path: String
    /// What stands there then, as the document has it.
    public let value: JSONValue
    /// The scenario with the change, and with those of the branches before it.
    public let scenario: Scenario

    /// Describes a branch.
    ///
    /// - Parameters:
    ///   - tick: In whose opening it takes effect; not negative.
    ///   - path: Where, in the scenario's document.
    ///   - before: The scenario as it was.
    ///   - after: The scenario with the change, checked.
    /// - Throws: ``RunBranchError`` when they differ in what a branch may not change.
    public init(
        at tick: Tick, path: String, from before: Scenario, to after: Scenario
    ) throws(RunBranchError) {
        guard tick.index >= 0, tick.index < before.ticks else {
            throw .tick(tick.index, ofTicks: before.ticks)
        }
        guard let value = after.document.value(at: path) else { throw .unknownPath(path) }
        let restored = after.document.replacing(
            path, with: before.document.value(at: path) ?? .null)
        // One value at one place, and nothing else: what the record says is all that changed.
        guard Scenario.isOpen(toBranchesAt: path), restored == before.document,
            after.isBranch(of: before)
        else {
            throw .fixed(path, open: Scenario.openToBranches)
        }
        self.tick = tick
        self.path = path
        self.value = value
        scenario = after
    }
}

/// A scenario whose runs can go on with another value of something.
public protocol BranchableScenario: Hashable, Sendable {
    /// As `RUN_CREATED` has it, every default filled in.
    var document: JSONValue { get }
    /// How many ticks the run has.
    var ticks: Int64 { get }

    /// What a branch may change, for messages.
    static var openToBranches: String { get }

    /// Whether what lies at a path may be changed, as far as the path tells.
    static func isOpen(toBranchesAt path: String) -> Bool

    /// Whether a run of `before` can go on as one of this scenario.
    func isBranch(of before: Self) -> Bool
}

/// Why a run cannot be branched so.
public enum RunBranchError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The scenario has nothing there.
    case unknownPath(String)
    /// What lies there fixes the world.
    case fixed(String, open: String)
    /// The run has no such tick.
    case tick(Int64, ofTicks: Int64)

    /// What is wrong, and what would not be.
    public var description: String {
        switch self {
        case .unknownPath(let path):
            "'\(path)' is no single value of the scenario"
        case .fixed(let path, let open):
            "'\(path)' fixes the world; a branch changes \(open)"
        case .tick(let tick, let ticks):
            "tick \(tick) is none of the run's ticks, 0 to \(ticks - 1)"
        }
    }
}

extension ExchangeScenario: BranchableScenario {
    /// What a branch may change.
    public static let openToBranches =
        "a bot's parameter (agents.N.parameters.…), a fee (instruments.N.fees.…) or an "
        + "incentive (incentives.…)"

    /// Whether a path lies in a section that does not fix the world.
    public static func isOpen(toBranchesAt path: String) -> Bool {
        let steps = path.split(separator: ".")
        switch steps.first {
        case "incentives": return steps.count > 1
        case "agents": return steps.count == 4 && steps[2] == "parameters"
        case "instruments": return steps.count == 4 && steps[2] == "fees"
        default: return false
        }
    }

    /// Whether a run of `before` can go on as one of this scenario.
    public func isBranch(of before: ExchangeScenario) -> Bool {
        var changed = before
        changed.incentives = incentives
        guard agents.count == before.agents.count else { return false }
        for (index, group) in agents.enumerated() {
            changed.agents[index].parameters = group.parameters
        }
        guard market.instruments.count == before.market.instruments.count else { return false }
        changed.market = before.market.withFees(market.instruments.map(\.fees))
        return changed == self
    }
}

extension MarketDescription {
    /// The same market with other fees, one schedule per instrument.
    fileprivate func withFees(_ fees: [FeeSchedule]) -> MarketDescription {
        MarketDescription(
            assets: assets,
            instruments: zip(instruments, fees).map { instrument, fees in
                Instrument(
                    id: instrument.id, symbol: instrument.symbol, base: instrument.base,
                    tickSize: instrument.tickSize, lotSize: instrument.lotSize,
                    referencePrice: instrument.referencePrice, maxPrice: instrument.maxPrice,
                    maxQuantity: instrument.maxQuantity, fees: fees)
            })
    }
}
