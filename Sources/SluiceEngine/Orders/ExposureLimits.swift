import SluiceKit
import SluiceMarket
import SluicePipeline

/// Limits on what the account may come to hold after an order, its open orders trading as badly as they can.
///
/// An order that raises neither the worst case nor its margin passes. The book is made once for a dispatch, and each
/// order that passes is added to it.
final class ExposureLimits {
    static let unknown = Reason("exposure_unknown")
    static let gross = Reason("total_exposure", unit: .percent)
    static let net = Reason("net_exposure", unit: .percent)
    static let symbolLeverage = Reason("symbol_leverage", unit: .number)
    static let leverage = Reason("max_leverage", unit: .number)
    static let margin = Reason("initial_margin", unit: .percent)

    private let limits: PreTradeLimits
    private let maxNet: Amount?
    private let marginRate: Amount?
    private let terms: (any MarginTerms)?
    private var book: WorstCaseBook
    /// What everything is worth at worst; nil while something has no price.
    private var sums: WorstCaseBook.Sums?

    /// Takes the limits of the settings and of a stage that knows margin; nil where there are none.
    init?(_ settings: OrderSettings, _ terms: (any MarginTerms)?, instruments: Int) {
        guard
            settings.maxGross != nil || settings.maxNet != nil || settings.maxLeverage != nil
                || settings.initialMargin != nil || terms != nil
        else { return nil }
        limits = PreTradeLimits(
            maxLeverage: settings.maxLeverage.map(Self.exact),
            maxExposure: settings.maxGross.map { Self.exact($0.fraction) })
        maxNet = settings.maxNet.map { Self.exact($0.fraction) }
        marginRate = settings.initialMargin.map { Self.exact($0.fraction) }
        self.terms = terms
        book = WorstCaseBook(instruments: instruments)
    }

    // A setting is finite and within its bounds; zero lets nothing through.
    private static func exact(_ value: Double) -> Amount { Amount(value, rounding: .halfEven) ?? .zero }

    /// Takes what is held and open before the orders of a dispatch are looked at.
    func begin(_ portfolio: Portfolio, _ market: MarketFrame, at now: Timestamp) {
        for index in 0..<portfolio.count {
            let rate = rate(of: index, at: now)
            // Without a rate nobody knows what it takes, as without a price.
            let price = rate == nil ? nil : price(of: index, portfolio, market)
            book.hold(portfolio.holdings[index], at: price, marginRate: rate ?? .zero, of: index)
        }
        do throws(WorstCaseBook.Unknown) {
            for open in portfolio.openOrders where !open.progress.state.isFinished {
                let request = open.order.request
                try book.add(
                    request.side, open.remaining, of: request.instrument, onlyReduces: request.isReduceOnly)
            }
            sums = try book.sums()
        } catch { sums = nil }
    }

    /// What one of an instrument is worth in the account's currency.
    private func price(of index: Int, _ portfolio: Portfolio, _ market: MarketFrame) -> Amount? {
        let mark = market.mark(index)
        return Amount((mark > 0 ? mark : portfolio.mark[index]) * portfolio.rate[index], rounding: .up)
    }

    /// What the value of an instrument takes as margin; nil where nobody knows.
    private func rate(of index: Int, at now: Timestamp) -> Amount? {
        let told = terms.map { Amount($0.initialMargin(of: index, at: now), rounding: .up) } ?? .zero
        return told.map { max($0, marginRate ?? .zero) }
    }

    /// Why the limits keep an order back; nil when they do not.
    func cause(of order: CheckedOrder) -> Cause? {
        guard order.isKnown else { return nil }
        do throws(WorstCaseBook.Unknown) {
            guard let sums, let equity = Amount(order.portfolio.equity, rounding: .down), equity > .zero
            else {
                throw WorstCaseBook.Unknown()
            }
            let (request, index) = (order.request, order.request.instrument)
            let before = try book.sums(of: index)
            let own = try book.sums(
                of: index, adding: request.quantity, request.side, onlyReduces: request.isReduceOnly)
            let rest = try sums.subtracting(before)
            let after = try rest.adding(own)
            if own.gross > before.gross, let cause = try grossCause(order, equity, own: own, rest: rest) {
                return cause
            }
            if let maxNet, after.net > sums.net, Self.exceeds(after.net, maxNet, equity) {
                return Self.cause(Self.net, after.net, maxNet, equity)
            }
            if after.margin > sums.margin, after.margin > equity {
                return Self.cause(Self.margin, after.margin, Amount(1), equity)
            }
            return nil
        } catch {
            // One holding without a price must not keep the others from being closed.
            return order.isReducing ? nil : Cause(Self.unknown)
        }
    }

    private func grossCause(
        _ order: CheckedOrder, _ equity: Amount, own: WorstCaseBook.Sums, rest: WorstCaseBook.Sums
    ) throws(WorstCaseBook.Unknown) -> Cause? {
        let request = order.request
        let worth = order.price * order.portfolio.rate[request.instrument]
        guard let price = Amount(worth, rounding: .up) else { throw WorstCaseBook.Unknown() }
        let violations = limits.violations(
            PreTradeLimits.Order(
                side: request.side, quantity: request.quantity, price: price, isContract: true,
                held: try book.held(before: request.side, of: request.instrument)),
            equity: equity, rest: rest.gross)
        let all = try rest.adding(own).gross
        let most = limits.maxLeverage?.doubleValue ?? .nan
        func multiple(_ value: Amount) -> Double { value.doubleValue / equity.doubleValue }
        if violations.contains(.symbolLeverage) {
            return Cause(Self.symbolLeverage, observed: multiple(own.gross), limit: most)
        }
        if violations.contains(.maxLeverage) {
            return Cause(Self.leverage, observed: multiple(all), limit: most)
        }
        if violations.contains(.totalExposure), let maxGross = limits.maxExposure {
            return Self.cause(Self.gross, all, maxGross, equity)
        }
        return violations.isEmpty ? nil : Cause(PreTradeCheck.guardError)
    }

    private static func exceeds(_ value: Amount, _ part: Amount, _ equity: Amount) -> Bool {
        guard let most = try? part.multiplied(by: equity, rounding: .floor) else { return true }
        return value > most
    }

    private static func cause(_ reason: Reason, _ value: Amount, _ part: Amount, _ equity: Amount) -> Cause {
        Cause(
            reason, observed: value.doubleValue / equity.doubleValue * 100, limit: part.doubleValue * 100)
    }

    /// Counts an order that passed.
    func count(_ order: CheckedOrder) {
        let (request, index) = (order.request, order.request.instrument)
        guard order.isKnown, let known = sums else { return }
        do throws(WorstCaseBook.Unknown) {
            let before = try book.sums(of: index)
            try book.add(
                request.side, request.quantity, of: index, onlyReduces: request.isReduceOnly)
            sums = try known.subtracting(before).adding(try book.sums(of: index))
        } catch { sums = nil }
    }
}
