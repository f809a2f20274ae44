import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// The moments between two recorded cycles at which the execution stage acted, and how trading stood there.
struct RecordedActs {
    /// One of them.
    struct Act {
        /// When.
        let time: Timestamp
        /// How the engine itself restricted trading.
        let standing: TradingStanding
    }

    /// In their order.
    let acts: [Act]

    init(_ record: TracedCycle, for engine: Engine) throws {
        guard let part = record.parts.first(where: { $0.kind == .acts }) else {
            acts = []
            return
        }
        var memory = MemoryReader(bytes: part.bytes)
        let page = Portfolio(count: engine.plan.instruments.count, currencies: engine.plan.currencies)
        var acts: [Act] = []
        for number in 1...max(part.stage, 1) {
            let time = try memory.timestamp()
            let standing = TradingStanding(rawValue: try memory.int()) ?? .halt
            // What learners saw is written as one more act, the last one, at the cycle's own time.
            if number == part.stage, time == record.now, !engine.learners.isEmpty { break }
            _ = try RecordedPortfolio.read(into: page, from: &memory)
            acts.append(Act(time: time, standing: standing))
        }
        self.acts = acts
    }
}
