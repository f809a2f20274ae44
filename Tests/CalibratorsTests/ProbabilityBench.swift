import Foundation
import SluiceKit
import SluiceMarket
import SluiceTestKit

/// Numbers through a calibrator of probabilities.
enum ProbabilityBench {
    /// The probabilities of a peak and a valley at 5m and 15m that come of numbers for one instrument each.
    static func calibrated<Plugin: ProbabilityCalibrator>(
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

    static func isClose(_ got: [Double], _ want: [Double]) -> Bool {
        zip(got, want).allSatisfy { $0.isNaN ? $1.isNaN : ($0 - $1).magnitude < 1e-9 }
    }

    static func logistic(_ odds: Double) -> Double { 1 / (1 + exp(-odds)) }

    /// A file of scores and outcomes: peaks come with higher scores, valleys do not.
    static let pairs = """
        turn,horizon,score,label
        peak,default,1,0
        peak,default,2,1
        peak,default,3,0
        peak,default,4,1
        valley,default,1,1
        valley,default,2,0
        valley,default,3,1
        valley,default,4,0
        """
}
