import SluiceMarket

/// How data are parted into windows to choose on and windows to judge the choice on (Pardo 1992, walk-forward analysis).
///
/// All lengths are whole days of the calendar. Worked number: 2020-01-01 to 2020-06-30 (182 days) with 90 days to choose, 30 to
/// judge and steps of 30 gives three windows, whose first judges 2020-03-31 to 2020-04-29.
package struct WalkForward: Hashable, Sendable {
    /// Days to choose on; of an anchored one, of the first window.
    package let train: Int
    /// Days to judge on.
    package let test: Int
    /// Days from one window to the next.
    package let step: Int
    /// Whether every window begins with the data, and so grows.
    package let isAnchored: Bool

    /// Creates a parting.
    package init(train: Int, test: Int, step: Int? = nil, isAnchored: Bool = false) {
        (self.train, self.test, self.step, self.isAnchored) = (train, test, step ?? test, isAnchored)
    }

    /// Reads `train=90d,test=30d`, with `step=30d` and `anchored` where wanted.
    /// - Throws: `SweepError` for anything else, lengths that are no whole days, and steps that would judge a day twice.
    package init(_ text: String) throws(SweepError) {
        var days: [String: Int] = [:]
        var isAnchored = false
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            if word == "anchored", !isAnchored {
                isAnchored = true
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, ["train", "test", "step"].contains(parts[0]), days[parts[0]] == nil else {
                throw Self.wrong(text, "'\(word)' is none of train=90d, test=30d, step=30d, anchored")
            }
            days[parts[0]] = try Self.days(parts[1], of: text)
        }
        guard let train = days["train"], let test = days["test"] else {
            throw Self.wrong(text, "train and test are needed")
        }
        self.init(train: train, test: test, step: days["step"], isAnchored: isAnchored)
        guard step >= test else {
            throw Self.wrong(text, "a step shorter than the test would judge some days twice")
        }
    }

    private static func days(_ text: String, of whole: String) throws(SweepError) -> Int {
        let day: Int64 = 86_400_000_000_000
        guard let span = Span(parsing: text), span.nanoseconds % day == 0,
            case let days = Int(span.nanoseconds / day), (1...36_500).contains(days)
        else { throw wrong(whole, "'\(text)' is no number of whole days, such as 90d or 4w") }
        return days
    }

    private static func wrong(_ text: String, _ message: String) -> SweepError {
        SweepError(.usage, "--walk-forward \(text): \(message)")
    }

    /// The windows whose days to judge on end within a stretch; days behind the last whole window are left over.
    package func windows(in days: SweepStretch) -> [SweepWindow] {
        var windows: [SweepWindow] = []
        var begin = days.first
        while case let test = begin.adding(days: train), test.adding(days: self.test - 1) <= days.last {
            windows.append(
                SweepWindow(
                    number: windows.count + 1,
                    train: SweepStretch(isAnchored ? days.first : begin, test.adding(days: -1)),
                    test: SweepStretch(test, test.adding(days: self.test - 1))))
            begin = begin.adding(days: step)
        }
        return windows
    }
}
