public import SluiceKit

/// The full columns of the last cycles, in memory that is taken when the engine is built.
public final class ColumnArchive {
    /// Columns of one stage as one cycle left them.
    ///
    /// They are its output, and behind that of a blender the weights that made it: a column for each horizon, a row for each
    /// member. Those of a learner have a row for each of its choices.
    public struct Entry {
        /// The stage's number in the plan.
        public let stage: Int
        /// The columns, in the order of the frame.
        public let columns: ColumnSet
        /// Why decisions were blocked or targets limited; nil for stages that give no causes.
        public let causes: CauseColumn?
    }

    private struct Slot {
        var cycle = 0
        let entries: [Entry]
    }

    private let sources: [Entry]
    private var slots: [Slot]

    /// Takes room for copies; a frame that several stages write in place is kept once, for the last of them.
    init(_ frames: [Entry], cycles: Int) {
        var sources: [Entry] = []
        for frame in frames.reversed() where !sources.contains(where: { $0.columns === frame.columns }) {
            sources.append(frame)
        }
        self.sources = sources.reversed()
        slots = (0..<cycles).map { _ in
            Slot(
                entries: sources.reversed().map {
                    Entry(
                        stage: $0.stage,
                        columns: ColumnSet(columns: $0.columns.columns, rows: $0.columns.rows),
                        causes: $0.causes == nil ? nil : CauseColumn(count: $0.columns.rows)
                    )
                }
            )
        }
    }

    /// The frames themselves, as the present cycle left them.
    package var live: [Entry] { sources }

    /// What a cycle left; empty when it is gone or has not run.
    public func entries(ofCycle number: Int) -> [Entry] {
        let slot = slots[(number - 1 + slots.count) % slots.count]
        return slot.cycle == number && number > 0 ? slot.entries : []
    }

    func keep(cycle number: Int) {
        let index = (number - 1) % slots.count
        slots[index].cycle = number
        for (source, copy) in zip(sources, slots[index].entries) {
            copy.columns.keep(source.columns)
            if let causes = source.causes { copy.causes?.copy(causes) }
        }
    }
}
