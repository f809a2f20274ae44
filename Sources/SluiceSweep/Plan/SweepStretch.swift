import SluiceKit
package import SluiceMarket

/// Days from one to another, both of them included.
package struct SweepStretch: Hashable, Sendable {
    /// The first day.
    package let first: CivilDate
    /// The last day.
    package let last: CivilDate

    /// Creates a stretch of days.
    package init(_ first: CivilDate, _ last: CivilDate) { (self.first, self.last) = (first, last) }

    /// The first and the last moment in a zone.
    func moments(in zone: Zone) -> (from: Timestamp, until: Timestamp) {
        (
            DataMoment(form: .date(first)).begin(in: zone), DataMoment(form: .date(last)).last(in: zone)
        )
    }
}

/// A stretch to choose on, and one behind it to judge the choice on.
package struct SweepWindow: Hashable, Sendable {
    /// What a cell's run on a window is for.
    package enum Part: String, CaseIterable, Hashable, Sendable {
        /// To choose the best cell.
        case train
        /// To see what the chosen cell is worth where nobody has looked.
        case test
    }

    /// The number of the window, from 1.
    package let number: Int
    /// The days to choose on.
    package let train: SweepStretch
    /// The days to judge on.
    package let test: SweepStretch

    /// The days of a part.
    package func stretch(_ part: Part) -> SweepStretch { part == .train ? train : test }
}
