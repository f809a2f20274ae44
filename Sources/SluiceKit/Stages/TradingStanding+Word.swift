extension TradingStanding: CustomStringConvertible {
    /// The standing in one word, as in a summary.
    public var description: String {
        switch self {
        case .open: "open"
        case .reduceOnly: "reduceOnly"
        case .halt: "halt"
        case .flatten: "flatten"
        }
    }
}
