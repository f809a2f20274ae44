import SluiceDocument
import SluiceYAML
import Testing

@Suite struct YAMLMutationTests {
    @Test(arguments: Samples.all)
    func `a sample is read without a syntax error`(_ text: String) {
        #expect(!Reading(text).issues.contains { $0.code == .malformedYAML })
    }

    @Test(arguments: Samples.all.indices)
    func `whatever becomes of a text, reading it ends well`(_ sample: Int) {
        var dice = Dice(seed: UInt64(sample) + 1)
        for round in 0..<600 {
            var bytes = Array(Samples.all[sample].utf8)
            for _ in 0...dice.below(4) { mutate(&bytes, &dice) }
            let reading = Reading(bytes)
            let again = Reading(bytes)
            let name = "sample \(sample), round \(round)"
            #expect(reading.root == again.root && reading.issues == again.issues, "\(name)")
            let file = SourceFile(path: "a.yaml", bytes: bytes)
            for span in spans(reading) where !lies(span, within: file) {
                Issue.record("\(name): \(span.range) is outside of \(file.text.debugDescription)")
            }
            #expect(reading.root != nil || reading.issues.hasErrors, "\(name)")
            _ = TextReport(sources: SourceFiles([file]), width: 60).text(reading.issues)
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let place = dice.below(bytes.count + 1)
        let end = min(bytes.count, place + dice.below(12))
        switch dice.below(6) {
        case 0: bytes.replaceSubrange(place..<end, with: [])
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: dice.below(bytes.count + 1))
        case 2: bytes.insert(UInt8(dice.below(256)), at: place)
        case 3: bytes.removeSubrange(place...)
        default: bytes.insert(contentsOf: Samples.pieces[dice.below(Samples.pieces.count)].utf8, at: place)
        }
    }

    private func spans(_ reading: Reading) -> [SourceSpan] {
        var spans = reading.root?.all.map(\.span) ?? []
        for node in reading.root?.all ?? [] { spans += (node.entries ?? []).map(\.keySpan) }
        for issue in reading.issues {
            if let span = issue.span { spans.append(span) }
            spans += issue.related.map(\.span)
        }
        return spans
    }

    /// Whether a span begins in its file, ends in it or just behind a line's end, and not before it begins.
    private func lies(_ span: SourceSpan, within file: SourceFile) -> Bool {
        guard span.column >= 1, (span.line, span.column) <= (span.endLine, span.endColumn) else {
            return false
        }
        guard let first = file.line(span.line), let last = file.line(span.endLine) else { return false }
        return span.column <= first.unicodeScalars.count + 1
            && span.endColumn <= last.unicodeScalars.count + 2
    }
}

/// Seeded dice: SplitMix64, whose first number for the seed 1234567 is 6457827717110365317.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A number from 0 to just below a bound.
    mutating func below(_ bound: Int) -> Int { bound == 0 ? 0 : Int(next() % UInt64(bound)) }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
