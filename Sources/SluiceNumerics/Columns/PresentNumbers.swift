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

    private static func absent(_ numbers: UnsafePointer<Double>, _ count: Int) -> Int {
        var absent: Int64 = 0
        ccolumns_count_absent(Int64(count), numbers, &absent)
        return Int(absent)
    }
}
