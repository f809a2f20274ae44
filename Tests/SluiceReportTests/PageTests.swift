import Foundation
import SluiceDocument
import SluiceMarket
import TemporaryFolders
import Testing

@testable import SluiceReport

@Suite struct PageTests {
    private let hostile = "<script>alert(\"1\")</script>'&"

    private func sample(trades: Int = 4) -> SampleRun {
        let equity = (0..<200).map { 100_000 + Double($0 * $0 % 977) }
        var sample = SampleRun(equity: equity, marks: [equity.map { $0 / 1_000 }])
        sample.facts.instruments = [hostile]
        (sample.facts.pipeline, sample.facts.horizons, sample.facts.horizonCycles) = (hostile, [hostile], [2])
        sample.facts.stages = [.init(id: hostile, plugin: hostile, names: [hostile, "b"])]
        sample.facts.reasons = [.init(name: hostile, unit: "none")]
        for trade in 0..<trades {
            sample.trade(trade % 198 + 1, side: trade % 2 == 0 ? 1 : -1, 3, at: 100, fee: 0.1, horizon: 0)
        }
        sample.rows[.decisions] = (0..<100).map { [sample.time($0), 0, 0, 0, 1, 1, 5, 1, 4] }
        sample.rows[.blocks] = [[sample.time(3), 0, 0, 0, 0, 1, 5, 1, 4]]
        sample.rows[.weights] = (0..<50).flatMap { row in
            [[sample.time(row), 0, 0, 0, 0.25], [sample.time(row), 0, 0, 1, 0.75]]
        }
        sample.rows[.risk] = [[sample.time(9), 0, 0, 0.08, 0.1]]
        return sample
    }

    @Test func `names from outside are text and nothing else`() throws {
        let text = ReportPage(try sample().analysis()).text
        #expect(!text.contains("<script"))
        #expect(text.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;"))
    }

    @Test func `the page asks for nothing from anywhere`() throws {
        let text = ReportPage(try sample().analysis()).text
        for word in ["http://", "https://", "src=", "url(", "@import", "<script", "javascript:"] {
            #expect(!text.contains(word), "\(word)")
        }
        #expect(text.contains("default-src 'none'"))
    }

    @Test(arguments: [
        "equity", "drawdown", "months", "rolling", "exposure", "turnover", "excursion", "selection",
        "weights-0", "risk", "blocks",
    ])
    func `every chart is drawn`(_ key: String) throws {
        let text = ReportPage(try sample().analysis()).text
        let place = try #require(text.range(of: "data-chart=\"\(key)\""))
        let drawing = text[place.upperBound...].prefix(40_000)
        #expect(key == "months" || drawing.contains(" d=\"M"))
        #expect(!text.contains("nan") && !text.contains("inf "))
    }

    @Test func `elements are closed in the order in which they were opened`() throws {
        let page = ReportPage(try sample().analysis(), comparedWith: try sample(trades: 6).analysis()).text
        #expect(OpenElements.left(page) == [])
    }

    @Test func `nights and weekends take no room`() throws {
        let times: [Int64] = [0, 1, 2, 10].map { Int64(1.7e18) + $0 * 86_400_000_000_000 }
        let points = zip(times, [0.0, 1, 2, 3]).map { (x: Double($0), y: $1) }
        let markup = times.withUnsafeBufferPointer { cycles in
            Chart(
                key: "k", title: "t", series: [.init(name: "s", color: 1, points: points)], unit: .ratio,
                cycles: cycles
            ).markup
        }
        #expect(markup.contains("M0 ") && markup.contains("L333.3 ") && markup.contains("L666.7 "))
        #expect(markup.contains("2023-11-14") && markup.contains("2023-11-24"))
        let one = Chart(
            key: "k", title: "t", series: [.init(name: "s", color: 1, points: [(x: 5, y: 5)])], unit: .ratio)
        #expect(one.markup.contains("class=\"dots c1\""))
    }

