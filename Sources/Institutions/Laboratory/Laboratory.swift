/// The rules of a laboratory on its floor, whatever the institution.
public struct Laboratory {
    private let floor: TradingFloor
    private var rules: any PeriodRules

    /// Sets up an institution on a floor.
    public init(_ institution: LaboratoryInstitution, on floor: TradingFloor) {
        self.floor = floor
        rules = institution.rules(for: floor)
    }

    /// Renews everybody's units and trades a period.
    public mutating func runPeriod() {
        floor.beginPeriod()
        rules.trade(on: floor)
    }
}
