package import SluiceKit
package import SluiceMarket

/// What a file of bars holds: its instruments, its span of time and the length of its bars.
package struct BarSurvey {
    /// What is known of one instrument.
    package struct Instrument {
        /// How many bars it has.
        package var count = 0
        /// The time of its first bar.
        package var first = Timestamp.distantFuture
        /// The time of its last bar.
        package var last = Timestamp.distantPast
    }

    /// By symbol.
    package private(set) var instruments: [String: Instrument] = [:]
    /// How many bars there are.
    package private(set) var rows = 0
    /// How many lines are no bars.
    package private(set) var refused = 0
    /// Whether no bar is older than the one on the line before.
    package private(set) var isSorted = true
    /// How often each distance between two bars of one instrument was met, in nanoseconds.
    private var distances: [Int64: Int] = [:]
    private var latest = Timestamp.distantPast

    /// How many different distances are counted; further ones are rare and no bar's length.
    private static let mostDistances = 4_096

    /// An empty survey.
    package init() {}

    /// Reads a file to its end.
    package init(_ text: BarText) throws(FileError) {
        while let entry = try text.next() { add(entry) }
    }

    /// Takes one line.
    package mutating func add(_ entry: BarText.Entry) {
        guard case .bar(let bar) = entry else {
            refused += 1
            return
        }
        rows += 1
        if bar.time < latest { isSorted = false }
        latest = bar.time
        var known = instruments[bar.symbol] ?? Instrument()
        if known.count > 0, bar.time > known.last {
            let distance = bar.time.nanoseconds &- known.last.nanoseconds
            if distance > 0, distances.count < Self.mostDistances || distances[distance] != nil {
                distances[distance, default: 0] += 1
            }
        }
        known.count += 1
        known.first = min(known.first, bar.time)
        known.last = max(known.last, bar.time)
        instruments[bar.symbol] = known
    }

    /// The length of a bar: the distance met most often, the shorter of two; nil when no instrument has two bars.
    package var interval: Span? {
        distances.min { ($1.value, $0.key) < ($0.value, $1.key) }.map { Span(nanoseconds: $0.key) }
    }

    /// How many distances are longer than a bar: nights and weekends count too.
    package var gaps: Int {
        guard let interval else { return 0 }
        return distances.reduce(0) { $0 + ($1.key > interval.nanoseconds ? $1.value : 0) }
    }

    /// The time of the first bar of all.
    package var first: Timestamp? { instruments.values.map(\.first).min() }
    /// The time of the last bar of all.
    package var last: Timestamp? { instruments.values.map(\.last).max() }
}
