import SluiceKit
import SluiceTestKit
import Testing

@testable import Calibrators

@Suite struct PlattCalibratorTests {
    private func calibrated(
        _ yaml: String, _ numbers: [Double], files: MemoryFiles = [:], members: [String] = ["up", "down"],
        isScores: Bool = false
    ) throws -> (peaks: [[Double]], valleys: [[Double]]) {
        try ProbabilityBench.calibrated(
            PlattCalibrator.self, yaml, numbers, files: files, members: members, isScores: isScores)
    }

    private func logistic(_ odds: Double) -> Double { ProbabilityBench.logistic(odds) }
    private func isClose(_ got: [Double], _ want: [Double]) -> Bool { ProbabilityBench.isClose(got, want) }

    @Test func `coefficients stand in the settings, by horizon`() throws {
        let (peaks, valleys) = try calibrated(
            "{ peak_a: { 15m: 2, default: 4 }, valley_a: 0, valley_b: 1 }", [0.5, 0.8])
        #expect(isClose(peaks[0], [0.5, 0.768_524_783_499_018]))
        #expect(isClose(peaks[1], [logistic(-1), logistic(-0.4)]))
        #expect(isClose(valleys[0], [logistic(1), logistic(1)]))
        let other = try calibrated("{ peak_b: 0, valley_b: { 5m: 3, default: 0 } }", [0.5])
        #expect(isClose(other.peaks[0], [logistic(2)]))
        #expect(isClose(other.valleys[0] + other.valleys[1], [logistic(5), logistic(2)]))
    }

    @Test func `what is no number is absent`() throws {
        let (peaks, valleys) = try calibrated("", [.nan, .infinity, -.infinity])
        #expect(isClose(peaks[0] + valleys[1], [Double](repeating: .nan, count: 6)))
    }

    @Test func `scores become probabilities, each turn from its member`() throws {
        let both = try calibrated("takes: scores", [0.8], isScores: true)
        #expect(isClose(both.peaks[0] + both.valleys[0], [logistic(1.2), logistic(1.2)]))
        let yaml = "{ takes: scores, peak_member: up, valley_member: down }"
        let each = try calibrated(yaml, [0.8], isScores: true)
        #expect(isClose(each.peaks[1] + each.valleys[1], [logistic(1.2), logistic(-5.2)]))
        let nobody = try calibrated("takes: scores", [0.8], members: [], isScores: true)
        #expect(isClose(nobody.peaks[0] + nobody.valleys[1], [.nan, .nan]))
        let fault = #expect(throws: UnknownScore.self) {
            try calibrated("{ takes: scores, peak_member: left }", [1], isScores: true)
        }
        #expect(
            fault?.description == "'peak_member' names 'left', which is no member here; members are up, down")
    }

    @Test func `a file has coefficients, with a default for the other horizons`() throws {
        let files: MemoryFiles = [
            "platt.csv":
                "\u{FEFF}turn,horizon,a,b\r\npeak,5m,1,0\r\npeak,default,2,0\nvalley,default,-1,0.5 \n\n"
        ]
        let platt = try calibrated("file: platt.csv", [0.5], files: files)
        #expect(isClose(platt.peaks[0] + platt.peaks[1], [logistic(0.5), logistic(1)]))
        #expect(isClose(platt.valleys[0] + platt.valleys[1], [0.5, 0.5]))
    }

    @Test func `a file of numbers and outcomes is fitted when the pipeline is built`() throws {
        let (peaks, valleys) = try calibrated(
            "{ file: pairs.csv, takes: scores }", [1, 2.5, 4],
            files: ["pairs.csv": ProbabilityBench.pairs], isScores: true)
        #expect(peaks[0][0] < 0.5 && peaks[0][2] > 0.5)
        #expect(isClose([peaks[0][1]], [0.5]))
        #expect(isClose(peaks[0], valleys[0].map { 1 - $0 }))
    }

    @Test(
        arguments: [
            ("", "c.csv: needs a first line such as 'turn,horizon,a,b'"),
            ("turn,horizon,a\n", "c.csv: needs a first line such as 'turn,horizon,a,b'"),
            (
                "turn,horizon,x,y\npeak,5m,1,1\n",
                "c.csv: needs the columns turn,horizon,a,b or turn,horizon,score,label"
            ),
            (
                "turn,horizon,a,b\ntop,5m,1,1\n",
                "c.csv: line 2 is not such as 'peak,15m,0.5,1' or 'valley,default,0.5,1'"
            ),
            ("turn,horizon,a,b\npeak,5m,1,nan\n", nil), ("turn,horizon,a,b\npeak,five,1,1\n", nil),
            ("turn,horizon,a,b\npeak,5m,1\n", nil),
            ("turn,horizon,a,b\npeak,5m,1,1\n", "c.csv: has nothing for a peak at 15m, and no default"),
            (
                "turn,horizon,a,b\npeak,5m,1,1\npeak,5m,2,1\n",
                "c.csv: has two rows for one turning point and horizon"
            ),
            ("turn,horizon,score,label\npeak,default,1,0.5\n", "c.csv: has no label of 0 or 1"),
        ] as [(String, String?)])
    func `a file of another form is refused with its place`(text: String, complaint: String?) {
        let fault = #expect(throws: CurveFault.self) {
            try calibrated("file: c.csv", [1], files: ["c.csv": text])
        }
        if let complaint { #expect(fault?.description == complaint) }
    }

    @Test func `a file that is not there, or more than one, is refused`() {
        #expect(throws: FileError.self) { try calibrated("file: none.csv", [1]) }
        let fault = #expect(throws: CurveFault.self) {
            try calibrated("file: d", [1], files: ["d/a.csv": "", "d/b.csv": ""])
        }
        #expect(fault?.description == "d: has to be one file, not 2")
    }

    @Test func `coefficients beside a file are refused`() {
        #expect(PlattCalibrator.Settings.issues("{ file: a.csv, peak_a: 2 }").count == 1)
        #expect(PlattCalibrator.Settings.issues("file: a.csv").isEmpty)
    }

    @Test func `ports follow what is taken`() throws {
        for takes in [PortType.probabilities, .scores] {
            let ports = try PlattCalibrator.ports(.test("takes: \(takes.rawValue)"))
            #expect(ports.gives == .probabilities && ports.needs.map(\.types) == [[takes]])
        }
    }
}
