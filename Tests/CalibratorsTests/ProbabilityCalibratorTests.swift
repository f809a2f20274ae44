import Foundation
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Calibrators

@Suite struct ProbabilityCalibratorTests {
    /// The probabilities of a peak and a valley at 5m and 15m that come of numbers for one instrument each.
    private func calibrated<Plugin: ProbabilityCalibrator>(
        _ type: Plugin.Type, _ yaml: String, _ numbers: [Double], files: MemoryFiles = [:],
        members: [String] = ["up", "down"], isScores: Bool = false
    ) throws -> (peaks: [[Double]], valleys: [[Double]]) {
        let names = numbers.indices.map { "I\($0)" }
        let context = StageContext.test(
            instruments: names, horizons: ["5m", "15m"], members: isScores ? members : [], files: files)
        let calibrator = try type.test(yaml, in: context)
        let probabilities = ProbabilityFrame(instruments: numbers.count, horizons: 2)
        let scores = ForecastFrame(instruments: numbers.count, horizons: 2, members: members.count)
        for (index, number) in numbers.enumerated() {
            for column in 0..<4 {
                probabilities.values[column][index] = number
                // The second member says the opposite.
                if column < 2 * members.count { scores.values[column][index] = column < 2 ? number : -number }
            }
        }
        let result = ProbabilityFrame(instruments: numbers.count, horizons: 2)
        let evidence = isScores ? ProbabilityEvidence(scores: scores) : .init(probabilities: probabilities)
        try calibrator.calibrate(.test(), evidence, into: result)
        func read(_ column: Column) -> [Double] { numbers.indices.map { column[$0] } }
        return (
            (0..<2).map { read(result.peak(horizon: $0)) }, (0..<2).map { read(result.valley(horizon: $0)) }
        )
    }

    private func isClose(_ got: [Double], _ want: [Double]) -> Bool {
        zip(got, want).allSatisfy { $0.isNaN ? $1.isNaN : ($0 - $1).magnitude < 1e-9 }
    }

    private func logistic(_ odds: Double) -> Double { 1 / (1 + exp(-odds)) }

    @Test func `Platt's coefficients stand in the settings, by horizon`() throws {
        let (peaks, valleys) = try calibrated(
            PlattCalibrator.self, "{ peak_a: { 15m: 2, default: 4 }, valley_a: 0, valley_b: 1 }", [0.5, 0.8])
        #expect(isClose(peaks[0], [0.5, 0.768_524_783_499_018]))
        #expect(isClose(peaks[1], [logistic(-1), logistic(-0.4)]))
        #expect(isClose(valleys[0], [logistic(1), logistic(1)]))
        let other = try calibrated(
            PlattCalibrator.self, "{ peak_b: 0, valley_b: { 5m: 3, default: 0 } }", [0.5])
        #expect(isClose(other.peaks[0], [logistic(2)]))
        #expect(isClose(other.valleys[0] + other.valleys[1], [logistic(5), logistic(2)]))
    }

    @Test func `an isotonic curve's knots stand in the settings`() throws {
        let yaml = """
            { peak_scores: [0.2, 0.6], peak_values: [0.1, 0.5], valley_scores: [0, 1], valley_values: [0, 0.5] }
            """
        let (peaks, valleys) = try calibrated(IsotonicCalibrator.self, yaml, [0, 0.4, 0.9])
        #expect(isClose(peaks[0], [0.1, 0.3, 0.5]) && isClose(peaks[1], peaks[0]))
        #expect(isClose(valleys[1], [0, 0.2, 0.45]))
    }

    @Test func `without knots a probability stays, and what is none is absent`() throws {
        let numbers = [0, 0.3, 1, .nan, .infinity, -.infinity]
        let (peaks, valleys) = try calibrated(IsotonicCalibrator.self, "", numbers)
        #expect(isClose(peaks[0], [0, 0.3, 1, .nan, .nan, .nan]) && isClose(valleys[0], peaks[0]))
        let platt = try calibrated(PlattCalibrator.self, "", numbers)
        #expect(isClose(Array(platt.peaks[0][3...]), [.nan, .nan, .nan]))
    }

