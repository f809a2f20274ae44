/// What predictors expect: a number for each member, horizon and instrument.
///
/// The unit is basis points of expected return over the horizon on a `forecasts` port, and none on a `scores`
/// port. NaN means that the member says nothing. Horizons are those of the whole pipeline, so a member leaves
/// those it does not forecast absent.
public final class ForecastFrame: @unchecked Sendable {
    /// How many instruments there are.
    public let instruments: Int
    /// How many horizons the pipeline has.
    public let horizons: Int
    /// How many members the frame joins.
    public let members: Int
    /// Column `member * horizons + horizon`.
    public let values: ColumnSet

    /// Allocates a frame of absent numbers.
    public init(instruments: Int, horizons: Int, members: Int) {
        (self.instruments, self.horizons, self.members) = (instruments, horizons, members)
        values = ColumnSet(columns: members * horizons, rows: instruments)
    }

    /// Views some neighbouring members of a frame that joins more.
    public init(sharing joined: ForecastFrame, members range: Range<Int>) {
        (instruments, horizons, members) = (joined.instruments, joined.horizons, range.count)
        values = ColumnSet(
            sharing: joined.values, columns: range.lowerBound * horizons..<range.upperBound * horizons
        )
    }

    /// The numbers of one member at one horizon.
    @inlinable
    public func column(member: Int, horizon: Int) -> Column { values[member * horizons + horizon] }
}

/// How likely a peak or a valley is: a probability for each horizon and instrument; NaN means unknown.
public final class ProbabilityFrame: @unchecked Sendable {
    /// How many instruments there are.
    public let instruments: Int
    /// How many horizons the pipeline has.
    public let horizons: Int
    /// Columns of peaks by horizon, then columns of valleys by horizon.
    public let values: ColumnSet

    /// Allocates a frame of unknown probabilities.
    public init(instruments: Int, horizons: Int) {
        (self.instruments, self.horizons) = (instruments, horizons)
        values = ColumnSet(columns: 2 * horizons, rows: instruments)
    }

    /// The probability, 0 to 1, that the price turns down from a peak within the horizon.
    @inlinable
    public func peak(horizon: Int) -> Column { values[horizon] }

    /// The probability, 0 to 1, that the price turns up from a valley within the horizon.
    @inlinable
    public func valley(horizon: Int) -> Column { values[horizons + horizon] }
}

/// What the members say together: basis points of expected return for each horizon and instrument.
public final class AlphaFrame: @unchecked Sendable {
    /// How many instruments there are.
    public let instruments: Int
    /// How many horizons the pipeline has.
    public let horizons: Int
    /// Column `horizon`; NaN means that nothing is known.
    public let values: ColumnSet

    /// Allocates a frame of absent numbers.
    public init(instruments: Int, horizons: Int) {
        (self.instruments, self.horizons) = (instruments, horizons)
        values = ColumnSet(columns: horizons, rows: instruments)
    }

    /// The numbers of one horizon, in basis points over that horizon.
    @inlinable
    public func column(horizon: Int) -> Column { values[horizon] }
}
