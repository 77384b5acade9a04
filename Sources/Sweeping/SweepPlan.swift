import Determinism

/// Everything a sweep is to run: every scenario with every combination of settings and seeds.
///
/// It has no place in it and no time: the same plan is the same on every machine.
public struct SweepPlan: Hashable, Sendable {
    /// A scenario file as it was read.
    public struct Scenario: Hashable, Sendable {
        /// The scenario's name.
        public var name: String
        /// The file's text.
        public var text: String

        /// Takes a file that was read.
        public init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// A place in the scenarios, and what is to stand there in turn.
    public struct Axis: Hashable, Sendable {
        /// As `--set` has it: keys, names and places joined by dots.
        public var path: String
        /// As they would stand in the file; at least one.
        public var values: [String]

        /// Describes an axis.
        public init(path: String, values: [String]) {
            precondition(!values.isEmpty, "\(path) has no value to take")
            self.path = path
            self.values = values
        }
    }

    /// At least one.
    public var scenarios: [Scenario]
    /// The first changes slowest.
    public var axes: [Axis]
    /// The seeds, which change fastest.
    public var seeds: ClosedRange<UInt32>
    /// Instead of what the scenarios say, as it was typed.
    public var ticks: String?

    /// Plans the full product.
    public init(
        scenarios: [Scenario], axes: [Axis] = [], seeds: ClosedRange<UInt32>,
        ticks: String? = nil
    ) {
        precondition(!scenarios.isEmpty, "a sweep runs at least one scenario")
        self.scenarios = scenarios
        self.axes = axes
        self.seeds = seeds
        self.ticks = ticks
    }

    /// How many seeds each combination runs with.
    public var seedCount: Int { Int(seeds.upperBound) - Int(seeds.lowerBound) + 1 }

    /// How many combinations of scenario and settings there are; `nil` beyond what can be
    /// counted.
    public var countedVariants: Int? {
        var product = scenarios.count
        for axis in axes {
            let (next, overflow) = product.multipliedReportingOverflow(by: axis.values.count)
            if overflow { return nil }
            product = next
        }
        // The runs have to be counted too.
        return product.multipliedReportingOverflow(by: seedCount).overflow ? nil : product
    }

    /// How many combinations of scenario and settings there are.
    ///
    /// - Precondition: They can be counted.
    public var variantCount: Int {
        guard let count = countedVariants else { preconditionFailure("a plan without end") }
        return count
    }

    /// How many runs there are.
    public var runCount: Int { variantCount * seedCount }

    /// A combination, by its number from 1.
    public func variant(_ number: Int) -> SweepVariant {
        precondition((1...variantCount).contains(number), "there is no variant \(number)")
        var rest = number - 1
        var settings: [SweepVariant.Setting] = []
        for axis in axes.reversed() {
            let value = axis.values[rest % axis.values.count]
            settings.insert(SweepVariant.Setting(path: axis.path, text: value), at: 0)
            rest /= axis.values.count
        }
        return SweepVariant(number: number, scenario: rest, settings: settings)
    }

    /// A run, by its number from 1.
    public func item(_ number: Int) -> SweepItem {
        precondition((1...runCount).contains(number), "there is no run \(number)")
        let (variant, seed) = (number - 1).quotientAndRemainder(dividingBy: seedCount)
        return SweepItem(
            number: number, variant: variant + 1, seed: seeds.lowerBound + UInt32(seed))
    }
}

/// One combination of scenario and settings.
public struct SweepVariant: Hashable, Sendable {
    /// What stands somewhere in a scenario.
    public struct Setting: Hashable, Sendable {
        /// Where.
        public var path: String
        /// What, as it would stand in the file.
        public var text: String
    }

    /// From 1.
    public var number: Int
    /// The place of the scenario in the plan, from 0.
    public var scenario: Int
    /// One of each axis.
    public var settings: [Setting]

    /// The settings as canonical JSON: texts by path.
    public var settingsText: String {
        CanonicalJSON.text(.object(settings.map { JSONMember($0.path, .string($0.text)) }))
    }
}

/// One run of a plan.
public struct SweepItem: Hashable, Sendable {
    /// From 1.
    public var number: Int
    /// The number of its combination of scenario and settings.
    public var variant: Int
    /// The seed of every random stream.
    public var seed: UInt32

    /// Names a run.
    public init(number: Int, variant: Int, seed: UInt32) {
        self.number = number
        self.variant = variant
        self.seed = seed
    }
}
