import SluiceHistory

/// All runs of a sweep, in order, and what they are runs of.
package struct SweepPlan: Hashable, Sendable {
    /// The form that this version writes, and the only one it reads.
    package static let form = 1

    /// What every cell runs.
    package let request: SweepRequest
    /// The pipeline's name.
    package let pipeline: String
    /// The contents that it was planned for.
    package let origin: SweepOrigin
    /// The figure that cells are ranked by.
    package let metric: SweepMetric
    /// The seed of the draws.
    package let seed: UInt64
    /// The paths that vary, in the order given.
    package let axes: [String]
    /// How the data are parted; none where every cell runs on all of them.
    package let windows: [SweepWindow]
    /// The runs.
    package let cells: [SweepCell]
    /// How many combinations were left out because others set the same.
    package let repeated: Int

    /// Plans combinations, each once, on every window.
    package init(
        _ request: SweepRequest, pipeline: String, origin: SweepOrigin, metric: SweepMetric, seed: UInt64,
        axes: [String], combinations: [[SweepSetting]], windows: [SweepWindow]
    ) {
        (self.request, self.pipeline, self.origin) = (request, pipeline, origin)
        (self.metric, self.seed, self.axes, self.windows) = (metric, seed, axes, windows)
        var seen: Set<Set<SweepSetting>> = []
        let distinct = combinations.filter { seen.insert(Set($0)).inserted }
        repeated = combinations.count - distinct.count
        cells =
            windows.isEmpty
            ? distinct.map { SweepCell($0, of: origin) }
            : windows.flatMap { window in
                SweepWindow.Part.allCases.flatMap { part in
                    distinct.map {
                        SweepCell(
                            $0, place: .init(window.number, part), days: window.stretch(part), of: origin)
                    }
                }
            }
    }

    init(
        _ request: SweepRequest, pipeline: String, origin: SweepOrigin, metric: SweepMetric, seed: UInt64,
        axes: [String], windows: [SweepWindow], repeated: Int, cells: [SweepCell]
    ) {
        (self.request, self.pipeline, self.origin) = (request, pipeline, origin)
        (self.metric, self.seed, self.axes, self.windows) = (metric, seed, axes, windows)
        (self.repeated, self.cells) = (repeated, cells)
    }

    /// What tells the plan from any other: a fingerprint of its text.
    package var id: String { ContentDigest(of: [text]).description }

    /// The days that a cell runs on; nil for all that the request asks for.
    package func days(of cell: SweepCell) -> SweepStretch? {
        cell.place.map { windows[$0.window - 1].stretch($0.part) }
    }

    /// What the axes are called in a table: the last words of their paths, as many as tell them from each other.
    package var axisNames: [String] {
        let words = axes.map { $0.split(separator: ".").filter { $0 != "with" }.map(String.init) }
        for count in 1...max(words.map(\.count).max() ?? 1, 1) {
            let names = words.map { $0.suffix(count).joined(separator: ".") }
            if Set(names).count == names.count { return names }
        }
        return axes
    }
}
