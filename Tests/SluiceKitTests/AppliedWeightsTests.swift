import SluiceKit
import SluiceMarket
import Testing

@Suite struct AppliedWeightsTests {
    private let weights = AppliedWeights(horizons: 2, members: 3)

    private func note(_ values: [Double], times factors: [Double]? = nil, horizon: Int) {
        let given = ColumnSet(columns: 2, rows: values.count)
        for (index, value) in values.enumerated() {
            given[0][index] = value
            given[1][index] = factors?[index] ?? 1
        }
        withExtendedLifetime(given) {
            weights.note(given[0], times: factors == nil ? nil : given[1], horizon: horizon)
        }
    }

    private func noted(_ horizon: Int) -> [Double] {
        (0..<3).map { weights.column(horizon: horizon)[$0] }
    }

    @Test func `weights times a learner's factors sum to 1`() {
        note([0.6, 0.2, 0], times: [1, 2, 5], horizon: 1)
        #expect((noted(1)[0] - 0.6).magnitude < 1e-15)
        #expect((noted(1)[1] - 0.4).magnitude < 1e-15)
        #expect(noted(1)[2] == 0)
        #expect(noted(0).allSatisfy { $0.isNaN })
    }

    @Test(arguments: [[0.0, 0, 0], [.nan, .nan, .nan], [-1, 0, -2], [.infinity, 0, .nan]])
    func `where nobody has a weight, none is noted`(values: [Double]) {
        note([1, 1, 1], horizon: 0)
        note(values, horizon: 0)
        #expect(noted(0).allSatisfy { $0.isNaN })
    }

    @Test func `what is not finite or below 0 weighs nothing beside others`() {
        note([.nan, 2, -1], horizon: 0)
        #expect(noted(0) == [0, 1, 0])
    }
}
