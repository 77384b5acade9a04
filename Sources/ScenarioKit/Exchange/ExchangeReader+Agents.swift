import Bots
import Determinism
import Kernel
import MarketModel
import Primitives

extension ExchangeReader {
    /// Reads the agents.
    mutating func readAgents() {
        guard let sections = top.sections("agents") else {
            namesAreComplete = false
            return
        }
        for section in sections {
            guard let section else {
                namesAreComplete = false
                groups.append(nil)
                continue
            }
            count(section)
            let group = agentGroup(section)
            groups.append(group)
            if let group {
                checkStart(of: group, section)
                warnOfNarrowSpread(group, section)
            }
        }
        checkEndowments(of: sections)
    }

    private mutating func agentGroup(_ section: SectionValues) -> AgentGroup? {
        let kind: AgentKind = section.variant == "remote" ? .remote : .bot
        let bot = kind == .bot ? self.bot(section) : nil
        let parameters = bot.flatMap { self.parameters(of: $0, section) }
        let balances = self.balances(section)
        if let rate = section.real("wake_rate"), rate != 1, let activation, activation != .poisson {
            reader.log.warning(
                "has no effect without activation: poisson",
                at: section.position(of: "wake_rate"), path: section.path(of: "wake_rate"))
        }
        if kind == .bot, parameters == nil { return nil }
        guard let name = name(of: section), let count = section.integer("count"), let balances,
            let latency = section.integer("latency"), let wakeRate = section.real("wake_rate")
        else { return nil }
        checkMemory(of: latency, section)
        return AgentGroup(
            kind: kind, bot: bot?.name, name: name, count: Int(count), balances: balances,
            parameters: parameters, latencyTicks: latency, wakeRate: wakeRate)
    }

    /// Notes a maker whose two quotes lie closer than prices do.
    private mutating func warnOfNarrowSpread(_ group: AgentGroup, _ section: SectionValues) {
        let name = "spread_bps"
        let values = group.parameters?.entries.filter { $0.name == name }
        guard case .real(let spread)? = values?.first?.value, spread > 0, !reader.log.hasErrors
        else { return }
        for case let instrument? in market.instruments {
            let price = instrument.referencePrice.units.asDouble
            let tick = instrument.tickSize.units.asDouble
            if spread / 10_000 * price >= tick { continue }
            let path = DocumentPath.joined(section.path(of: "parameters"), name)
            reader.log.warning(
                "a spread of \(CanonicalJSON.shortestText(spread)) basis points at the reference "
                    + "price is less than the tick_size of \(instrument.symbol), "
                    + instrument.tickSize.shortestDescription,
                at: section.position(of: "parameters"), path: path)
        }
    }

    /// Notes an error if what an agent of this latency is shown would not fit into memory.
    private mutating func checkMemory(of latency: Int64, _ section: SectionValues) {
        let kept = min(latency, ticks ?? latency)
        let instruments = Int64(market.symbols.count)
        if kept * instruments > ScenarioLimits.pastViews {
            wrong(
                "found \(latency) with \(instruments) instruments, expected at most "
                    + "\(ScenarioLimits.pastViews / instruments): as many past ticks of each are "
                    + "kept", section, "latency")
        }
    }

    private func name(of section: SectionValues) -> String? {
        section.isWritten("name") || section.variant == "remote"
            ? section.text("name") : section.text("bot")
    }

    private mutating func bot(_ section: SectionValues) -> BotDescription? {
        guard let name = section.text("bot") else { return nil }
        if let bot = BotCatalog.description(named: name) { return bot }
        let known = BotCatalog.all.map(\.name)
        wrong(unknown("bot", name, known: known), section, "bot")
        return nil
    }

    private mutating func parameters(
        of bot: BotDescription, _ section: SectionValues
    ) -> BotParameters? {
        guard case .unread(let node)? = section["parameters"] else { return nil }
        let description = ExchangeSections.parameters(of: bot)
        let path = section.path(of: "parameters")
        guard let values = reader.section(node, as: description, path: path) else { return nil }
        var overrides: [(name: String, value: ParameterValue)] = []
        for parameter in bot.parameters {
            guard let value = values.parameter(parameter.name) else { return nil }
            overrides.append((parameter.name, value))
        }
        return BotParameters(bot, overrides: overrides)
    }

    /// What each agent starts with, by asset number.
    private mutating func balances(_ section: SectionValues) -> [Amount]? {
        guard let cash = section.amount("cash"),
            case .amounts(let holdings)? = section["holdings"]
        else { return nil }
        // Too many balances would not fit into memory.
        guard !market.assets.isEmpty, !hasTooManyAgents else { return nil }
        var balances = Array(repeating: Amount.zero, count: market.assets.count)
        balances[0] = cash
        for (name, amount) in holdings {
            let path = DocumentPath.joined(section.path(of: "holdings"), name.value)
            if name.value == market.assets[0] {
                reader.log.error(
                    "found the quote asset, expected it as cash", at: name.position, path: path)
            } else if let asset = market.asset(name.value) {
                balances[asset.index] = amount.value
            } else if market.isComplete {
                let hint = unknown(
                    "asset", name.value, known: Array(market.assets.dropFirst()))
                reader.log.error(hint, at: name.position, path: path)
            }
        }
        return balances
    }

    private mutating func count(_ section: SectionValues) {
        let assets = max(1, market.assets.count)
        let count = section.integer("count").map { Int($0) }
        agentTotal += count ?? 0
        balanceTotal += max(1, count ?? 1) * assets
        if let name = name(of: section), let count {
            numbering[name, default: 0] += count
            if count > 0, agentExamples.count < 20, !agentExamples.contains(name + "-1") {
                agentExamples.append(name + "-1")
            }
        } else {
            namesAreComplete = false
        }
        if agentTotal > ScenarioLimits.agents, !hasTooManyAgents {
            hasTooManyAgents = true
            wrong(
                "found \(agentTotal) agents up to here, expected at most "
                    + "\(ScenarioLimits.agents) in all", section, "count")
        } else if balanceTotal > ScenarioLimits.balances, !hasTooManyAgents {
            hasTooManyAgents = true
            wrong(
                "found \(agentTotal) agents up to here with \(assets) assets each, expected at "
                    + "most \(ScenarioLimits.balances) balances in all", section, "count")
        }
    }

    /// Whether an agent will have this name: `name-n`, n from 1 without leading zeros.
    func isAgent(_ name: String) -> Bool {
        guard let dash = name.lastIndex(of: "-") else { return false }
        let number = String(name[name.index(after: dash)...])
        guard let count = numbering[String(name[..<dash])],
            let n = try? StrictNumber.integer(number)
        else { return false }
        return n >= 1 && n <= Int64(count)
    }
}
