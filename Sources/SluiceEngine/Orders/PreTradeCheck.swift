import SluiceKit
import SluiceMarket
import SluicePipeline

/// The last look at an order before it may reach a broker: a list of checks in a fixed order.
///
/// Everything a check cannot be sure of is a refusal: a number that is not finite, a price that is too old, an order
/// that goes beyond what risk approved. An order that only reduces a holding passes the limits on size and number, and
/// while the account's equity is unknown, since one holding without a price must not keep the others from being closed.
final class PreTradeCheck {
    static let quantityInvalid = Reason("quantity_invalid")
    static let nothingToReduce = Reason("nothing_to_reduce")
    static let noPrice = Reason("no_price")
    static let priceStale = Reason("price_stale", unit: .milliseconds)
    static let equityUnknown = Reason("equity_unknown", unit: .number)
    static let halted = Reason("halted")
    static let paused = Reason("paused")
    static let reduceOnly = Reason("reduce_only")
    static let holdingsChanged = Reason("holdings_changed")
    static let sessionClosed = Reason("session_closed")
    static let noTarget = Reason("no_target")
    static let beyondTarget = Reason("beyond_target", unit: .percent)
    static let unknownOrderOpen = Reason("unknown_order_open")
    static let crossesOwnOrder = Reason("crosses_own_order")
    static let valueOverflow = Reason("value_overflow")
    /// A check came to an error, which is a veto.
    static let guardError = Reason("guard_error")

    /// The checks, in the order in which they look.
    enum Step: CaseIterable {
        case quantity
        case standing
        case pauses
        case freshness
        case session
        case increments
        case collar
        case postOnly
        case participation
        case slippage
        case equity
        case value
        case openOrders
        case target
        case limits
        case exposure
        case rate
        case whatIf
    }

    /// Oldest price that an order may be sent on.
    let maxAge: Span
    /// When orders may be sent.
    let calendar: TradingCalendar
    private let prices: PriceCheck
    /// What the venue takes of each instrument.
    let products: ProductBook
    /// Limits on what the account may come to hold; nil for none.
    let exposure: ExposureLimits?
    /// The venue's own view; nil where it is not asked.
    let whatIf: WhatIfCheck?

    init(
        maxAge: Span, calendar: TradingCalendar = .alwaysOpen, settings: OrderSettings = OrderSettings(),
        products: ProductBook = .none, exposure: ExposureLimits? = nil, whatIf: WhatIfCheck? = nil
    ) {
        (self.maxAge, self.calendar, prices) = (maxAge, calendar, PriceCheck(settings))
        (self.products, self.exposure, self.whatIf) = (products, exposure, whatIf)
    }

    /// Why an order may not be sent: the first check that says so; nil when it may.
    func refusal(of order: CheckedOrder, _ limits: SessionLimits) -> Cause? {
        // One behind the other and no loop, in which each would be told from all others again.
        let cause =
            firstCause(.quantity, .standing, .pauses, .freshness, .session, .increments, order, limits)
            ?? firstCause(.collar, .postOnly, .participation, .slippage, .equity, .value, order, limits)
            ?? firstCause(.openOrders, .target, .limits, .exposure, .rate, .whatIf, order, limits)
        assert(isFirst(cause, order, limits), "every check is asked, in the order of the list")
        return cause
    }

    /// Whether a cause is what the first check of the list says; the venue, which comes last, is not asked again.
    private func isFirst(_ cause: Cause?, _ order: CheckedOrder, _ limits: SessionLimits) -> Bool {
        let first = Step.allCases.dropLast().lazy.compactMap { self.cause($0, order, limits) }.first
        return first == nil || first?.reason == cause?.reason
    }

    @inline(__always)
    private func firstCause(
        _ first: Step, _ second: Step, _ third: Step, _ fourth: Step, _ fifth: Step, _ sixth: Step,
        _ order: CheckedOrder, _ limits: SessionLimits
    ) -> Cause? {
        cause(first, order, limits) ?? cause(second, order, limits) ?? cause(third, order, limits)
            ?? cause(fourth, order, limits) ?? cause(fifth, order, limits) ?? cause(sixth, order, limits)
    }

    /// Everything that speaks against an order, for someone who wants to know before it is sent.
    func violations(of order: CheckedOrder, _ limits: SessionLimits) -> [Cause] {
        Step.allCases.compactMap { cause($0, order, limits) }
    }

    /// What one check says; an error in it is a veto.
    @inline(__always)
    func cause(_ step: Step, _ order: CheckedOrder, _ limits: SessionLimits) -> Cause? {
        do { return try verdict(step, order, limits) } catch { return Cause(Self.guardError) }
    }

