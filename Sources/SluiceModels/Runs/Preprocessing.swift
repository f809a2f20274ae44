/// What was done to the features before the training: missing ones filled, then centred and scaled.
///
/// `x' = (x - mean) / scale`, where a missing x is first replaced by its fill. It stands in `preprocessing.json`:
///
///     {"features": ["rsi_14", "vol_10d"], "impute": [50, null], "mean": [48, 0.1], "scale": [12, 0.05]}
///
/// `impute`, `mean` and `scale` may be left out, and `null` in `impute` leaves a missing feature missing. With the file
/// above a missing `rsi_14` becomes (50 - 48) / 12 = 0.1666..., and a `vol_10d` of 0.2 becomes 2.
public struct Preprocessing: Hashable, Sendable {
    /// The features, in the order of the other lists.
    public let features: [String]
    /// What stands for a missing feature; NaN where nothing does.
    public let fills: [Double]
    /// What is taken from each feature.
    public let means: [Double]
    /// What each feature is divided by, never 0.
    public let scales: [Double]

    /// Reads the bytes of the file.
    /// - Throws: `ModelError`, with the path of the field.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, limits: RunLimits = RunLimits()) throws(ModelError) {
        let file = try JSONModelReader.read(bytes)
        guard let features = try file.names("features", limit: limits.features), !features.isEmpty else {
            throw file.fault("'features' is missing or empty")
        }
        self.features = features
        fills = try file.column("impute", features.count, absent: .nan)
        means = try file.column("mean", features.count, absent: 0)
        scales = try file.column("scale", features.count, absent: 1)
        if let index = scales.firstIndex(where: { $0 == 0 || $0.isNaN }) {
            throw ModelError(.malformed, "a scale is not 0", at: .path("scale[\(index)]"))
        }
        if let index = means.firstIndex(where: \.isNaN) {
            throw ModelError(.malformed, "a mean is a number", at: .path("mean[\(index)]"))
        }
    }

    private init(features: [String], fills: [Double], means: [Double], scales: [Double]) {
        (self.features, self.fills, self.means, self.scales) = (features, fills, means, scales)
    }

    /// The ranges of the features before they are prepared, for ranges after it: x = x' * scale + mean.
    ///
    /// Each end is wider by a few steps of the double, since the way there and back rounds.
    func ranges(before ranges: [ClosedRange<Double>?]) -> [ClosedRange<Double>?] {
        ranges.enumerated().map { place, range in
            guard let range, scales.indices.contains(place) else { return nil }
            let (mean, scale) = (means[place], scales[place])
            let spread = [range.lowerBound * scale, range.upperBound * scale]
            let slack = 4 * max(spread[0].magnitude, spread[1].magnitude, mean.magnitude).ulp
            let (least, greatest) = (spread.min() ?? .nan, spread.max() ?? .nan)
            let ends = (least + mean - slack, greatest + mean + slack)
            return ends.0.isFinite && ends.1.isFinite ? ends.0...ends.1 : nil
        }
    }

    /// The same in another order of the features; nil when they are not the same features.
    func ordered(as names: [String]) -> Preprocessing? {
        let places = Dictionary(uniqueKeysWithValues: zip(features, features.indices))
        let order = names.compactMap { places[$0] }
        guard order.count == features.count, names.count == features.count else { return nil }
        return Preprocessing(
            features: names, fills: order.map { fills[$0] }, means: order.map { means[$0] },
            scales: order.map { scales[$0] })
    }
}

extension StructuredNode {
    /// A list of finite numbers, where null is what is absent.
    fileprivate func column(_ key: String, _ count: Int, absent: Double) throws(ModelError) -> [Double] {
        guard let node = self[optional: key] else { return Array(repeating: absent, count: count) }
        let elements = try node.elements()
        guard elements.count == count else {
            throw node.fault("\(elements.count) numbers for \(count) features", .inconsistent)
        }
        var numbers: [Double] = []
        for element in elements {
            if case .null = element.value, key == "impute" {
                numbers.append(.nan)
                continue
            }
            let number = try element.number()
            guard number.isFinite else { throw element.fault("no finite number stands here") }
            numbers.append(number)
        }
        return numbers
    }
}

/// Prepares rows as the training did, and lets another evaluator have them.
final class PreparedEvaluator: Evaluator {
    private let preparation: Preprocessing
    private let inner: any Evaluator
    /// How many rows or windows are prepared at a time.
    private let block: Int
    /// How many rows a window has; 1 for single rows.
    private let length: Int
    private let prepared: UnsafeMutablePointer<Double>

    /// - Precondition: The preparation has the features of the evaluator, in their order.
    init(_ preparation: Preprocessing, _ inner: any Evaluator) {
        precondition(
            preparation.features.count == inner.features, "a preparation has a number for each feature")
        (self.preparation, self.inner) = (preparation, inner)
        length = inner.sequence ?? 1
        block = max(1, min(64, 65_536 / max(inner.features * length, 1)))
        prepared = .allocate(capacity: max(block * inner.features * length, 1))
    }

    deinit { prepared.deallocate() }

    var features: Int { inner.features }
    var outputs: Int { inner.outputs }
    var sequence: Int? { inner.sequence }

    func prepare() { inner.prepare() }

    func evaluate(_ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>) {
        var first = 0
        while first < count {
            let size = min(block, count - first)
            for row in 0..<size * length {
                prepare(rows + (first * length + row) * features, into: prepared + row * features)
            }
            inner.evaluate(prepared, count: size, into: results + first * outputs)
            first += size
        }
    }

    private func prepare(_ row: UnsafePointer<Double>, into result: UnsafeMutablePointer<Double>) {
        for feature in 0..<features {
            let value = row[feature].isNaN ? preparation.fills[feature] : row[feature]
            result[feature] = (value - preparation.means[feature]) / preparation.scales[feature]
        }
    }
}
