import SluiceMarket

extension MarketFrame {
    /// Writes the `mark` of each of the first places, four at a time; NaN, zero and less as they are.
    ///
    /// - Returns: Whether all of them are prices.
    package func marks(_ places: Int, into marks: UnsafeMutablePointer<Double>) -> Bool {
        let (zero, greatest) = (SIMD4<Double>.zero, SIMD4(repeating: Double.greatestFiniteMagnitude))
        var arePrices = SIMDMask<SIMD4<Int64>>(repeating: true)
        var place = 0
        while place &+ 4 <= places {
            let price = fourMarks(place)
            arePrices .&= (price .> zero) .& (price .<= greatest)
            UnsafeMutableRawPointer(marks + place).storeBytes(of: price, as: SIMD4<Double>.self)
            place &+= 4
        }
        var isWhole = all(arePrices)
        while place < places {
            marks[place] = mark(place)
            isWhole = isWhole && marks[place].isPositiveFinite
            place &+= 1
        }
        return isWhole
    }

    /// Takes the `mark` of each of the first places that has one above zero and not beyond the greatest; others keep
    /// their last.
    package func takeMarks(
        _ places: Int, upTo greatest: Double = .greatestFiniteMagnitude,
        into marks: UnsafeMutablePointer<Double>
    ) {
        let (zero, most) = (SIMD4<Double>.zero, SIMD4(repeating: greatest))
        var place = 0
        while place &+ 4 <= places {
            let price = fourMarks(place)
            let kept = SIMD4(from: marks + place)
            let mark = kept.replacing(with: price, where: (price .> zero) .& (price .<= most))
            UnsafeMutableRawPointer(marks + place).storeBytes(of: mark, as: SIMD4<Double>.self)
            place &+= 4
        }
        while place < places {
            let price = mark(place)
            if price > 0, price <= greatest { marks[place] = price }
            place &+= 1
        }
    }

    /// The `mark` of four places from one on.
    @inline(__always)
    private func fourMarks(_ place: Int) -> SIMD4<Double> {
        let (bid, ask) = (SIMD4(from: bid.base + place), SIMD4(from: ask.base + place))
        let isQuote = (bid .> SIMD4<Double>.zero) .& (ask .>= bid)
        return SIMD4(from: close.base + place).replacing(with: (bid + ask) * 0.5, where: isQuote)
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
