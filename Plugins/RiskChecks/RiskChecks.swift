package import SluiceKit

/// The risk checks that ship with the program.
package enum RiskChecks {
    package static let all: [any Stage.Type] = [
        GuardrailsRiskCheck.self, DrawdownRiskCheck.self, ExposureRiskCheck.self, ValueAtRiskRiskCheck.self,
        ConcentrationRiskCheck.self, BookLimitsRiskCheck.self, LeverageRiskCheck.self,
    ]
}
