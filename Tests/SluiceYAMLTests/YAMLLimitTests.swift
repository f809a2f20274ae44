import SluiceDocument
import SluiceYAML
import Testing

@Suite struct YAMLLimitTests {
    @Test func `a file may have as many bytes as the limit and no more`() {
        #expect(Reading("a: 12345", limits: YAMLLimits(bytes: 8)).issues.isEmpty)
        let reading = Reading("a: 123456", limits: YAMLLimits(bytes: 8))
        #expect(reading.root == nil)
        #expect(reading.places == ["1:1 E0114"])
        #expect(Reading([UInt8](repeating: 0x61, count: 5_000_000)).places == ["1:1 E0114"])
    }

    @Test func `a file may have as many nodes as the limit and no more`() {
        #expect(Reading("[a, b, c]", limits: YAMLLimits(nodes: 4)).issues.isEmpty)
        let reading = Reading("[a, b, c, d]", limits: YAMLLimits(nodes: 4))
        #expect(reading.root == nil)
        #expect(reading.places == ["1:11 E0115"])
        #expect(
            Reading("[" + String(repeating: "a,", count: 500_000)).places.map { $0.suffix(5) } == ["E0115"])
    }

    @Test func `collections may be as deep as the limit and no deeper`() {
        let deep = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
        #expect(Reading(deep(64)).issues.isEmpty)
        #expect(Reading(deep(65)).places == ["1:65 E0116"])
        #expect(Reading("a: { b: [] }", limits: YAMLLimits(depth: 2)).places == ["1:9 E0116"])
        let block = (0..<65).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(Reading(block).places == ["65:65 E0116"])
    }

    @Test func `an alias counts with the depth of what it names`() {
        let limits = YAMLLimits(depth: 3)
        #expect(Reading("a: &x [[1]]\nb: *x", limits: limits).issues.isEmpty)
        #expect(Reading("a: &x [[1]]\nb: [*x]", limits: limits).places == ["2:5 E0116"])
        let ladder = "- &a0 []\n" + (1..<100).map { "- &a\($0) [*a\($0 - 1)]\n" }.joined()
        #expect(Reading(ladder).places.first == "64:9 E0116")
    }

    @Test func `aliases may stand for as many nodes as the limit and no more`() throws {
        let text = "a: &x [1, 2]\nb: [*x, *x]\nc: *x\nd: *x\n"
        #expect(Reading(text, limits: YAMLLimits(aliasedNodes: 12)).issues.isEmpty)
        let reading = Reading(text, limits: YAMLLimits(aliasedNodes: 8))
        #expect(reading.places == ["3:4 E0117"])
        #expect(reading.root?.outline == "{a: [1, 2], b: [[1, 2], [1, 2]], c: <*x>, d: <*x>}")
    }

    @Test(arguments: [2, 10, 60])
    func `an alias bomb is a finding`(_ levels: Int) {
        let aliases = { (name: Int) in (0..<10).map { _ in "*a\(name)" }.joined(separator: ", ") }
        let bomb = "a0: &a0 [lol]\n" + (1...levels).map { "a\($0): &a\($0) [\(aliases($0 - 1))]\n" }.joined()
        let reading = Reading(bomb)
        if levels == 2 {
            #expect(reading.issues.isEmpty)
            #expect(reading.root?["a2"]?.all.count == 211)
        } else {
            #expect(reading.places.contains { $0.hasSuffix("E0117") })
            #expect((reading.root?.all.count ?? 0) < 200_000)
        }
    }

    @Test func `a merge bomb is a finding`() {
        var text = "a0: &a0 { k0: 1 }\n"
        for level in 1...30 {
            text += "a\(level): &a\(level) { x: { <<: *a\(level - 1) }, y: { <<: *a\(level - 1) } }\n"
        }
        #expect(Reading(text).places.contains { $0.hasSuffix("E0117") })
    }

    @Test(arguments: [
        "[", "{", "{a: ", "[{a: ", "- ", "? ", "a: [", "&a [", "!!seq [", "*a ", "'a ", "\"", "a:\n ",
    ])
    func `a megabyte of one thing is a finding, and soon`(_ piece: String) {
        let reading = Reading(String(repeating: piece, count: 1_000_000 / piece.utf8.count))
        #expect(reading.issues.hasErrors)
        #expect(reading.issues.count <= 1_001)
    }

    @Test func `a file may have as many findings as the limit and no more`() {
        let keys = String(repeating: "a: 1\n", count: 11)
        #expect(Reading(keys, limits: YAMLLimits(findings: 10)).places.count == 10)
        let reading = Reading(keys + "a: 1\nb: *x", limits: YAMLLimits(findings: 10))
        #expect(reading.root == nil)
        #expect(reading.places.suffix(2) == ["11:1 E0102", "12:1 E0118"])
    }

    @Test func `a merged mapping of many keys is merged soon`() {
        let keys = (0..<10_000).map { "k\($0): \($0)" }.joined(separator: ", ")
        let reading = Reading("a: &a { \(keys) }\nb: { <<: *a, k5: own, more: 1 }\n")
        #expect(reading.issues.isEmpty)
        #expect(reading.root?["b"]?.entries?.count == 10_001)
        #expect(reading.root?["b"]?["k5"]?.text == "own")
    }
}
