import SluiceKit
import SluiceNumerics

/// What is known of how members' forecasts came true, by column of forecasts (member and horizon).
protocol ForecastEvidence: AnyObject {
    /// Takes what was forecast in a column and what came of it, in one unit; absent where either is.
    func take(_ forecasts: Column, _ outcomes: Column, column: Int)
    /// Writes score x confidence x unit for every instrument; what would be infinite is absent.
    func weigh(_ scores: Column, column: Int, _ terms: ConfidenceTerms, into results: Column)
    /// Writes what is known.
    func remember(into memory: inout MemoryWriter)
    /// Takes what another run knew.
    func recall(from memory: inout MemoryReader) throws
}

/// What confidence in all members at a horizon is made of, by instrument.
struct ConfidenceTerms {
    let rule: ConfidenceRule
    let freshness: Column
    let capacity: Column
    /// What a score of 1 with a confidence of 1 is worth, basis points.
    let unit: Column

    @inline(__always)
    func value(
        _ score: Double, _ index: Int, informationCoefficient: Double, stability: Double
    ) -> Double {
        let overall = rule.overall(
            informationCoefficient: informationCoefficient, freshness: freshness[index],
            capacity: capacity[index], stability: stability)
        let value = score * overall * unit[index]
        return value.magnitude <= .greatestFiniteMagnitude ? value : .nan
    }
}
