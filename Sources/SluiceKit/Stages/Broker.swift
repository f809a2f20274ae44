public import SluiceMarket

/// Takes orders and reports what became of them.
public protocol Broker: Stage {
    /// The modes the broker serves; a real venue never serves a simulated clock.
    static var modes: Set<Mode> { get }
    /// Whether the broker trades on a clock that history drives.
    static var servesSimulatedClock: Bool { get }

    /// The account's cash, and its holdings by instrument, as the broker sees them.
    func account() throws -> BrokerAccount

    /// Reports what happened to open orders up to this cycle, before any stage of it runs.
    func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) throws

    /// Sends one order; exactly one of accepted, rejected or unknown must be reported for it.
    func submit(_ order: ApprovedOrder, _ market: MarketFrame, into reports: ReportSheet) throws

    /// Asks for an open order to be cancelled; a report says when it is.
    func cancel(_ order: OrderID, at time: Timestamp, into reports: ReportSheet) throws

    /// Whether the broker can say what an order would do to the account.
    static var answersWhatIf: Bool { get }
    /// What an order would do to the account; nothing is sent, and nothing is changed. Nil where the broker cannot say.
    /// - Throws: Where there was no answer; then the order must not be sent.
    func whatIf(_ request: OrderRequest, _ market: MarketFrame) throws -> WhatIf?

    /// The name of the account that orders go to, in which a pipeline's state is bound to it.
    var accountName: String { get }
    /// How long a venue may take until an order that reached it shows in its listings.
    static var settlingTime: Span { get }
    /// What the venue knows of an order whose fate is unknown.
    func lookUp(_ order: ApprovedOrder) throws -> OrderLookup
    /// All that the venue knows of the account, and its trades behind a mark of an earlier listing; nil where a broker
    /// cannot list.
    /// - Throws: Where the listing failed; one that is incomplete says so. Neither proves anything.
    func listing(after mark: String?) throws -> VenueListing?
    /// When the venue last said anything; nil for a broker that needs no connection.
    var lastHeard: Timestamp? { get }
    /// Takes orders that an earlier process has sent, so that reports of them are understood.
    func adopt(_ orders: [ApprovedOrder])
    /// Takes an account that an earlier process has left, where this one was not given its memory; only a broker that
    /// makes its account up has a use for it.
    func resume(_ left: LeftAccount)
}

extension Broker {
    /// The slot of a broker.
    public static var kind: StageKind { .broker }
    /// The same with the stage.
    public var role: StageRole { .broker(self) }
    /// It cannot.
    public static var answersWhatIf: Bool { false }
    /// Nil: the broker cannot say.
    public func whatIf(_ request: OrderRequest, _ market: MarketFrame) throws -> WhatIf? { nil }
    /// The plugin's name: for a broker that has one account only.
    public var accountName: String { Self.manifest.name }
    /// Five seconds.
    public static var settlingTime: Span { .seconds(5) }
    /// Nothing is known: the broker cannot look.
    public func lookUp(_ order: ApprovedOrder) throws -> OrderLookup { .failed }
    /// None.
    public func listing(after mark: String?) throws -> VenueListing? { nil }
    /// Nil: no connection.
    public var lastHeard: Timestamp? { nil }
    /// Takes nothing.
    public func adopt(_ orders: [ApprovedOrder]) {}
    /// Takes nothing: the venue has the account.
    public func resume(_ left: LeftAccount) {}
}

/// What a broker says an account holds.
public struct BrokerAccount: Hashable, Sendable {
    /// Cash, in the account's currency.
    public let cash: Money
    /// Cash in other currencies, each once.
    public let otherCash: [Money]
    /// Signed holdings by instrument, in the universe's order.
    public let holdings: [Amount]

    /// Creates an account.
    public init(cash: Money, otherCash: [Money] = [], holdings: [Amount]) {
        (self.cash, self.otherCash, self.holdings) = (cash, otherCash, holdings)
    }
}
