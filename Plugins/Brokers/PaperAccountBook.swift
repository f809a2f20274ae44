import SluiceKit
import SluiceMarket

/// The account of `broker.paper`: cash by currency, holdings, and what is held back or promised of the cash.
///
/// A short holds back its proceeds and as much again at the last price, so that one short does not pay for the next:
/// what is free is cash - 2 x value of the shorts, in each currency by itself, since nothing is changed unasked. On
/// margin the value of all holdings counts instead, against what the equity carries, all at the rates of the moment in
/// the account's currency. All in exact decimals.
final class PaperAccountBook {
    /// What is there of each currency, by its place.
    let purses: FixedRow<Amount>
    let holdings: FixedRow<Amount>
    /// The last price of each instrument; 0 until there was one.
    ///
    /// It is made exact where a short is valued.
    private let marks: FixedRow<Double>
    /// The value of all shorts at their last prices, positive, by the place of the currency.
    private let shortValues: FixedRow<Amount>
    let limit: PaperLimit
    let currencies: CurrencyTable
    private var rates: ExchangeRates

    init(
        cash: Amount, instruments: Int, limit: PaperLimit = .cash, currencies: CurrencyTable = .single
    ) {
        (self.limit, self.currencies, rates) = (limit, currencies, ExchangeRates(currencies))
        purses = FixedRow(repeating: .zero, count: currencies.count)
        shortValues = FixedRow(repeating: .zero, count: currencies.count)
        holdings = FixedRow(repeating: .zero, count: instruments)
        marks = FixedRow(repeating: 0, count: instruments)
        purses[0] = cash
    }

    // A price above it has no amount.
    private let greatest = Amount.greatest.doubleValue.nextDown

    /// The cash in the account's currency.
    var cash: Amount { purses[0] }

    /// Values the shorts at the market; an instrument without a price keeps its last one, a currency without one has no
    /// rate.
    func mark(_ market: MarketFrame, at now: Timestamp) throws(AmountOverflow) {
        for place in shortValues.indices { shortValues[place] = .zero }
        if !currencies.isSingle { rates.update(market, at: now) }
        market.takeMarks(marks.count, upTo: greatest, into: marks.base)
        for index in holdings.indices where holdings[index].isNegative {
            let place = currencies.place(of: index)
            shortValues[place] = try shortValues[place].adding(
                value(ofShort: holdings[index].negated, in: index))
        }
    }

    /// Takes the last prices of cycles in which nothing was short.
    func mark(_ held: HeldCycles) {
        for place in shortValues.indices { shortValues[place] = .zero }
        for index in marks.indices {
            let last = (0..<held.count).last { cycle in
                let price = held.market.mark(held.place(cycle, index))
                return price > 0 && price <= greatest
            }
            if let last { marks[index] = held.market.mark(held.place(last, index)) }
        }
    }

    /// Whether all that counts in the account's currency has a rate, with an instrument that is to be traded.
    func knowsRates(with index: Int? = nil) -> Bool {
        guard !currencies.isSingle, limit != .cash else { return true }
        if let index, rates.exact(currencies.place(of: index)) == nil { return false }
        return purses.indices.allSatisfy { purses[$0].isZero || rates.exact($0) != nil }
            && holdings.indices.allSatisfy {
                holdings[$0].isZero || rates.exact(currencies.place(of: $0)) != nil
            }
    }

    /// An amount of the currency at a place in the account's own.
    /// - Throws: Where no amount can hold it, or there is no rate.
    func converted(_ amount: Amount, from place: Int) throws(AmountOverflow) -> Amount {
        if place == 0 || amount.isZero { return amount }
        guard let rate = rates.exact(place) else { throw AmountOverflow.outOfRange }
        return try amount.multiplied(by: rate, rounding: .halfEven)
    }

    /// What is promised in all currencies, in the account's; nothing where there is none.
    func sum(_ promised: FixedRow<Amount>?) throws(AmountOverflow) -> Amount {
        var sum = Amount.zero
        guard let promised else { return sum }
        for place in promised.indices { sum = try sum.adding(converted(promised[place], from: place)) }
        return sum
    }

