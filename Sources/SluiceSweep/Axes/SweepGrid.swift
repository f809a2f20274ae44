import SluiceKit

/// Every combination of the listed values, each with every draw from the ranges.
package struct SweepGrid: Hashable, Sendable {
    /// The most cells that a sweep may have.
    package static let limit = 1_000_000

    /// What varies, in the order given.
    package let axes: [SweepAxis]
    /// How many draws from the ranges; 0 where there are none.
    package let draws: Int
    /// The seed of the draws.
    package let seed: UInt64

    /// Creates a grid.
    /// - Throws: `SweepError` without an axis, with one path twice, ranges without draws or draws without ranges, and too many
    ///   combinations.
    package init(axes: [SweepAxis], draws: Int, seed: UInt64) throws(SweepError) {
        (self.axes, self.draws, self.seed) = (axes, draws, seed)
        guard !axes.isEmpty else {
            throw SweepError(
                .usage, "nothing varies: name at least one --grid path=a,b,c or --range path=lo..hi")
        }
        var seen: Set<String> = []
        for axis in axes where !seen.insert(axis.path).inserted {
            throw SweepError(.usage, "'\(axis.path)' varies twice")
        }
        guard draws >= 0, (draws > 0) == axes.contains(where: \.isRange) else {
            throw SweepError(
                .usage,
                draws > 0
                    ? "--random draws from ranges: name one with --range path=lo..hi"
                    : "a range needs --random N, the number of draws from it")
        }
        var count = max(draws, 1)
        for case .list(let values) in axes.map(\.form) {
            let (product, overflow) = count.multipliedReportingOverflow(by: values.count)
            count = overflow ? .max : product
        }
        guard count <= Self.limit else {
            throw SweepError(.usage, "that makes \(count) cells; a sweep has at most \(Self.limit)")
        }
    }

    /// The settings of every cell: the first list turns slowest, the draws fastest.
    ///
    /// Each range has dice of its own, so that another axis changes none of its draws, and more draws keep the first ones.
    package var cells: [[SweepSetting]] {
        var dice = axes.map { Dice(seed: seed, stage: $0.path) }
        let drawn = (0..<max(draws, 1)).map { _ in
            axes.indices.map { index -> SweepSetting? in
                guard case .range(let range) = axes[index].form else { return nil }
                return SweepSetting(axes[index].path, range.value(at: dice[index].uniform()))
            }
        }
        var listed: [[SweepSetting?]] = [[]]
        for axis in axes {
            switch axis.form {
            case .range: listed = listed.map { $0 + [nil] }
            case .list(let values):
                listed = listed.flatMap { cell in values.map { cell + [SweepSetting(axis.path, $0)] } }
            }
        }
        return listed.flatMap { cell in
            drawn.map { draw in zip(cell, draw).compactMap { $0 ?? $1 } }
        }
    }
}

extension SweepAxis {
    /// Whether its values are drawn.
    var isRange: Bool { if case .range = form { true } else { false } }
}
