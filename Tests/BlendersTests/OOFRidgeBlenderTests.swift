import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Blenders

@Suite struct OOFRidgeBlenderTests {
    private static let start = Timestamp(iso8601: "2024-01-02T21:00:00Z") ?? ManualClock.start

    static func fit(
        _ weights: [FittedBlend.Weights]? = nil, inputs: FittedBlend.Inputs = .members,
        members: [String] = ["one", "two"], trainedUntil: Timestamp? = nil, every: Span = .minutes(1)
    ) -> FittedBlend {
        let usual = FittedBlend.Weights(
            horizon: .test("1m"), rows: 400, purge: 3, embargo: 1,
            folds: [
                .init(
                    trainedUntil: start, from: start + .minutes(10), until: start + .minutes(20), rows: 20,
                    correlation: 0.1)
            ],
            values: ["one": 0.25, "two": 0.75])
        return FittedBlend(
            inputs: inputs, every: every, from: start, until: start + .hours(1), isStandardised: true,
            alpha: 0.01, members: members.map { .init(name: $0, trainedUntil: trainedUntil) },
            weights: weights ?? [usual])
    }

    private func files(_ fit: FittedBlend) -> MemoryFiles {
        MemoryFiles(bytes: ["weights.json": Array(fit.json.text(indented: true).utf8)])
    }

    private func blending(_ fit: FittedBlend, horizons: [String] = ["1m"]) throws -> BlenderCase {
        try BlenderCase(
            OOFRidgeBlender.self, "file: weights.json", horizons: horizons, instruments: 2, files: files(fit))
    }

    private func complaint(_ body: () throws -> BlenderCase) -> String {
        do {
            _ = try body()
            return ""
        } catch { return "\(error)" }
    }

    @Test func `a fit is read as it was written`() throws {
        let fit = Self.fit(trainedUntil: Self.start)
        let text = Array(fit.json.text(indented: true).utf8)
        #expect(try FittedBlend(json: JSONReader.read(text)) == fit)
    }

    @Test func `members have the weights of the file`() throws {
        let blending = try blending(Self.fit())
        #expect(try isClose(blending.weights()[1], 0.75))
        let got = try blending([[[4, .nan]], [[8, 8]]])[0]
        #expect(got == [7, 8])
        #expect(try isClose(blending([[[4, 1]], [[8, 1]]], learned: [0.75, 0.25])[0][0], 6))
    }

    @Test func `weights that saw the future are refused`() throws {
        let later = Self.start + .minutes(1)
        let told = complaint { try blending(Self.fit(trainedUntil: later)) }
        #expect(told.contains("member 'one' was trained on data until 2024-01-02T21:01:00Z, later than"))
        _ = try blending(Self.fit(trainedUntil: Self.start))
    }

    @Test func `weights for something else are refused`() {
        #expect(complaint { try blending(Self.fit(), horizons: ["1m", "5m"]) }.contains("no weights for 5m"))
        #expect(complaint { try blending(Self.fit(every: .minutes(5))) }.contains("cycles of 5m"))
        let others = FittedBlend.Weights(
            horizon: .test("1m"), rows: 1, purge: 0, embargo: 0, folds: [],
            values: ["one": 0.5, "three": 0.5])
        let told = complaint { try blending(Self.fit([others], members: ["one", "three"])) }
        #expect(told.contains("was fitted on one, three; members here are one, two"))
        #expect(complaint { try blending(Self.fit(inputs: .horizons)) }.contains("weighs horizons"))
    }

    @Test(arguments: [
        ["one": 0.5, "two": 0.6], ["one": -0.5, "two": 1.5], ["one": 1.0],
        ["one": 0.5, "two": 0.25, "three": 0.25],
    ])
    func `weights that make no sense are refused`(values: [String: Double]) {
        let weights = FittedBlend.Weights(
            horizon: .test("1m"), rows: 1, purge: 0, embargo: 0, folds: [], values: values)
        #expect(complaint { try blending(Self.fit([weights])) }.contains("the weights of 1m"))
    }

    @Test(arguments: [
        "", "{}", "[1]", "{\"form\": 7}", "{\"form\": \"sluice.blend.1\"}",
        "{\"form\": \"sluice.blend.1\", \"inputs\": \"members\", \"every\": \"soon\"}",
    ])
    func `what is no such file is refused with its name`(text: String) {
        let told = complaint {
            try BlenderCase(
                OOFRidgeBlender.self, "file: weights.json",
                files: MemoryFiles(bytes: ["weights.json": Array(text.utf8)]))
        }
        #expect(told.hasPrefix("weights.json: "))
    }

    @Test func `a file that is not there is refused`() {
        #expect(throws: FileError.self) { try BlenderCase(OOFRidgeBlender.self, "file: nothing.json") }
        #expect(OOFRidgeBlender.Settings.issues("").count == 1)
    }
}
