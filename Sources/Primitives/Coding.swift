// How the plain values are kept in a snapshot: each as its one number.
//
// What is read back may have been damaged or be of another version, so that what a type rules
// out is an error here and no trap.

extension Decoder {
    /// Reads the one number.
    fileprivate func number<Number: Decodable & Comparable>(
        from least: Number? = nil
    ) throws -> Number {
        let container = try singleValueContainer()
        let number = try container.decode(Number.self)
        if let least, number < least {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "found \(number), expected at least \(least)")
        }
        return number
    }
}

extension Encoder {
    /// Writes the one number.
    fileprivate func write(_ number: some Encodable) throws {
        var container = singleValueContainer()
        try container.encode(number)
    }
}

extension Amount: Codable {
    /// Reads a count of 10⁻⁸ units.
    public init(from decoder: any Decoder) throws {
        self.init(units: try decoder.number())
    }

    /// Writes the count of 10⁻⁸ units.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(units)
    }
}

extension BasisPoints: Codable {
    /// Reads a count of 10⁻⁴ basis points.
    public init(from decoder: any Decoder) throws {
        self.init(units: try decoder.number())
    }

    /// Writes the count of 10⁻⁴ basis points.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(units)
    }
}

extension Price: Codable {
    /// Reads a count of tick sizes; at least one.
    public init(from decoder: any Decoder) throws {
        self.init(units: try decoder.number(from: 1))
    }

    /// Writes the count of tick sizes.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(units)
    }
}

extension Lots: Codable {
    /// Reads a count of lot sizes; zero or more.
    public init(from decoder: any Decoder) throws {
        self.init(units: try decoder.number(from: 0))
    }

    /// Writes the count of lot sizes.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(units)
    }
}

extension Tick: Codable {
    /// Reads the number of a tick.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.number())
    }

    /// Writes the number of the tick.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(index)
    }
}

extension OrderID: Codable {
    /// Reads the number of an order.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.number())
    }

    /// Writes the number of the order.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(number)
    }
}

// The numbers of agents, instruments and assets: a place in a table, from 0.

extension AgentID: Codable {
    /// Reads the number of an agent.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.number())
    }

    /// Writes the number of the agent.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(index)
    }
}

extension InstrumentID: Codable {
    /// Reads the number of an instrument.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.number())
    }

    /// Writes the number of the instrument.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(index)
    }
}

extension AssetID: Codable {
    /// Reads the number of an asset.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.number())
    }

    /// Writes the number of the asset.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(index)
    }
}

extension Side: Codable {}

/// What a snapshot says and a world of its scenario cannot be.
public struct SnapshotError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What does not fit, in words.
    public let description: String

    /// Describes what does not fit.
    public init(_ description: String) { self.description = description }
}
