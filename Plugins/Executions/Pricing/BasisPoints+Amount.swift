import SluiceMarket

extension BasisPoints {
    /// The number of basis points as an exact decimal; zero for one that is none, which no setting is.
    var amount: Amount { Amount(value, rounding: .halfEven) ?? .zero }
}
