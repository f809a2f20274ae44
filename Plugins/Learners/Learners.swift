package import SluiceKit

/// The learners that ship with the program.
package enum Learners {
    package static let all: [any Stage.Type] = [
        Exp3Learner.self, Exp3IXLearner.self, ThompsonLearner.self,
    ]
}