    /// All cash and all holdings at their last prices, and the value of the holdings without their signs.
    func worth() throws(AmountOverflow) -> (equity: Amount, value: Amount) {
        var (equity, value) = (try sum(purses), Amount.zero)
        for index in holdings.indices where !holdings[index].isZero {
            let worth = try converted(self.value(of: index), from: currencies.place(of: index))
            equity = try equity.adding(worth)
            value = try value.adding(worth.magnitude)
        }
        return (equity, value)
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
    func affords(
        _ trade: PaperTrade, closing: Amount, promised: FixedRow<Amount>?
    ) throws(AmountOverflow) -> Bool {
        let opening = try trade.quantity.subtracting(closing)
        let isBuy = trade.side == .buy
        if opening.isZero, !isBuy { return true }
        let payable =
            isBuy ? trade.notional : try trade.value(of: opening)
        let cost = try payable.adding(trade.fee)
        if limit != .cash { return try carries(trade, opening, promised: sum(promised)) }
        let place = currencies.place(of: trade.instrument)
        if opening.isZero { return purses[place] >= cost }
        let covered = isBuy ? try value(ofShort: closing, in: trade.instrument) : .zero
        let heldBack = try shortValues[place].subtracting(covered)
        let left = try purses[place].subtracting(heldBack).subtracting(heldBack)
        guard let promised else { return left >= cost }
        return try left.subtracting(promised[place]) >= cost
    }

    /// Whether the equity carries all holdings after a trade and all that is promised; what only closes always passes.
    private func carries(
        _ trade: PaperTrade, _ opening: Amount, promised: Amount
    ) throws(AmountOverflow) -> Bool {
        guard opening > .zero else { return true }
        let (place, before) = (currencies.place(of: trade.instrument), try worth())
        let equity = try before.equity.subtracting(converted(trade.fee, from: place))
        let closed = try trade.quantity.subtracting(opening).multiplied(
            by: mark(trade.instrument), rounding: .halfEven)
        let opened = try trade.value(of: opening)
        let value = try before.value.adding(promised).subtracting(converted(closed, from: place)).adding(
            converted(opened, from: place))
        return try limit.allows(value, equity)
    }

    /// How the account stands against its margin rates; nil where it has none, holds nothing, or a rate is not known.
    func margin() throws(AmountOverflow) -> MarginState? {
        guard case .margin(let margins) = limit, holdings.contains(where: { !$0.isZero }), knowsRates()
        else { return nil }
        let (equity, value) = try worth()
        return try MarginState(equity: equity, notional: value, rates: margins)
    }

    /// Takes cash and holdings that something else remembers; cash of no known currency is left out.
    func take(_ account: BrokerAccount) {
        guard account.holdings.count == holdings.count else { return }
        purses[0] = account.cash.amount
        for index in holdings.indices { holdings[index] = account.holdings[index] }
        for (place, rate) in currencies.rates.enumerated() {
            let told = account.otherCash.first { $0.currency == rate.currency }
            purses[place + 1] = told?.amount ?? .zero
        }
    }

    /// Books a trade.
    func book(_ trade: PaperTrade) throws(AmountOverflow) {
        let notional = trade.notional
        let isBuy = trade.side == .buy
        let index = trade.instrument
        let place = currencies.place(of: index)
        let paid = try isBuy ? purses[place].subtracting(notional) : purses[place].adding(notional)
        let cash = try paid.subtracting(trade.fee)
        let held =
            try isBuy ? holdings[index].adding(trade.quantity) : holdings[index].subtracting(trade.quantity)
        let before = try value(ofShort: max(holdings[index].negated, .zero), in: index)
        let after = try value(ofShort: max(held.negated, .zero), in: index)
        shortValues[place] = try shortValues[place].subtracting(before).adding(after)
        (purses[place], holdings[index]) = (cash, held)
    }

    /// Pays or receives cash of the currency at a place without a trade.
    func charge(_ amount: Amount, at place: Int) throws(AmountOverflow) {
        purses[place] = try purses[place].adding(amount)
    }

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
        memory.write(shortValues[0])
        memory.write(Array(holdings))
        memory.write(marks)
        // An account with one currency keeps the form of one that knew of no other.
        for place in purses.indices.dropFirst() {
            memory.write(purses[place])
            memory.write(shortValues[place])
        }
    }

    func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        purses[0] = try memory.amount()
        shortValues[0] = try memory.amount()
        for index in holdings.indices { holdings[index] = try memory.amount() }
        let kept = try memory.doubles()
        guard kept.count == marks.count else { throw MemoryMismatch("the memory is of another universe") }
        for index in marks.indices { marks[index] = kept[index] }
        for place in purses.indices.dropFirst() {
            purses[place] = try memory.amount()
            shortValues[place] = try memory.amount()
        }
    }
}

/// A trade on paper at a price.
struct PaperTrade {
    let instrument: Int
    let side: Side
    let quantity: Amount
    let price: Amount
    /// What the quantity is worth at the price.
    let notional: Amount
    let fee: Amount

    /// Prices a trade; the fee is a fraction of the notional.
    init(
        _ instrument: Int, _ side: Side, _ quantity: Amount, at price: Amount, feeRate: Amount
    ) throws(AmountOverflow) {
        (self.instrument, self.side, self.quantity, self.price) = (instrument, side, quantity, price)
        notional = try quantity.multiplied(by: price, rounding: .halfEven)
        fee = try notional.multiplied(by: feeRate, rounding: .halfEven)
    }

    /// What a part of the quantity is worth at the price.
    func value(of part: Amount) throws(AmountOverflow) -> Amount {
        part == quantity ? notional : try part.multiplied(by: price, rounding: .halfEven)
    }
}
