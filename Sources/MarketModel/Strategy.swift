public import Determinism

/// A bot's mind: sees the market, returns actions, cannot reach the state.
///
/// A strategy is a value that owns its memory; two bots never share one. It draws from the
/// stream it is lent and from nowhere else, so that a run can be repeated bit for bit. It is
/// `Codable` because a snapshot keeps it: a run goes on with what its bots remembered. For a
/// struct of plain values the compiler writes that.
public protocol Strategy: Codable, Sendable {
    /// How many ticks back ``MarketView/pastPrices`` must reach; zero needs only the present.
    var lookBackTicks: Int { get }

    /// Decides what to do in a tick.
    ///
    /// - Parameters:
    ///   - observation: What the bot sees.
    ///   - random: The bot's own stream.
    /// - Returns: Actions, to be taken up in this order.
    mutating func act(on observation: Observation, random: inout RandomStream) -> [Action]

    /// Takes over what a bot with other parameters remembered, whose place it takes.
    ///
    /// Called on a bot just made, when a branch of a run changes its parameters.
    mutating func takeOver(from predecessor: Self)
}

extension Strategy {
    /// The present alone.
    public var lookBackTicks: Int { 0 }

    /// Right for a bot that remembers nothing.
    public func takeOver(from predecessor: Self) {}
}
