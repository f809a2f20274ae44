internal import CColumns

/// The weights that some units of each instrument are.
public enum UnitWeights {
    /// Writes the least weight of which `weight x equity / mark` is no less than `units`, negative where the side is.
    ///
    /// NaN where there is no side, and where mark or equity are not above 0 and finite. Worked number: 10 units at 100 of
    /// an equity of 100,000 are 1%.
    public static func write(
        _ count: Int, units: Double, equity: Double, sides: UnsafePointer<Double>,
        marks: UnsafePointer<Double>, into weights: UnsafeMutablePointer<Double>
    ) {
        guard count >= RowBlock.few else {
            for index in 0..<count {
                weights[index] = ccolumns_unit_weight(units, equity, sides[index], marks[index])
            }
            return
        }
        ccolumns_unit_weights(Int64(count), units, equity, sides, marks, weights)
    }
}
