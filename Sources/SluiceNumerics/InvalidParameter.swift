/// A parameter of a rule that lies outside the range in which the rule has a meaning.
///
/// Rules are checked once, when they are made, so that nothing has to throw while instruments are walked.
public struct InvalidParameter: Error, Equatable, Sendable {
    /// The parameter's name as the rule's initialiser spells it.
    public let name: String
    /// What was given.
    public let value: Double
    /// What would have been accepted, as the end of "must be ...".
    public let expected: String

    /// Names the parameter, what was given for it and what would have been accepted.
    public init(name: String, value: Double, expected: String) {
        (self.name, self.value, self.expected) = (name, value, expected)
    }
}

extension InvalidParameter: CustomStringConvertible {
    /// The whole complaint in one sentence.
    public var description: String { "\(name) is \(value), but must be \(expected)" }
}

/// Refuses a value outside a closed range; a NaN lies outside every range.
func require(
    _ name: String, _ value: Double, in range: ClosedRange<Double>
) throws(InvalidParameter) {
    guard range.contains(value) else {
        throw InvalidParameter(
            name: name, value: value, expected: "from \(range.lowerBound) to \(range.upperBound)")
    }
}

/// Refuses a value that is not finite and not zero or more.
func require(nonNegative name: String, _ value: Double) throws(InvalidParameter) {
    guard value >= 0, value.isFinite else {
        throw InvalidParameter(name: name, value: value, expected: "zero or more and finite")
    }
}

/// Refuses a value that is not finite and above zero.
func require(positive name: String, _ value: Double) throws(InvalidParameter) {
    guard value > 0, value.isFinite else {
        throw InvalidParameter(name: name, value: value, expected: "above zero and finite")
    }
}

/// Refuses a count outside a closed range.
func require(_ name: String, _ count: Int, in range: ClosedRange<Int>) throws(InvalidParameter) {
    guard range.contains(count) else {
        throw InvalidParameter(
            name: name, value: Double(count), expected: "from \(range.lowerBound) to \(range.upperBound)")
    }
}
