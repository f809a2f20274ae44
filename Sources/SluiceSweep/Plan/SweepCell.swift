import SluiceHistory

/// One run of a sweep: what it sets, and the days it runs on.
package struct SweepCell: Hashable, Sendable {
    /// Which window of the plan, and what the run on it is for.
    package struct Place: Hashable, Sendable {
        /// The number of the window, from 1.
        package let window: Int
        /// What the run is for.
        package let part: SweepWindow.Part

        /// Names a part of a window.
        package init(_ window: Int, _ part: SweepWindow.Part) { (self.window, self.part) = (window, part) }
    }

    /// What tells the cell from any other of any plan: 32 hexadecimal digits.
    package let id: String
    /// What it sets, in the order of the axes.
    package let settings: [SweepSetting]
    /// Its window; nil without walk-forward.
    package let place: Place?

    /// Creates a cell of a sweep over a file and data.
    ///
    /// The order of the settings makes no difference to the id; file, data and days do.
    package init(
        _ settings: [SweepSetting], place: Place? = nil, days: SweepStretch? = nil, of origin: SweepOrigin
    ) {
        (self.settings, self.place) = (settings, place)
        let days = days.map { ["\($0.first)", "\($0.last)"] } ?? []
        let texts = settings.sorted { $0.path < $1.path }.flatMap { [$0.path, $0.value] }
        id = ContentDigest(of: [origin.digest] + days + texts).description
    }
}
