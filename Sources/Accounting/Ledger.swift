public import Primitives

/// Who owns what: per agent and asset what is available and what is reserved, and the house.
///
/// Every movement goes from somewhere to somewhere, so nothing is created or lost but by
/// ``mint(_:_:_:)`` and ``burn(_:_:_:)``. Scenario loading bounds the supply of an asset to
/// 10¹⁵ units, so sums of balances cannot overflow; callers check funds before they move them.
public final class Ledger {
    /// The number of assets; number 0 is cash.
    public let assetCount: Int
    /// The number of agents.
    @exclusivity(unchecked)
    public private(set) var agentCount = 0

    // A pointer, replaced only when an agent is added: nothing to guard on every access.
    @exclusivity(unchecked)
    private var accounts: UnsafeMutablePointer<Account>
    private var capacity: Int
    private let house: UnsafeMutablePointer<Int128>
    private let supply: UnsafeMutablePointer<Int128>

    struct Account {
        var available: Int128
        var reserved: Int128
    }

    /// Creates a ledger without agents; the house starts at zero.
    public init(assetCount: Int) {
        precondition(assetCount > 0, "there is always cash")
        self.assetCount = assetCount
        capacity = 16
        accounts = .allocate(capacity: 16 * assetCount)
        house = .allocate(capacity: assetCount)
        house.initialize(repeating: 0, count: assetCount)
        supply = .allocate(capacity: assetCount)
        supply.initialize(repeating: 0, count: assetCount)
    }

    deinit {
        accounts.deallocate()
        house.deallocate()
        supply.deallocate()
    }

    /// Adds an agent with its endowment.
    ///
    /// - Precondition: One amount per asset, none of them negative.
    @discardableResult
    public func addAgent(balances: [Amount]) -> AgentID {
        precondition(balances.count == assetCount, "one balance per asset")
        if agentCount == capacity { grow() }
        let agent = AgentID(agentCount)
        agentCount += 1
        for (index, balance) in balances.enumerated() {
            precondition(balance.units >= 0, "an endowment must not be negative")
            accounts.advanced(by: agent.index * assetCount + index)
                .initialize(to: Account(available: balance.units, reserved: 0))
            supply[index] += balance.units
        }
        return agent
    }

    private func grow() {
        let larger = UnsafeMutablePointer<Account>.allocate(capacity: 2 * capacity * assetCount)
        larger.moveInitialize(from: accounts, count: agentCount * assetCount)
        accounts.deallocate()
        accounts = larger
        capacity *= 2
    }

    @inline(__always)
    func account(_ agent: AgentID, _ asset: AssetID) -> UnsafeMutablePointer<Account> {
        precondition(agent.index >= 0 && agent.index < agentCount, "no such agent")
        precondition(asset.index >= 0 && asset.index < assetCount, "no such asset")
        return accounts + (agent.index * assetCount + asset.index)
    }

    /// What an agent may spend.
    public func available(_ agent: AgentID, _ asset: AssetID) -> Amount {
        Amount(units: account(agent, asset).pointee.available)
    }

    /// What an agent has committed to open orders.
    public func reserved(_ agent: AgentID, _ asset: AssetID) -> Amount {
        Amount(units: account(agent, asset).pointee.reserved)
    }

    /// Available and reserved together.
    public func total(_ agent: AgentID, _ asset: AssetID) -> Amount {
        let held = account(agent, asset).pointee
        return Amount(units: held.available + held.reserved)
    }

    /// What the house has.
    public func house(_ asset: AssetID) -> Amount { Amount(units: house[asset.index]) }

    /// Commits what is available.
    ///
    /// - Precondition: `0 ≤ amount ≤ available`.
    public func reserve(_ amount: Amount, of asset: AssetID, for agent: AgentID) {
        let held = account(agent, asset)
        precondition(
            amount.units >= 0 && amount.units <= held.pointee.available,
            "cannot reserve \(amount) of \(held.pointee.available)")
        held.pointee.available -= amount.units
        held.pointee.reserved += amount.units
    }

