import History
import Kernel
import MarketModel
import OrderFlow
import Primitives

/// An order stream played against the exchange with everything on: a hundred agents with
/// accounts, fees, reservations, events and the hash chain.
struct StreamOnExchange {
    /// Nanoseconds of processor time per steady operation of the stream.
    let nanoseconds: Double
    /// Sealed events per steady operation.
    let eventsPerOperation: Double
    /// As many as the bare book makes, or the mapping is wrong.
    let trades: Int

    /// Plays the stream once, the build-up untimed.
    init(_ input: StreamInput) {
        let actions = Self.actions(for: input.operations)
        let scenario = ExchangeWorkload.scenario(actions: actions.count, prevention: .none)
        let world = ExchangeWorld(scenario, seed: 1, reservingOrders: 2 * input.buildCount)
        world.checksEveryAction = false
        let origin = RunCreated(scenario: scenario.document, seed: 1)
        var chain = EventChain(runID: RunIdentity.runID(of: origin), market: scenario.market)
        // A replacement is two actions; the build-up has none.
        let (warmUp, steady) = (actions[..<input.buildCount], actions[input.buildCount...])
        ExchangeBenchmark.drive(world, warmUp, sealingInto: &chain, true)
        let before = chain.count
        let watch = Stopwatch()
        ExchangeBenchmark.drive(world, steady, sealingInto: &chain, true)
        let count = Double(max(input.operations.count - input.buildCount, 1))
        nanoseconds = watch.cpuSeconds * 1e9 / count
        eventsPerOperation = Double(chain.count - before) / count
        trades = Int(world.tradeCount)
    }

    /// The actions that do what the operations do. Orders are owned in turn; a replacement
    /// is a cancellation and a new order, since in a stream it starts its fills anew.
    private static func actions(for operations: [StreamOperation]) -> [ExchangeWorkload.Step] {
        var steps: [ExchangeWorkload.Step] = []
        steps.reserveCapacity(operations.count + operations.count / 16)
        var orders: [OrderID] = [OrderID(0)]
        var owners: [AgentID] = [AgentID(0)]
        var placed: Int64 = 0
        for operation in operations {
            let id = Int(operation.id)
            if operation.kind.isNewOrder {
                placed += 1
                orders.append(OrderID(placed))
                owners.append(AgentID(id % ExchangeWorkload.agents))
            }
            let known = id < orders.count ? orders[id] : OrderID(0)
            let owner = id < owners.count ? owners[id] : AgentID(0)
            for action in self.actions(for: operation, on: known) {
                steps.append(ExchangeWorkload.Step(agent: owner, action: action))
            }
            if operation.kind == .replace, id < orders.count {
                placed += 1
                orders[id] = OrderID(placed)
            }
        }
        return steps
    }

    private static func actions(
        for operation: StreamOperation, on order: OrderID
    ) -> [Action] {
        let quantity = Amount(units: Int128(operation.quantity) * 10_000_000)
        func limit(_ timeInForce: TimeInForce) -> Action {
            let price = Amount(units: Int128(operation.price) * 1_000_000)
            return .placeLimitOrder(
                LimitOrder(
                    operation.side, quantity, at: price, in: .listed(InstrumentID(0)),
                    timeInForce: timeInForce))
        }
        return switch operation.kind {
        case .limit: [limit(.gtc)]
        case .immediate: [limit(.ioc)]
        case .market:
            [
                .placeMarketOrder(
                    MarketOrder(operation.side, quantity, in: .listed(InstrumentID(0))))
            ]
        case .cancel: [.cancelOrder(order)]
        case .reduce: [.reduceOrder(order, quantity: quantity)]
        case .replace: [.cancelOrder(order), limit(.gtc)]
        }
    }
}

extension StreamOperation.Kind {
    fileprivate var isNewOrder: Bool {
        switch self {
        case .limit, .immediate, .market: true
        case .cancel, .reduce, .replace: false
        }
    }
}
