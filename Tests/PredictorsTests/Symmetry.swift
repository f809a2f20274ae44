import Glibc
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

/// Closes of a seeded walk around 100, with turns enough for every signal to speak.
func closes(seed: UInt64, count: Int = 250, volatility: Double = 0.01) -> [Double] {
    var dice = Dice(seed: seed)
    var level = 0.0
    return (0..<count).map { _ in
        level = 0.99 * level + volatility * dice.normal()
        return 100 * exp(level)
    }
}

/// Expects the same forecasts in another currency, and, where the rule looks at log prices alone, the opposite ones in
/// the mirror.
func expectSymmetries(
    seed: UInt64, mirrors: Bool, sourceLocation: SourceLocation = #_sourceLocation,
    _ predictor: () throws -> some Predictor
) throws {
    let prices = closes(seed: seed)
    let plain = try forecasts(of: predictor(), closes: prices)
    let scaled = try forecasts(of: predictor(), closes: prices.map { 1_024 * $0 })
    let differing = zip(plain, scaled).count { !isClose($0, $1) }
    #expect(differing == 0, "seed \(seed), another currency", sourceLocation: sourceLocation)
    #expect(plain.contains { $0 > 0 } && plain.contains { $0 < 0 }, sourceLocation: sourceLocation)
    guard mirrors else { return }
    let mirrored = try forecasts(of: predictor(), closes: prices.map { 10_000 / $0 })
    let unlike = zip(plain, mirrored).count { !isClose($0, -$1) }
    #expect(unlike == 0, "seed \(seed), the mirror", sourceLocation: sourceLocation)
}
