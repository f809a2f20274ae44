import SluiceKit
import SluiceTestKit
import Testing

@testable import Calibrators

@Suite struct IsotonicCalibratorTests {
    private func calibrated(
        _ yaml: String, _ numbers: [Double], files: MemoryFiles = [:], isScores: Bool = false
    ) throws -> (peaks: [[Double]], valleys: [[Double]]) {
        try ProbabilityBench.calibrated(
            IsotonicCalibrator.self, yaml, numbers, files: files, isScores: isScores)
    }

    private func isClose(_ got: [Double], _ want: [Double]) -> Bool { ProbabilityBench.isClose(got, want) }

    @Test func `knots stand in the settings`() throws {
        let yaml = """
            { peak_scores: [0.2, 0.6], peak_values: [0.1, 0.5], valley_scores: [0, 1], valley_values: [0, 0.5] }
            """
        let (peaks, valleys) = try calibrated(yaml, [0, 0.4, 0.9])
        #expect(isClose(peaks[0], [0.1, 0.3, 0.5]) && isClose(peaks[1], peaks[0]))
        #expect(isClose(valleys[1], [0, 0.2, 0.45]))
    }

    @Test func `without knots a probability stays, and what is none is absent`() throws {
        let (peaks, valleys) = try calibrated("", [0, 0.3, 1, .nan, .infinity, -.infinity])
        #expect(isClose(peaks[0], [0, 0.3, 1, .nan, .nan, .nan]) && isClose(valleys[0], peaks[0]))
    }

    @Test func `scores become probabilities, each turn from its member`() throws {
        let swapped = "{ takes: scores, peak_member: down, valley_member: up }"
        let (peaks, valleys) = try calibrated(swapped, [0.8], isScores: true)
        #expect(isClose(peaks[0] + valleys[0], [0, 0.8]))
        #expect(throws: UnknownScore.self) {
            try calibrated("{ takes: scores, valley_member: x }", [1], isScores: true)
        }
    }

    @Test func `a file has knots, by horizon or for all`() throws {
        let files: MemoryFiles = [
            "knots.csv": """
            turn,horizon,score,value
            peak,default,0.2,0.1
            peak,default,0.6,0.5
            valley,5m,0,0.25
            valley,15m,0,0.75
            """
        ]
        let (peaks, valleys) = try calibrated("file: knots.csv", [0.4], files: files)
        #expect(isClose(peaks[0] + valleys[0] + valleys[1], [0.3, 0.25, 0.75]))
    }

    @Test func `a file of numbers and outcomes is fitted when the pipeline is built`() throws {
        let (peaks, valleys) = try calibrated(
            "{ file: pairs.csv, takes: scores }", [1, 2.5, 4],
            files: ["pairs.csv": ProbabilityBench.pairs], isScores: true)
        #expect(isClose(peaks[0], [0, 0.5, 1]))
        #expect(isClose(valleys[0], [0.5, 0.5, 0.5]))
    }

    @Test(
        arguments: [
            ("turn,horizon,a,b\npeak,default,1,1\n", nil),
            ("turn,horizon,score,value\npeak,default,1,1.5\n", "c.csv: has a value that is no probability"),
            ("turn,horizon,score,label\npeak,default,1,0.5\n", "c.csv: has no label of 0 or 1"),
            (
                "turn,horizon,score,value\npeak,5m,1,1\n",
                "c.csv: has nothing for a peak at 15m, and no default"
            ),
        ] as [(String, String?)])
    func `a file of another form is refused`(text: String, complaint: String?) {
        let fault = #expect(throws: CurveFault.self) {
            try calibrated("file: c.csv", [1], files: ["c.csv": text])
        }
        if let complaint { #expect(fault?.description == complaint) }
    }

    @Test func `knots that are no curve are refused, in a file and in settings`() {
        let falling = "turn,horizon,score,value\npeak,default,2,0.5\npeak,default,1,0.6\n"
        #expect(throws: (any Error).self) {
            try calibrated("file: c.csv", [1], files: ["c.csv": falling])
        }
        #expect(IsotonicCalibrator.Settings.issues("peak_scores: [1, 0]").count == 1)
        #expect(IsotonicCalibrator.Settings.issues("valley_values: [0]").count == 1)
        #expect(IsotonicCalibrator.Settings.issues("peak_values: [0, 2]").count == 1)
        #expect(IsotonicCalibrator.Settings.issues("{ file: a.csv, valley_values: [0, 1] }").count == 1)
        #expect(IsotonicCalibrator.Settings.issues("file: a.csv").isEmpty)
    }

    @Test func `ports follow what is taken`() throws {
        for takes in [PortType.probabilities, .scores] {
            let ports = try IsotonicCalibrator.ports(.test("takes: \(takes.rawValue)"))
            #expect(ports.gives == .probabilities && ports.needs.map(\.types) == [[takes]])
        }
    }
}
