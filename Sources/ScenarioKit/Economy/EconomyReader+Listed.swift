import Institutions
import Kernel
import Preferences
import Primitives

extension EconomyReader {
    /// Reads agents and resources as they are listed.
    mutating func readExplicitOrigin() -> ExplicitOrigin? {
        guard let sections = top.sections("agents") else { return nil }
        if sections.isEmpty {
            wrong("found an empty list, expected at least one agent", top, "agents")
            return nil
        }
        var agents: [EconomyAgent?] = Array(repeating: nil, count: sections.count)
        var seen: Set<Int> = []
        for section in sections {
            guard let section else { continue }
            let agent = agent(section)
            guard let id = section.integer("id").map({ Int($0) }) else { continue }
            if id >= sections.count {
                wrong(
                    "found \(id), expected 0 to \(sections.count - 1): as many ids as agents",
                    section, "id")
            } else if !seen.insert(id).inserted {
                wrong("found \(id) twice, expected each id once", section, "id")
            } else {
                agents[id] = agent
            }
        }
        let resources = readResources()
        let whole = agents.compactMap { $0 }
        guard whole.count == agents.count, let resources else { return nil }
        return ExplicitOrigin(agents: whole, resources: resources)
    }

    private mutating func agent(_ section: SectionValues) -> EconomyAgent? {
        let position = position(section)
        let endowment = endowment(section)
        let utility = section.section("utility").flatMap { self.utility($0) }
        if let endowment, let utility { checkSubsistence(of: endowment, utility, section) }
        let lambda = section.real("lambda_money") ?? parameters?.lambdaMoney
        let offset = section.real("M_0") ?? parameters?.moneyOffset
        guard let position, let endowment, let utility, let lambda, let offset else { return nil }
        return EconomyAgent(
            position: position, endowment: endowment, utility: utility, lambdaMoney: lambda,
            moneyOffset: offset)
    }

    private func endowment(_ section: SectionValues) -> GoodsBundle? {
        guard let inventory = section.section("inventory"), let a = inventory.integer("A"),
            let b = inventory.integer("B"), let money = inventory.integer("M")
        else { return nil }
        return GoodsBundle(a: a, b: b, money: money)
    }

    private mutating func position(_ section: SectionValues) -> Position? {
        guard case .list(let items)? = section["position"], items.count == 2,
            case .integer(let x)? = items[0], case .integer(let y)? = items[1]
        else { return nil }
        if let size = gridSize, x >= size || y >= size {
            wrong(
                "found [\(x), \(y)], expected two numbers from 0 to \(size - 1): the grid has "
                    + "N = \(size) cells each way", section, "position")
            return nil
        }
        return Position(x: Int32(x), y: Int32(y))
    }

    private mutating func checkSubsistence(
        of endowment: GoodsBundle, _ utility: Utility, _ section: SectionValues
    ) {
        guard case .stoneGeary(let wants) = utility, let inventory = section.section("inventory")
        else { return }
        let needs = [("A", endowment.a, wants.gammaA), ("B", endowment.b, wants.gammaB)]
        for (good, amount, needed) in needs where Double(amount) <= needed {
            wrong(
                "found \(amount), expected more than gamma_\(good) of the agent's utility, "
                    + Self.text(needed), inventory, good)
        }
    }

    private mutating func readResources() -> [PlacedResource]? {
        guard let sections = top.sections("resources") else { return nil }
        var resources: [PlacedResource] = []
        var seen: Set<Position> = []
        for section in sections {
            guard let section else { continue }
            let position = position(section)
            if let position, !seen.insert(position).inserted {
                wrong(
                    "found [\(position.x), \(position.y)] twice, expected one resource per cell",
                    section, "position")
            }
            guard let position, let good = section.choice("good", as: Good.self),
                let amount = section.integer("amount")
            else { continue }
            resources.append(PlacedResource(position: position, good: good, amount: amount))
        }
        return resources.count == sections.count ? resources : nil
    }
}
