/// What a replay added to the messages, because they start in the middle of a day.
public struct LobsterInferences: Hashable, Sendable {
    /// How often, and how many shares together.
    public struct Tally: Hashable, Sendable {
        /// How many messages.
        public var count = 0
        /// How many shares they were about.
        public var shares: Int64 = 0

        mutating func add(_ more: Int64) {
            count += 1
            shares += more
        }
    }

    /// Levels of the first orderbook row, as they were before the first message.
    public var seededLevels = Tally()
    /// Orders never submitted in the file, at prices the first row does not show: they rest from
    /// the start, with all the shares that later messages take from them.
    public var olderOrders = Tally()
    /// Messages about unknown orders whose shares were taken from what was seeded there.
    public var takenFromSeed = Tally()
    /// Messages about unknown orders at a price where no unknown shares were left: they were
    /// there unseen, and are gone. The shares are those that were missing.
    public var neverSeen = Tally()
    /// Orders and seeded levels that cannot have been there any more, since a worse one
    /// executed or one of the other side came to rest at their price or beyond.
    public var passedBy = Tally()
    /// Messages that name other shares, another price or side than their order has. The order
    /// is believed its place, the message its shares; a deletion takes all.
    public var contradictions = Tally()
}
