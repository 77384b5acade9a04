import Primitives

extension Ledger {
    /// What must hold between any two actions, and does not.
    public struct Violation: Error, CustomStringConvertible, Sendable {
        /// What was found, with the values.
        public let description: String

        /// Says what was found.
        public init(_ description: String) { self.description = description }
    }

    /// Checks conservation (I1) and that nothing is negative (I2).
    ///
    /// - Throws: ``Violation`` for the first account or asset found wrong.
    /// - Complexity: O(agents × assets).
    public func checkInvariants() throws(Violation) {
        for index in 0..<assetCount {
            let asset = AssetID(index)
            var sum = house(asset).units
            if sum < 0 { throw Violation("house has \(house(asset)) of asset \(index)") }
            for number in 0..<agentCount {
                let available = available(AgentID(number), asset)
                let reserved = reserved(AgentID(number), asset)
                if available.units < 0 || reserved.units < 0 {
                    throw Violation(
                        "agent \(number) has \(available) available and "
                            + "\(reserved) reserved of asset \(index)")
                }
                sum += available.units + reserved.units
            }
            if sum != supply(of: asset).units {
                throw Violation(
                    "asset \(index) sums to \(Amount(units: sum)) instead of "
                        + "\(supply(of: asset))")
            }
        }
    }
}
