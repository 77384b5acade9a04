import Determinism
import MarketModel
import Primitives

extension RandomEvents {
    mutating func economyEvent() -> Event {
        switch random.below(13) {
        case 0: .economy(.agentCreated(economyAgent()))
        case 1: .economy(.resourcePlaced(resource()))
        case 2: .economy(.resourceRegrown(resource()))
        case 3:
            .economy(
                .modeChanged(old: pick(EconomyMode.allCases), new: pick(EconomyMode.allCases)))
        case 4:
            .economy(
                .targetSet(
                    TargetSet(
                        agent: agent(), position: random.chance(0.5) ? place() : nil,
                        targetAgent: random.chance(0.5) ? agent() : nil,
                        committed: random.chance(0.5) ? place() : nil)))
        case 5: .economy(.claimMade(agent: agent(), place()))
        case 6: .economy(.claimReleased(agent: agent(), place()))
        case 7: .economy(.agentMoved(agent: agent(), place()))
        case 8:
            .economy(
                .paired(
                    PairMade(
                        first: agent(), second: agent(), reason: pick(PairingReason.allCases),
                        surplus: real())))
        case 9:
            .economy(
                .unpaired(
                    PairEnded(
                        first: agent(), second: agent(), reason: pick(PartingReason.all),
                        cooldownUntil: random.chance(0.5) ? Tick(count()) : nil)))
        case 10:
            random.chance(0.5)
                ? .economy(.goodsTraded(goodsTraded()))
                : .economy(.goodsAllocated(goodsAllocated()))
        case 11:
            .economy(
                .resourceHarvested(
                    ResourceHarvested(
                        agent: agent(), position: place(), good: pick(Good.allCases),
                        amount: count(), left: count())))
        default: .economy(.lambdaUpdated(agent: agent(), old: real(), new: real()))
        }
    }

    private mutating func place() -> Position {
        Position(x: Int32(random.below(1 << 30)), y: Int32(random.below(3)))
    }

    private mutating func count() -> Int64 { abs(number()) }

    private mutating func real() -> Double {
        pick([
            0, 1, -1.5, 0.1, 1e-12, 1e21, .leastNonzeroMagnitude, .infinity, -.infinity, 2 / 3,
            1e300,
        ])
    }

    private mutating func resource() -> ResourceAmount {
        ResourceAmount(position: place(), good: pick(Good.allCases), amount: count())
    }

    private mutating func economyAgent() -> EconomyAgentCreated {
        EconomyAgentCreated(
            agent: agent(), name: string(), position: place(),
            endowment: GoodsBundle(a: count(), b: count(), money: count()),
            utility: RecordedUtility(
                type: string(),
                parameters: [
                    RecordedParameter(name: "wA", value: real()),
                    RecordedParameter(name: "A_star", value: real()),
                    RecordedParameter(name: "rho", value: real()),
                ]), lambdaMoney: real())
    }

    private mutating func goodsAllocated() -> GoodsAllocated {
        GoodsAllocated(
            trade: TradeID(count()), agent: agent(),
            change: GoodsBundle(a: count(), b: -count(), money: -count()), position: place(),
            gain: real(), market: count())
    }

    private mutating func goodsTraded() -> GoodsTraded {
        GoodsTraded(
            trade: TradeID(count()), buyer: agent(), seller: agent(),
            pair: pick(ExchangePair.allCases), units: count(), payment: count(), price: real(),
            position: place(), gainOfBuyer: real(), gainOfSeller: real())
    }
}
