import Foundation
import SluiceModels
import Testing

@testable import SluiceReport

@Suite struct SweepPageTests {
    private let hostile = "<script>alert(\"1\")</script>'&"

    private func table(hostile: Bool = false) -> SweepTable {
        var sample = SweepSample(seed: 7)
        let name = hostile ? self.hostile : "stages.trend.with.fast"
        var table = sample.table([
            (name, ["4", "8", "12", "16"]), ("stages.trend.with.slow", ["20", "40", "80"]),
            ("stages.size.with.band", ["5bps", hostile ? self.hostile : "10bps"]),
        ])
        table.unfinished = [
            .init(number: 24, values: ["16", "12", "5bps"], message: hostile ? self.hostile : "no")
        ]
        table.windows = [
            .init(
                train: "2024-01-01 to 2024-03-31", test: "April", values: ["4", "20", "5bps"], inSample: 2,
                outOfSample: 1),
            .init(train: "May", test: "June", values: [], inSample: .nan, outOfSample: .nan),
        ]
        table.joined = [1, 1.01, 1.03, 1.02]
        table.origins = [("Plan", hostile ? self.hostile : "abc")]
        if hostile { table.pipeline = self.hostile }
        return table
    }

    private func page(hostile: Bool = false) -> String {
        SweepPage(SweepAnalysis(table(hostile: hostile))).text
    }

    @Test func `names from outside are text and nothing else`() {
        let text = page(hostile: true)
        #expect(text.components(separatedBy: "<script").count == 2 && !text.contains("alert(\"1"))
        #expect(text.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;"))
    }

    @Test func `the page asks for nothing, and only its own script may run`() throws {
        let text = page()
        for word in ["http://", "https://", " src=", "url(", "@import", "javascript:", "onclick", "onload"] {
            #expect(!text.contains(word), "\(word)")
        }
        #expect(
            text.contains("default-src 'none'") && text.contains("script-src 'sha256-\(SweepScript.digest)'"))
        let start = try #require(text.range(of: "<script>"))
        let end = try #require(text.range(of: "</script>"))
        let digest = try SHA256(of: Array(text[start.upperBound..<end.lowerBound].utf8))
        #expect(Data(digest.bytes).base64EncodedString() == SweepScript.digest)
    }

    @Test(arguments: ["heat-0", "heat-1", "heat-2", "parallel", "sharpe", "logits", "degradation", "joined"])
    func `every chart is drawn`(_ key: String) throws {
        let text = page()
        let place = try #require(text.range(of: "data-chart=\"\(key)\""))
        let drawing = text[place.upperBound...].prefix(20_000)
        #expect(
            drawing.contains(key.hasPrefix("heat") ? "class=\"rise\"" : " d=\"M")
                || drawing.contains("class=\"up\""))
        #expect(!text.contains("nan") && !text.contains("inf "))
    }

    @Test func `elements are closed in the order in which they were opened`() {
        #expect(OpenElements.left(page()) == [] && OpenElements.left(page(hostile: true)) == [])
        #expect(OpenElements.left("<main><p>text</main>") != [])
    }

    @Test func `a sweep of nothing, of one cell and of one setting have a page`() {
        var sample = SweepSample(seed: 8)
        let empty = SweepTable(
            pipeline: "e", axes: ["a"], metrics: SweepSample.metrics, ranking: 1, cells: [])
        let single = sample.table([("a", ["1"])], sessions: 3)
        let row = sample.table([("a", ["1", "2", "3"])], sessions: 1)
        for table in [empty, single, row] {
            let text = SweepPage(SweepAnalysis(table)).text
            #expect(OpenElements.left(text) == [] && !text.contains("nan") && !text.contains("inf"))
        }
        #expect(SweepPage(SweepAnalysis(empty)).text.contains("No cell ran to its end."))
        #expect(SweepPage(SweepAnalysis(row)).text.contains("data-chart=\"heat-0\""))
    }

    @Test func `settings have short names where they stay apart`() {
        #expect(table().shortAxes == ["trend.fast", "trend.slow", "size.band"])
        var twins = table()
        twins.axes = ["stages.a.with.x", "params.a.x", "stages"]
        #expect(twins.shortAxes == twins.axes)
    }

    @Test func `values of a setting stand by size, words as they come`() {
        let numbers = SweepScale(["100", "5", "20", "5"])
        #expect(numbers.values == ["5", "20", "100"] && numbers.places == [2, 0, 1, 0])
        #expect(numbers.share(0) == 0 && numbers.share(1) == 0.5 && numbers.share(2) == 1)
        #expect(SweepScale(["12bps", "2bps"]).values == ["2bps", "12bps"])
        let words = SweepScale(["sharpe", "mean", "12"])
        #expect(words.values == ["sharpe", "mean", "12"] && words.numbers.isEmpty)
        #expect(SweepScale(["90s", "2m"]).numbers.isEmpty && SweepScale([]).values.isEmpty)
        // Many numbers stand where they are, by their logarithm over many orders.
        let many = SweepScale((0..<40).map { "\(1 << ($0 % 20) + $0 / 20)" })
        let place = many.values.firstIndex(of: "1024") ?? 0
        #expect(abs(many.share(place) - 10.0 / 19) < 0.01 && many.groups(14).names.count == 14)
        #expect(many.groups(14).of.allSatisfy { (0..<14).contains($0) })
    }

    @Test func `a histogram counts each number once`() {
        let values = (0..<1_000).map { Double($0 % 100) } + [.nan, .infinity]
        let points = Histogram(values).points
        #expect(stride(from: 0, to: points.count, by: 2).reduce(0) { $0 + points[$1].y } == 1_000)
        #expect(points.first?.x == 0 && points.last?.x == 99)
        #expect(Histogram([]).points.isEmpty && Histogram([5, 5]).points.contains { $0.y == 2 })
    }
}

/// The elements of a page that are not closed in the order in which they were opened.
enum OpenElements {
    static func left(_ page: String) -> [Substring] {
        var open: [Substring] = []
        let parts = page.split(separator: "<", omittingEmptySubsequences: false)
        for part in parts.dropFirst() where !part.hasPrefix("!") {
            let name = part.prefix { $0.isLetter || $0.isNumber || $0 == "/" }
            if ["meta", "link", "br", "wbr", "input", ""].contains(name) { continue }
            let tag = part.prefix { $0 != ">" }
            if name.hasPrefix("/") {
                guard open.popLast() == name.dropFirst() else { return [part.prefix(60)] }
            } else if !tag.hasSuffix("/") {
                open.append(name)
            }
        }
        return open
    }
}
