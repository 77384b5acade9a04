import MarketModel
import Primitives

/// What the world keeps of an agent beside its balances and orders.
struct AgentState {
    var name: String
    /// The place of its group in the scenario; `nil` for one that joined later.
    var group: Int?
    var bot: String?
    var latencyTicks: Int64
    var wakeRate: Double
    var initialBalances: [Amount]
    var isBankrupt = false
    /// Actions submitted in the present tick, whatever becomes of them.
    var submitted: Int64 = 0
    /// Whether the decay of the present closing was not paid in full.
    var owesDecay = false
}

/// An action on its way: taken up when its time has come.
struct DelayedAction: Codable, Sendable {
    var agent: AgentID
    var action: Action
}
