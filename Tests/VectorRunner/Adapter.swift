/// How a stage's cases reach the product: from JSON and the vectors' units to a rule's, and back.
///
/// An adapter translates and does nothing else; every rule is in the product.
struct Adapter: Sendable {
    /// The stage's name in its file.
    let stage: String
    /// A number that the stage's rule depends on, for the test that sees the vectors notice a change.
    let constant: Constant
    /// The result of one case, in the form of its `expected`.
    let run: @Sendable (VectorCase) throws -> JSON

    /// Where in a case a number stands.
    enum Constant: Sendable {
        case parameter(String)
        /// A parameter from 0 to 1, of which half is tried.
        case share(String)
        case input(String)
        /// The first number of a list or of its first list, or of a mapping by its keys, in the input.
        case first(String)
        /// A number of every element of a list in the input.
        case each(String, String)
    }

    init(_ stage: String, constant: Constant, run: @escaping @Sendable (VectorCase) throws -> JSON) {
        (self.stage, self.constant, self.run) = (stage, constant, run)
    }

    /// The stages that are implemented.
    static let all: [Adapter] =
        cycle + indicators + calibration + blenders + arbitration + gates + sizing + learning + strategies
        + risk + sequences + orders + limits

    static let byStage = Dictionary(uniqueKeysWithValues: all.map { ($0.stage, $0) })
}
