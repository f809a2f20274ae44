import SluiceKit
import SluiceMarket
import SluiceTestKit

@testable import Gates

/// What a gate left of one decision.
struct Left: Equatable {
    /// Equal when every number has the same bits, so that an absent one equals itself.
    static func == (one: Left, other: Left) -> Bool {
        one.reason == other.reason
            && [one.scale, one.observed, one.limit].map(\.bitPattern)
                == [other.scale, other.observed, other.limit].map(\.bitPattern)
    }

    let scale: Double
    let reason: String
    let observed: Double
    let limit: Double

    var passes: Bool { scale == 1 && reason.isEmpty }
}

extension Gate {
    /// What the gate leaves of decisions on some sides, of which alpha is 40 and net 30 unless `change` says otherwise.
    func left(
        of sides: [Double], in market: MarketFrame, at now: Timestamp = ManualClock.start,
        portfolio: Portfolio? = nil, _ evidence: GateEvidence = GateEvidence(), number: Int = 1,
        horizon: Double = 0, change: (DecisionFrame) -> Void = { _ in }
    ) throws -> [Left] {
        let decisions = DecisionFrame.test(sides, horizon: horizon)
        for index in sides.indices {
            decisions.cost[index] = 10
            decisions.score[index] = 30
        }
        change(decisions)
        let portfolio = portfolio ?? PortfolioBuilder(instruments: sides.count).build()
        let cycle = Cycle.test(number: number, now: now, portfolio: portfolio)
        try filter(cycle, decisions, market, evidence)
        return withExtendedLifetime(decisions) {
            sides.indices.map { index in
                let cause = decisions.causes[index]
                return Left(
                    scale: decisions.scale[index], reason: "\(cause.reason.name)", observed: cause.observed,
                    limit: cause.limit)
            }
        }
    }

    /// The words that the gate says of decisions; empty for one that passes whole.
    func words(
        of sides: [Double], in market: MarketFrame, at now: Timestamp = ManualClock.start,
        portfolio: Portfolio? = nil, _ evidence: GateEvidence = GateEvidence(),
        change: (DecisionFrame) -> Void = { _ in }
    ) throws -> [String] {
        try left(of: sides, in: market, at: now, portfolio: portfolio, evidence, change: change).map(\.reason)
    }
}

extension StageContext {
    /// A context of so many instruments named A, B, C and so on.
    static func letters(
        _ count: Int, members: [String] = [], every: Span = .minutes(1), files: MemoryFiles = [:]
    ) -> StageContext {
        let names = (0..<count).map { String(UnicodeScalar(UInt8(65 + $0))) }
        return .test(instruments: names, members: members, every: every, files: files)
    }
}

extension MarketFrame {
    /// A market of one instrument.
    static func one(
        _ close: Double = 100, bid: Double = 99.98, ask: Double = 100.02, volume: Double = 10_000,
        size: Double = 500, low: Double? = nil
    ) -> MarketFrame {
        let frame = MarketFrame.test([MarketBar(close, low: low, volume: volume, size: size)])
        (frame.bid[0], frame.ask[0]) = (bid, ask)
        return frame
    }
}

extension Timestamp {
    /// A moment as a test writes it.
    static func test(_ text: String) -> Timestamp { Timestamp(iso8601: text) ?? .distantPast }
}

/// A stage that has recalled what another one remembered.
func recalled<S: Stage>(_ stage: S, _ yaml: String, in context: StageContext) throws -> S {
    var writer = MemoryWriter()
    stage.remember(into: &writer)
    let other = try S.test(yaml, in: context)
    var reader = MemoryReader(writer.words)
    try other.recall(from: &reader)
    return other
}
