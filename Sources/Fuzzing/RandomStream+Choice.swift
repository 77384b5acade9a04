import Determinism
import Primitives

extension RandomStream {
    /// One of the choices, each as likely as any other; write one twice to make it likelier.
    mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[below(choices.count)] }

    /// A whole number within bounds that are less than 2³² apart.
    mutating func whole(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(below(Int(range.upperBound - range.lowerBound) + 1))
    }

    /// A whole number of up to so many decimal digits, each length as likely as any other.
    mutating func magnitude(digits: Int) -> Int64 {
        var value: Int64 = 1
        for _ in 0..<below(digits + 1) { value = value * 10 + whole(0...9) }
        return value
    }
}
