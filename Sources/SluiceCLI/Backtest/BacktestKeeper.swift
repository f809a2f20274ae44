import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

/// Takes what a backtest's figures are made of, cycle by cycle: one equity for each session, and the bars.
final class BacktestKeeper: RunObserver {
    /// How many bars the cycles saw, each instrument's counted.
    private(set) var bars = 0
    /// Cycles whose orders could leave.
    private(set) var tradingCycles = 0
    /// The equity before the first cycle that could trade; NaN while there was none.
    private(set) var initialEquity = Double.nan
    /// The equity at the end of each session of those cycles, in their order.
    private(set) var sessions: [Double] = []
    /// The first and last of those cycles.
    private(set) var span: (first: Timestamp, last: Timestamp)?
    /// When the first cycle began and the last had ended.
    private(set) var time: (began: WorkTime, ended: WorkTime)?
    /// The account's last value, exactly; nil where a holding has no price.
    private(set) var finalEquity: Amount?
    private var digest = Digest()
    private var session = CivilDate.distantPast
    private var dataStages: [Int] = []

    /// A fingerprint of all that the data stages showed.
    var dataDigest: UInt64 { digest.value }

    func began(_ engine: Engine) {
        dataStages = engine.plan.stages.indices.filter { engine.plan.stages[$0].plugin.kind == .data }
        time = (.now, .now)
    }

    func cycleEnded(_ engine: Engine) {
        let report = engine.report
        for index in 0..<report.market.count where report.market.isFresh(index) { bars += 1 }
        for stage in dataStages {
            digest.add(engine.records.digest(ofStage: stage, cycle: report.number) ?? 0)
        }
        let equity = report.portfolio.equity
        guard !report.isWarmUp, equity.isFinite else { return }
        if tradingCycles == 0 { initialEquity = equity }
        tradingCycles += 1
        if session != report.session || sessions.isEmpty {
            sessions.append(equity)
            session = report.session
        } else {
            sessions[sessions.count - 1] = equity
        }
        span = (span?.first ?? report.now, report.now)
    }

    func acted(_ engine: Engine) {}

    func ended(_ engine: Engine) {
        if let began = time?.began { time = (began, .now) }
        finalEquity = engine.portfolio.exactEquity
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
