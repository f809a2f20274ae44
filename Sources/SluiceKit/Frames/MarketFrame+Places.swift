import SluiceMarket

extension MarketFrame {
    /// Writes the `mark` of each of the first places, four at a time; NaN, zero and less as they are.
    ///
    /// - Returns: Whether all of them are prices, of which `greatest` is the greatest there is.
    package func marks(
        _ places: Int, greatest: Double = .greatestFiniteMagnitude,
        into marks: UnsafeMutablePointer<Double>
    ) -> Bool {
        let (bids, asks, closes) = (bid.base, ask.base, close.base)
        let (zero, most) = (SIMD4<Double>.zero, SIMD4(repeating: greatest))
        var arePrices = SIMDMask<SIMD4<Int64>>(repeating: true)
        var place = 0
        while place &+ 4 <= places {
            let (bid, ask) = (SIMD4(from: bids + place), SIMD4(from: asks + place))
            let close = SIMD4(from: closes + place)
            let price = close.replacing(with: (bid + ask) * 0.5, where: (bid .> zero) .& (ask .>= bid))
            arePrices .&= (price .> zero) .& (price .<= most)
            UnsafeMutableRawPointer(marks + place).storeBytes(of: price, as: SIMD4<Double>.self)
            place &+= 4
        }
        var isWhole = all(arePrices)
        while place < places {
            marks[place] = Self.mark(bids[place], asks[place], closes[place])
            isWhole = isWhole && marks[place] > 0 && marks[place] <= greatest
            place &+= 1
        }
        return isWhole
    }

    /// How many of the first places have a new bar.
    package func freshBars(_ places: Int) -> Int {
        let fresh = fresh.base
        var (counts, place) = (SIMD4<Int64>.zero, 0)
        while place &+ 4 <= places {
            counts = counts.replacing(with: counts &+ 1, where: SIMD4(from: fresh + place) .== 1)
            place &+= 4
        }
        var bars = Int(counts.wrappedSum())
        while place < places {
            bars &+= isFresh(place) ? 1 : 0
            place &+= 1
        }
        return bars
    }
}
