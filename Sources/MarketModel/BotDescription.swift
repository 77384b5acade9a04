import Determinism
public import Primitives

/// The value of a bot's parameter.
public enum ParameterValue: Hashable, Sendable {
    /// A real number.
    case real(Double)
    /// A whole number, such as a count of ticks.
    case integer(Int64)
    /// A quantity or a sum of money, exact.
    case amount(Amount)

    /// The shortest decimal that reads back the same, as events carry it.
    public var text: String {
        switch self {
        case .real(let value): CanonicalJSON.shortestText(value)
        case .integer(let value): String(value)
        case .amount(let value): value.shortestDescription
        }
    }
}

/// A parameter of a bot: its name, default and range.
public struct ParameterDescription: Sendable {
    /// As in scenario files.
    public let name: String
    /// One sentence with the unit.
    public let summary: String
    /// What holds when the scenario is silent.
    public let defaultValue: ParameterValue
    /// The least legal value.
    public let minimum: ParameterValue
    /// The greatest legal value.
    public let maximum: ParameterValue

    /// A real number within bounds.
    public static func real(
        _ name: String, _ defaultValue: Double, in range: ClosedRange<Double>, _ summary: String
    ) -> ParameterDescription {
        ParameterDescription(
            name: name, summary: summary, defaultValue: .real(defaultValue),
            minimum: .real(range.lowerBound), maximum: .real(range.upperBound))
    }

    /// A whole number within bounds.
    public static func integer(
        _ name: String, _ defaultValue: Int64, in range: ClosedRange<Int64>, _ summary: String
    ) -> ParameterDescription {
        ParameterDescription(
            name: name, summary: summary, defaultValue: .integer(defaultValue),
            minimum: .integer(range.lowerBound), maximum: .integer(range.upperBound))
    }

    /// An exact quantity, from nothing to 10⁹ units.
    public static func quantity(
        _ name: String, _ defaultValue: Int64, _ summary: String
    ) -> ParameterDescription {
        ParameterDescription(
            name: name, summary: summary, defaultValue: .amount(Amount(whole: defaultValue)),
            minimum: .amount(.zero), maximum: .amount(Instrument.greatestBound))
    }
}

/// The parameters of one bot, every one of them present and within its range.
public struct BotParameters: Hashable, Sendable {
    /// Names and values, in the order of the bot's description.
    public private(set) var entries: [(name: String, value: ParameterValue)]

    /// Takes the description's defaults, then what `overrides` gives.
    ///
    /// - Precondition: `overrides` names only parameters of the description, with values of
    ///   the same case: whoever reads a scenario checks that first.
    public init(
        _ description: BotDescription,
        overrides: [(name: String, value: ParameterValue)] = []
    ) {
        entries = description.parameters.map { parameter in
            let given = overrides.last { $0.name == parameter.name }
            return (parameter.name, given?.value ?? parameter.defaultValue)
        }
    }

    /// The value of a real parameter.
    ///
    /// - Precondition: The bot's description has such a parameter.
    public func real(_ name: String) -> Double {
        guard case .real(let value)? = self[name] else { missing(name, "real") }
        return value
    }

    /// The value of a whole parameter.
    ///
    /// - Precondition: The bot's description has such a parameter.
    public func integer(_ name: String) -> Int64 {
        guard case .integer(let value)? = self[name] else { missing(name, "whole") }
        return value
    }

    /// The value of an exact parameter.
    ///
    /// - Precondition: The bot's description has such a parameter.
    public func amount(_ name: String) -> Amount {
        guard case .amount(let value)? = self[name] else { missing(name, "exact") }
        return value
    }

    /// The value with this name, if there is one.
    public subscript(name: String) -> ParameterValue? {
        entries.first { $0.name == name }?.value
    }

    private func missing(_ name: String, _ kind: String) -> Never {
        preconditionFailure("this bot's description has no \(kind) parameter '\(name)'")
    }

    public static func == (left: BotParameters, right: BotParameters) -> Bool {
        left.entries.elementsEqual(right.entries) { $0 == $1 }
    }

    /// Hashes names and values, in the order of the description.
    public func hash(into hasher: inout Hasher) {
        for entry in entries {
            hasher.combine(entry.name)
            hasher.combine(entry.value)
        }
    }
}

/// A kind of bot: its name, what it does, its parameters, and how to make one.
public struct BotDescription: Sendable {
    /// As in scenario files: `market_maker`.
    public let name: String
    /// What it does, in one sentence.
    public let summary: String
    /// What can be set, in the order they are listed.
    public let parameters: [ParameterDescription]
    /// Makes a bot with the given parameters.
    public let make: @Sendable (BotParameters) -> any Strategy

    /// Describes a kind of bot.
    public init(
        name: String, summary: String, parameters: [ParameterDescription],
        make: @escaping @Sendable (BotParameters) -> any Strategy
    ) {
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.make = make
    }
}
