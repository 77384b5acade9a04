import Determinism

/// The bodies that requests and answers may have, by the names that the OpenAPI document has.
enum SchemaName: String, CaseIterable, Sendable {
    case actionBatch = "ActionBatch"
    case action = "Action"
    case actionAnswer = "ActionAnswer"
    case actionResult = "ActionResult"
    case execution = "Execution"
    case agent = "Agent"
    case balance = "Balance"
    case order = "Order"
    case orderPage = "OrderPage"
    case ownTrade = "OwnTrade"
    case ownTradePage = "OwnTradePage"
    case instrument = "Instrument"
    case instrumentList = "InstrumentList"
    case book = "Book"
    case level = "Level"
    case trade = "Trade"
    case tradePage = "TradePage"
    case candle = "Candle"
    case candlePage = "CandlePage"
    case stats = "MarketStats"
    case runStatus = "RunStatus"
    case leaderboard = "Leaderboard"
    case ranking = "Ranking"
    case newAgent = "NewAgent"
    case createdAgent = "CreatedAgent"
    case newKey = "NewKey"
    case createdKey = "CreatedKey"
    case health = "Health"
    case problem = "Problem"
    case anything = "Anything"

    /// A reference to the schema.
    var reference: JSONValue { ["$ref": .string("#/components/schemas/\(rawValue)")] }
}
