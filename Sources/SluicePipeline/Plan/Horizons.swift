import SluiceMarket

extension [Horizon] {
    /// The horizons in order, each once.
    var sortedOnce: [Horizon] {
        sorted().reduce(into: []) { once, horizon in
            if once.last != horizon { once.append(horizon) }
        }
    }
}
