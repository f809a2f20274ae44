internal import CColumns

/// What instruments are valued at: the middle of a quote whose bid is above 0 and not above the ask, else the last price.
public enum QuoteMarks {
    /// Writes the mark at each of some places; NaN, zero and less as they are.
    /// - Returns: Whether all are above 0 and finite.
    public static func write(
        _ places: Int, bid: UnsafePointer<Double>, ask: UnsafePointer<Double>, last: UnsafePointer<Double>,
        into marks: UnsafeMutablePointer<Double>
    ) -> Bool {
        var arePrices: Int64 = 0
        ccolumns_marks(Int64(places), bid, ask, last, marks, &arePrices)
        return arePrices == 1
    }

    /// Writes the mark at each of some places where it is above 0 and not beyond the greatest; others stay as they are.
    public static func take(
        _ places: Int, bid: UnsafePointer<Double>, ask: UnsafePointer<Double>, last: UnsafePointer<Double>,
        upTo greatest: Double, into marks: UnsafeMutablePointer<Double>
    ) {
        ccolumns_take_marks(Int64(places), bid, ask, last, greatest, marks)
    }
}
