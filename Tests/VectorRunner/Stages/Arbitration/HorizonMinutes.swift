import SluiceMarket
import SluiceNumerics

/// The minutes of a horizon as the product reads it; `1d` is a whole day of 1,440, as on a market that never closes.
func horizonMinutes(_ text: String) throws -> Int {
    guard let horizon = Horizon(parsing: text) else { throw VectorFault("unknown horizon \(text)") }
    return horizon.minutes(inSession: 1_440)
}

/// The length of a horizon as the product reads it.
func horizonScale(_ text: String) throws -> HorizonScale {
    try HorizonScale(minutes: Double(horizonMinutes(text)))
}
