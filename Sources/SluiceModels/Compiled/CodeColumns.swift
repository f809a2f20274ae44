internal import CForest

/// Where the values of a row lie among the thresholds of a forest, as bytes.
///
/// A split compares a value with one of a feature's thresholds: the number of thresholds below the value says as much as
/// the value. A column counts among at most 254 of them, so that a code is a byte; a feature with more has several.
struct CodeColumns {
    /// The most thresholds of a column.
    static let width = 254
    private struct Key: Hashable {
        let feature: UInt32
        let zeroIsMissing: Bool
    }

    private(set) var columns: [cforest_column] = []
    /// For each column 16 pivots, then its thresholds in sixteens.
    private(set) var thresholds: [Double] = []
    private var sorted: [Key: (column: Int, thresholds: [Double])] = [:]

    /// Columns for all splits of a forest that are no categories; nil when they are too many.
    init?(_ forest: TreeForest, most: Int) {
        var found: [Key: Set<Double>] = [:]
        for node in forest.nodes where !node.rule.contains(.isCategorical) {
            found[Self.key(node), default: []].insert(node.threshold)
        }
        let keys = found.keys.sorted {
            ($0.feature, $0.zeroIsMissing ? 1 : 0) < ($1.feature, $1.zeroIsMissing ? 1 : 0)
        }
        for key in keys {
            let all = (found[key] ?? []).sorted()
            sorted[key] = (columns.count, all)
            for first in stride(from: 0, to: all.count, by: Self.width) {
                guard columns.count < most else { return nil }
                add(all[first..<min(first + Self.width, all.count)], key, rounds: forest.roundsInput)
            }
        }
    }

    private static func key(_ node: TreeNode) -> Key {
        Key(feature: node.feature, zeroIsMissing: node.rule.contains(.zeroIsMissing))
    }

    private mutating func add(_ part: ArraySlice<Double>, _ key: Key, rounds: Bool) {
        columns.append(
            cforest_column(
                feature: key.feature, first: UInt32(thresholds.count),
                zero_is_missing: key.zeroIsMissing ? 1 : 0, rounds: rounds ? 1 : 0))
        let sixteens = part.count / 16 + 1
        let padded = Array(part) + Array(repeating: .infinity, count: 16 * sixteens - part.count)
        for index in 0..<16 { thresholds.append(index < sixteens ? padded[16 * index + 15] : .infinity) }
        thresholds += padded
    }

    /// A split as bytes: a value goes right when its code less the offset is above the bound, as signed bytes.
    struct Split {
        var column = 0
        var offset: UInt8 = 128
        var bound: UInt8 = 127
    }

    /// A split that sends a value right of a threshold and a missing one where the rule says.
    func split(_ node: TreeNode) -> Split {
        guard let (column, all) = sorted[Self.key(node)] else { return Split() }
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle] < node.threshold { low = middle + 1 } else { high = middle }
        }
        // A missing value has the code 0: less 1 it is above all others.
        let isLeft = node.rule.contains(.missingLeft)
        let place = low % Self.width
        return Split(
            column: column + low / Self.width, offset: isLeft ? 128 : 129,
            bound: UInt8(isLeft ? place + 1 : place) ^ 0x80)
    }
}
