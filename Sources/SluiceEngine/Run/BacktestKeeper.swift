package import SluiceKit
package import SluiceMarket
import SluiceNumerics
import SluicePipeline

/// Takes what a backtest's figures are made of, cycle by cycle: one equity for each session, what was traded, and the bars.
package final class BacktestKeeper: StillObserver {
    package let readsTargets = false
    package let readsOrders = false
    /// How many bars the cycles saw, each instrument's counted.
    package private(set) var bars = 0
    /// Cycles whose orders could leave.
    package private(set) var tradingCycles = 0
    /// The equity before the first cycle that could trade; NaN while there was none.
    package private(set) var initialEquity = Double.nan
    /// The equity at the end of each session of those cycles, in their order.
    package var sessions: [Double] { tradingCycles == 0 ? [] : ended + [lastEquity] }
    /// The first and last of those cycles.
    package var span: (first: Timestamp, last: Timestamp)? {
        tradingCycles == 0 ? nil : (firstTime, lastTime)
    }
    /// The account's last value, exactly; nil where a holding has no price.
    package private(set) var finalEquity: Amount?
    /// The value of all trades, in the account's currency.
    package private(set) var traded = 0.0
    /// The mean equity of those cycles; NaN while there was none.
    package var meanEquity: Double { equitySum.value / Double(tradingCycles) }
    private var equitySum = SumInTurn()
    private var fingerprint = MarketFingerprint()
    private let takesFingerprint: Bool
    /// The session of the last of those cycles, and the equities that those before it ended with.
    private var session = CivilDate.distantPast
    private var ended: [Double] = []
    private var lastEquity = Double.nan
    private var firstTime = Timestamp.distantPast
    private var lastTime = Timestamp.distantPast
    private var markets = LentRow<MarketFrame>([])

    /// Creates a keeper that has seen nothing; runs of one history that are many need its fingerprint from none.
    package init(takesFingerprint: Bool = true) { self.takesFingerprint = takesFingerprint }

    /// A fingerprint of all that the data stages showed; 0 where none is taken.
    package var dataDigest: UInt64 { fingerprint.value }

    package func began(_ engine: Engine) { markets = LentRow(engine.sources.objects.map(\.market)) }

    package func cycleEnded(_ engine: Engine) {
        ended(engine.report)
        addTrades(engine)
    }

    private func ended(_ report: CycleReport) {
        guard !report.isOfStretch else { return }
        bars += report.market.freshBars(report.market.count)
        markets.lendEach { take($0, instruments: $0.count, cycles: 1) }
        if !report.isWarmUp { take(report.portfolio.equity, report.session, at: report.now) }
    }

    /// Of a stretch, in which no cycle is of the warm-up, it hears as a whole.
    package func passed(_ held: HeldCycles) {}

    package func showed(_ stretch: Stretch, _ decisions: [DecisionFrame], cycles: Int) {
        bars += stretch.market.freshBars(cycles * stretch.instruments)
        take(stretch.market, instruments: stretch.instruments, cycles: cycles)
        var first = 0
        while first < cycles {
            let session = stretch.sessions[first]
            let end = stretch.sessions[first..<cycles].firstIndex { $0 != session } ?? cycles
            take(stretch, first..<end)
            first = end
        }
    }

    /// Takes the equities of cycles of one session.
    private func take(_ stretch: Stretch, _ cycles: Range<Int>) {
        let (equities, last) = (stretch.firstEquity + cycles.lowerBound, cycles.upperBound - 1)
        var sum = equitySum
        sum.add(equities, cycles.count)
        guard sum.value.isFinite else {
            for cycle in cycles {
                take(stretch.equities[cycle], stretch.sessions[cycle], at: stretch.times[cycle])
            }
            return
        }
        // The first one begins the session, or goes on with it.
        take(equities[0], stretch.sessions[last], at: stretch.times[cycles.lowerBound])
        (equitySum, lastEquity, lastTime) = (sum, stretch.equities[last], stretch.times[last])
        tradingCycles += cycles.count - 1
    }

    private func take(_ market: MarketFrame, instruments: Int, cycles: Int) {
        if takesFingerprint { fingerprint.add(market, instruments: instruments, cycles: cycles) }
    }

    /// Takes the equity of a cycle that could trade.
    @inline(__always)
    private func take(_ equity: Double, _ session: CivilDate, at time: Timestamp) {
        guard equity.isFinite else { return }
        if tradingCycles == 0 { (initialEquity, firstTime) = (equity, time) }
        tradingCycles += 1
        equitySum.add(equity)
        if self.session != session, tradingCycles > 1 { ended.append(lastEquity) }
        (self.session, lastEquity, lastTime) = (session, equity, time)
    }

    package func acted(_ engine: Engine) { addTrades(engine) }

    package func ended(_ engine: Engine) { finalEquity = engine.portfolio.exactEquity }

    private func addTrades(_ engine: Engine) {
        let rate = engine.portfolio.rate
        engine.report.lendFills {
            traded += $0.quantity.doubleValue * $0.price.doubleValue * rate[$0.instrument]
        }
    }
}

extension Portfolio {
    /// Cash and holdings at their marks, without a rounding but where there are several currencies, whose rates are
    /// numbers; nil where a holding has no price or the sum no amount.
    var exactEquity: Amount? {
        guard currencies.isSingle else { return Amount(equity, rounding: .halfEven) }
        var sum = cash
        for index in 0..<count where !holdings[index].isZero {
            guard let mark = Amount(mark[index], rounding: .halfEven),
                let value = try? holdings[index].multiplied(by: mark, rounding: .halfEven),
                let next = try? sum.adding(value)
            else { return nil }
            sum = next
        }
        return sum
    }
}
