/// A weighted sum of the features for each output.
final class LinearEvaluator: Evaluator {
    let features: Int
    let outputs: Int
    private let groups: Int
    /// Weight `feature * groups + group`.
    private let weights: [Double]
    private let intercepts: [Double]
    private let transform: OutputTransform
    private let precision: TreeForest.Precision
    private let skipsMissing: Bool
    private let sums: UnsafeMutablePointer<Double>

    /// Weight `feature * outputs + output` belongs to a feature and an output; with `skipsMissing` a missing feature adds
    /// nothing, instead of making the sum absent.
    init(
        features: Int, weights: [Double], intercepts: [Double], transform: OutputTransform = .identity,
        precision: TreeForest.Precision = .double, skipsMissing: Bool = false
    ) {
        precondition(
            weights.count == features * intercepts.count, "there is a weight for each feature and output")
        (self.features, self.weights, self.intercepts) = (features, weights, intercepts)
        (self.transform, self.precision, self.skipsMissing) = (transform, precision, skipsMissing)
        groups = intercepts.count
        outputs = transform.outputs(of: intercepts.count)
        sums = .allocate(capacity: max(outputs, groups, 1))
        sums.initialize(repeating: 0, count: max(outputs, groups, 1))
    }

    deinit { sums.deallocate() }

    func evaluate(_ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>) {
        for index in 0..<count {
            let row = rows + index * features
            for group in 0..<groups {
                sums[group] = precision == .single ? single(row, group) : double(row, group)
            }
            transform.apply(sums, count: groups)
            (results + index * outputs).update(from: sums, count: outputs)
        }
    }

    private func double(_ row: UnsafePointer<Double>, _ group: Int) -> Double {
        var sum = intercepts[group]
        for feature in 0..<features where !(skipsMissing && row[feature].isNaN) {
            sum += row[feature] * weights[feature * groups + group]
        }
        return sum
    }

    private func single(_ row: UnsafePointer<Double>, _ group: Int) -> Double {
        var sum = Float(intercepts[group])
        for feature in 0..<features where !(skipsMissing && row[feature].isNaN) {
            sum += Float(row[feature]) * Float(weights[feature * groups + group])
        }
        return Double(sum)
    }
}
