import Institutions
import Kernel
import Preferences

extension EconomyReader {
    /// Reads what agents and resources are drawn from.
    mutating func readDrawnOrigin() -> DrawnOrigin? {
        let count = top.integer("agents").map { Int($0) }
        let mix = readMix()
        let endowment = top.section("initial_inventories").flatMap { readInventories($0, count) }
        let growth = readResourceSeed()
        checkSubsistence(mix, endowment)
        guard let count, let mix, let endowment, let growth else { return nil }
        return DrawnOrigin(
            agentCount: count, inventoryA: endowment.a, inventoryB: endowment.b,
            money: endowment.money, lambdaMoney: endowment.lambda,
            moneyOffset: endowment.offset, mix: mix, resourceDensity: growth.density,
            resourceAmount: growth.amount)
    }

    /// What the agents start with, field by field.
    struct Inventories {
        var a: PerAgent<Int64>
        var b: PerAgent<Int64>
        var money: PerAgent<Int64>
        var lambda: PerAgent<Double>
        var offset: PerAgent<Double>
    }

    private mutating func readInventories(
        _ section: SectionValues, _ count: Int?
    ) -> Inventories? {
        let a = whole(section, "A", count)
        let b = whole(section, "B", count)
        let money = whole(section, "M", count)
        let lambda = real(section, "lambda_money", count, otherwise: parameters?.lambdaMoney)
        let offset = real(section, "M_0", count, otherwise: parameters?.moneyOffset)
        checkMoney(section, money)
        guard let a, let b, let money, let lambda, let offset else { return nil }
        return Inventories(a: a, b: b, money: money, lambda: lambda, offset: offset)
    }

    private mutating func whole(
        _ section: SectionValues, _ key: String, _ count: Int?
    ) -> PerAgent<Int64>? {
        switch section[key] {
        case .integer(let value)?: return .all(value)
        case .list(let items)?:
            let values = items.compactMap { item -> Int64? in
                guard case .integer(let value)? = item else { return nil }
                return value
            }
            return isOnePerAgent(items.count, section, key, count) && values.count == items.count
                ? .each(values) : nil
        default: return nil
        }
    }

    private mutating func real(
        _ section: SectionValues, _ key: String, _ count: Int?, otherwise value: Double?
    ) -> PerAgent<Double>? {
        switch section[key] {
        case .real(let value)?: return .all(value)
        case .list(let items)?:
            let values = items.compactMap { item -> Double? in
                guard case .real(let value)? = item else { return nil }
                return value
            }
            return isOnePerAgent(items.count, section, key, count) && values.count == items.count
                ? .each(values) : nil
        default: return section.isWritten(key) ? nil : value.map { .all($0) }
        }
    }

    private mutating func isOnePerAgent(
        _ found: Int, _ section: SectionValues, _ key: String, _ count: Int?
    ) -> Bool {
        guard let count else { return false }
        if found == count { return true }
        wrong("found a list of \(found), expected \(count): one entry per agent", section, key)
        return false
    }

    private mutating func checkMoney(_ section: SectionValues, _ money: PerAgent<Int64>?) {
        guard let parameters else { return }
        if parameters.regime != .barterOnly, !section.isWritten("M") {
            wrong(
                "expected the agents' money, as exchange_regime is "
                    + "\(parameters.regime.rawValue)", section, "M")
        }
        let most = EconomyLimits.money / parameters.moneyScale
        if let money, money.greatest > most {
            wrong(
                "found \(money.greatest), expected at most \(most): times money_scale, "
                    + "\(parameters.moneyScale), no more than \(EconomyLimits.money)",
                section, "M")
        }
    }

    private mutating func readResourceSeed() -> (density: Double, amount: Int64)? {
        guard let section = top.section("resource_seed"), let density = section.real("density"),
            let amount = section.integer("amount")
        else { return nil }
        if density > 0, amount == 0 {
            wrong(
                "found 0, expected more where density is \(Self.text(density))", section,
                "amount")
        }
        return (density, amount)
    }

    /// Whoever may get a Stone-Geary utility must start with more than it needs.
    private mutating func checkSubsistence(_ mix: [UtilityShare]?, _ endowment: Inventories?) {
        guard let mix, let endowment, let section = top.section("initial_inventories")
        else { return }
        for (index, share) in mix.enumerated() {
            guard case .stoneGeary(let utility) = share.utility else { continue }
            let needs = [
                ("A", endowment.a.least, utility.gammaA), ("B", endowment.b.least, utility.gammaB),
            ]
            for (good, least, needed) in needs where Double(least) <= needed {
                wrong(
                    "found \(least), expected more than gamma_\(good) of utilities.mix[\(index)], "
                        + Self.text(needed), section, good)
            }
        }
    }
}

extension PerAgent where Value: Comparable {
    /// The least value of all.
    ///
    /// - Precondition: a list is not empty; it has one entry per agent.
    fileprivate var least: Value {
        switch self {
        case .all(let value): value
        case .each(let values): values.dropFirst().reduce(values[0], min)
        }
    }

    /// The greatest value of all.
    ///
    /// - Precondition: a list is not empty; it has one entry per agent.
    fileprivate var greatest: Value {
        switch self {
        case .all(let value): value
        case .each(let values): values.dropFirst().reduce(values[0], max)
        }
    }
}
