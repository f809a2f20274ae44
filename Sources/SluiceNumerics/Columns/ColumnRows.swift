internal import CColumns

/// Arithmetic and copies of whole columns.
public enum ColumnRows {
    /// Copies as many neighbouring rows of columns that lie `step` numbers apart to columns that have no others.
    public static func take(
        _ rows: Int, of columns: Int, from first: UnsafePointer<Double>, step: Int,
        to: UnsafeMutablePointer<Double>
    ) {
        ccolumns_take(Int64(columns), Int64(rows), first, Int64(step), to)
    }

    /// Writes factor x (one x other); NaN where that is not finite.
    public static func multiply(
        _ count: Int, _ factor: Double, _ one: UnsafePointer<Double>, _ other: UnsafePointer<Double>,
        into products: UnsafeMutablePointer<Double>
    ) {
        ccolumns_products(Int64(count), factor, one, other, products)
    }

    /// Adds close x volume to the sum of each series, row after row; where no bar is present, or that is not finite,
    /// nothing.
    public static func addTraded(
        _ rows: Int, of series: Int, close: UnsafePointer<Double>, volume: UnsafePointer<Double>,
        present: UnsafePointer<Double>, to sums: UnsafeMutablePointer<Double>
    ) {
        ccolumns_add_traded(Int64(series), Int64(rows), close, volume, present, sums)
    }
}
