import SluiceMarket

extension OrderRequest {
    /// The order in words, such as `buy 5 SPY at 100.5 or better`.
    public func text(of symbol: String) -> String {
        let order = "\(side.rawValue) \(quantity) \(symbol)"
        return switch pricing {
        case .market: "\(order) at the market"
        case .limit(let price): "\(order) at \(price) or better"
        case .stop(let trigger): "\(order) at the market from \(trigger) on"
        case .stopLimit(let trigger, let price): "\(order) at \(price) or better from \(trigger) on"
        }
    }
}
