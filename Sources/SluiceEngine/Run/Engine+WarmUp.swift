import SluiceKit
public import SluiceMarket

/// The beginning of a run on history, whose orders do not leave: stages fill what they look back on.
struct WarmUp {
    /// The first moment at which orders may leave.
    let end: Timestamp
    /// The steps that were not warm when they last ran.
    var cold: [Step]
}

extension Engine {
    /// Keeps orders back until a moment has come and, unless nobody waits for them, every stage is warm.
    func beginWarmUp(until end: Timestamp, waitsForStages: Bool) {
        warmUp = WarmUp(end: end, cold: waitsForStages ? steps : [])
    }

    /// Whether the orders of a cycle are kept back; asked when every stage before the execution has run.
    func isWarmingUp(at now: Timestamp) -> Bool {
        guard warmUp != nil else { return false }
        warmUp?.cold.removeAll { $0.isWarm }
        guard let left = warmUp, !left.cold.isEmpty || now < left.end else {
            warmUp = nil
            return false
        }
        return true
    }

    /// The stages that have not been warm yet, by their ids; empty once orders may leave.
    public var coldStages: [String] { warmUp?.cold.map(\.id) ?? [] }

    /// For each file that bars come from, how many of its lines come before the first bar that ends after a moment.
    /// - Throws: What a source meets while it looks.
    public func dataLines(upTo moment: Timestamp) throws -> [String: Int] {
        var lines: [String: Int] = [:]
        for source in sources.objects.map(\.source) {
            // Where two sources read one file, what the earlier cut leaves is before the moment for both.
            lines.merge(try source.lines(upTo: moment)) { min($0, $1) }
        }
        return lines
    }

    /// The paths of the files that bars come from, each once, sorted; none for stages whose bars do not come from files alone.
    /// - Throws: What a source meets while it looks.
    package func dataFiles() throws -> [String] {
        Set(try sources.objects.flatMap { try $0.source.files() ?? [] }).sorted()
    }

    /// The end of the last bar there will be, where every source knows it.
    public var lastBar: Timestamp? {
        let ends = sources.objects.compactMap(\.source.lastBar)
        return ends.count == sources.count ? ends.max() : nil
    }
}
