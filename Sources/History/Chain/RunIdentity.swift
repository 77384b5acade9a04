import Determinism
public import MarketModel

/// The name of a run, which follows from what determines it.
public enum RunIdentity {
    /// The first 16 hexadecimal digits of the SHA-256 of canonical `{"scenario", "seed"}`.
    public static func runID(of origin: RunCreated) -> String {
        let document: JSONValue = [
            "scenario": origin.scenario, "seed": .integer(Int64(origin.seed)),
        ]
        return String(Digest.hex(of: CanonicalJSON.encode(document)).prefix(16))
    }
}
