// How the plain values are kept in a snapshot: each as its one number.
//
// What is read back may have been damaged or be of another version, so that what a type rules
// out is an error here and no trap.

extension Amount: Codable {
    /// Reads a count of 10⁻⁸ units.
    public init(from decoder: any Decoder) throws {
        self.init(units: try decoder.singleValueContainer().decode(Int128.self))
    }

    /// Writes the count of 10⁻⁸ units.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(units)
    }
}

extension BasisPoints: Codable {
    /// Reads a count of 10⁻⁴ basis points.
    public init(from decoder: any Decoder) throws {
        self.init(units: try decoder.singleValueContainer().decode(Int64.self))
    }

    /// Writes the count of 10⁻⁴ basis points.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(units)
    }
}

extension Price: Codable {
    /// Reads a count of tick sizes; at least one.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let units = try container.decode(Int64.self)
        guard units > 0 else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a price must be positive, found \(units)")
        }
        self.init(units: units)
    }

    /// Writes the count of tick sizes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(units)
    }
}

extension Lots: Codable {
    /// Reads a count of lot sizes; zero or more.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let units = try container.decode(Int64.self)
        guard units >= 0 else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a quantity is not negative, found \(units)")
        }
        self.init(units: units)
    }

    /// Writes the count of lot sizes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(units)
    }
}

extension Tick: Codable {
    /// Reads the number of a tick.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int64.self))
    }

    /// Writes the number of the tick.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(index)
    }
}

extension OrderID: Codable {
    /// Reads the number of an order.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int64.self))
    }

    /// Writes the number of the order.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}

/// The numbers of agents, instruments and assets: a place in a table, from 0.
extension AgentID: Codable {
    /// Reads the number of an agent.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int.self))
    }

    /// Writes the number of the agent.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(index)
    }
}

extension InstrumentID: Codable {
    /// Reads the number of an instrument.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int.self))
    }

    /// Writes the number of the instrument.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(index)
    }
}

extension AssetID: Codable {
    /// Reads the number of an asset.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int.self))
    }

    /// Writes the number of the asset.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(index)
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
