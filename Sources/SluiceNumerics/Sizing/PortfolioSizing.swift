/// Sizes all instruments together: wishes, then gross, then the no-trade band.
///
/// The band comes last so that a position it keeps is not traded by the scaling after all; the gross may then exceed
/// its limit by what the band kept. An instrument whose wish is absent (NaN) keeps what is held and takes no part in
/// the scaling. Worked number: three wishes of 5% with a gross limit of 10%, two of them held at 5%: all become
/// 3.3333%, and a band of 2% then keeps both at 5%.
public struct PortfolioSizing: Equatable, Sendable {
    /// The rule for one instrument.
    public let position: PositionSizing
    /// The limit for all of them.
    public let gross: GrossScaling

    /// Joins the two rules.
    public init(position: PositionSizing, gross: GrossScaling) {
        (self.position, self.gross) = (position, gross)
    }

    /// Writes the weight to hold into `targets`; all columns are indexed by instrument and equally long.
    ///
    /// Returns the factor by which the wishes were scaled. Columns of different length are a programming error.
    @inlinable @discardableResult
    public func size(
        alpha: Span<Double>, volatility: Span<Double>, gate: Span<Double>, current: Span<Double>,
        into targets: inout MutableSpan<Double>
    ) -> Double {
        for index in targets.indices {
            targets[index] = position.target(
                alpha: alpha[index], volatility: volatility[index], gate: gate[index])
        }
        let factor = gross.apply(to: &targets)
        for index in targets.indices {
            targets[index] = position.band.adjusted(current: current[index], target: targets[index])
        }
        return factor
    }
}
