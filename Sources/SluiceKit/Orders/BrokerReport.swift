public import SluiceMarket

/// What a broker says about an order, or about the account.
///
/// Sending an order has three outcomes, never two: accepted, rejected, or unknown.
@frozen
public struct BrokerReport: Hashable, Sendable {
    /// What happened; what is rare and large lies elsewhere, so that the rest is copied cheaply.
    @frozen
    public enum Event: Hashable, Sendable {
        /// The venue has the order.
        case accepted
        /// The venue refused the order; nothing of it will ever trade.
        case rejected(Reason)
        /// Nobody knows whether the venue has the order.
        case unknown(Reason)
        /// Some or all of it traded.
        case filled(quantity: Amount, price: Amount, fee: Amount)
        /// What was left of it will not trade any more.
        case cancelled(Reason)
        /// Its time in force is over; what was left of it will not trade any more.
        case expired
        /// The venue would not cancel it: it goes on.
        case cancelRefused(Reason)
        /// The account has paid or received cash without a trade.
        case charged(Charge)
        /// The account has traded without an order of ours, as when the venue closes a position by itself.
        indirect case traded(VenueFill)
    }

    /// The order; number 0 for what is told of the account.
    public let order: OrderID
    /// What happened.
    public let event: Event
    /// When it happened.
    public let time: Timestamp
    /// The venue's name of the trade, by which a repeat is known; nil for a broker that cannot repeat itself.
    public let fill: FillID?
    /// The currency of a trade's fee; nil for that of the instrument.
    public let feeCurrency: Currency?

    /// Creates a report.
    @inlinable
    public init(
        _ order: OrderID, _ event: Event, at time: Timestamp, fill: FillID? = nil,
        feeCurrency: Currency? = nil
    ) {
        (self.order, self.event, self.time, self.fill) = (order, event, time, fill)
        self.feeCurrency = feeCurrency
    }

    /// Whether it surely holds no memory of its own; only what is rare does.
    @inlinable var isPlain: Bool {
        switch event {
        case .accepted, .rejected, .unknown, .filled, .cancelled, .expired, .cancelRefused: break
        case .charged, .traded: return false
        }
        if case .text = fill { return false }
        return feeCurrency == nil
    }

    /// Reports cash that was paid or received without a trade.
    @inlinable
    public init(_ charge: Charge) { self.init(OrderID(0), .charged(charge), at: charge.time) }

    /// Reports a trade for which there was no order of ours.
    public init(_ told: VenueFill) {
        self.init(
            OrderID(0), .traded(told), at: told.time, fill: told.fill, feeCurrency: told.feeCurrency)
    }
}

/// Where a broker puts its reports, in the order in which things happened.
public final class ReportSheet: @unchecked Sendable {
    /// The reports since the sheet was cleared; each time a copy of them.
    public var reports: [BrokerReport] { Array(UnsafeBufferPointer(start: first, count: count)) }
    // Nobody else has the memory, which an array would ask for each report.
    @usableFromInline private(set) var first: UnsafeMutablePointer<BrokerReport>
    /// How many there are.
    public private(set) var count = 0
    private var room: Int
    /// Whether no report on it holds memory that has to be given back.
    private var isPlain = true

    /// Creates a sheet that holds a few reports for each instrument without allocating.
    public init(capacity: Int) {
        room = max(4 * capacity, 4)
        first = .allocate(capacity: room)
    }

    deinit {
        first.deinitialize(count: count)
        first.deallocate()
    }

    /// Adds a report.
    public func add(_ report: consuming BrokerReport) {
        if count == room { grow() }
        if !report.isPlain { isPlain = false }
        (first + count).initialize(to: report)
        count += 1
    }

    private func grow() {
        let wider = UnsafeMutablePointer<BrokerReport>.allocate(capacity: 2 * room)
        wider.moveInitialize(from: first, count: count)
        first.deallocate()
        (first, room) = (wider, 2 * room)
    }

    /// Gives one report after the other where it lies; none is added meanwhile.
    @inlinable
    package func lendEach(_ body: (UnsafePointer<BrokerReport>) -> Void) {
        for place in 0..<count { body(first + place) }
    }

    /// Whether there is a report of an order.
    public func tells(of order: OrderID) -> Bool {
        (0..<count).contains { first[$0].order == order }
    }

    /// A fingerprint of the reports, in their order.
    public var digest: UInt64 {
        var digest = Digest()
        for place in 0..<count {
            let report = first[place]
            digest.add(report.order.number)
            switch report.event {
            case .filled(let quantity, let price, let fee): digest.add(quantity, price, fee)
            case .traded(let told): digest.add(told.quantity, told.price, told.fee)
            case .charged(let charge): digest.add(UInt64(truncatingIfNeeded: charge.amount.units))
            case .accepted, .rejected, .unknown, .cancelled, .expired, .cancelRefused: break
            }
        }
        return digest.value
    }

    /// Forgets everything, and keeps the room.
    public func clear() {
        if !isPlain { first.deinitialize(count: count) }
        (count, isPlain) = (0, true)
    }
}

extension Digest {
    fileprivate mutating func add(_ quantity: Amount, _ price: Amount, _ fee: Amount) {
        add(UInt64(truncatingIfNeeded: quantity.units))
        add(UInt64(truncatingIfNeeded: price.units))
        add(UInt64(truncatingIfNeeded: fee.units))
    }
}
