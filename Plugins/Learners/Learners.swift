package import SluiceKit

/// The learners that ship with the program.
package enum Learners {
    package static let all: [any Stage.Type] = []
}
