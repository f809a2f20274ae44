internal import CColumns

/// Wishes of one size each, instrument after instrument and cycle after cycle, and what is held of each instrument.
///
/// A decision wishes for so many units, or for the units that a part of the equity buys at the mark.
public struct FixedWishes {
    /// How much is wished for.
    public enum Size: Sendable {
        case units(Double)
        /// Part of the equity.
        case weight(Double)
    }

    /// What becomes of a holding without a decision.
    public enum Undecided: Sendable {
        case keep
        case close
        /// Closed where the alpha points the other way by more than its cost.
        case closeAdverse
    }

    /// What was decided: a number for each instrument of each cycle.
    public struct Decisions {
        let (side, scale, exit): (UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>)
        let (alpha, cost, mark): (UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>)

        /// Reads numbers that the caller keeps alive; a side is above 0, below 0 or 0 for none.
        public init(
            side: UnsafePointer<Double>, scale: UnsafePointer<Double>, exit: UnsafePointer<Double>,
            alpha: UnsafePointer<Double>, cost: UnsafePointer<Double>, mark: UnsafePointer<Double>
        ) {
            (self.side, self.scale, self.exit) = (side, scale, exit)
            (self.alpha, self.cost, self.mark) = (alpha, cost, mark)
        }
    }

    private var wishes: ccolumns_wishes

    /// `equities` has a number for each cycle, `held` the units of each instrument.
    ///
    /// A holding within `tolerance` units of a wish meets it, as long as all wishes and holdings together are worth less
    /// than `gross` times the equity.
    public init(
        _ size: Size, _ undecided: Undecided, _ decisions: Decisions, equities: UnsafePointer<Double>,
        held: UnsafePointer<Double>, instruments: Int, tolerance: Double, gross: Double
    ) {
        let (number, hasUnits): (Double, Int64) =
            switch size {
            case .units(let units): (units, 1)
            case .weight(let weight): (weight, 0)
            }
        let rule =
            switch undecided {
            case .keep: ccolumns_keep
            case .close: ccolumns_close
            case .closeAdverse: ccolumns_close_adverse
            }
        wishes = ccolumns_wishes(
            side: decisions.side, scale: decisions.scale, leaves: decisions.exit, alpha: decisions.alpha,
            cost: decisions.cost, mark: decisions.mark, equity: equities, held: held,
            instruments: Int64(instruments), size: number, has_units: hasUnits, undecided: Int64(rule),
            tolerance: tolerance, most: gross)
    }

    /// In how many of so many cycles from the first one on nothing that is held has to change.
    ///
    /// A decision that is scaled, an exit, and a number that is unknown where it counts end them.
    public mutating func met(_ cycles: Int) -> Int {
        var still: Int64 = 0
        ccolumns_met(&wishes, Int64(cycles), &still)
        return Int(still)
    }
}
