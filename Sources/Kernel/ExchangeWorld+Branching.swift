import Institutions
import MarketModel
import Primitives

extension ExchangeWorld {
    /// Plans changes by the operator, each for the opening of its tick, before all else there.
    ///
    /// - Parameter branches: In the order in which they are to apply.
    /// - Precondition: None of them is for a tick that has opened, unless the world goes on
    ///   from a state after it.
    public func plan(_ branches: [RunBranch<ExchangeScenario>]) { self.branches += branches }

    /// Lets a branch take effect; the bots' parameters are the runner's.
    func follow(_ branch: RunBranch<ExchangeScenario>) {
        let before = scenario.market.instruments.map(\.fees)
        events.append(.runBranched(RunBranched(path: branch.path, value: branch.value)))
        adoptRules(of: branch)
        for (instrument, old) in zip(scenario.market.instruments, before)
        where instrument.fees != old {
            // Only the rate that the branch names; the other may have changed by plan.
            var fees = auction.fees(of: instrument.id)
            if instrument.fees.maker != old.maker { fees.maker = instrument.fees.maker }
            if instrument.fees.taker != old.taker { fees.taker = instrument.fees.taker }
            auction.setFees(fees, of: instrument.id)
        }
    }

    /// From here on the rules are those of the branch's scenario.
    func adoptRules(of branch: RunBranch<ExchangeScenario>) { scenario = branch.scenario }
}