    @Test func `scores become probabilities, each turn from its member`() throws {
        let both = try calibrated(PlattCalibrator.self, "takes: scores", [0.8], isScores: true)
        #expect(isClose(both.peaks[0] + both.valleys[0], [logistic(1.2), logistic(1.2)]))
        let yaml = "{ takes: scores, peak_member: up, valley_member: down }"
        let each = try calibrated(PlattCalibrator.self, yaml, [0.8], isScores: true)
        #expect(isClose(each.peaks[1] + each.valleys[1], [logistic(1.2), logistic(-5.2)]))
        let swapped = "{ takes: scores, peak_member: down, valley_member: up }"
        let isotonic = try calibrated(IsotonicCalibrator.self, swapped, [0.8], isScores: true)
        #expect(isClose(isotonic.peaks[0] + isotonic.valleys[0], [0, 0.8]))
        let nobody = try calibrated(PlattCalibrator.self, "takes: scores", [0.8], members: [], isScores: true)
        #expect(nobody.peaks[0][0].isNaN && nobody.valleys[1][0].isNaN)
        let fault = #expect(throws: UnknownScore.self) {
            try calibrated(PlattCalibrator.self, "{ takes: scores, peak_member: left }", [1], isScores: true)
        }
        #expect(
            fault?.description == "'peak_member' names 'left', which is no member here; members are up, down")
        #expect(throws: UnknownScore.self) {
            try calibrated(
                IsotonicCalibrator.self, "{ takes: scores, valley_member: x }", [1], isScores: true)
        }
    }

    @Test func `a file has coefficients, with a default for the other horizons`() throws {
        let files: MemoryFiles = [
            "platt.csv":
                "\u{FEFF}turn,horizon,a,b\r\npeak,5m,1,0\r\npeak,default,2,0\nvalley,default,-1,0.5 \n\n",
            "knots.csv": """
            turn,horizon,score,value
            peak,default,0.2,0.1
            peak,default,0.6,0.5
            valley,5m,0,0.25
            valley,15m,0,0.75
            """,
        ]
        let platt = try calibrated(PlattCalibrator.self, "file: platt.csv", [0.5], files: files)
        #expect(isClose(platt.peaks[0] + platt.peaks[1], [logistic(0.5), logistic(1)]))
        #expect(isClose(platt.valleys[0] + platt.valleys[1], [0.5, 0.5]))
        let knots = try calibrated(IsotonicCalibrator.self, "file: knots.csv", [0.4], files: files)
        #expect(isClose(knots.peaks[0] + knots.valleys[0] + knots.valleys[1], [0.3, 0.25, 0.75]))
    }

    @Test func `a file of numbers and outcomes is fitted when the pipeline is built`() throws {
        var lines = "turn,horizon,score,label\n"
        for turn in ["peak", "valley"] {
            for (score, label) in [(1, 0), (2, 1), (3, 0), (4, 1)] {
                lines += "\(turn),default,\(score),\(turn == "peak" ? label : 1 - label)\n"
            }
        }
        let files: MemoryFiles = ["pairs.csv": lines]
        let curve = try calibrated(
            IsotonicCalibrator.self, "{ file: pairs.csv, takes: scores }", [1, 2.5, 4], files: files,
            isScores: true)
        #expect(isClose(curve.peaks[0], [0, 0.5, 1]))
        #expect(isClose(curve.valleys[0], [0.5, 0.5, 0.5]))
        let logistic = try calibrated(
            PlattCalibrator.self, "{ file: pairs.csv, takes: scores }", [1, 2.5, 4], files: files,
            isScores: true)
        #expect(logistic.peaks[0][0] < 0.5 && logistic.peaks[0][2] > 0.5)
        #expect(isClose([logistic.peaks[0][1]], [0.5]))
        #expect(isClose(logistic.peaks[0], logistic.valleys[0].map { 1 - $0 }))
    }

    @Test(
        arguments: [
            ("", "c.csv: needs a first line such as 'turn,horizon,a,b'"),
            ("turn,horizon,a\n", "c.csv: needs a first line such as 'turn,horizon,a,b'"),
            ("turn,horizon,x,y\npeak,5m,1,1\n", nil),
            (
                "turn,horizon,a,b\ntop,5m,1,1\n",
                "c.csv: line 2 is not such as 'peak,15m,0.5,1' or 'valley,default,0.5,1'"
            ),
            ("turn,horizon,a,b\npeak,5m,1,nan\n", nil), ("turn,horizon,a,b\npeak,five,1,1\n", nil),
            ("turn,horizon,a,b\npeak,5m,1\n", nil),
            ("turn,horizon,a,b\npeak,5m,1,1\n", "c.csv: has nothing for a peak at 15m, and no default"),
            (
                "turn,horizon,score,label\npeak,default,1,0.5\nvalley,default,1,1\n",
                "c.csv: has no label of 0 or 1"
            ),
        ] as [(String, String?)])
    func `a file of another form is refused with its place`(text: String, complaint: String?) {
        let files: MemoryFiles = ["c.csv": text]
        let fault = #expect(throws: CurveFault.self) {
            try calibrated(PlattCalibrator.self, "file: c.csv", [1], files: files)
        }
        if let complaint { #expect(fault?.description == complaint) }
        #expect(throws: CurveFault.self) {
            try calibrated(IsotonicCalibrator.self, "file: c.csv", [1], files: files)
        }
    }

    @Test func `rows that are no curve are refused`() {
        let twice: MemoryFiles = [
            "c.csv": "turn,horizon,a,b\npeak,default,1,1\npeak,default,2,1\nvalley,default,1,1\n"
        ]
        #expect(throws: CurveFault.self) {
            try calibrated(PlattCalibrator.self, "file: c.csv", [1], files: twice)
        }
        let head = "turn,horizon,score,value\nvalley,default,1,1\n"
        for rows in ["peak,default,1,1.5\n", "peak,default,2,0.5\npeak,default,1,0.6\n"] {
            let files: MemoryFiles = ["c.csv": head + rows]
            #expect(throws: (any Error).self) {
                try calibrated(IsotonicCalibrator.self, "file: c.csv", [1], files: files)
            }
        }
        let two: MemoryFiles = ["d/a.csv": head, "d/b.csv": head]
        #expect(throws: CurveFault.self) {
            try calibrated(IsotonicCalibrator.self, "file: d", [1], files: two)
        }
        #expect(throws: FileError.self) { try calibrated(PlattCalibrator.self, "file: none.csv", [1]) }
    }

    @Test func `settings beside a file, and knots that are no curve, are refused`() {
        #expect(PlattCalibrator.Settings.issues("{ file: a.csv, peak_a: 2 }").count == 1)
        #expect(PlattCalibrator.Settings.issues("file: a.csv").isEmpty)
        #expect(IsotonicCalibrator.Settings.issues("{ file: a.csv, valley_values: [0, 1] }").count == 1)
        #expect(IsotonicCalibrator.Settings.issues("file: a.csv").isEmpty)
        #expect(IsotonicCalibrator.Settings.issues("peak_scores: [1, 0]").count == 1)
        #expect(IsotonicCalibrator.Settings.issues("valley_values: [0]").count == 1)
        #expect(IsotonicCalibrator.Settings.issues("peak_values: [0, 2]").count == 1)
    }

    @Test func `ports follow what is taken`() throws {
        for takes in [PortType.probabilities, .scores] {
            let ports = try PlattCalibrator.ports(.test("takes: \(takes.rawValue)"))
            #expect(ports.gives == .probabilities && ports.needs.map(\.types) == [[takes]])
            #expect(try IsotonicCalibrator.ports(.test("takes: \(takes.rawValue)")) == ports)
        }
    }
}
