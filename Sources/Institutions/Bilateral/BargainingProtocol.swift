/// How two agents who met settle what they exchange.
public enum BargainingProtocol: Hashable, Sendable {
    /// The first block that helps both; among kinds of exchange, where ranked, the best for both.
    case compensatingBlock(ranksBySurplus: Bool)
    /// The trade that divides the surplus most evenly.
    case splitDifference(Enumeration)
    /// One proposes, the other takes it or leaves it.
    case takeItOrLeaveIt(TakeItOrLeaveIt)

    /// Its name in a scenario, one of ``names``.
    public var name: String {
        switch self {
        case .compensatingBlock: "compensating_block"
        case .splitDifference: "split_difference"
        case .takeItOrLeaveIt: "take_it_or_leave_it"
        }
    }

    /// The names a scenario may use.
    public static let names = ["compensating_block", "split_difference", "take_it_or_leave_it"]
    /// Older names, by what they stand for.
    public static let aliases = ["legacy_compensating_block": "compensating_block"]
}

/// Which trades a bargain considers (`enumerate`).
public enum Enumeration: String, Hashable, Sendable, CaseIterable {
    /// The first block of each kind of exchange.
    case block
    /// Every quantity.
    case all
}

/// The parameters of take it or leave it.
public struct TakeItOrLeaveIt: Hashable, Sendable {
    /// The share of the surplus the proposer asks for; in 0…1 (`proposer_power`).
    public var proposerPower = 0.9
    /// Who proposes (`proposer_selection`).
    public var selection = ProposerSelection.random
    /// Which trades are considered (`enumerate`).
    public var enumeration = Enumeration.block

    /// The defaults.
    public init() {}
}

/// Who proposes.
public enum ProposerSelection: String, Hashable, Sendable, CaseIterable {
    /// Either, by an even chance.
    case random
    /// The first of the pair, which is the lower id.
    case firstInPair = "first_in_pair"
    /// The lower id.
    case lowerID = "lower_id"
    /// The higher id.
    case higherID = "higher_id"
}
