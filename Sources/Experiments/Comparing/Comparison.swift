import Analytics
import Institutions
import Kernel
import MarketModel
import Preferences
import Primitives
public import ScenarioKit

/// One scenario under several institutions, with the same agents and the same luck.
public struct Comparison: Sendable {
    /// What an institution came to.
    public struct Row: Sendable {
        /// Which.
        public let institution: InstitutionChoice
        /// By seed.
        public let trials: [TrialFigures]

        /// A figure's mean and interval over the seeds that have it. Utilities know no bounds:
        /// what is too large for its square, or no number, counts as none.
        public func sample(_ figure: (TrialFigures) -> Double?) -> Sample {
            Sample(
                trials.compactMap(figure).filter {
                    $0.magnitude <= TournamentGame.greatestFigure
                })
        }
    }

    /// The scenario's name.
    public let scenario: String
    /// Its kind.
    public let kind: ScenarioKind
    /// The seeds, the same for every institution.
    public let seeds: [UInt32]
    /// The institutions in the order they were named.
    public let rows: [Row]
    /// What people would pay and take as the first seed begins, good by good.
    public let schedules: [UnitSchedule]
    /// What theory says, and what a reader has to know, in lines.
    public let remarks: [String]

    /// Compares.
    ///
    /// - Parameters:
    ///   - seeds: `nil` for a laboratory's replications, or for an economy's seeds 1 to 30.
    ///   - keepsCourse: Whether what ``page`` draws is kept.
    /// - Throws: ``ExperimentFault`` for an exchange, and for institutions there are none of.
    public init(
        _ scenario: AnyScenario, seed: UInt32, institutions: [InstitutionChoice],
        seeds: [UInt32]?, keepsCourse: Bool = false
    ) throws(ExperimentFault) {
        switch scenario {
        case .exchange:
            throw ExperimentFault(
                "an exchange has one institution; expected a laboratory or "
                    + "an economy")
        case .laboratory(let laboratory):
            let all =
                seeds
                ?? (0..<Int(laboratory.replications)).map {
                    Replications.seed(of: $0, in: seed)
                }
            try self.init(laboratory, institutions, all, keepsCourse)
        case .economy(let economy):
            try self.init(economy, institutions, seeds ?? Array(1...30), keepsCourse)
        }
    }

    private init(
        _ laboratory: LaboratoryScenario, _ institutions: [InstitutionChoice],
        _ seeds: [UInt32], _ keepsCourse: Bool
    ) throws(ExperimentFault) {
        var rows: [Row] = []
        let theory = SupplyAndDemand(
            values: laboratory.buyers.flatMap(\.limits),
            costs: laboratory.sellers.flatMap(\.limits))
        var remarks = Self.remarks(theory)
        for choice in institutions {
            var scenario = laboratory
            scenario.institution = try choice.laboratory(own: laboratory.institution)
            let swapped = scenario
            let trials = Replications.run(seeds.count) {
                TrialFigures(
                    LaboratoryTrial.periods(of: swapped, seed: seeds[$0]),
                    keepsCourse: keepsCourse)
            }
            remarks += Self.remarks(theory, swapped.institution, choice)
            rows.append(Row(institution: choice, trials: trials))
        }
        self.rows = rows
        self.seeds = seeds
        scenario = laboratory.name
        kind = .laboratory
        schedules = [UnitSchedule(theory)]
        self.remarks = remarks
    }

    /// What theory says that a decreed price, or one held back by a limit, leaves of the gains.
    private static func remarks(
        _ theory: SupplyAndDemand, _ institution: LaboratoryInstitution,
        _ choice: InstitutionChoice
    ) -> [String] {
        guard case .postedPrice(let rules) = institution, let free = theory.price else {
            return []
        }
        var price = free
        if case .fixed(let decreed) = rules.rule { price = decreed }
        if let ceiling = rules.ceiling { price = min(price, ceiling) }
        if let floor = rules.floor { price = max(price, floor) }
        let surplus = theory.surplus(at: price)
        guard price != free, let share = theory.efficiency(of: surplus) else { return [] }
        return [
            "\(choice.text): at \(Numeral.real(price, decimals: 2)) theory leaves a surplus of "
                + "\(surplus), \(Numeral.real(share, decimals: 2)) %, and takes "
                + "\(Numeral.real(100 - share, decimals: 2)) %"
        ]
    }

