import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

/// Settings of every type, read as from a file.
struct EverySetting: PluginSettings {
    enum Color: String, SettingChoice {
        case red
        case darkBlue = "dark_blue"
    }

    struct Quote: SettingGroup {
        @Setting(help: "Which price the quote is made from.")
        var from = "close"
        @Setting(in: 0...100, help: "How wide the quote is.")
        var spread: BasisPoints = 5

        func check(_ issues: inout [Diagnostic]) {
            if from == "open" && spread == 0 { issues.append($spread.conflict("must be wider at the open")) }
        }
    }

    @Setting(help: "Whether it is on.")
    var isOn = true
    @Setting(in: 1...100, help: "How many there are.")
    var count = 3
    @Setting(in: -1...1, help: "How much there is.")
    var ratio = 0.5
    @Setting(help: "What it is called.")
    var label = "plain"
    @Setting(help: "What it looks like.")
    var color = Color.red
    @Setting(in: .milliseconds(1) ... .hours(1), help: "How long it lasts.")
    var wait: Span = .seconds(2)
    @Setting(in: 0...1_000, help: "How wide it is.")
    var width: BasisPoints = 12
    @Setting(in: 0...100, help: "How large a part it is.")
    var share: Percent = 5
    @Setting(in: .test("1m") ... .test("5d"), help: "How far it looks.")
    var ahead = Horizon.test("1d")
    @Setting(in: Amount(0)...Amount(1_000_000), help: "What it is worth.")
    var cash = Money(amount: Amount(100_000), currency: .usd)
    @Setting(in: Amount(0)...Amount(10), help: "How large a step is.")
    var lot = Amount(1)
    @Setting(in: 0...9, help: "Digits in order.")
    var digits = [1, 2]
    @Setting(in: 0...1, help: "How much there is at each horizon.")
    var quantile = HorizonMap(0.9)
    @Setting(in: 0...1_000, help: "How wide it may be at most.")
    var limit: BasisPoints?
    @Setting(help: "What is inside.")
    var quote = Quote()

    func check(_ issues: inout [Diagnostic]) {
        if count == 99 { issues.append($count.conflict("must not be 99")) }
    }
}

@Suite struct SettingReaderTests {
    @Test func `without a file every default stands`() throws {
        let settings = try EverySetting.test("")
        #expect(settings.canonicalText == EverySetting().canonicalText)
        #expect(settings.count == 3 && settings.limit == nil && settings.quote.spread == 5)
    }

    @Test func `every type is read from its text`() throws {
        let settings = try EverySetting.test(
            """
            is_on: false
            count: 1e1
            ratio: -0.25
            label: NO
            color: dark_blue
            wait: 200ms
            width: 0.5%
            share: 80bps
            ahead: 60m
            cash: 2500.50 EUR
            lot: 0.001
            digits: [3, 4, 5]
            quantile: { 5m: 0.75, 15m: 1, default: 0.5 }
            limit: 40bps
            quote: { spread: 7bps }
            """)
        #expect(!settings.isOn && settings.count == 10 && settings.ratio == -0.25)
        #expect(settings.label == "NO" && settings.color == .darkBlue)
        #expect(settings.wait == .milliseconds(200) && settings.width == 50 && settings.share == 0.8)
        #expect(settings.ahead == .test("60m") && settings.cash.description == "2500.5 EUR")
        #expect(settings.lot.description == "0.001" && settings.digits == [3, 4, 5])
        #expect(settings.quantile[.test("5m")] == 0.75 && settings.quantile[.test("15m")] == 1)
        #expect(settings.quantile[.test("1d")] == 0.5)
        #expect(settings.limit == 40 && settings.quote.spread == 7 && settings.quote.from == "close")
    }

    @Test(arguments: [
        ("is_on: yes", DiagnosticCode.wrongType, nil), ("is_on: tru", .wrongType, "true"),
        ("count: many", .wrongType, nil), ("count: 1.5", .wrongType, nil), ("count: 1e30", .wrongType, nil),
        ("count: 99999999999999999999", .wrongType, nil), ("ratio: nan", .wrongType, nil),
        ("ratio: inf", .wrongType, nil), ("ratio: 5%", .wrongType, "5"), ("ratio: [1]", .wrongType, nil),
        ("label: [a]", .wrongType, nil), ("label: { a: b }", .wrongType, nil),
        ("color: rde", .unknownChoice, "red"), ("color: green", .unknownChoice, nil),
        ("wait: 200", .missingUnit, nil), ("wait: 5 parsecs", .wrongType, nil),
        ("width: 12", .missingUnit, "12bps"), ("width: wide", .wrongType, nil),
        ("share: 0.2", .missingUnit, "0.2%"), ("share: 1e400%", .wrongType, nil),
        ("ahead: 60", .missingUnit, "60m"), ("ahead: 0m", .wrongType, nil),
        ("cash: 100000", .missingUnit, "100000 USD"), ("cash: 1 dollar", .wrongType, nil),
        ("lot: 0.0000000000001", .wrongType, nil), ("digits: 3", .wrongType, nil),
        ("digits: [a]", .wrongType, nil), ("quantile: { 5m: 0.5 }", .missingSetting, nil),
        ("quantile: { soon: 0.5, default: 1 }", .wrongType, nil), ("quote: close", .wrongType, nil),
        ("quote: { sprad: 5bps }", .unknownSetting, "spread"), ("cuont: 3", .unknownSetting, "count"),
        ("entirely: 3", .unknownSetting, nil), ("[1, 2]", .wrongType, nil),
    ])
    func `what is wrong is said once, with its code and what would be right`(
        yaml: String, code: DiagnosticCode, suggestion: String?
    ) throws {
        let issues = EverySetting.issues(yaml)
        let issue = try #require(issues.first)
        #expect(issues.count == 1, "\(issues)")
        #expect(issue.code == code && issue.suggestion == suggestion, "\(issue)")
        #expect(issue.span?.line == 1)
    }

    @Test func `everything that is wrong is said at once, each at its place`() {
        let issues = EverySetting.issues("count: x\nwidth: 3\nmore: 1\nquote:\n  spread: 300bps\n  form: x\n")
        #expect(
            issues.map { [$0.span?.line, $0.span?.column] } == [[1, 8], [2, 8], [3, 1], [5, 11], [6, 3]])
        #expect(
            issues.map(\.code) == [.wrongType, .missingUnit, .unknownSetting, .outOfBounds, .unknownSetting])
    }

    @Test func `settings that contradict each other are pointed at`() throws {
        let issue = try #require(EverySetting.issues("label: a\ncount: 99").first)
        #expect(issue.code == .settingConflict && issue.message == "'count' must not be 99")
        #expect(issue.span.map { [$0.line, $0.column] } == [2, 8])
        let inner = EverySetting.issues("quote: { from: open, spread: 0bps }")
        #expect(inner.map(\.message) == ["'spread' must be wider at the open"])
    }

    @Test func `an optional value may be absent in three ways`() throws {
        for yaml in ["", "limit: null", "limit: ~", "limit:"] {
            #expect(try EverySetting.test(yaml).limit == nil, "\(yaml)")
        }
        #expect(EverySetting.issues("limit: 'null'").map(\.code) == [.wrongType])
    }
}
