import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources
@testable import SluiceHistory

/// What `data.csv` tells as columns itself is what it shows when it is played.
@Suite struct PlainHistoryTests {
    /// All of a history, number by number.
    private struct Whole: Equatable {
        let times: [Int64]
        let columns: [[UInt64]?]
        let remarks: [[String]]
        let ends: [Timestamp?]
        let notices: [HistoryNotices.Notice]

        init(_ history: HistoryColumns) {
            times = Array(history.times)
            columns = HistoryField.allCases.flatMap { field in
                history.instruments.indices.map { history.column(field, of: $0)?.map(\.bitPattern) }
            }
            remarks = [history.firstRemarks, history.remarks]
            ends = [history.after, history.lastBar]
            notices = history.notices
        }
    }

    private func recording(
        _ files: RandomFiles, _ notices: HistoryNotices, until: Timestamp?, knowsRuns: Bool
    ) -> HistoryRecording {
        let (calendar, every) = (files.calendar, files.every)
        return HistoryRecording(
            instruments: RandomFiles.universe, barMinutes: calendar.tradingMinutes(in: every), until: until,
            notices: notices,
            nextCycle: { bar, last in
                calendar.nextCycle(after: max(last, bar - .nanoseconds(1)), every: every)
            },
            cycles: { cycle in
                guard knowsRuns else { return nil }
                return calendar.session(containing: cycle).map { CycleRun(step: every, upTo: $0.close) }
            })
    }

    private func source(_ files: RandomFiles, _ notices: HistoryNotices) throws -> CSVBars {
        let context = StageContext.test(
            instruments: RandomFiles.universe, horizons: [], every: files.every, calendar: files.calendar,
            files: files.files, report: notices.report)
        return try CSVBars.test("{ \(files.settings) }", in: context)
    }

    /// What the source plays, or says itself.
    private func whole(
        _ files: RandomFiles, until: Timestamp?, plainly: Bool, knowsRuns: Bool = true
    ) throws -> Whole? {
        let notices = HistoryNotices()
        let recording = recording(files, notices, until: until, knowsRuns: knowsRuns)
        let source = try source(files, notices)
        guard plainly else { return try recording.playedColumns(of: source).map { Whole($0) } }
        let wanted = ColumnarRequest(
            until: until, limit: .max, nextCycle: recording.nextCycle, cycles: recording.cycles)
        let history = source.history(wanted)
        #expect(notices.all.isEmpty, "a source that tells its columns says nothing meanwhile")
        return history.map { Whole(HistoryColumns($0, of: RandomFiles.universe)) }
    }

    @Test(arguments: [false, true])
    func `150 sets of files, plain or odd: what is told is what is played, bit for bit`(isOdd: Bool) throws {
        var (told, gaps) = (0, 0)
        for seed in 1...150 as ClosedRange<UInt64> {
            let files = RandomFiles(seed: seed, isOdd: isOdd)
            var dice = Dice(seed: seed + 10_000)
            let minutes = Int(dice.next() % 120)
            let until = dice.uniform() < 0.3 ? Timestamp(iso8601: "2024-01-02T15:00:00Z") : nil
            let end = until.map { $0 + .minutes(minutes) }
            let plain = try whole(files, until: end, plainly: true, knowsRuns: dice.uniform() < 0.7)
            let played = try? whole(files, until: end, plainly: false)
            if let plain {
                told += 1
                gaps += plain.notices.count { $0.call > 0 }
                #expect(plain == played, "\(seed)")
            } else {
                #expect(!files.isPlain || played == nil, "\(seed)")
            }
        }
        #expect(told > (isOdd ? 25 : 140) && gaps > 100, "\(told) told, \(gaps) gaps")
    }

    @Test func `one number, time, gap or symbol that differs is seen`() throws {
        let text =
            "time,symbol,open,high,low,close,volume\n"
            + (0..<9).map { "170415\(3600 + 60 * $0),AAA,1.5,2.5,1.25,2.0,7\n" }.joined()
        func whole(_ text: String) throws -> Whole? {
            var files = RandomFiles(seed: 1, isOdd: false)
            files.replace(["d/a.csv": text])
            return try self.whole(files, until: nil, plainly: true)
        }
        let first = try #require(try whole(text))
        #expect(first.times.count == 9 && first.notices.map(\.call) == [0, 0, 0])
        for (part, other) in [
            ("1.25", "1.26"), (",7\n", ",\n"), (",AAA", ",B"), ("1704153900", "1704154500"),
        ] {
            let changed = text.replacing(part, with: other, maxReplacements: 1)
            #expect(changed != text)
            #expect(try whole(changed) != first, "\(part)")
        }
    }

    @Test func `what a source has begun to tell it does not tell as columns`() throws {
        let files = RandomFiles(seed: 2, isOdd: false)
        let notices = HistoryNotices()
        let recording = recording(files, notices, until: nil, knowsRuns: true)
        let wanted = ColumnarRequest(
            until: nil, limit: .max, nextCycle: recording.nextCycle, cycles: recording.cycles)
        let source = try source(files, notices)
        #expect(source.history(wanted) != nil && source.history(wanted) != nil)
        let small = ColumnarRequest(
            until: nil, limit: 1_000, nextCycle: recording.nextCycle, cycles: recording.cycles)
        #expect(source.history(small) == nil, "no room")
        try source.start()
        #expect(source.history(wanted) == nil)
    }
}
