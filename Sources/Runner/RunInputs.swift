import Kernel
import Primitives

/// The inputs of a run that is executed again, handed out tick by tick.
struct RunInputs {
    /// In the order in which they were received.
    private let all: [RunInput]
    private var next = 0

    /// - Precondition: No tick is before that of an input received earlier, but for agents that
    ///   join, which were announced in the tick before.
    init(_ all: [RunInput]) {
        // Agents join before anything else in their tick; else the order stays.
        self.all = all.enumerated().sorted {
            let left = ($0.element.tick.index, $0.element.isJoining ? 0 : 1, $0.offset)
            return left < ($1.element.tick.index, $1.element.isJoining ? 0 : 1, $1.offset)
        }.map(\.element)
    }

    /// Goes past the inputs of earlier ticks.
    mutating func skip(before tick: Tick) {
        while next < all.count, all[next].tick < tick { next += 1 }
    }

    /// The agents that join at the opening of a tick.
    mutating func takeJoining(in tick: Tick) -> [JoiningAgent] {
        var joining: [JoiningAgent] = []
        while next < all.count, all[next].tick == tick,
            case .joining(let agent) = all[next].content
        {
            joining.append(agent)
            next += 1
        }
        return joining
    }

    /// The next input of a tick.
    mutating func takeNext(in tick: Tick) -> RunInput? {
        guard next < all.count, all[next].tick == tick else { return nil }
        next += 1
        return all[next - 1]
    }

    /// The agents that are still to join.
    var joining: [JoiningAgent] {
        all[next...].compactMap { if case .joining(let agent) = $0.content { agent } else { nil } }
    }
}

extension RunInput {
    fileprivate var isJoining: Bool {
        if case .joining = content { return true }
        return false
    }
}
