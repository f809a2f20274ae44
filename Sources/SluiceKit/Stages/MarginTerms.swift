public import SluiceMarket

/// A stage that knows what positions take of the account as margin; the pre-trade check asks it.
public protocol MarginTerms: AnyObject {
    /// What the value of an instrument takes as initial margin at a moment, a fraction; NaN where it is not known.
    func initialMargin(of instrument: Int, at moment: Timestamp) -> Double
}
