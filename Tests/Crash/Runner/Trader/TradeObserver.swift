import Foundation
import SluiceEngine
import SluiceKit
import SluiceMarket

/// Writes down what is out of the ordinary, and ends a run whose orders have all come to their end.
final class TradeObserver: RunObserver {
    private let life: Int
    private let signal: StopSignal
    private let settles: Bool
    private let parent = ParentProcess()
    /// Whether nothing was under way when the ledger and the venue were found equal.
    private(set) var isSettled = false

    init(life: Int, _ signal: StopSignal, settles: Bool) {
        (self.life, self.signal, self.settles) = (life, signal, settles)
    }

    func began(_ engine: Engine) { if engine.standing > .open { log(engine, "begins restricted") } }
    func acted(_ engine: Engine) {}
    func ended(_ engine: Engine) {}

    func cycleEnded(_ engine: Engine) {
        var isEqual = false
        for event in engine.report.events {
            switch event {
            case .restricted(let standing, let cause): log(engine, "\(standing) \(cause.reason.name)")
            case .stageFailed(_, let message, _): log(engine, "failed: \(message)")
            case .journalFailed(let message): log(engine, "journal: \(message)")
            case .irregularFill(let fill, let what): log(engine, "\(what) fill of order \(fill.order.number)")
            case .illegalReport(let order): log(engine, "illegal report of \(order.clientID)")
            case .lost(let order): log(engine, "lost \(order.clientID)")
            case .reconciled(let result):
                if result.verdict == .passed { isEqual = true } else { log(engine, result.text) }
            default: break
            }
        }
        if settles, isEqual, engine.portfolio.openOrders.isEmpty {
            isSettled = true
            signal.stop()
        }
        if !parent.isAlive { signal.stop() }
    }

    private func log(_ engine: Engine, _ text: String) {
        let line = "life \(life) cycle \(engine.report.number): \(text)\n"
        FileHandle.standardError.write(Data(line.utf8))
    }
}
