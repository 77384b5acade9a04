import Accounting
import Determinism
import Primitives
import TestSupport
import Testing

@Suite("The ledger")
struct LedgerTests {
    let goods = AssetID(1)
    let buyer = AgentID(0)
    let seller = AgentID(1)

    func ledger() -> Ledger {
        let ledger = Ledger(assetCount: 2)
        ledger.addAgent(balances: [amount("1000"), .zero])
        ledger.addAgent(balances: [.zero, amount("50")])
        return ledger
    }

    func text(_ ledger: Ledger, _ agent: AgentID, _ asset: AssetID) -> String {
        ledger.available(agent, asset).shortestDescription + "+"
            + ledger.reserved(agent, asset).shortestDescription
    }

    @Test("agents start with their endowment available, the house with nothing")
    func start() throws {
        let ledger = ledger()
        #expect(text(ledger, buyer, .cash) == "1000+0")
        #expect(text(ledger, seller, goods) == "50+0")
        #expect(ledger.house(.cash) == .zero)
        #expect(ledger.supply(of: .cash) == amount("1000"))
        #expect(ledger.supply(of: goods) == amount("50"))
        try ledger.checkInvariants()
    }

    @Test("a reservation moves to the reserved side and back, to the last unit")
    func reserveAndRelease() {
        let ledger = ledger()
        ledger.reserve(amount("1000"), of: .cash, for: buyer)
        #expect(text(ledger, buyer, .cash) == "0+1000")
        ledger.release(amount("0.00000001"), of: .cash, for: buyer)
        #expect(text(ledger, buyer, .cash) == "0.00000001+999.99999999")
        #expect(ledger.total(buyer, .cash) == amount("1000"))
    }

    @Test("a settlement moves cash, goods and both fees and frees the difference")
    func settles() throws {
        let ledger = ledger()
        ledger.reserve(amount("101"), of: .cash, for: buyer)
        ledger.reserve(amount("10"), of: goods, for: seller)
        ledger.settle(
            Settlement(
                buyer: buyer, seller: seller, asset: goods, quantity: amount("2").units,
                notional: amount("90").units, buyerFee: amount("0.5").units,
                sellerFee: amount("-0.2").units, buyerRelease: amount("101").units))
        #expect(text(ledger, buyer, .cash) == "909.5+0")
        #expect(text(ledger, buyer, goods) == "2+0")
        #expect(text(ledger, seller, .cash) == "90.2+0")
        #expect(text(ledger, seller, goods) == "40+8")
        #expect(ledger.house(.cash) == amount("0.3"))
        try ledger.checkInvariants()
    }

    @Test("an agent may settle with itself")
    func settlesWithItself() throws {
        let ledger = Ledger(assetCount: 2)
        ledger.addAgent(balances: [amount("100"), amount("1")])
        ledger.reserve(amount("1"), of: goods, for: buyer)
        ledger.settle(
            Settlement(
                buyer: buyer, seller: buyer, asset: goods, quantity: amount("1").units,
                notional: amount("99").units, buyerFee: amount("1").units,
                sellerFee: amount("2").units, buyerRelease: 0))
        #expect(text(ledger, buyer, .cash) == "97+0")
        #expect(text(ledger, buyer, goods) == "1+0")
        try ledger.checkInvariants()
    }

    @Test("minting and burning change the supply, paying the house does not")
    func supply() throws {
        let ledger = ledger()
        ledger.mint(amount("5"), of: goods, for: buyer)
        ledger.burn(amount("20"), of: goods, from: seller)
        ledger.payHouse(amount("7"), of: .cash, from: buyer)
        #expect(ledger.supply(of: goods) == amount("35"))
        #expect(ledger.supply(of: .cash) == amount("1000"))
        #expect(ledger.house(.cash) == amount("7"))
        try ledger.checkInvariants()
    }

    @Test("hundreds of agents keep their balances while the tables grow")
    func grows() throws {
        let ledger = Ledger(assetCount: 3)
        for index in 0..<300 {
            let agent = ledger.addAgent(
                balances: [Amount(whole: Int64(index)), .zero, Amount(whole: 1)])
            #expect(agent == AgentID(index))
        }
        #expect(ledger.available(AgentID(299), .cash) == Amount(whole: 299))
        #expect(ledger.available(AgentID(17), .cash) == Amount(whole: 17))
        #expect(ledger.supply(of: .cash) == Amount(whole: 299 * 300 / 2))
        try ledger.checkInvariants()
    }

    @Test("random movements conserve every asset", arguments: 0..<20 as Range<UInt32>)
    func randomMovements(seed: UInt32) throws {
        var random = RandomStream(seed: seed, name: "test/ledger")
        let ledger = Ledger(assetCount: 2)
        for _ in 0..<4 { ledger.addAgent(balances: [amount("1000"), amount("1000")]) }
        for _ in 0..<500 {
            let agent = AgentID(random.below(4))
            let asset = AssetID(random.below(2))
            let available = Int(ledger.available(agent, asset).units)
            let reserved = Int(ledger.reserved(agent, asset).units)
            func part(_ whole: Int) -> Amount {
                Amount(units: Int128(Double(whole) * random.uniform()))
            }
            switch random.below(5) {
            case 0: ledger.reserve(part(available), of: asset, for: agent)
            case 1: ledger.release(part(reserved), of: asset, for: agent)
            case 2: ledger.payHouse(part(available / 10), of: asset, from: agent)
            case 3: ledger.burn(part(available / 10), of: asset, from: agent)
            default: ledger.mint(part(100_000_000), of: asset, for: agent)
            }
            #expect(throws: Never.self, "seed \(seed)") { try ledger.checkInvariants() }
        }
    }
}