    // Nobody but the list of the checks calls it: in it, a check costs what it looks at.
    @inline(__always)
    private func verdict(
        _ step: Step, _ order: CheckedOrder, _ limits: SessionLimits
    ) throws -> Cause? {
        switch step {
        case .quantity: quantityCause(order)
        case .standing: standingCause(order)
        case .pauses: order.isPaused ? Cause(Self.paused) : nil
        case .freshness: freshnessCause(order)
        case .session: calendar.accepts(order.now) ? nil : Cause(Self.sessionClosed)
        case .increments: try IncrementCheck(products).cause(of: order)
        case .collar: prices.collarCause(order)
        case .postOnly: prices.postOnlyCause(order)
        case .participation: prices.participationCause(order)
        case .slippage: prices.slippageCause(order)
        case .equity:
            order.isEquityKnown || order.isReducing ? nil : Cause(Self.equityUnknown, observed: order.equity)
        case .value: order.value == nil ? Cause(Self.valueOverflow) : nil
        case .openOrders: openOrderCause(order)
        case .target: order.isEquityKnown ? targetCause(order) : nil
        case .limits: limits.cause(of: order)
        case .exposure: exposure?.cause(of: order)
        case .rate: limits.rateCause(of: order)
        case .whatIf: try whatIf?.cause(of: order)
        }
    }

    private func quantityCause(_ order: CheckedOrder) -> Cause? {
        let quantity = order.request.quantity
        guard order.isKnown, quantity > .zero else {
            return Cause(Self.quantityInvalid, observed: quantity.doubleValue, limit: 0)
        }
        return order.request.isReduceOnly && !order.isReducing ? Cause(Self.nothingToReduce) : nil
    }

    private func standingCause(_ order: CheckedOrder) -> Cause? {
        guard order.isKnown, !order.isReducing else { return nil }
        guard order.isReviewed else { return Cause(Self.holdingsChanged) }
        guard order.standing != .open else { return nil }
        let reason = order.standing == .reduceOnly ? Self.reduceOnly : Self.halted
        return Cause(reason, observed: order.weightAfter * 100, limit: order.weightBefore * 100)
    }

    private func freshnessCause(_ order: CheckedOrder) -> Cause? {
        guard order.isKnown, order.price.isFinite, order.price > 0 else { return Cause(Self.noPrice) }
        let age = order.now.since(order.priceTime)
        guard age.nanoseconds >= 0, age <= maxAge else {
            return Cause(Self.priceStale, observed: age.seconds * 1_000, limit: maxAge.seconds * 1_000)
        }
        return nil
    }

    private func openOrderCause(_ order: CheckedOrder) -> Cause? {
        let (request, portfolio) = (order.request, order.portfolio)
        guard order.isKnown, portfolio.openCount(of: request.instrument) > 0 else { return nil }
        for open in portfolio.openOrders where open.order.request.instrument == request.instrument {
            if open.progress.state.isFinished { continue }
            if open.isUnknown { return Cause(Self.unknownOrderOpen) }
            if open.order.request.side != request.side, Self.canMeet(open.order.request, request) {
                return Cause(Self.crossesOwnOrder)
            }
        }
        return nil
    }

    /// Whether two orders of different sides could trade with each other: exits that wait beyond the market could not.
    private static func canMeet(_ one: OrderRequest, _ other: OrderRequest) -> Bool {
        if one.isReduceOnly && one.pricing != .market || other.isReduceOnly && other.pricing != .market {
            guard let (first, second) = limits(one, other) else {
                return one.pricing.trigger == nil && other.pricing.trigger == nil
            }
            return one.side == .buy ? first >= second : second >= first
        }
        return true
    }

    private static func limits(_ one: OrderRequest, _ other: OrderRequest) -> (Amount, Amount)? {
        guard one.pricing.trigger == nil, other.pricing.trigger == nil, let first = one.pricing.limit,
            let second = other.pricing.limit
        else { return nil }
        return (first, second)
    }

    /// An order leads from where the position stands toward the approved target and not past it.
    private func targetCause(_ order: CheckedOrder) -> Cause? {
        guard order.isKnown, order.standing == .open else { return nil }
        let (before, after) = (order.weightBefore, order.weightAfter)
        let target = order.targets.weight[order.request.instrument]
        guard target.isFinite else { return order.isReducing ? nil : Cause(Self.noTarget) }
        // What brings a holding toward zero never adds risk, whatever the target is.
        guard !(order.request.isReduceOnly && order.isReducing) else { return nil }
        let tolerance = 1e-9
        guard after >= min(before, target) - tolerance, after <= max(before, target) + tolerance else {
            return Cause(Self.beyondTarget, observed: after * 100, limit: target * 100)
        }
        return nil
    }
}

extension TradingCalendar {
    /// Whether orders may be sent at a moment; a session's close counts, since its last bar ends there.
    fileprivate func accepts(_ moment: Timestamp) -> Bool {
        isOpen(at: moment) || isOpen(at: moment - .nanoseconds(1))
    }
}
