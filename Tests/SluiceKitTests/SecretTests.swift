import SluiceDocument
import SluiceKit
import SluiceTestKit
import Testing

@Suite struct SecretTests {
    struct Settings: PluginSettings {
        @Setting(help: "Where to post.")
        var url: Secret
        @Setting(help: "Who is asking.")
        var key: Secret?
        @Setting(help: "What is said.")
        var text = "a"
        @Setting(in: 0...9, help: "How often.")
        var times = 1
    }

    static let written = "url: $secret.hook\nkey: sesame"

    @Test func `a secret is revealed only to its source`() throws {
        let settings = try Settings.test(Self.written)
        #expect(settings.url.name == "hook" && settings.key?.name == nil)
        #expect(try settings.url.reveal(from: ["hook": "https://a/b"] as FixedSecrets) == "https://a/b")
        #expect(try settings.key?.reveal(from: [:] as FixedSecrets) == "sesame")
        #expect(throws: SecretMissing(name: "hook")) { try settings.url.reveal(from: [:] as FixedSecrets) }
    }

    @Test func `no way of printing shows a literal secret`() throws {
        let settings = try Settings.test("url: https://sesame/open\nkey: sesame")
        var dumped = ""
        dump(settings, to: &dumped)
        let shown = [
            "\(settings.url)", String(describing: settings.key), String(reflecting: settings.url),
            String(reflecting: settings), settings.canonicalText, settings.url.text ?? "", dumped,
            "\(Mirror(reflecting: settings.url).children.map { "\($0)" })",
        ]
        for text in shown { #expect(!text.contains("sesame"), "\(text)") }
        #expect("\(settings.url)" == "[secret]")
        #expect("\(try Settings.test(Self.written).url)" == "[secret hook]")
    }

    @Test func `the canonical text of a named secret is its name`() throws {
        #expect(try Settings.test(Self.written).canonicalText.contains("url=[secret hook]"))
    }

    @Test(arguments: ["text: $secret.hook", "times: $secret.hook"])
    func `what is not declared secret takes none`(yaml: String) throws {
        let issues = Settings.issues("url: a\n\(yaml)")
        #expect(issues.map(\.code) == [.secretNotTaken])
        #expect(try #require(issues.first).message.contains("$secret.hook"))
    }

    @Test func `no message about a secret shows it`() {
        let issues = Settings.issues("url: [sesame, open]")
        #expect(issues.map(\.code) == [.wrongType])
        #expect(!issues.map(\.description).joined().contains("sesame"))
    }
}
