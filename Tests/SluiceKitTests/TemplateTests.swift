import SluiceDocument
import SluiceKit
import SluiceTestKit
import Testing

@Suite struct TemplateTests {
    struct Names: TemplateNames {
        static let names = ["event.name", "event.message"]
        var values: [String: String]
        func value(of name: String) -> String? { values[name] }
    }

    struct Settings: PluginSettings {
        @Setting(help: "What is said.")
        var text: Template<Names> = Template("${event.name}") ?? .unread
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("${event.name}", "fill"),
        ("a ${event.name}, ${event.message}.", "a fill, ."),
        ("$ {event.name} } $", "$ {event.name} } $"), ("${event.name}${event.name}", "fillfill"),
        ("\u{1F600}${event.name}\u{E9}", "\u{1F600}fill\u{E9}"),
    ])
    func `places are filled, and an absent value leaves nothing`(written: String, filled: String) throws {
        let template = try #require(Template<Names>(written))
        #expect(template.filled(with: Names(values: ["event.name": "fill"])) == filled)
        #expect(template.written == written)
    }

    @Test func `a value is not filled again`() throws {
        let template = try #require(Template<Names>("${event.name}"))
        let values = Names(values: ["event.name": "${event.message}", "event.message": "x"])
        #expect(template.filled(with: values) == "${event.message}")
    }

    @Test(arguments: [
        ("${event.nmae}", "event.name"), ("${other}", nil), ("${event.name", nil), ("a ${", nil),
        ("${}", nil),
        ("${ event.name }", "event.name"),
    ])
    func `what cannot be filled is refused when it is read`(written: String, suggestion: String?) {
        #expect(Template<Names>(written) == nil)
        let issues = Settings.issues("text: '\(written)'")
        #expect(issues.map(\.code) == [.badTemplate])
        #expect(issues.first?.suggestion == suggestion)
    }

    @Test func `the default stands as written`() {
        #expect(Settings.declarations.map(\.defaultText) == ["${event.name}"])
        #expect(Settings.declarations.map(\.shape) == [.template(Names.names)])
    }
}
