import SluiceKit
import SluiceMarket

/// What an order would do to the account on paper, as `submit` would judge it now.
extension PaperBroker {
    static var answersWhatIf: Bool { true }

    /// Prices the order at the present quote, and says what the account would have to keep for it.
    ///
    /// The margin of a cash account is what open orders are promised, twice the value of its shorts, and the cost of the
    /// order, against its cash, all in the currency of the instrument; that of a margin account the value of everything at
    /// its rate, against its equity, in the account's.
    /// What only sells a holding needs none. A holding without a price is an error, which is a veto.
    func whatIf(_ request: OrderRequest, _ market: MarketFrame) throws -> WhatIf? {
        let index = request.instrument
        guard book.holdings.indices.contains(index), index < market.count else {
            return WhatIf(refusal: Self.unknownInstrument)
        }
        guard request.quantity > .zero else { return WhatIf(refusal: Self.invalidQuantity) }
        guard let quote = pricing.quoted(request.side, request.quantity, of: index, market) else {
            return WhatIf(refusal: Self.noQuote)
        }
        let trade = try PaperTrade(
            index, request.side, request.quantity, at: PaperPricing.estimate(request, quote),
            feeRate: fees.rate(isMaker: false))
        if request.isReduceOnly {
            guard book.closable(request.side, of: index) > .zero else {
                return WhatIf(refusal: Self.notReducing, commission: trade.fee)
            }
            return WhatIf(commission: trade.fee)
        }
        let closing = try orders.closing(request.quantity, request.side, of: index, book)
        if request.side == .sell, !allowShort, closing < request.quantity {
            return WhatIf(refusal: Self.shortNotAllowed, commission: trade.fee)
        }
        guard closing == request.quantity || book.knowsRates(with: index) else {
            return WhatIf(refusal: Self.rateUnknown, commission: trade.fee)
        }
        let affords = try book.affords(trade, closing: closing, promised: orders.promised)
        let need =
            try closing < request.quantity || request.side == .buy
            ? need(for: trade, closing: closing, market) : nil
        return WhatIf(
            refusal: affords ? nil : Self.insufficientCash, margin: need?.margin, available: need?.available,
            commission: trade.fee)
    }

    private func need(
        for trade: PaperTrade, closing: Amount, _ market: MarketFrame
    ) throws(AmountOverflow) -> (margin: Amount, available: Amount)? {
        let (place, isCash) = (book.currencies.place(of: trade.instrument), book.limit == .cash)
        var (long, short) = (Amount.zero, Amount.zero)
        for index in book.holdings.indices where !book.holdings[index].isZero {
            let own = book.currencies.place(of: index)
            if isCash, own != place { continue }
            let worth = try book.holdings[index].multiplied(by: mark(index, market), rounding: .halfEven)
            let value = try isCash ? worth : book.converted(worth, from: own)
            if value.isNegative {
                short = try short.subtracting(value)
            } else {
                long = try long.adding(value)
            }
        }
        var opened = try trade.quantity.subtracting(closing).multiplied(
            by: trade.price, rounding: .halfEven)
        var closed =
            try closing.isZero
            ? .zero : closing.multiplied(by: mark(trade.instrument, market), rounding: .halfEven)
        guard isCash else {
            guard !opened.isZero else { return nil }
            opened = try book.converted(opened, from: place)
            closed = try book.converted(closed, from: place)
            let equity = try book.sum(book.purses).adding(long).subtracting(short).subtracting(
                book.converted(trade.fee, from: place))
            let value = try long.adding(short).adding(book.sum(orders.promised)).adding(opened).subtracting(
                closed)
            return (try book.limit.margin(of: max(value, .zero)), equity)
        }
        let isBuy = trade.side == .buy
        let (cost, cash) = (try (isBuy ? trade.notional : opened).adding(trade.fee), book.purses[place])
        // A purchase that only covers may use the cash that is held back for the short.
        guard !opened.isZero else { return (cost, cash) }
        let heldBack = try isBuy ? short.subtracting(closed) : short
        return (
            try heldBack.adding(heldBack).adding(orders.promised[place]).adding(cost), cash
        )
    }

    private func mark(_ index: Int, _ market: MarketFrame) throws(AmountOverflow) -> Amount {
        guard let mark = Amount(market.mark(index), rounding: .halfEven) else {
            throw AmountOverflow.outOfRange
        }
        return mark
    }
}

extension PaperLimit {
    /// What holdings of a value take of the equity; all of it for an account that has only cash to spend.
    fileprivate func margin(of value: Amount) throws(AmountOverflow) -> Amount {
        switch self {
        case .cash: value
        case .leverage(let most): try value.divided(by: most, rounding: .up)
        case .margin(let rates): try value.multiplied(by: rates.initial, rounding: .up)
        }
    }
}
