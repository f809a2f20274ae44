package import SluiceKit

/// The risk checks that ship with the program.
package enum RiskChecks {
    package static let all: [any Stage.Type] = [GuardrailsRiskCheck.self]
}
