public import SluiceDocument
public import SluiceKit
public import SluiceMarket

/// `orders:` of a pipeline file: what an order may be, and how the ledger and the venue are kept equal.
public struct OrderSettings: PluginSettings {
    @Setting(help: "A file of the steps, minimums and maximums that the venue has for each product.")
    public var products: PipelinePath?
    @Setting(help: "Rates of currencies that instruments are quoted in beside the account's.")
    public var rates: [RateSettings] = []
    @Setting(in: Amount(1)...Amount(1_000_000_000_000), help: "Largest value of one order; none unless set.")
    public var maxValue: Money?
    @Setting(
        in: Amount.leastPositive...Amount(1_000_000_000_000),
        help: "Largest quantity of one order; none unless set.")
    public var maxQuantity: Amount?
    @Setting(
        in: 0.01...1_000,
        help: "Largest part of the last bar's volume that one order may be; none unless set.")
    public var maxParticipation: Percent?
    @Setting(in: 1...1_000_000, help: "Largest number of orders in a session; none unless set.")
    public var maxPerSession: Int?
    @Setting(
        in: Amount(1)...Amount(1_000_000_000_000),
        help: "Largest value of all orders in a session; none unless set.")
    public var maxTurnover: Money?
    @Setting(in: 1...100_000, help: "Largest number of orders that are open at once; none unless set.")
    public var maxOpen: Int?
    @Setting(
        in: .milliseconds(1)...(.days(1)),
        help:
            "Time in which no order is sent that equals one before in instrument, side, quantity and price; none unless set."
    )
    public var identicalWithin: Span?
    @Setting(in: 1...100_000, help: "Largest number of orders in 'rate_window'; none unless set.")
    public var maxRate: Int?
    @Setting(in: .milliseconds(100)...(.days(1)), help: "The time in which 'max_rate' orders may be sent.")
    public var rateWindow: Span = .minutes(1)
    @Setting(in: 1...10_000, help: "Largest distance of a limit from the mid quote, to either side.")
    public var collar: BasisPoints = 200
    @Setting(
        in: 1...10_000, help: "Largest distance beyond the mid quote of a limit that would trade at once.")
    public var marketableCollar: BasisPoints = 50
    @Setting(
        in: 0.1...10_000,
        help: "Largest slippage and impact that an order is expected to pay from the mid; none unless set.")
    public var maxSlippage: BasisPoints?
    @Setting(help: "How the expected slippage grows with the size of an order.")
    public var slippageModel = SlippageModel.squareRoot
    @Setting(in: 0...10_000, help: "What an order of the last bar's whole volume pays, for square_root.")
    public var slippageImpact: BasisPoints = 100
    @Setting(
        in: 0.1...10_000,
        help: "Largest value of all holdings when open orders trade at worst, of equity; none unless set.")
    public var maxGross: Percent?
    @Setting(
        in: 0.1...10_000,
        help: "Largest net value of all holdings when open orders trade at worst; none unless set.")
    public var maxNet: Percent?
    @Setting(
        in: 0.01...125,
        help: "How many times the equity an instrument, and all of them, may be worth; none unless set.")
    public var maxLeverage: Double?
    @Setting(
        in: 0.1...1_000,
        help: "Initial margin of a holding's value, so that all of it fits the equity; see risk.margin.")
    public var initialMargin: Percent?
    @Setting(help: "Whether the venue is asked what an order would do before it is sent.")
    public var whatIf = false
    @Setting(
        help: "What a difference to the venue's holdings does: strict stops trading, adopt takes the venue's."
    )
    public var reconcile = PositionReconciliation.Mode.strict
    @Setting(in: 1...1_000_000, help: "Cycles from one comparison with the venue to the next.")
    public var reconcileEvery = 60
    @Setting(
        in: Amount.zero...Amount(1_000_000),
        help: "Largest difference of cash to the venue's that does not count.")
    public var cashTolerance = Money(amount: Amount(1), currency: .usd)
    @Setting(
        in: .milliseconds(100)...(.hours(1)),
        help: "Time without a word from the venue after which only reducing orders pass.")
    public var heartbeat: Span = .seconds(30)

    /// Creates the settings with every default in place.
    public init() {}

    /// Says what contradicts itself.
    public func check(_ issues: inout [Diagnostic]) {
        if slippageModel == .book {
            issues.append($slippageModel.conflict("cannot be book: an order is looked at without one"))
        }
    }
}
