/// Splits a stretch of time into folds that are each judged by what was learned before them.
///
/// The steps after the first share are cut into `folds` stretches of about one length. Each is judged by what is learned
/// from the steps before it, less `purge` and `embargo` steps just before: the outcome of a step lies up to its horizon
/// later and what it was forecast from reaches back by the features' lookback, so that purge = horizon + lookback keeps
/// both sides apart, and the embargo, at least the horizon, keeps their distance.
///
/// Source: Lopez de Prado 2018, chapter 7, in the form without learning from the future. Worked number: 100 steps in 4
/// folds, purge 5 and embargo 3: judged are 20..39, 40..59, 60..79 and 80..99, learned from 0..11, 0..31, 0..51, 0..71.
public struct WalkForward: Equatable, Sendable {
    /// One stretch, and what it is judged by.
    public struct Fold: Equatable, Sendable {
        /// The steps that are learned from.
        public let training: Range<Int>
        /// The steps that are judged.
        public let test: Range<Int>
    }

    /// How many stretches are judged.
    public let count: Int
    /// How many steps before a stretch are left out because their outcomes or features overlap with it.
    public let purge: Int
    /// How many further steps are left out.
    public let embargo: Int

    /// Refuses less than one fold, and negative distances.
    public init(folds: Int, purge: Int, embargo: Int) throws(InvalidParameter) {
        try require("folds", folds, in: 1...1_000)
        try require("purge", purge, in: 0...10_000_000)
        try require("embargo", embargo, in: 0...10_000_000)
        (count, self.purge, self.embargo) = (folds, purge, embargo)
    }

    /// The folds of some steps, in order; those without a step to learn from are left out.
    public func folds(steps: Int) -> [Fold] {
        let edges = (0...(count + 1)).map { $0 * steps / (count + 1) }
        return zip(edges.dropFirst(), edges.dropFirst(2)).compactMap { start, end in
            let last = start - purge - embargo
            return last > 0 && end > start ? Fold(training: 0..<last, test: start..<end) : nil
        }
    }
}
