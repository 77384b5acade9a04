public import Accounting
import Institutions
import Primitives

extension ExchangeWorld {
    /// Checks I1–I4: conservation, nothing negative, reservations, books.
    ///
    /// - Throws: What was found wrong first.
    /// - Complexity: O(agents × assets + open orders).
    public func checkInvariants() throws(Ledger.Violation) {
        try ledger.checkInvariants()
        try auction.checkInvariants()
    }

    /// Checks what a release build checks every tick: I1, I2, and that no book is crossed.
    ///
    /// - Throws: What was found wrong first.
    public func checkTick() throws(Ledger.Violation) {
        try ledger.checkInvariants()
        try auction.checkTouch()
    }

    func assertInvariants() {
        do {
            try checkInvariants()
        } catch {
            preconditionFailure("tick \(tick.index): \(error)")
        }
    }

    func assertTick() {
        do {
            try checkTick()
        } catch {
            preconditionFailure("tick \(tick.index): \(error)")
        }
    }
}
