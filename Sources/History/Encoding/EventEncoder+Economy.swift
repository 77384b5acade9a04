import Determinism
import MarketModel
import Primitives

// The events of economies, key by key in canonical order.
extension EventEncoder {
    func encode(_ event: EconomyEvent, into out: inout ByteWriter) {
        switch event {
        case .agentCreated(let agent): encode(agent, into: &out)
        case .resourcePlaced(let resource):
            out.append(#","event_type":"RESOURCE_PLACED","payload":{"amount":"#)
            encode(resource, into: &out)
        case .resourceRegrown(let resource):
            out.append(#","event_type":"RESOURCE_REGROWN","payload":{"amount":"#)
            encode(resource, into: &out)
        case .modeChanged(let old, let new):
            out.append(#","event_type":"MODE_CHANGED","payload":{"new":""#)
            append(word: new.rawValue, to: &out)
            out.append(#"","old":""#)
            append(word: old.rawValue, to: &out)
            out.append(#""}"#)
        case .targetSet(let target): encode(target, into: &out)
        case .claimMade(let agent, let position):
            out.append(#","event_type":"CLAIM_MADE","payload":{"agent_id":"#)
            append(agent, at: position, to: &out)
        case .claimReleased(let agent, let position):
            out.append(#","event_type":"CLAIM_RELEASED","payload":{"agent_id":"#)
            append(agent, at: position, to: &out)
        case .agentMoved(let agent, let position):
            out.append(#","event_type":"AGENT_MOVED","payload":{"agent_id":"#)
            append(agent, at: position, to: &out)
        case .paired(let pair): encode(pair, into: &out)
        case .unpaired(let pair): encode(pair, into: &out)
        case .goodsTraded(let trade): encode(trade, into: &out)
        case .goodsAllocated(let move): encode(move, into: &out)
        case .resourceHarvested(let harvest): encode(harvest, into: &out)
        case .lambdaUpdated(let agent, let old, let new):
            out.append(#","event_type":"LAMBDA_UPDATED","payload":{"agent_id":"#)
            out.append(Int64(agent.index))
            out.append(#","new":""#)
            append(word: RecordedReal.text(new), to: &out)
            out.append(#"","old":""#)
            append(word: RecordedReal.text(old), to: &out)
            out.append(#""}"#)
        case .traderCreated(let trader): encode(trader, into: &out)
        case .marketCleared(let market): encode(market, into: &out)
        case .periodEnded(let period): encode(period, into: &out)
        }
    }

    private func encode(_ agent: EconomyAgentCreated, into out: inout ByteWriter) {
        let parameters = agent.utility.parameters.map {
            JSONMember($0.name, RecordedReal.document($0.value))
        }
        let payload: JSONValue = [
            "agent_id": .integer(Int64(agent.agent.index)),
            "inventory": [
                "A": .integer(agent.endowment.a), "B": .integer(agent.endowment.b),
                "M": .integer(agent.endowment.money),
            ],
            "lambda_money": RecordedReal.document(agent.lambdaMoney),
            "name": .string(agent.name),
            "position": [.integer(Int64(agent.position.x)), .integer(Int64(agent.position.y))],
            "utility": ["params": .object(parameters), "type": .string(agent.utility.type)],
        ]
        out.append(#","event_type":"AGENT_CREATED","payload":"#)
        out.append(CanonicalJSON.encode(payload))
    }

    private func encode(_ resource: ResourceAmount, into out: inout ByteWriter) {
        out.append(resource.amount)
        out.append(#","good":""#)
        append(word: resource.good.rawValue, to: &out)
        out.append(#"","position":"#)
        append(resource.position, to: &out)
        out.append("}")
    }

    private func encode(_ target: TargetSet, into out: inout ByteWriter) {
        out.append(#","event_type":"TARGET_SET","payload":{"agent_id":"#)
        out.append(Int64(target.agent.index))
        if let cell = target.committed {
            out.append(#","committed":"#)
            append(cell, to: &out)
        }
        if let position = target.position {
            out.append(#","position":"#)
            append(position, to: &out)
        }
        if let other = target.targetAgent {
            out.append(#","target_agent":"#)
            out.append(Int64(other.index))
        }
        out.append("}")
    }

    private func encode(_ pair: PairMade, into out: inout ByteWriter) {
        out.append(#","event_type":"PAIRED","payload":{"agent_i":"#)
        out.append(Int64(pair.first.index))
        out.append(#","agent_j":"#)
        out.append(Int64(pair.second.index))
        out.append(#","reason":""#)
        append(word: pair.reason.rawValue, to: &out)
        let surplus = RecordedReal.text(pair.surplus)
        out.append(#"","surplus_i":""#)
        append(word: surplus, to: &out)
        out.append(#"","surplus_j":""#)
        append(word: surplus, to: &out)
        out.append(#""}"#)
    }

    private func encode(_ pair: PairEnded, into out: inout ByteWriter) {
        out.append(#","event_type":"UNPAIRED","payload":{"agent_i":"#)
        out.append(Int64(pair.first.index))
        out.append(#","agent_j":"#)
        out.append(Int64(pair.second.index))
        if let end = pair.cooldownUntil {
            out.append(#","cooldown_until":"#)
            out.append(end.index)
        }
        out.append(#","reason":""#)
        append(word: pair.reason.name, to: &out)
        out.append(#""}"#)
    }

    private func encode(_ trade: GoodsTraded, into out: inout ByteWriter) {
        let amounts = trade.amounts
        out.append(#","event_type":"GOODS_TRADED","payload":{"at":"#)
        append(trade.position, to: &out)
        out.append(#","buyer":"#)
        out.append(Int64(trade.buyer.index))
        out.append(#","dA":"#)
        out.append(amounts.a)
        out.append(#","dB":"#)
        out.append(amounts.b)
        out.append(#","dM":"#)
        out.append(amounts.money)
        out.append(#","gain_buyer":""#)
        append(word: RecordedReal.text(trade.gainOfBuyer), to: &out)
        out.append(#"","gain_seller":""#)
        append(word: RecordedReal.text(trade.gainOfSeller), to: &out)
        if let market = trade.market {
            out.append(#"","market":"#)
            out.append(market)
            out.append(#","pair":""#)
        } else {
            out.append(#"","pair":""#)
        }
        append(word: trade.pair.rawValue, to: &out)
        out.append(#"","price":""#)
        append(word: RecordedReal.text(trade.price), to: &out)
        out.append(#"","seller":"#)
        out.append(Int64(trade.seller.index))
        out.append(#","trade_id":"#)
        out.append(trade.trade.number)
        out.append("}")
    }

    private func encode(_ harvest: ResourceHarvested, into out: inout ByteWriter) {
        out.append(#","event_type":"RESOURCE_HARVESTED","payload":{"agent_id":"#)
        out.append(Int64(harvest.agent.index))
        out.append(#","amount":"#)
        out.append(harvest.amount)
        out.append(#","good":""#)
        append(word: harvest.good.rawValue, to: &out)
        out.append(#"","left":"#)
        out.append(harvest.left)
        out.append(#","position":"#)
        append(harvest.position, to: &out)
        out.append("}")
    }

    private func append(
        _ agent: AgentID, at position: Position, to out: inout ByteWriter
    ) {
        out.append(Int64(agent.index))
        out.append(#","position":"#)
        append(position, to: &out)
        out.append("}")
    }

    private func append(_ position: Position, to out: inout ByteWriter) {
        out.append("[")
        out.append(Int64(position.x))
        out.append(",")
        out.append(Int64(position.y))
        out.append("]")
    }

    /// A word of ASCII without anything to escape.
    private func append(word: String, to out: inout ByteWriter) {
        var word = word
        word.withUTF8 { out.append(UnsafeRawBufferPointer($0)) }
    }
}
