extension FeatureBars {
    @inline(__always)
    func hasPrice(_ index: Int) -> Bool { close[index] > 0 && close[index] < .infinity }

    @inline(__always)
    func isWhole(_ index: Int) -> Bool {
        let (open, high, low, close) = (open[index], high[index], low[index], close[index])
        return low > 0 && high < .infinity && open >= low && open <= high && close >= low && close <= high
    }

    @inline(__always)
    func hasVolume(_ index: Int) -> Bool { volume[index] >= 0 && volume[index] < .infinity }

    @inline(__always)
    func hasQuote(_ index: Int) -> Bool {
        bid[index] > 0 && ask[index] >= bid[index] && ask[index] < .infinity
    }

    @inline(__always)
    func hasSizes(_ index: Int) -> Bool {
        bidSize[index] >= 0 && askSize[index] >= 0 && bidSize[index] < .infinity && askSize[index] < .infinity
    }

    /// Writes an input of the given series.
    func write(
        _ input: FeatureInput, _ taken: UnsafeBufferPointer<Int>, into column: UnsafeMutablePointer<Double>
    ) {
        let source: Column =
            switch input {
            case .close, .barClose, .tradeClose, .tradeTypical: close
            case .barOpen: open
            case .barHigh: high
            case .barLow: low
            case .volume, .tradeVolume: volume
            case .bid, .bookBid: bid
            case .ask, .bookAsk: ask
            case .bidSize: bidSize
            case .askSize: askSize
            }
        if input == .tradeTypical {
            for index in taken {
                column[index] = VolumeWeightedPrice.typical(
                    high: high[index], low: low[index], close: close[index])
            }
        } else {
            for index in taken { column[index] = source[index] }
        }
    }
}
