/// The features that stages asked for: a column of each by name, with a number for each instrument.
///
/// The engine fills it once a cycle, before any stage runs. NaN means that a feature is not known: in its warm-up, or
/// because the last bar lacked what it needs. An instrument without a fresh bar keeps what it had.
public final class FeatureFrame: @unchecked Sendable {
    /// The names, in the order of the columns.
    public let names: [String]
    /// How many instruments there are.
    public let instruments: Int
    /// Column `index(of:)` of a name.
    public let values: ColumnSet

    /// Allocates columns of NaN.
    public init(_ names: [String] = [], instruments: Int) {
        (self.names, self.instruments) = (names, instruments)
        values = ColumnSet(columns: names.count, rows: instruments)
    }

    /// The numbers of one feature.
    @inlinable
    public func column(_ index: Int) -> Column { values[index] }

    /// The number of a feature's column, looked up when a stage is built; nil when nobody asked for it.
    public func index(of name: String) -> Int? { names.firstIndex(of: name) }
}
