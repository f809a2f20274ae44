internal import SluiceNumerics

extension MarketFrame {
    /// For fewer places a call costs more than it saves.
    private static let many = 4

    /// Writes the `mark` of each of the first places; NaN, zero and less as they are.
    ///
    /// - Returns: Whether all of them are prices.
    package func marks(_ places: Int, into marks: UnsafeMutablePointer<Double>) -> Bool {
        QuoteMarks.write(places, bid: bid.base, ask: ask.base, last: close.base, into: marks)
    }

    /// Takes the `mark` of each of the first places that has one above zero and not beyond the greatest; others keep
    /// their last.
    package func takeMarks(
        _ places: Int, upTo greatest: Double = .greatestFiniteMagnitude,
        into marks: UnsafeMutablePointer<Double>
    ) {
        guard places < Self.many else {
            return QuoteMarks.take(
                places, bid: bid.base, ask: ask.base, last: close.base, upTo: greatest, into: marks)
        }
        for place in 0..<places {
            let price = mark(place)
            if price > 0, price <= greatest { marks[place] = price }
        }
    }

    /// How many of the first places have a new bar.
    package func freshBars(_ places: Int) -> Int {
        places == 1 ? (isFresh(0) ? 1 : 0) : PresentNumbers.count(of: 1, in: fresh.base, places)
    }
}
