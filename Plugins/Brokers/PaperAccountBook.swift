import SluiceKit
import SluiceMarket

/// The account of `broker.paper`: cash, holdings, and what is held back or promised of the cash.
///
/// A short holds back its proceeds and as much again at the last price, so that one short does not pay for the next:
/// what is free is cash - 2 x value of the shorts. All in exact decimals.
struct PaperAccountBook {
    private(set) var cash: Amount
    private(set) var holdings: [Amount]
    /// The last price of each instrument; 0 until there was one.
    ///
    /// It is made exact where a short is valued.
    private var marks: [Double]
    /// The value of all shorts at their last prices, positive.
    private var shortValue = Amount.zero
    /// How many times the equity all holdings may be worth; nil for an account that has only cash to spend.
    private let leverage: Amount?

    init(cash: Amount, instruments: Int, leverage: Amount? = nil) {
        (self.cash, self.leverage) = (cash, leverage)
        holdings = Array(repeating: .zero, count: instruments)
        marks = Array(repeating: 0, count: instruments)
    }

    // A price from here on has no amount.
    private static let greatest = Amount.greatest.doubleValue

    /// Values the shorts at the market; an instrument without a price keeps its last one.
    mutating func mark(_ market: MarketFrame) throws(AmountOverflow) {
        shortValue = .zero
        let greatest = Self.greatest
        for index in marks.indices {
            let price = market.mark(index)
            if price > 0, price < greatest { marks[index] = price }
            guard holdings[index] < .zero else { continue }
            shortValue = try shortValue.adding(value(ofShort: holdings[index].negated, in: index))
        }
    }

    /// How much of a trade on a side would only bring an instrument's holding toward zero.
    func closable(_ side: Side, of index: Int) -> Amount {
        let held = holdings[index]
        return max(side == .buy ? held.negated : held, .zero)
    }

    /// Whether a trade can be paid for when `closing` of it brings a holding toward zero.
    ///
    /// A buy that only covers a short may use the cash held back for it, any other buy what is free. A sale needs
    /// free cash for what it sells short and the fee, and none where it only closes.
    func affords(_ trade: PaperTrade, closing: Amount, promised: Amount) throws(AmountOverflow) -> Bool {
        let opening = try trade.quantity.subtracting(closing)
        let isBuy = trade.side == .buy
        if opening.isZero, !isBuy { return true }
        let payable =
            isBuy ? try trade.notional() : try opening.multiplied(by: trade.price, rounding: .halfEven)
        let cost = try payable.adding(trade.fee)
        if let leverage { return try margin(trade, opening, leverage, promised: promised) }
        if opening.isZero { return cash >= cost }
        let covered = isBuy ? try value(ofShort: closing, in: trade.instrument) : .zero
        let heldBack = try shortValue.subtracting(covered)
        let free = try cash.subtracting(heldBack).subtracting(heldBack).subtracting(promised)
        return free >= cost
    }

    /// Whether all holdings are worth at most `leverage` times the equity after a trade and all that is promised; what
    /// only closes always passes.
    private func margin(
        _ trade: PaperTrade, _ opening: Amount, _ leverage: Amount, promised: Amount
    ) throws(AmountOverflow) -> Bool {
        guard opening > .zero else { return true }
        var (equity, value) = (try cash.subtracting(trade.fee), promised)
        for index in holdings.indices where !holdings[index].isZero {
            let worth = try holdings[index].multiplied(by: mark(index), rounding: .halfEven)
            equity = try equity.adding(worth)
            value = try value.adding(worth.magnitude)
        }
        let closed = try trade.quantity.subtracting(opening).multiplied(
            by: mark(trade.instrument), rounding: .halfEven)
        let opened = try opening.multiplied(by: trade.price, rounding: .halfEven)
        value = try value.subtracting(closed).adding(opened)
        return try value <= equity.multiplied(by: leverage, rounding: .down)
    }

    /// Books a trade.
    mutating func book(_ trade: PaperTrade) throws(AmountOverflow) {
        let notional = try trade.notional()
        let isBuy = trade.side == .buy
        let index = trade.instrument
        let paid = try isBuy ? cash.subtracting(notional) : cash.adding(notional)
        let cash = try paid.subtracting(trade.fee)
        let held =
            try isBuy ? holdings[index].adding(trade.quantity) : holdings[index].subtracting(trade.quantity)
        let before = try value(ofShort: max(holdings[index].negated, .zero), in: index)
        let after = try value(ofShort: max(held.negated, .zero), in: index)
        shortValue = try shortValue.subtracting(before).adding(after)
        (self.cash, holdings[index]) = (cash, held)
    }

    private func value(ofShort quantity: Amount, in index: Int) throws(AmountOverflow) -> Amount {
        quantity.isZero ? .zero : try quantity.multiplied(by: mark(index), rounding: .halfEven)
    }

    private func mark(_ index: Int) -> Amount { Amount(marks[index], rounding: .halfEven) ?? .zero }
}

extension PaperAccountBook {
    func remember(into memory: inout MemoryWriter) {
        memory.write(cash)
        memory.write(shortValue)
        for amount in holdings { memory.write(amount) }
        for index in marks.indices { memory.write(mark(index)) }
    }

    mutating func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        cash = try memory.amount()
        shortValue = try memory.amount()
        for index in holdings.indices { holdings[index] = try memory.amount() }
        for index in marks.indices { marks[index] = try memory.amount().doubleValue }
    }
}

/// A trade on paper at a price.
struct PaperTrade {
    let instrument: Int
    let side: Side
    let quantity: Amount
    let price: Amount
    let fee: Amount

    /// Prices a trade; the fee is a fraction of the notional.
    init(
        _ instrument: Int, _ side: Side, _ quantity: Amount, at price: Amount, feeRate: Amount
    ) throws(AmountOverflow) {
        (self.instrument, self.side, self.quantity, self.price) = (instrument, side, quantity, price)
        fee = try quantity.multiplied(by: price, rounding: .halfEven).multiplied(
            by: feeRate, rounding: .halfEven)
    }

    /// What the quantity is worth at the price.
    func notional() throws(AmountOverflow) -> Amount {
        try quantity.multiplied(by: price, rounding: .halfEven)
    }
}
