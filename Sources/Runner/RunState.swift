public import Kernel
public import MarketModel
import Primitives

/// A run between two ticks: all that its scenario and seed do not say.
///
/// It is `Encodable`, and decodable with ``Prototypes`` in the decoder's user information: what
/// kind of bot remembered a thing follows from the scenario.
public struct RunState: Sendable {
    var world: WorldState
    var bots: [BotState?]
    /// How many events are sealed.
    public internal(set) var eventCount: Int64
    /// The hash of the last of them.
    public internal(set) var headHash: String
    /// How many ticks have closed.
    public internal(set) var ticksDone: Int64
    var byteCount: Int64
    var actionCount: Int64
    var tradeCount: Int64

    /// The bots of a scenario as it makes them, by agent.
    public struct Prototypes: Sendable {
        /// Where a decoder has to find them.
        public static var key: CodingUserInfoKey? { CodingUserInfoKey(rawValue: "bots") }

        let bots: [(any Strategy)?]

        /// Makes the bots of a scenario.
        ///
        /// - Parameter strategies: As for ``ExchangeRun``.
        public init(
            _ scenario: ExchangeScenario,
            strategies: (AgentGroup) -> (any Strategy)? = ExchangeRun.catalogStrategy
        ) {
            bots = scenario.agents.flatMap { group in
                (0..<group.count).map { _ in strategies(group) }
            }
        }
    }
}

/// A bot with all it remembers.
struct BotState: Sendable {
    var strategy: any Strategy
    var randomState: UInt32
}

extension RunState: Codable {
    private enum Key: String, CodingKey {
        case world, bots, events, head, ticks, bytes, actions, trades
    }

    private enum BotKey: String, CodingKey { case memory, random }

    /// Writes the state; bots one after the other, by agent.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(world, forKey: .world)
        try container.encode(eventCount, forKey: .events)
        try container.encode(headHash, forKey: .head)
        try container.encode(ticksDone, forKey: .ticks)
        try container.encode(byteCount, forKey: .bytes)
        try container.encode(actionCount, forKey: .actions)
        try container.encode(tradeCount, forKey: .trades)
        var list = container.nestedUnkeyedContainer(forKey: .bots)
        for case let bot? in bots {
            var entry = list.nestedContainer(keyedBy: BotKey.self)
            try entry.encode(bot.strategy, forKey: .memory)
            try entry.encode(bot.randomState, forKey: .random)
        }
    }

    /// Reads a state.
    ///
    /// - Throws: `DecodingError` for one that cannot be read, or whose bots are not those of
    ///   the ``Prototypes``.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard let key = Prototypes.key, let prototypes = decoder.userInfo[key] as? Prototypes
        else { preconditionFailure("a run's state is decoded with the bots of its scenario") }
        world = try container.decode(WorldState.self, forKey: .world)
        eventCount = try container.decode(Int64.self, forKey: .events)
        headHash = try container.decode(String.self, forKey: .head)
        ticksDone = try container.decode(Int64.self, forKey: .ticks)
        byteCount = try container.decode(Int64.self, forKey: .bytes)
        actionCount = try container.decode(Int64.self, forKey: .actions)
        tradeCount = try container.decode(Int64.self, forKey: .trades)
        var list = try container.nestedUnkeyedContainer(forKey: .bots)
        bots = []
        for prototype in prototypes.bots {
            guard let prototype else {
                bots.append(nil)
                continue
            }
            let entry = try list.nestedContainer(keyedBy: BotKey.self)
            bots.append(
                BotState(
                    strategy: try Self.recall(prototype, from: entry),
                    randomState: try entry.decode(UInt32.self, forKey: .random)))
        }
        // Whoever joined later comes last, and is no bot.
        while bots.count < world.agentCount { bots.append(nil) }
        guard list.isAtEnd else {
            throw DecodingError.dataCorruptedError(
                in: list, debugDescription: "more bots than the scenario has")
        }
    }

    private static func recall<Bot: Strategy>(
        _ prototype: Bot, from entry: KeyedDecodingContainer<BotKey>
    ) throws -> any Strategy {
        try entry.decode(Bot.self, forKey: .memory)
    }
}
