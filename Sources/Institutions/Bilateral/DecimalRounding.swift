/// Rounding of doubles as if they were written out in full.
enum DecimalRounding {
    /// The nearest hundredth to a number, halves to the even one.
    ///
    /// The number is taken as it is, with all its binary digits: 1.005 lies below its text.
    ///
    /// - Parameter value: Not negative.
    static func hundredths(_ value: Double) -> Double {
        let product = value * 100
        // Beyond 2⁵² there is no fraction left to round.
        guard product < 4_503_599_627_370_496 else { return value }
        let whole = product.rounded(.down)
        let half = whole + 0.5
        // What the product lost in rounding decides where it seems to lie halfway.
        let lost = (-product).addingProduct(value, 100)
        let isUp: Bool
        if product != half {
            isUp = product > half
        } else if lost != 0 {
            isUp = lost > 0
        } else {
            isUp = whole.truncatingRemainder(dividingBy: 2) != 0
        }
        return (isUp ? whole + 1 : whole) / 100
    }
}
