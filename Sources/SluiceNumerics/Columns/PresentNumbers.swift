internal import CColumns

/// Which of some numbers that lie beside each other are there; NaN means absent.
public enum PresentNumbers {
    /// Whether none is absent.
    public static func isWhole(_ numbers: UnsafePointer<Double>, _ count: Int) -> Bool {
        absent(numbers, count) == 0
    }

    /// Whether not all are absent; most are all there or all absent.
    public static func isAny(_ numbers: UnsafePointer<Double>, _ count: Int) -> Bool {
        count > 0 && (!numbers[0].isNaN || absent(numbers, count) < count)
    }

    /// How many are equal to one.
    public static func count(of number: Double, in numbers: UnsafePointer<Double>, _ count: Int) -> Int {
        var found: Int64 = 0
        ccolumns_count(Int64(count), numbers, number, &found)
        return Int(found)
    }

    /// The least and the greatest of some numbers; nil where there is none, or one is not finite.
    public static func range(
        of numbers: UnsafePointer<Double>, _ count: Int
    ) -> (low: Double, high: Double)? {
        guard count > 0 else { return nil }
        var (low, high, areFinite) = (0.0, 0.0, Int64(0))
        ccolumns_range(Int64(count), numbers, &low, &high, &areFinite)
        return areFinite == 0 ? nil : (low, high)
    }

    private static func absent(_ numbers: UnsafePointer<Double>, _ count: Int) -> Int {
        var absent: Int64 = 0
        ccolumns_count_absent(Int64(count), numbers, &absent)
        return Int(absent)
    }
}
