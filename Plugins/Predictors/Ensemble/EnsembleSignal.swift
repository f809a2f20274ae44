import SluiceKit

/// The signals that an ensemble can be made of.
enum EnsembleSignal: String, SettingChoice {
    /// The side of its long average on which the short one is.
    case trend
    /// The return of a price that has left its mean.
    case meanReversion = "mean_reversion"
    /// The turn of a price that has gone one way for too long.
    case rsi
    /// Whoever trades more eagerly.
    case orderFlow = "order_flow"
    /// The deeper side of the quote.
    case book
    /// How far a market of this width is to be believed.
    case spread
    /// The return of a price to what was paid on average.
    case vwap

    /// The type whose weight the signal takes in a regime.
    var type: EnsembleType {
        switch self {
        case .trend: .trend
        case .meanReversion, .rsi: .meanReversion
        case .orderFlow: .orderFlow
        case .book, .spread, .vwap: .microstructure
        }
    }
}

/// The types that weights by regime are given for.
enum EnsembleType: String, CaseIterable {
    case trend
    case meanReversion = "mean_reversion"
    case orderFlow = "order_flow"
    case microstructure
}
