/// An account on paper: what a market order would have been filled at, what it costs, and whether it can be paid.
///
/// A buy fills at ask x (1 + slippage), a sale at bid x (1 - slippage); the fee is a part of the notional. A buy needs
/// cash for notional and fee; a sale beyond what is held needs cash for the short position it leaves, and the fee. A refusal
/// changes nothing. Worked number: 100 shares at ask 50, 5 bps slippage and 1 bps fee cost 5,002.5 + 0.50025.
public struct PaperAccount: Equatable, Sendable {
    /// What becomes of the cash that backs a short position.
    public enum ShortCash: String, Sendable, CaseIterable {
        /// The proceeds and as much again are held back, so that a short does not pay for the next one.
        case held
        /// It is asked for when a short is sold, the proceeds of earlier ones counting as cash.
        case asked
    }

    /// By how much the price is worse than the quote, basis points.
    public let slippageBps: Double
    /// What trading costs, basis points of the notional.
    public let feeBps: Double
    /// What becomes of the cash that backs a short position.
    public let shortCash: ShortCash
    /// Money on hand, proceeds of shorts included.
    public private(set) var cash: Double
    /// Shares held by instrument, shorts negative.
    public private(set) var positions: [Double]
    private var bids: [Double]
    private var asks: [Double]

    /// What came of an order.
    public enum Outcome: Equatable, Sendable {
        /// It was filled whole at this price, and cost this fee.
        case filled(price: Double, fee: Double)
        /// Its limit is not touched: it has to wait.
        case resting
        /// The quantity is not above zero.
        case invalidQuantity
        /// There is no quote to fill at.
        case noQuote
        /// The account cannot pay for it.
        case insufficientCash
    }

    /// Refuses a slippage of 10,000 bps or more, and fees and cash that are negative.
    public init(
        instruments: Int, cash: Double, slippageBps: Double = 5, feeBps: Double = 1,
        shortCash: ShortCash = .held
    ) throws(InvalidParameter) {
        try require("instruments", instruments, in: 0...1_000_000)
        try require(nonNegative: "cash", cash)
        try require("slippageBps", slippageBps, in: 0...9_999)
        try require("feeBps", feeBps, in: 0...10_000)
        self.cash = cash
        self.slippageBps = slippageBps
        self.feeBps = feeBps
        self.shortCash = shortCash
        positions = [Double](repeating: 0, count: instruments)
        bids = [Double](repeating: .nan, count: instruments)
        asks = [Double](repeating: .nan, count: instruments)
    }

    /// Takes a new quote for an instrument.
    public mutating func quote(_ instrument: Int, bid: Double, ask: Double) {
        (bids[instrument], asks[instrument]) = (bid, ask)
    }

    /// Cash and positions at the middle of their quotes; NaN when something held has no quote.
    public var value: Double {
        positions.indices.reduce(cash) {
            positions[$1] == 0
                ? $0 : $0 + positions[$1] * QuoteMath.mid(bid: bids[$1], ask: asks[$1])
        }
    }

    /// Fills an order at the quote of now, or says why not; `sign` is 1 to buy and -1 to sell.
    public mutating func order(
        _ instrument: Int, sign: Double, quantity: Double, limit: Double? = nil
    ) -> Outcome {
        guard quantity > 0, quantity.isFinite else { return .invalidQuantity }
        let side = sign > 0 ? asks[instrument] : bids[instrument]
        guard side > 0, side.isFinite else { return .noQuote }
        let price = side * (1 + sign * slippageBps / 10_000)
        if let limit, !(sign > 0 ? price <= limit : price >= limit) { return .resting }
        let notional = quantity * price
        let fee = notional * feeBps / 10_000
        guard canPay(instrument, sign: sign, quantity: quantity, price: price, fee: fee) else {
            return .insufficientCash
        }
        cash -= sign * notional + fee
        positions[instrument] += sign * quantity
        return .filled(price: price, fee: fee)
    }

    private func canPay(
        _ instrument: Int, sign: Double, quantity: Double, price: Double, fee: Double
    ) -> Bool {
        let held = positions[instrument]
        if sign > 0 {
            let covered = Swift.min(quantity, Swift.max(-held, 0))
            // What only covers may be paid from the cash that was held back for it.
            let free = covered == quantity ? cash : cash - heldBack(except: instrument, covering: covered)
            return free >= quantity * price + fee
        }
        let short = quantity - held
        guard short > 0 else { return true }
        return switch shortCash {
        case .asked: cash >= short * price + fee
        case .held: cash - heldBack() >= Swift.min(short, quantity) * price + fee
        }
    }

    /// The proceeds of all shorts at the middle of their quotes, and as much again.
    private func heldBack(except instrument: Int = -1, covering: Double = 0) -> Double {
        guard shortCash == .held else { return 0 }
        return positions.indices.reduce(0.0) { sum, index in
            let short = Swift.max(-positions[index], 0) - (index == instrument ? covering : 0)
            return short > 0 ? sum + 2 * short * QuoteMath.mid(bid: bids[index], ask: asks[index]) : sum
        }
    }
}
