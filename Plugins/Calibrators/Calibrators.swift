package import SluiceKit

/// The calibrators that ship.
package enum Calibrators {
    /// Every calibrator, in the order of their names.
    package static let all: [any Stage.Type] = [
        ConfidenceCalibrator.self, IsotonicCalibrator.self, NeutraliseCalibrator.self, PlattCalibrator.self,
        RankProbitCalibrator.self, WinsorizeCalibrator.self, ZScoreCalibrator.self,
    ]
}
