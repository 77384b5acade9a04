import Analytics
import Institutions
import Kernel
import MarketModel
import Preferences
public import Primitives

/// How a trial went, tick by tick or period by period, for plots.
public struct TrialCourse: Hashable, Sendable {
    /// A unit or a block and its price.
    public struct Trade: Hashable, Sendable {
        /// In which tick or period, from 0.
        public var tick: Int
        /// What for what.
        public var pair: ExchangePair
        /// How many units.
        public var units: Int64
        /// For a unit.
        public var price: Double
    }

    /// In percent, after each tick or in each period; `nil` where it is undefined.
    public var efficiency: [Double?] = []
    /// In order.
    public var trades: [Trade] = []

    /// Nothing yet.
    public init() {}
}

/// What people would pay and take for the units of a good as a trial begins.
public struct UnitSchedule: Hashable, Sendable {
    /// What for what.
    public let pair: ExchangePair
    /// What is paid at most for each unit, the dearest first.
    public let demand: [Double]
    /// What is taken at least for each unit, the cheapest first.
    public let supply: [Double]
    /// The equilibrium price; `nil` where there is none.
    public let price: Double?
}

extension UnitSchedule {
    /// The schedules of an economy's goods for money, each as if only that one were traded.
    static func all(of theory: EconomyTheory) -> [UnitSchedule] {
        guard theory.consumers.first?.terms != nil else { return [] }
        let most = theory.consumers.map(\.endowment.money).max() ?? 0
        return Good.allCases.map { good in
            var (demand, supply): ([Int64], [Int64]) = ([], [])
            for consumer in theory.consumers {
                guard let terms = consumer.terms else { continue }
                let reservation = UnitReservation(consumer.taste, terms: terms)
                let schedule = reservation.schedule(
                    good, holding: consumer.endowment, units: greatestUnits, atMost: most)
                demand += schedule.bids
                supply += schedule.asks
            }
            let prices = theory.reference?.prices
            return UnitSchedule(
                pair: good == .a ? .aForMoney : .bForMoney,
                demand: demand.sorted(by: >).map(Double.init),
                supply: supply.sorted().map(Double.init),
                price: good == .a ? prices?.a : prices?.b)
        }
    }

    /// More units than these of one person are beyond any plot.
    private static let greatestUnits: Int64 = 100

    /// The schedule of a laboratory.
    init(_ theory: SupplyAndDemand) {
        pair = .aForMoney
        demand = theory.values.map(Double.init)
        supply = theory.costs.map(Double.init)
        price = theory.price
    }
}
