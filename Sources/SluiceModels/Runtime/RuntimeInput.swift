/// How the numbers of rows or windows lie in a model's input.
struct RuntimeInput {
    /// The rows of a window; nil for a row.
    let length: Int?
    /// How many features a row has.
    let features: Int
    /// Whether a window's features lie before its rows.
    let isTransposed: Bool
    /// How many rows or windows the model takes at once; nil where that is open.
    let batch: Int?
    /// The dimensions behind the first.
    let dimensions: [Int]
    /// What the numbers are.
    let element: Int32

    /// How many numbers a row or a window has.
    var width: Int { (length ?? 1) * features }

    init(_ inputs: [RuntimeSession.Value], _ form: RuntimeForm) throws(ModelError) {
        guard inputs.count == 1, let input = inputs.first else {
            throw ModelError(
                .unsupported, "the model has \(inputs.count) inputs; one with all features is evaluated")
        }
        guard let element = input.element, input.isReal else {
            throw ModelError(
                .unsupported, "the input '\(input.name)' is no tensor of single or double precision")
        }
        guard let all = input.dimensions, all.count > 1 else {
            throw ModelError(
                .unsupported, "the input '\(input.name)' has no dimension for rows and one for features")
        }
        if let batch = all[0] { try Self.check(batch, "rows at once", in: 1...4_096) }
        (self.element, batch) = (element, all[0])
        let open = Array(all.dropFirst())
        switch form {
        case .row(let features):
            (length, isTransposed) = (nil, false)
            (self.features, dimensions) = try Self.row(open, features)
        case .window(let length, let features, let layout):
            isTransposed = layout == .featuresFirst
            let wanted = isTransposed ? [features, length] : [length, features]
            let (sizes, dimensions) = try Self.window(open, wanted)
            self.length = isTransposed ? sizes[1] : sizes[0]
            self.features = isTransposed ? sizes[0] : sizes[1]
            self.dimensions = dimensions
        }
        try Self.check(self.features, "features", in: 1...1_000_000)
        try Self.check(length ?? 1, "rows in a window", in: 1...100_000)
        try Self.check(width, "numbers", in: 1...(1 << 24))
    }

    private static func check(_ count: Int, _ what: String, in range: ClosedRange<Int>) throws(ModelError) {
        guard range.contains(count) else {
            throw ModelError(.tooLarge, "the model takes \(count) \(what); \(range) are evaluated")
        }
    }

    /// Dimensions of 1 do not count; of the others one is the features.
    private static func row(_ open: [Int?], _ features: Int?) throws(ModelError) -> (Int, [Int]) {
        let places = open.indices.filter { open[$0] != 1 }
        guard places.count < 2 else {
            throw ModelError(
                .unsupported, "the model takes windows of \(spelling(open)) numbers, and was given rows")
        }
        let place = places.first ?? open.count - 1
        let size = try agreed(open[place], features, "features")
        var dimensions = open.map { $0 ?? 1 }
        dimensions[place] = size
        return (size, dimensions)
    }

    /// Two dimensions, or one of both together; beside them dimensions of 1 do not count.
    private static func window(
        _ open: [Int?], _ wanted: [Int?]
    ) throws(ModelError) -> (sizes: [Int], dimensions: [Int]) {
        var places = Array(open.indices)
        while places.count > 2, let one = places.firstIndex(where: { open[$0] == 1 }) {
            places.remove(at: one)
        }
        if places.count == 1 {
            // One row of numbers: both must be known, and nothing says which lie first but the layout.
            guard let first = wanted[0], let second = wanted[1] else {
                throw ModelError(
                    .unsupported,
                    "the model takes one row of numbers: say how many rows and features these are")
            }
            let (product, overflows) = first.multipliedReportingOverflow(by: second)
            guard !overflows else { throw ModelError(.tooLarge, "a window has too many numbers") }
            return ([first, second], [try agreed(open[places[0]], product, "numbers")])
        }
        guard places.count == 2 else {
            throw ModelError(.unsupported, "the model takes \(spelling(open)) numbers, which is no window")
        }
        let sizes = [
            try agreed(open[places[0]], wanted[0], "first dimension"),
            try agreed(open[places[1]], wanted[1], "second dimension"),
        ]
        var dimensions = open.map { $0 ?? 1 }
        (dimensions[places[0]], dimensions[places[1]]) = (sizes[0], sizes[1])
        return (sizes, dimensions)
    }

    private static func spelling(_ open: [Int?]) -> String {
        open.map { $0.map { "\($0)" } ?? "?" }.joined(separator: " x ")
    }

    /// What the model and the user say of a size, at least one of them and the same.
    private static func agreed(_ said: Int?, _ wanted: Int?, _ what: String) throws(ModelError) -> Int {
        guard let size = said ?? wanted else {
            throw ModelError(.unsupported, "the model leaves its \(what) open: say how many there are")
        }
        guard wanted == nil || wanted == size else {
            throw ModelError(.inconsistent, "the \(what) of the model: \(size), and not \(wanted ?? size)")
        }
        return size
    }
}
