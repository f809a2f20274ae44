/// What a LightGBM file says before its first tree.
struct LightGBMHeader {
    private(set) var names: [String] = []
    private(set) var features = 0
    private(set) var groups = 1
    private(set) var objective: [String] = []
    private(set) var isAveraged = false
    /// By feature what the training saw; nil for a category and for a feature that it left out.
    private(set) var ranges: [ClosedRange<Double>?] = []
    private var line = 0

    /// Takes a line.
    mutating func take(_ bytes: LineScanner.Bytes, at place: ModelError.Place) throws(ModelError) {
        if case .line(let number) = place { line = number }
        if bytes.equals("average_output") {
            isAveraged = true
            return
        }
        guard let (key, value) = bytes.pair else { return }
        switch key.text {
        case "version":
            guard ["v2", "v3", "v4"].contains(value.text) else {
                throw ModelError(
                    .unsupported, "the version '\(value.text)' of the format is not known; v3 and v4 are",
                    at: place)
            }
        case "max_feature_idx": features = try Self.count(value, in: 0...1_000_000, at: place) + 1
        case "num_tree_per_iteration": groups = try Self.count(value, in: 1...10_000, at: place)
        case "feature_names": names = value.text.split(separator: " ").map(String.init)
        case "objective": objective = value.text.split(separator: " ").map(String.init)
        case "feature_infos": ranges = value.text.split(separator: " ").map(Self.range)
        default: break
        }
    }

    /// The range of a feature, such as `[0.25:3]`; nil for `none`, for categories (`0:1:2`), and where it has no end.
    private static func range(_ text: Substring) -> ClosedRange<Double>? {
        guard text.first == "[", text.last == "]" else { return nil }
        let ends = text.dropFirst().dropLast().split(separator: ":", omittingEmptySubsequences: false)
        guard ends.count == 2, let least = StructuredNode.number(ends[0]),
            let greatest = StructuredNode.number(ends[1]), least.isFinite, greatest.isFinite,
            least <= greatest
        else { return nil }
        return least...greatest
    }

    /// Checks what has been read before the first tree.
    func check() throws(ModelError) {
        guard features > 0 else {
            throw ModelError(.malformed, "the file does not say how many features it has")
        }
        guard names.count == features else {
            throw ModelError(.inconsistent, "the file names \(names.count) features and has \(features)")
        }
    }

    private static func count(
        _ value: LineScanner.Bytes, in range: ClosedRange<Int>, at place: ModelError.Place
    ) throws(ModelError) -> Int {
        guard let count = DecimalNumber.integer(value), range.contains(count) else {
            throw ModelError(.malformed, "'\(value.text.prefix(40))' is no number from \(range)", at: place)
        }
        return count
    }

    /// What each number of a model with this objective is; `alpha` is the probability of a quantile.
    func outputs(alpha: Double?) -> [ModelOutput]? {
        switch objective.first {
        case "binary", "cross_entropy", "xentropy": ModelOutput.secondClass(1)
        case "multiclass", "softmax", "multiclassova":
            ModelOutput.probabilities(of: (0..<groups).map { "\($0)" })
        case "quantile": alpha.map { ModelOutput.quantiles([$0]) }
        default: nil
        }
    }

    /// What the objective makes of a sum.
    func transform() throws(ModelError) -> OutputTransform {
        func parameter(_ name: String) -> Double? {
            objective.first { $0.hasPrefix(name + ":") }.flatMap { Double($0.dropFirst(name.count + 1)) }
        }
        guard let name = objective.first else { return .identity }
        switch name {
        case "regression" where objective.contains("sqrt"): return .signedSquare
        case "regression", "regression_l1", "huber", "fair", "quantile", "mape", "lambdarank", "rank_xendcg",
            "custom",
            "none":
            return .identity
        case "poisson", "gamma", "tweedie": return .exponential
        case "binary", "multiclassova":
            let slope = parameter("sigmoid") ?? 1
            guard slope.isFinite, slope > 0 else {
                throw ModelError(.malformed, "the sigmoid of the objective has the slope \(slope)")
            }
            return .sigmoid(slope: slope)
        case "cross_entropy", "xentropy": return .sigmoid(slope: 1)
        case "cross_entropy_lambda", "xentlambda": return .softplus
        case "multiclass", "softmax": return .softmax
        default: throw ModelError(.unsupported, "the objective '\(name)' is not known")
        }
    }
}
