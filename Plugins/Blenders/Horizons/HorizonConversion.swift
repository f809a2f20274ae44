import Glibc
import SluiceKit

/// Brings forecasts of one horizon to another.
struct HorizonConversion {
    private let minutes: [Double]
    private let power: Double

    init(_ scale: CrossHorizonSettings.Scale, minutes: [Double]) {
        self.minutes = minutes
        power =
            switch scale {
            case .root: 0.5
            case .linear: 1
            case .none: 0
            }
    }

    /// Writes the forecasts of a horizon as another has them.
    func convert(_ column: Column, from horizon: Int, to target: Int, into converted: Column) {
        let factor = pow(minutes[target] / minutes[horizon], power)
        for index in 0..<column.count { converted[index] = column[index] * factor }
    }
}
