import Glibc

/// Where the values of an axis stand: numbers by size, words in the order in which they appear.
struct SweepScale: Sendable {
    /// The distinct values as the plan writes them, in order.
    let values: [String]
    /// The numbers of the values; empty where one is none.
    let numbers: [Double]
    /// For each cell the place of its value.
    let places: [Int]

    /// How many values stand at equal distances; more of them stand where their numbers do.
    private static let even = 24

    init(_ texts: [String]) {
        var seen: Set<String> = []
        var distinct = texts.filter { seen.insert($0).inserted }
        let pairs = distinct.compactMap { text in Self.number(text).map { (text, $0.size, $0.unit) } }
        let isNumeric = pairs.count == distinct.count && Set(pairs.map { $0.2 }).count == 1
        if isNumeric {
            let sorted = pairs.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            distinct = sorted.map { $0.0 }
            numbers = sorted.map { $0.1 }
        } else {
            numbers = []
        }
        let place = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
        (values, places) = (distinct, texts.map { place[$0] ?? 0 })
    }

    /// A number and what stands behind it; nil where a text begins with none.
    private static func number(_ text: String) -> (size: Double, unit: String)? {
        let head = text.prefix { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
        // An `e` that begins a unit is none of the number's.
        for length in stride(from: head.count, to: 0, by: -1) {
            if let size = Double(head.prefix(length)), size.isFinite {
                return (size, String(text.dropFirst(length)))
            }
        }
        return nil
    }

    /// Whether the middle number lies nearer to the middle of the ends' logarithms than to that of the ends.
    private var isLogarithmic: Bool {
        guard let low = numbers.first, let high = numbers.last, low > 0 else { return false }
        let middle = numbers[numbers.count / 2]
        return abs(middle - (low * high).squareRoot()) < abs(middle - (low + high) / 2)
    }

    /// From 0 for the first to 1 for the last value; a single one stands in the middle.
    func share(_ place: Int) -> Double {
        guard values.count > 1 else { return 0.5 }
        guard values.count > Self.even, let low = numbers.first, let high = numbers.last, high > low else {
            return Double(place) / Double(values.count - 1)
        }
        let value = numbers[place]
        return isLogarithmic ? log(value / low) / log(high / low) : (value - low) / (high - low)
    }

    /// Groups of neighbours for a table, at most `limit`: for each place its group, and the groups' names.
    func groups(_ limit: Int) -> (of: [Int], names: [String]) {
        guard values.count > limit else { return (Array(values.indices), values) }
        let of = values.indices.map { place in
            numbers.isEmpty ? place * limit / values.count : min(Int(share(place) * Double(limit)), limit - 1)
        }
        let names = (0..<limit).map { group in
            guard let first = of.firstIndex(of: group), let last = of.lastIndex(of: group) else { return "" }
            return first == last ? values[first] : "\(values[first])–\(values[last])"
        }
        return (of, names)
    }
}
