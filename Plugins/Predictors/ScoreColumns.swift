import SluiceKit

/// The scores of a predictor on their way to forecasts: a column for each kind, with a number for each place of a frame.
///
/// A frame of many cycles has more places than one of a single cycle; memory for them is taken when the first one comes.
final class ScoreColumns {
    private(set) var columns: ColumnSet

    /// Takes memory for one cycle.
    init(_ kinds: Int, instruments: Int) { columns = ColumnSet(columns: kinds, rows: instruments) }

    /// Has as many numbers as a column of the frame.
    func fit(_ column: Column) {
        if columns.rows != column.count { columns = ColumnSet(columns: columns.columns, rows: column.count) }
    }
}
