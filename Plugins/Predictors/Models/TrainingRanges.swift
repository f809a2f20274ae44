import SluiceDocument
import SluiceKit
import SluiceModels

/// Counts the values of features that lie outside what the training saw.
///
/// Where several models for all instruments take a feature, it is inside when every one of them saw it: from the greatest of
/// their least values to the least of their greatest. A model of one instrument has its own range there. A value on an end
/// is inside, a missing one (NaN) is not counted, an infinite one is outside. What a feature has in fresh bars counts,
/// whether or not a forecast came of it. The count allocates nothing but the warning when a feature is first outside.
final class TrainingRanges {
    /// The range of a feature for all instruments, or for one.
    private struct Entry {
        /// Which of `names`.
        let feature: Int
        /// The number of the market's column.
        let column: Int
        /// Nil for all.
        let instrument: Int?
        var least: Double
        var greatest: Double
        var count = 0
    }

    private let id: String
    private let report: @Sendable (Diagnostic) -> Void
    private var names: [String] = []
    private var told: [Bool] = []
    private var entries: [Entry] = []
    private var features: [String: Int] = [:]
    private var places: [Place: Int] = [:]

    /// What an entry is of.
    private struct Place: Hashable {
        let column: Int
        let instrument: Int?
    }

    init(_ context: StageContext) { (id, report) = (context.id, context.report) }

    /// Takes what the training of a model saw, as far as it is known; `instrument` is the one that it is for.
    func add(_ model: TrainedModel, instrument: Int?, column: (String) -> Int?) {
        for case (let name, let range?) in zip(model.features, model.model.ranges) {
            guard let column = column(name) else { continue }
            let place = Place(column: column, instrument: instrument)
            if let known = places[place] {
                entries[known].least = max(entries[known].least, range.lowerBound)
                entries[known].greatest = min(entries[known].greatest, range.upperBound)
                continue
            }
            let feature = features[name] ?? names.count
            if feature == names.count {
                features[name] = feature
                names.append(name)
                told.append(false)
            }
            places[place] = entries.count
            entries.append(
                Entry(
                    feature: feature, column: column, instrument: instrument, least: range.lowerBound,
                    greatest: range.upperBound))
        }
    }

    /// Counts what the fresh bars of a cycle have.
    func count(_ market: MarketFrame) {
        for place in entries.indices {
            let (least, greatest) = (entries[place].least, entries[place].greatest)
            let column = market.features.column(entries[place].column)
            let first = entries[place].instrument ?? 0
            let end = entries[place].instrument.map { $0 + 1 } ?? market.count
            var (found, last) = (0, 0)
            for index in first..<end where column[index] < least || column[index] > greatest {
                guard market.isFresh(index) else { continue }
                (found, last) = (found + 1, index)
            }
            guard found > 0 else { continue }
            entries[place].count += found
            if !told[entries[place].feature] { tell(entries[place], column[last]) }
        }
    }

    private func tell(_ entry: Entry, _ value: Double) {
        told[entry.feature] = true
        report(
            Diagnostic(
                .warning, .featureOutside,
                "\(names[entry.feature]) of \(id) is \(value), and its training saw \(entry.least) to \(entry.greatest)",
                at: nil))
    }

    /// A line for each feature that was outside.
    var remarks: [String] {
        var lines = Array(repeating: [String](), count: names.count)
        var own = Array(repeating: 0, count: names.count)
        for entry in entries where entry.count > 0 {
            guard entry.instrument == nil else {
                own[entry.feature] += entry.count
                continue
            }
            lines[entry.feature].append(
                "\(names[entry.feature]) was outside of what the training of \(id) saw \(Self.times(entry.count)): "
                    + "\(entry.least) to \(entry.greatest)")
        }
        for feature in names.indices where own[feature] > 0 {
            lines[feature].append(
                "\(names[feature]) was outside of what an instrument's own model of \(id) saw "
                    + Self.times(own[feature]))
        }
        return lines.flatMap(\.self)
    }

    private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

    /// What the counts are of: other ranges begin anew.
    private var digest: UInt64 {
        var digest = Digest()
        for entry in entries {
            digest.add(names[entry.feature])
            digest.add(UInt64(bitPattern: Int64(entry.instrument ?? -1)))
            digest.add(entry.least.bitPattern)
            digest.add(entry.greatest.bitPattern)
        }
        return digest.value
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(digest)
        memory.write(entries.count)
        for entry in entries { memory.write(entry.count) }
    }

    func recall(from memory: inout MemoryReader) throws {
        let isSame = try memory.word() == digest
        let count = try memory.int()
        guard count >= 0, !isSame || count == entries.count else {
            throw MemoryMismatch("the memory counts other features")
        }
        for place in 0..<count {
            let found = max(0, min(try memory.int(), .max / 2))
            guard isSame else { continue }
            entries[place].count = found
            if found > 0 { told[entries[place].feature] = true }
        }
    }
}