    /// Frees what was committed.
    ///
    /// - Precondition: `0 ≤ amount ≤ reserved`.
    public func release(_ amount: Amount, of asset: AssetID, for agent: AgentID) {
        let held = account(agent, asset)
        precondition(
            amount.units >= 0 && amount.units <= held.pointee.reserved,
            "cannot release \(amount) of \(held.pointee.reserved)")
        held.pointee.available += amount.units
        held.pointee.reserved -= amount.units
    }

    /// Settles one execution: cash, asset, both fees and both reservations in one step.
    ///
    /// - Precondition: The seller has the quantity reserved, and what the buyer has released
    ///   and available covers notional and fee. Nothing is negative afterwards.
    public func settle(_ settlement: Settlement) {
        let buyerCash = account(settlement.buyer, .cash)
        buyerCash.pointee.reserved -= settlement.buyerRelease
        buyerCash.pointee.available +=
            settlement.buyerRelease - settlement.notional - settlement.buyerFee
        account(settlement.buyer, settlement.asset).pointee.available += settlement.quantity
        let sellerAsset = account(settlement.seller, settlement.asset)
        sellerAsset.pointee.reserved -= settlement.quantity
        account(settlement.seller, .cash).pointee.available +=
            settlement.notional - settlement.sellerFee
        house[AssetID.cash.index] += settlement.buyerFee + settlement.sellerFee
        precondition(
            buyerCash.pointee.available >= 0 && buyerCash.pointee.reserved >= 0
                && sellerAsset.pointee.reserved >= 0,
            "a settlement overdrew an account")
    }

    /// Moves what is available to the house.
    ///
    /// - Precondition: `0 ≤ amount ≤ available`.
    public func payHouse(_ amount: Amount, of asset: AssetID, from agent: AgentID) {
        let held = account(agent, asset)
        precondition(
            amount.units >= 0 && amount.units <= held.pointee.available,
            "cannot pay \(amount) of \(held.pointee.available)")
        held.pointee.available -= amount.units
        house[asset.index] += amount.units
    }

    /// Creates units of an asset.
    ///
    /// - Precondition: `amount ≥ 0`.
    public func mint(_ amount: Amount, of asset: AssetID, for agent: AgentID) {
        precondition(amount.units >= 0, "cannot mint less than nothing")
        account(agent, asset).pointee.available += amount.units
        supply[asset.index] += amount.units
    }

    /// Destroys available units of an asset.
    ///
    /// - Precondition: `0 ≤ amount ≤ available`.
    public func burn(_ amount: Amount, of asset: AssetID, from agent: AgentID) {
        let held = account(agent, asset)
        precondition(
            amount.units >= 0 && amount.units <= held.pointee.available,
            "cannot burn \(amount) of \(held.pointee.available)")
        held.pointee.available -= amount.units
        supply[asset.index] -= amount.units
    }

    /// Sets what no agent has, by asset; see ``restore(_:)``.
    func setTotals(house newHouse: [Int128], supply newSupply: [Int128]) {
        for asset in 0..<assetCount {
            house[asset] = newHouse[asset]
            supply[asset] = newSupply[asset]
        }
    }

    /// What must be there: all endowments, plus what was minted, minus what was burnt.
    public func supply(of asset: AssetID) -> Amount { Amount(units: supply[asset.index]) }
}

/// What one execution moves, in units of 10⁻⁸.
public struct Settlement {
    /// Who receives the asset.
    public var buyer: AgentID
    /// Who receives the cash.
    public var seller: AgentID
    /// The base asset.
    public var asset: AssetID
    /// Of the base asset; reserved by the seller until now.
    public var quantity: Int128
    /// Price times quantity, in cash.
    public var notional: Int128
    /// Negative for a rebate.
    public var buyerFee: Int128
    /// Negative for a rebate.
    public var sellerFee: Int128
    /// What the buyer's order had reserved for this quantity; zero for a market order.
    public var buyerRelease: Int128

    /// Describes what moves.
    @inlinable
    public init(
        buyer: AgentID, seller: AgentID, asset: AssetID, quantity: Int128, notional: Int128,
        buyerFee: Int128, sellerFee: Int128, buyerRelease: Int128
    ) {
        self.buyer = buyer
        self.seller = seller
        self.asset = asset
        self.quantity = quantity
        self.notional = notional
        self.buyerFee = buyerFee
        self.sellerFee = sellerFee
        self.buyerRelease = buyerRelease
    }
}
