import Determinism
import MarketModel
import Primitives

// The payloads of economies.
extension PayloadDecoder {
    /// The event of an economy or laboratory that a type other than `AGENT_CREATED` tells.
    ///
    /// - Precondition: It is one of theirs.
    func economyEvent(
        _ type: RecordedType, _ fields: inout PayloadReader
    ) throws(PayloadError) -> EconomyEvent {
        switch type {
        case .resourcePlaced: .resourcePlaced(try resource(&fields))
        case .resourceRegrown: .resourceRegrown(try resource(&fields))
        case .resourceHarvested: .resourceHarvested(try harvest(&fields))
        case .modeChanged:
            .modeChanged(old: try fields.choice("old"), new: try fields.choice("new"))
        case .targetSet: .targetSet(try target(&fields))
        case .claimMade:
            .claimMade(agent: try agent("agent_id", &fields), try fields.position("position"))
        case .claimReleased:
            .claimReleased(
                agent: try agent("agent_id", &fields), try fields.position("position"))
        case .agentMoved:
            .agentMoved(agent: try agent("agent_id", &fields), try fields.position("position"))
        case .paired: .paired(try paired(&fields))
        case .unpaired: .unpaired(try unpaired(&fields))
        case .goodsTraded: .goodsTraded(try goodsTraded(&fields))
        case .goodsAllocated: .goodsAllocated(try goodsAllocated(&fields))
        case .lambdaUpdated:
            .lambdaUpdated(
                agent: try agent("agent_id", &fields), old: try fields.anyReal("old"),
                new: try fields.anyReal("new"))
        case .marketCleared: .marketCleared(try marketCleared(&fields))
        case .periodEnded: .periodEnded(try periodEnded(&fields))
        case .runCreated, .agentCreated, .runStarted, .runBranched, .runStopped, .tickStarted,
            .tickEnded, .orderPlaced, .orderReplaced, .tradeExecuted, .orderCancelled,
            .orderExpired, .orderRejected, .rateLimitHit, .decayApplied, .agentBankrupt,
            .balanceUpdated, .scenarioEvent:
            preconditionFailure("\(type) is no event of an economy")
        }
    }

    func economyAgent(
        _ fields: inout PayloadReader
    ) throws(PayloadError) -> EconomyAgentCreated {
        EconomyAgentCreated(
            agent: try agent("agent_id", &fields), name: try fields.text("name"),
            position: try fields.position("position"), endowment: try bundle(&fields),
            utility: try utility(&fields), lambdaMoney: try fields.anyReal("lambda_money"))
    }

    private func bundle(_ fields: inout PayloadReader) throws(PayloadError) -> GoodsBundle {
        var goods = try PayloadReader(fields.value("inventory"), at: "inventory.")
        let bundle = GoodsBundle(
            a: try goods.count("A"), b: try goods.count("B"), money: try goods.count("M"))
        try goods.finish()
        return bundle
    }

    private func utility(_ fields: inout PayloadReader) throws(PayloadError) -> RecordedUtility {
        var parts = try PayloadReader(fields.value("utility"), at: "utility.")
        let type = try parts.text("type")
        let values = try parts.value("params")
        try parts.finish()
        guard let members = values.objectValue else {
            throw parts.wrong("params", "an object", values)
        }
        var numbers = try PayloadReader(values, at: "utility.params.")
        var parameters: [RecordedParameter] = []
        for member in members {
            let value = try numbers.anyReal(member.key)
            parameters.append(RecordedParameter(name: member.key, value: value))
        }
        return RecordedUtility(type: type, parameters: parameters)
    }

    func resource(_ fields: inout PayloadReader) throws(PayloadError) -> ResourceAmount {
        ResourceAmount(
            position: try fields.position("position"), good: try fields.choice("good"),
            amount: try fields.count("amount"))
    }

    func harvest(_ fields: inout PayloadReader) throws(PayloadError) -> ResourceHarvested {
        ResourceHarvested(
            agent: try agent("agent_id", &fields), position: try fields.position("position"),
            good: try fields.choice("good"), amount: try fields.count("amount"),
            left: try fields.count("left"))
    }

    func target(_ fields: inout PayloadReader) throws(PayloadError) -> TargetSet {
        TargetSet(
            agent: try agent("agent_id", &fields),
            position: try fields.optionalPosition("position"),
            targetAgent: try fields.optionalInteger("target_agent").map { AgentID(Int($0)) },
            committed: try fields.optionalPosition("committed"))
    }

    func paired(_ fields: inout PayloadReader) throws(PayloadError) -> PairMade {
        let pair = PairMade(
            first: try agent("agent_i", &fields), second: try agent("agent_j", &fields),
            reason: try fields.choice("reason"), surplus: try fields.anyReal("surplus_i"))
        let other = try fields.anyReal("surplus_j")
        guard other.bitPattern == pair.surplus.bitPattern else {
            throw fields.wrong(
                "surplus_j", "\(pair.surplus), the same for both", RecordedReal.document(other))
        }
        return pair
    }

    func unpaired(_ fields: inout PayloadReader) throws(PayloadError) -> PairEnded {
        let text = try fields.text("reason")
        guard
            let reason = PartingReason.all.first(where: {
                $0.name.utf8.elementsEqual(text.utf8)
            })
        else { throw fields.wrong("reason", "a known word", .string(text), .unknown) }
        return PairEnded(
            first: try agent("agent_i", &fields), second: try agent("agent_j", &fields),
            reason: reason,
            cooldownUntil: try fields.optionalInteger("cooldown_until").map { Tick($0) })
    }

    func goodsTraded(_ fields: inout PayloadReader) throws(PayloadError) -> GoodsTraded {
        let pair: ExchangePair = try fields.choice("pair")
        let amounts = GoodsBundle(
            a: try fields.count("dA"), b: try fields.count("dB"), money: try fields.count("dM"))
        var trade = GoodsTraded(
            trade: TradeID(try fields.integer("trade_id")),
            buyer: try agent("buyer", &fields), seller: try agent("seller", &fields),
            pair: pair, units: amounts[pair.good],
            payment: pair == .aForB ? amounts.b : amounts.money,
            price: try fields.anyReal("price"), position: try fields.position("at"),
            gainOfBuyer: try fields.anyReal("gain_buyer"),
            gainOfSeller: try fields.anyReal("gain_seller"))
        trade.market = try fields.optionalInteger("market")
        guard trade.amounts == amounts else {
            throw fields.wrong("pair", "amounts of \(pair.rawValue) alone", .string("more"))
        }
        return trade
    }
}
