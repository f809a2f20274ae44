import SluiceDocument
import SluiceKit
import SluiceMarket

/// What is found wrong in data: all of it counted, the first of each kind told.
final class DataFindings {
    /// What can be wrong without ending the run.
    enum Kind: Int, CaseIterable {
        case unreadable
        case duplicate
        case outOfOrder
        case gap
        case outside
    }

    /// How many of each kind are told one by one.
    static let told = 10

    private let report: @Sendable (Diagnostic) -> Void
    /// By kind.
    private(set) var counts = [Int](repeating: 0, count: Kind.allCases.count)

    /// By kind: how often it was told or could have been.
    private var told = [Int](repeating: 0, count: Kind.allCases.count)

    init(report: @escaping @Sendable (Diagnostic) -> Void) { self.report = report }

    /// Counts a finding, and tells it unless there were enough of its kind.
    func add(_ kind: Kind, count: Int = 1, _ diagnostic: @autoclosure () -> Diagnostic?) {
        counts[kind.rawValue] += count
        told[kind.rawValue] += 1
        guard told[kind.rawValue] <= Self.told, let diagnostic = diagnostic() else { return }
        report(diagnostic)
    }

    /// Counts bars of a symbol that are missing after one that ends at a moment.
    func addGap(_ missing: Int, of symbol: String, after end: Int64, at span: SourceSpan) {
        let bars = missing == 1 ? "1 bar" : "\(missing) bars"
        let end = Timestamp(nanoseconds: end)
        add(
            .gap, count: missing,
            Diagnostic(
                .warning, .dataGap, "\(bars) of \(symbol) missing after the one that ends at \(end)", at: span
            ))
    }

    func count(_ kind: Kind) -> Int { counts[kind.rawValue] }

    /// One sentence for each kind that was found.
    var remarks: [String] {
        Kind.allCases.compactMap { kind in
            let count = count(kind)
            guard count > 0 else { return nil }
            let one = count == 1
            return switch kind {
            case .unreadable:
                "\(count) \(one ? "line" : "lines") could not be read and \(one ? "was" : "were") left out"
            case .duplicate: "\(count) duplicate \(one ? "bar" : "bars"), the later line used"
            case .outOfOrder: "\(count) \(one ? "bar" : "bars") out of order, sorted"
            case .gap: "\(count) \(one ? "bar" : "bars") missing within sessions"
            case .outside: "\(count) \(one ? "bar" : "bars") outside sessions left out"
            }
        }
    }
}

extension DataFindings {
    /// Everything that was counted so far.
    var tally: (counts: [Int], told: [Int]) {
        get { (counts, told) }
        set { (counts, told) = newValue }
    }

    func remember(into memory: inout MemoryWriter) {
        for count in counts + told { memory.write(count) }
    }

    func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        for index in counts.indices { counts[index] = try memory.int() }
        for index in told.indices { told[index] = try memory.int() }
    }
}
