import SluiceDocument
import SluiceYAML
import Testing

@Suite struct YAMLReferenceTests {
    @Test func `an alias is the anchored value at the place of its use`() throws {
        let reading = Reading("a: &x { k: 1 }\nb: *x\nc: [*x]\n")
        #expect(reading.issues.isEmpty)
        let root = try #require(reading.root)
        #expect(root.outline == "{a: {k: 1}, b: {k: 1}, c: [{k: 1}]}")
        #expect(root["a"]?.definedAt == nil)
        #expect(root["b"]?.span.range == "2:4-2:6")
        #expect(root["b"]?.definedAt?.range == "1:4-1:15")
        #expect(root["b"]?["k"]?.span.range == "1:12-1:13")
    }

    @Test func `an alias of an alias names the place where the value is written`() {
        let root = Reading("a: &x 1\nb: &y [*x]\nc: *y\n").root
        #expect(root?["c"]?.definedAt?.range == "2:4-2:11")
        #expect(root?["c"]?.elements?.first?.definedAt?.range == "1:4-1:8")
    }

    @Test func `an anchor that is set again counts from there`() {
        let reading = Reading("- &x 1\n- *x\n- &x 2\n- *x")
        #expect(reading.issues.isEmpty)
        #expect(reading.root?.outline == "[1, 1, 2, 2]")
    }

    @Test func `a scalar alias may be a key`() {
        let reading = Reading("- &x name\n- *x : 1")
        #expect(reading.issues.isEmpty)
        #expect(reading.root?.outline == "[name, {name: 1}]")
    }

    @Test(
        arguments: [
            ("{ <<: *a, y: 9 }", "{x: 1, y: 9}"),
            ("{ y: 9, <<: *a }", "{y: 9, x: 1}"),
            ("{ <<: [*a, *b] }", "{x: 1, y: 2, z: 4}"),
            ("{ <<: [*b, *a] }", "{y: 3, z: 4, x: 1}"),
            ("{ <<: { w: 0 }, x: 5 }", "{w: 0, x: 5}"),
            ("{ <<: [] , x: 5 }", "{x: 5}"),
            ("{ \"<<\": *a }", "{<<: {x: 1, y: 2}}"),
            ("{ <<: *c }", "{x: 1, y: 5}"),
        ]
    )
    func `a merge key takes over what is not set`(_ mapping: String, _ outline: String) throws {
        let anchors = "x-a: &a { x: 1, y: 2 }\nx-b: &b { y: 3, z: 4 }\nx-c: &c { <<: *a, y: 5 }\n"
        let reading = Reading(anchors + "m: \(mapping)\n")
        #expect(reading.issues.isEmpty, "\(reading.issues)")
        #expect(reading.root?["m"]?.outline == outline)
    }

    @Test func `a merged value keeps both places`() throws {
        let reading = Reading("a: &a { x: 1 }\nb:\n  <<: *a\nc:\n  <<: { y: 2 }\n")
        let merged = try #require(reading.root?["b"]?.entry("x"))
        #expect(merged.keySpan.range == "1:9-1:10")
        #expect(merged.value.span.range == "3:7-3:9")
        #expect(merged.value.definedAt?.range == "1:12-1:13")
        #expect(reading.root?["c"]?["y"]?.definedAt == nil)
    }

    @Test(
        arguments: [
            ("a: &base 1\nb: *bsae", ["2:4 E0111"], "*base"),
            ("a: *x\nb: &x 1\nc: *y", ["1:4 E0111", "3:4 E0111"], nil),
            ("a: &x [1, *x]", ["1:11 E0112"], nil),
            ("a: &x { b: { c: *x } }", ["1:17 E0112"], nil),
            ("a: &x 1\nb: { <<: *x }", ["2:10 E0113"], nil),
            ("b: { <<: [ {}, 1, [] ] }", ["1:16 E0113", "1:19 E0113"], nil),
            ("b: { <<: }", ["1:10 E0113"], nil),
            ("a: &x {}\nb: { <<: *x, <<: *x }", ["2:14 E0102"], nil),
        ]
    )
    func `a reference that leads nowhere is found`(_ text: String, _ places: [String], _ suggestion: String?)
    {
        let reading = Reading(text)
        #expect(reading.places == places)
        #expect(reading.issues.first?.suggestion == suggestion)
    }

    @Test func `a failed alias is unresolved, so that nobody takes it for an empty value`() {
        #expect(Reading("a: *x").root?.outline == "{a: <*x>}")
        #expect(Reading("a: &x [*x]").root?.outline == "{a: [<*x>]}")
        #expect(Reading("a: { <<: *x, b: 1 }").places == ["1:10 E0111"])
    }

    @Test func `an anchor of an earlier document is not seen`() {
        var issues: [Diagnostic] = []
        _ = YAMLReader.readDocuments(SourceFile(path: "a.yaml", text: "- &x 1\n---\n- *x\n"), into: &issues)
        #expect(issues.map(\.code) == [.unknownAlias])
    }
}
