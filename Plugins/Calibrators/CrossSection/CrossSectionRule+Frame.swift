import SluiceKit
import SluiceNumerics

extension CrossSectionRule {
    /// Applies the rule to every member at every horizon.
    mutating func apply(to forecasts: ForecastFrame, into results: ForecastFrame) {
        guard forecasts.instruments > 0 else { return }
        for column in 0..<forecasts.values.columns {
            let (values, result) = (forecasts.values[column], results.values[column])
            let source = UnsafeBufferPointer(start: values.base, count: values.count)
            var target = UnsafeMutableBufferPointer(start: result.base, count: result.count).mutableSpan
            apply(source.span, into: &target)
        }
    }
}

/// Which kind of numbers a calibrator takes and gives on.
enum CalibratedNumbers: String, SettingChoice {
    case scores
    case forecasts

    /// The port of the kind.
    var port: PortType { self == .scores ? .scores : .forecasts }
}
