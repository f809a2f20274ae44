/// Turns rows of features into a model's numbers.
///
/// An evaluator belongs to one thread: it keeps room for its steps, so that evaluating allocates nothing.
public protocol Evaluator: AnyObject {
    /// How many features a row has.
    var features: Int { get }
    /// How many numbers a row gives.
    var outputs: Int { get }
    /// How many rows make a window, for a model that looks at windows of rows and not at single ones; else nil.
    var sequence: Int? { get }

    /// Makes what evaluating needs; without it the first evaluation does, and takes longer than later ones.
    func prepare()

    /// Evaluates rows that lie one behind another.
    ///
    /// `rows[row * features + feature]` is a feature, NaN where it is missing; `results[row * outputs + output]` becomes
    /// a number of the model after its output transform. Of a model with a `sequence` each row is a window of so many rows
    /// of features, oldest first, and `rows[(window * sequence + row) * features + feature]` a feature.
    func evaluate(_ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>)
}

extension Evaluator {
    /// A model of single rows.
    public var sequence: Int? { nil }
    /// Has everything at hand already.
    public func prepare() {}
}

/// A model that was read from a file.
public struct Model {
    /// The names of the features, in the order in which the model was trained; empty when the file has none.
    public let features: [String]
    /// What evaluates it.
    public let evaluator: any Evaluator
    /// What gives its sums before the output transform, also called margins or raw scores.
    public let sums: any Evaluator
    /// What each number of `evaluator` is, in its order; names differ.
    public let outputs: [ModelOutput]
    /// By feature the least and the greatest value that the training saw; nil where nothing says it.
    public let ranges: [ClosedRange<Double>?]

    /// Creates a model; without `sums` its outputs are not transformed.
    ///
    /// Descriptions that are not one for each number, or that share a name, are replaced by plain ones; ranges that are
    /// not one for each feature by none.
    public init(
        features: [String], evaluator: any Evaluator, sums: (any Evaluator)? = nil,
        outputs: [ModelOutput]? = nil, ranges: [ClosedRange<Double>?] = []
    ) {
        (self.features, self.evaluator, self.sums) = (features, evaluator, sums ?? evaluator)
        self.outputs = ModelOutput.fitting(outputs, evaluator.outputs)
        let isFitting = ranges.count == evaluator.features
        self.ranges = isFitting ? ranges : Array(repeating: nil, count: evaluator.features)
    }

    /// The place of a number by its name; nil when the model has none of that name.
    public func output(named name: String) -> Int? { outputs.firstIndex { $0.name == name } }

    /// The model's numbers for one row; allocates, so it is for tests and for looking.
    /// - Precondition: The row has as many numbers as the model has features.
    public func callAsFunction(_ row: [Double]) -> [Double] { Self.numbers(evaluator, row) }

    /// The model's sums for one row; allocates, so it is for tests and for looking.
    /// - Precondition: The row has as many numbers as the model has features.
    public func margins(_ row: [Double]) -> [Double] { Self.numbers(sums, row) }

    private static func numbers(_ evaluator: any Evaluator, _ row: [Double]) -> [Double] {
        precondition(
            row.count == evaluator.features * (evaluator.sequence ?? 1), "a row has a number for each feature"
        )
        var results = Array(repeating: Double.nan, count: evaluator.outputs)
        row.withUnsafeBufferPointer { row in
            results.withUnsafeMutableBufferPointer { results in
                guard let target = results.baseAddress else { return }
                withUnsafeTemporaryAllocation(of: Double.self, capacity: 1) { empty in
                    guard let none = empty.baseAddress else { return }
                    evaluator.evaluate(row.baseAddress ?? UnsafePointer(none), count: 1, into: target)
                }
            }
        }
        return results
    }
}
