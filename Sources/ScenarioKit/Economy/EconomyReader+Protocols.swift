import Institutions
import Kernel
import MarketModel

extension EconomyReader {
    /// How agents choose.
    var search: SearchProtocol? {
        top.section("search_protocol").flatMap { SearchProtocol(rawValue: $0.variant) }
    }

    /// How choices become pairs.
    var matching: MatchingProtocol? {
        guard let section = top.section("matching_protocol") else { return nil }
        switch section.variant {
        case "three_pass":
            guard let skips = section.boolean("skip_committed"),
                let fallsBack = section.boolean("fallback_to_forage")
            else { return nil }
            var options = ThreePassOptions()
            options.skipsCommitted = skips
            options.fallsBackToForage = fallsBack
            return .threePass(options)
        case "greedy_surplus":
            return section.choice("matching_scope", as: MatchingScope.self)
                .map { .greedySurplus(scope: $0) }
        case "random_matching": return .random
        default: preconditionFailure("no matching is described as \(section.variant)")
        }
    }

    /// What the two of a pair agree on.
    var bargaining: BargainingProtocol? {
        guard let section = top.section("bargaining_protocol") else { return nil }
        switch section.variant {
        case "compensating_block":
            return section.boolean("rank_by_surplus").map { .compensatingBlock(ranksBySurplus: $0) }
        case "split_difference":
            return section.choice("enumerate", as: Enumeration.self).map { .splitDifference($0) }
        case "take_it_or_leave_it":
            guard let power = section.real("proposer_power"),
                let selection = section.choice("proposer_selection", as: ProposerSelection.self),
                let enumeration = section.choice("enumerate", as: Enumeration.self)
            else { return nil }
            var terms = TakeItOrLeaveIt()
            terms.proposerPower = power
            terms.selection = selection
            terms.enumeration = enumeration
            return .takeItOrLeaveIt(terms)
        default: preconditionFailure("no bargaining is described as \(section.variant)")
        }
    }

    /// Reads when agents forage, trade, or do both; `nil` also where nothing was written.
    mutating func readSchedule() -> ModeSchedule? {
        switch top["mode_schedule"] {
        case .section(let cycle)?: self.cycle(cycle)
        case .list(let rows)?: intervals(rows)
        default: nil
        }
    }

    private func cycle(_ section: SectionValues) -> ModeSchedule? {
        guard let forage = section.integer("forage_ticks"),
            let trade = section.integer("trade_ticks"),
            let start = section.choice("start_mode", as: EconomyMode.self)
        else { return nil }
        return .globalCycle(forageTicks: forage, tradeTicks: trade, start: start)
    }

    private mutating func intervals(_ rows: [FieldValue?]) -> ModeSchedule {
        var intervals: [ModeInterval] = []
        for (index, row) in rows.enumerated() {
            guard case .list(let items)? = row, items.count == 3,
                case .integer(let start)? = items[0], case .integer(let end)? = items[1],
                case .text(let word)? = items[2], let mode = EconomyMode(rawValue: word)
            else { continue }
            let path = "mode_schedule[\(index)]"
            let place = top.position(of: "mode_schedule")
            if start >= end {
                reader.log.error(
                    "found start \(start) and end \(end), expected an end after the start",
                    at: place, path: path)
            } else if let ticks, start >= ticks {
                reader.log.warning(
                    "never happens: it starts in tick \(start), but there are \(ticks) ticks",
                    at: place, path: path)
            }
            intervals.append(ModeInterval(start: start, end: end, mode: mode))
        }
        return .intervals(intervals)
    }
}
