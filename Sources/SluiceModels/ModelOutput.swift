/// What one number of a model is, as far as its file says.
public struct ModelOutput: Hashable, Sendable {
    /// What a number means.
    public enum Kind: Hashable, Sendable {
        /// A number on the scale of the target: a mean, a score, or what else the model was trained for.
        case value
        /// The value that the target stays below with this probability.
        case quantile(Double)
        /// The probability of a class, by its label.
        case probability(of: String)
        /// The variance of the target around the number before.
        case variance
        /// The number of a class: no amount, and not to be traded as one.
        case label
    }

    /// The name; unique within a model.
    public let name: String
    /// What the number means.
    public let kind: Kind

    /// Names a number.
    public init(name: String, kind: Kind = .value) { (self.name, self.kind) = (name, kind) }

    /// A number that a file does not name: `value` when it is the only one, else `value0`, `value1` and so on.
    static func values(_ count: Int) -> [ModelOutput] {
        count == 1
            ? [ModelOutput(name: "value")] : (0..<count).map { ModelOutput(name: "value\($0)") }
    }

    /// The numbers of a value that has a name: the name itself of one alone, else `name[0]`, `name[1]` and so on.
    static func parts(of name: String, _ count: Int) -> [ModelOutput] {
        count == 1
            ? [ModelOutput(name: name)] : (0..<count).map { ModelOutput(name: "\(name)[\($0)]") }
    }

    /// The probability of each class: `probability(up)`.
    static func probabilities(of labels: [String]) -> [ModelOutput] {
        labels.map { ModelOutput(name: "probability(\($0))", kind: .probability(of: $0)) }
    }

    /// The quantiles of some probabilities: `quantile(0.9)`.
    static func quantiles(_ probabilities: [Double]) -> [ModelOutput] {
        probabilities.map { ModelOutput(name: "quantile(\($0))", kind: .quantile($0)) }
    }

    /// The probability of the second of two classes, where a model gives it alone; of several labels the one of each.
    static func secondClass(_ count: Int) -> [ModelOutput] {
        probabilities(of: count == 1 ? ["1"] : (0..<count).map { "\($0)" })
    }

    /// A mean and the variance around it.
    static let meanAndVariance = [
        ModelOutput(name: "mean"), ModelOutput(name: "variance", kind: .variance),
    ]

    /// The number of a class.
    static let label = [ModelOutput(name: "label", kind: .label)]

    /// As many descriptions as there are numbers with names of their own, else plain values.
    static func fitting(_ outputs: [ModelOutput]?, _ count: Int) -> [ModelOutput] {
        guard let outputs, outputs.count == count, Set(outputs.map(\.name)).count == count else {
            return values(count)
        }
        return outputs
    }
}
