import SluiceMarket

/// Figures of a backtest as a person reads them.
enum FigureText {
    /// A fraction as a percentage; `none` where there is no number.
    static func percent(_ fraction: Double) -> String {
        fraction.isFinite ? fixedText(fraction * 100, places: 2) + "%" : "none"
    }

    /// A ratio; `none` where there is no number.
    static func ratio(_ value: Double) -> String {
        value.isFinite ? fixedText(value, places: 2) : "none"
    }
}
