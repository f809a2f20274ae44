internal import CColumns

/// Spreads columns that lie each in one piece over rows that have a number of each.
public enum WovenColumns {
    /// Writes rows of four columns: the numbers of a row beside each other, rows `step` numbers apart.
    public static func write(
        _ rows: Int, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>,
        _ third: UnsafePointer<Double>, _ fourth: UnsafePointer<Double>, to: UnsafeMutablePointer<Double>,
        _ step: Int
    ) {
        ccolumns_weave(Int64(rows), first, second, third, fourth, to, Int64(step))
    }
}
