import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@Suite struct SettingDeclarationTests {
    struct Needs: PluginSettings {
        @Setting(help: "Where the file is.")
        var path: PipelinePath
        @Setting(in: 0...10, help: "How many there are.")
        var number: Int?
        @Setting(help: "How it was called before.", deprecated: "write 'path'")
        var file: String?
        @Setting(help: "How it is spoken of.")
        var maxQuoteAge2 = "x"
    }

    @Test func `a declaration says all that was declared, in order`() {
        let declarations = Needs.declarations
        #expect(declarations.map(\.key) == ["path", "number", "file", "max_quote_age2"])
        #expect(declarations.map(\.isRequired) == [true, false, false, false])
        #expect(declarations.map(\.defaultText) == [nil, nil, nil, "x"])
        #expect(declarations.map(\.shape) == [.path, .integer, .text, .text])
        #expect(declarations.map(\.deprecated) == [nil, nil, "write 'path'", nil])
        #expect(declarations[0].help == "Where the file is.")
    }

    @Test func `defaults are as a file would write them`() {
        let texts = Dictionary(
            uniqueKeysWithValues: EverySetting.declarations.map { ($0.key, $0.defaultText ?? "nothing") })
        let wanted = [
            "is_on": "true", "count": "3", "ratio": "0.5", "label": "plain", "color": "red", "wait": "2s",
            "width": "12bps", "share": "5%", "ahead": "1d", "cash": "100000 USD", "lot": "1",
            "digits": "[1, 2]",
            "quantile": "0.9", "limit": "nothing", "quote": "{ from: close, spread: 5bps }",
        ]
        #expect(texts == wanted)
    }

    @Test func `what is required is asked for, with its help`() throws {
        let issue = try #require(Needs.issues("number: 3").first)
        #expect(issue.code == .missingSetting)
        #expect(issue.message == "'path' is required: Where the file is.")
    }

    @Test func `a deprecated setting works and warns`() throws {
        let issues = Needs.issues("path: a\nfile: b")
        #expect(issues.map(\.code) == [.deprecatedSetting] && !issues.hasErrors)
        #expect(issues.first?.message == "'file' is deprecated: write 'path'")
        #expect(try Needs.test("path: a\nfile: b").file == "b")
    }

    @Test func `a value known only at run time is neither read nor an error`() throws {
        let place = SourceSpan(file: "p.yaml", line: 1, column: 1)
        let unresolved = Node(.unresolved("$env.X"), at: place)
        let node = Node(
            .mapping([.init(key: "path", keySpan: place, value: unresolved)]), at: place)
        var issues: [Diagnostic] = []
        #expect(SettingReader.read(Needs.self, from: node, into: &issues) == nil)
        #expect(issues == [])
    }

    @Test func `equal settings have one canonical text, whichever way they were written`() throws {
        let written = try EverySetting.test("width: 0.12%\ncount: 3\nwait: 2000ms")
        #expect(written.canonicalText == EverySetting().canonicalText)
        #expect(try EverySetting.test("count: 4").canonicalText != written.canonicalText)
    }

    struct Words: PluginSettings {
        @Setting(help: "Words in order.")
        var words: [String] = []
    }

    @Test(arguments: [
        (["a, b", "c"], ["a", "b, c"]), ([], [""]), (["a"], ["a", ""]), (["x: y"], ["x", "y"]),
        (["\"q\""], ["q"]),
    ])
    func `different lists have different texts, and each reads back`(left: [String], right: [String]) throws {
        var settings = (Words(), Words())
        (settings.0.words, settings.1.words) = (left, right)
        #expect(settings.0.canonicalText != settings.1.canonicalText)
        for words in [left, right] {
            let text = try #require(words.text)
            #expect(try Words.test("words: \(text)").words == words)
        }
    }

    @Test func `a shape can be said in words`() {
        let words = EverySetting.declarations.map(\.shape.inWords)
        #expect(
            words == [
                "true or false", "whole number", "number", "text", "red or dark_blue", "time", "basis points",
                "percent", "horizon", "money", "number", "list of whole number",
                "number, or one for each horizon", "basis points", "settings",
            ])
    }
}
