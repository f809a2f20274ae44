import SluiceKit
import SluiceMarket

/// The account of `broker.paper`: cash, holdings, and what is held back or promised of the cash.
///
/// A short holds back its proceeds and as much again at the last price, so that one short does not pay for the next:
/// what is free is cash - 2 x value of the shorts. On margin the value of all holdings counts instead, against what the
/// equity carries. All in exact decimals.
struct PaperAccountBook {
    private(set) var cash: Amount
    private(set) var holdings: [Amount]
    /// The last price of each instrument; 0 until there was one.
    ///
    /// It is made exact where a short is valued.
    private var marks: [Double]
    /// The value of all shorts at their last prices, positive.
    private var shortValue = Amount.zero
    let limit: PaperLimit

    init(cash: Amount, instruments: Int, limit: PaperLimit = .cash) {
        (self.cash, self.limit) = (cash, limit)
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
        if limit != .cash { return try carries(trade, opening, promised: promised) }
        if opening.isZero { return cash >= cost }
        let covered = isBuy ? try value(ofShort: closing, in: trade.instrument) : .zero
        let heldBack = try shortValue.subtracting(covered)
        let free = try cash.subtracting(heldBack).subtracting(heldBack).subtracting(promised)
        return free >= cost
    }

    /// Whether the equity carries all holdings after a trade and all that is promised; what only closes always passes.
    private func carries(
        _ trade: PaperTrade, _ opening: Amount, promised: Amount
    ) throws(AmountOverflow) -> Bool {
        guard opening > .zero else { return true }
        var (equity, value) = (try cash.subtracting(trade.fee), promised)
        for index in holdings.indices where !holdings[index].isZero {
            let worth = try self.value(of: index)
            equity = try equity.adding(worth)
            value = try value.adding(worth.magnitude)
        }
        let closed = try trade.quantity.subtracting(opening).multiplied(
            by: mark(trade.instrument), rounding: .halfEven)
        let opened = try opening.multiplied(by: trade.price, rounding: .halfEven)
        value = try value.subtracting(closed).adding(opened)
        return try limit.allows(value, equity)
    }

    /// How the account stands against its margin rates; nil where it has none, or holds nothing.
    func margin() throws(AmountOverflow) -> MarginState? {
        guard case .margin(let rates) = limit, holdings.contains(where: { !$0.isZero }) else { return nil }
        var (equity, value) = (cash, Amount.zero)
        for index in holdings.indices where !holdings[index].isZero {
            let worth = try self.value(of: index)
            equity = try equity.adding(worth)
            value = try value.adding(worth.magnitude)
        }
        return try MarginState(equity: equity, notional: value, rates: rates)
    }

    /// Takes cash and holdings that something else remembers.
    mutating func take(cash: Amount, holdings: [Amount]) {
        guard holdings.count == self.holdings.count else { return }
        (self.cash, self.holdings) = (cash, holdings)
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

    /// Pays or receives cash without a trade.
    mutating func charge(_ amount: Amount) throws(AmountOverflow) { cash = try cash.adding(amount) }

    /// What a holding is worth at its last price, signed.
    func value(of index: Int) throws(AmountOverflow) -> Amount {
        try holdings[index].multiplied(by: mark(index), rounding: .halfEven)
    }

    private func value(ofShort quantity: Amount, in index: Int) throws(AmountOverflow) -> Amount {
        quantity.isZero ? .zero : try quantity.multiplied(by: mark(index), rounding: .halfEven)
    }

    /// The last price of an instrument; 0 until there was one.
    func mark(_ index: Int) -> Amount { Amount(marks[index], rounding: .halfEven) ?? .zero }
}

extension PaperAccountBook {
    func remember(into memory: inout MemoryWriter) {
        memory.write(cash)
        memory.write(shortValue)
        memory.write(holdings)
        memory.write(marks)
    }

    mutating func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        cash = try memory.amount()
        shortValue = try memory.amount()
        for index in holdings.indices { holdings[index] = try memory.amount() }
        let kept = try memory.doubles()
        guard kept.count == marks.count else { throw MemoryMismatch("the memory is of another universe") }
        marks = kept
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