    @Test func `pictures stand alone and show nothing of the market`() throws {
        let analysis = try sample().analysis()
        let files = ReportPictures(analysis).files
        #expect(
            files.map(\.name) == [
                "equity.svg", "drawdown.svg", "rolling.svg", "exposure.svg", "turnover.svg", "selection.svg",
                "blocks.svg", "weights-0.svg", "risk.svg",
            ])
        for file in files {
            #expect(OpenElements.left(file.text) == [] && file.text.contains(" d=\"M"), "\(file.name)")
            #expect(file.text.contains("prefers-color-scheme:dark") && !file.text.contains("<script"))
            #expect(!file.text.contains("Holding all") && !file.text.contains("nan"), "\(file.name)")
        }
        // The page does show what holding all instruments would have brought.
        #expect(ReportPage(analysis).text.contains("Holding all instruments"))
        let folder = try TemporaryFolder(inMemory: true)
        try ReportPictures(analysis).write(to: folder.path + "/pictures")
        try ReportPictures(analysis).write(to: folder.path + "/pictures")
        let equity = try String(contentsOfFile: folder.path + "/pictures/equity.svg", encoding: .utf8)
        #expect(equity == files.first?.text)
        #expect(throws: ReportError.self) {
            try ReportPictures(analysis).write(to: folder.path + "/no/folder")
        }
    }

    @Test func `a long list is cut and says how much is left`() throws {
        let text = ReportPage(try sample(trades: 1_600).analysis()).text
        #expect(text.contains("300 more stand in the tables that --csv writes."))
    }

    @Test func `a sparkline shows lows where it must`() {
        #expect(Sparkline([0, 1, 2, 3, 4, 5, 6, 7], columns: 20).text == "▁▂▃▄▅▆▇█")
        #expect(Sparkline([0, -1, 0, 0], columns: 2, keepsLowest: true).text == "▁█")
        #expect(Sparkline([1, .nan, 1], columns: 9).text == "▁ ▁")
        #expect(Sparkline([.nan], columns: 5).text == "" && Sparkline([], columns: 5).text == "")
    }

    @Test func `numbers for people have their unit, and a dash where there is none`() {
        func text(_ value: Double, _ unit: RunFigure.Unit) -> String { RunFigure.text(value, unit) }
        #expect(text(0.12345, .fraction) == "12.34%" && text(.nan, .ratio) == "–")
        #expect(text(-1_234_567.5, .money) == "-1,234,567.50" && text(999, .count) == "999")
        #expect(text(1_000, .count) == "1,000" && text(.infinity, .ratio) == "∞")
    }

    @Test func `the ticks of an axis are round and within it`() {
        for (low, high) in [(0.0, 1.0), (-0.03, 0), (99_000, 101_500), (5, 5), (0, 0), (-1e-9, 1e9)] {
            let axis = Axis(low, high)
            #expect(axis.ticks.count >= 2 && axis.ticks.count <= 10)
            #expect(axis.ticks.allSatisfy { $0 >= axis.low && $0 <= axis.high })
        }
        let money = Axis(99_000, 101_500)
        #expect(money.ticks.map { money.text($0, .money) } == ["99k", "100k", "101k"])
        // Thousands would hide what little a curve moves.
        let still = Axis(99_990, 100_000)
        #expect(still.ticks.map { still.text($0, .money) }.first == "99,990.0")
        let share = Axis(-0.03, 0)
        #expect(share.ticks.map { share.text($0, .fraction) } == ["-3%", "-2%", "-1%", "0%"])
    }

    @Test func `two runs are told side by side`() throws {
        let (first, second) = (try sample().analysis(), try sample(trades: 6).analysis())
        let rows = RunComparison(first, second).rows
        let fills = try #require(rows.first { $0.first.key == "fills" })
        #expect(fills.first.value == 4 && fills.second.value == 6 && fills.difference == 2)
        #expect(ReportObject(first, comparedWith: second).json["comparison"]?["differences"] != nil)
        let lines = ReportText(first, comparedWith: second, columns: 80).lines
        #expect(lines.contains { $0.hasPrefix("  Trades") && $0.hasSuffix("2") })
    }

    @Test func `tables are CSV with names, quoted where they must be`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        var sample = sample()
        sample.facts.instruments = ["A,\"B\""]
        try ReportTables(try sample.analysis()).write(to: folder.path + "/csv")
        func lines(_ name: String) throws -> [Substring] {
            try String(contentsOfFile: folder.path + "/csv/\(name).csv", encoding: .utf8)
                .split(separator: "\n")
        }
        let fills = try lines("fills")
        #expect(fills[0] == "time,instrument,side,order,horizon,quantity,price,fee")
        #expect(fills[1].hasPrefix("2024-01-02T12:00:00Z,\"A,\"\"B\"\"\",buy,1,"))
        #expect(try lines("prices")[0] == "time,\"A,\"\"B\"\"\"")
        #expect(try lines("sessions").count == 201 && lines("equity").count == 201)
        #expect(try lines("round_trips").count == 3 && lines("figures").count > 30)
    }
}