    private init(
        _ economy: EconomyScenario, _ institutions: [InstitutionChoice], _ seeds: [UInt32],
        _ keepsCourse: Bool
    ) throws(ExperimentFault) {
        let theories = Replications.run(seeds.count) { EconomyTheory(economy, seed: seeds[$0]) }
        let pools = Self.pools(theories.first)
        var rows: [Row] = []
        for choice in institutions {
            var scenario = economy
            scenario.institution = try choice.economy(
                own: economy.institution, defaultPools: pools)
            if scenario.institution != .bilateral, economy.parameters.regime == .barterOnly {
                throw ExperimentFault(
                    "\(choice.text) needs money, and the scenario has exchange_regime: barter_only")
            }
            let swapped = scenario
            let trials = Replications.run(seeds.count) {
                EconomyTrial(
                    swapped, seed: seeds[$0], theories[$0], keepsCourse: keepsCourse
                ).figures()
            }
            rows.append(Row(institution: choice, trials: trials))
        }
        self.rows = rows
        self.seeds = seeds
        scenario = economy.name
        kind = .economy
        schedules = theories.first.map { UnitSchedule.all(of: $0) } ?? []
        remarks =
            Self.remarks(economy, theories)
            + Self.remarks(pools, institutions, own: economy.institution)
    }

    /// Pools for an economy that names none: of each good a quarter of what there is, and its
    /// price in the first seed's equilibrium.
    private static func pools(_ theory: EconomyTheory?) -> MarketPoolRules {
        guard let theory, let prices = theory.reference?.prices else {
            return MarketPoolRules([])
        }
        let pools = Good.allCases.compactMap { good -> MarketPoolRules.Endowment? in
            let units = theory.consumers.reduce(0) { $0 + $1.endowment[good] } / 4
            let price = good == .a ? prices.a : prices.b
            let money = (price * Double(units)).rounded()
            guard units >= 2, money >= 1, money < 1e12 else { return nil }
            return MarketPoolRules.Endowment(good: good, units: units, money: Int64(money))
        }
        return MarketPoolRules(pools)
    }

    private static func remarks(
        _ pools: MarketPoolRules, _ institutions: [InstitutionChoice], own: EconomyInstitution
    ) -> [String] {
        guard institutions.contains(where: { $0.name == "amm" }) else { return [] }
        if case .pool = own { return [] }
        let texts = pools.pools.map { "\($0.units) \($0.good.rawValue) and \($0.money) M" }
        return [
            "the house endows pools of \(texts.joined(separator: "; ")): "
                + "what they lose is not the members' own gain"
        ]
    }

    private static func remarks(_ theory: SupplyAndDemand) -> [String] {
        guard let prices = theory.prices else {
            return ["there are no gains from trade: efficiency and alpha are blank"]
        }
        return [
            "equilibrium price \(prices.lowerBound) to \(prices.upperBound), "
                + "\(theory.quantity) units, greatest surplus \(theory.surplus)"
        ]
    }

    private static func remarks(
        _ economy: EconomyScenario, _ theories: [EconomyTheory]
    ) -> [String] {
        var remarks: [String] = []
        let none = theories.count { $0.reference == nil }
        let several = theories.count { $0.equilibria.count > 1 }
        let idle = theories.count { $0.reference != nil && $0.measure == nil }
        if let prices = theories.first?.reference?.prices {
            let text =
                economy.parameters.regime == .barterOnly
                ? "\(Numeral.real(prices.a / prices.b, decimals: 4)) B for an A"
                : "\(Numeral.real(prices.a, decimals: 4)) for A and "
                    + "\(Numeral.real(prices.b, decimals: 4)) for B"
            remarks.append("equilibrium of the first seed: \(text)")
        }
        if none > 0 {
            remarks.append(
                "\(none) of \(theories.count) seeds have no stable equilibrium: "
                    + "efficiency and alpha are blank there")
        }
        if several > 0 {
            remarks.append(
                "\(several) seeds have several equilibria; the stable one of the lowest "
                    + "relative price counts")
        }
        if idle > 0 { remarks.append("in \(idle) seeds there is nothing to gain from trade") }
        return remarks
    }
}

extension Comparison {
    /// What an institution's efficiency is above the first one's, seed by seed.
    ///
    /// The same seeds meet the same agents, so that the interval is that of differences.
    public func advantage(of row: Row) -> Sample {
        guard let first = rows.first else { return Sample() }
        return Sample(
            zip(first.trials, row.trials).compactMap { one, other in
                guard let base = one.efficiency, let value = other.efficiency else { return nil }
                return value - base
            })
    }
}
