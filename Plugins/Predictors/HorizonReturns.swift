import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Turns a predictor's scores into basis points of expected return over each of its horizons.
///
/// expected = `ic` x score x volatility of one bar x sqrt(horizon / bar) x 10,000, after Grinold; see `ExpectedReturn`.
struct HorizonReturns {
    /// The horizons of the pipeline that the predictor forecasts, by number, each with its factor and its scores.
    private var own: [(horizon: Int, factor: Double, scores: Int)] = []
    /// The horizons of the pipeline that the predictor leaves absent, by number.
    private let others: [Int]

    /// Looks the horizons up once; `scores` says which column of scores a horizon is forecast from.
    init(
        _ horizons: [Horizon], informationCoefficient: Double, axes: Axes,
        scores: (Horizon) -> Int = { _ in 0 }
    ) throws {
        let rule = try ExpectedReturn(
            informationCoefficient: informationCoefficient, barMinutes: axes.barMinutes)
        let minutes = axes.horizonMinutes
        for horizon in horizons {
            guard let index = axes.index(of: horizon) else { continue }
            own.append((index, rule.factor(horizonMinutes: minutes[index]), scores(horizon)))
        }
        let known = Set(own.map(\.horizon))
        others = axes.horizons.indices.filter { !known.contains($0) }
    }

    /// Writes every horizon of the frame's one member; an absent score or volatility leaves the forecast absent.
    func write(_ scores: ColumnSet, _ volatility: Column, into forecasts: ForecastFrame) {
        for (horizon, factor, number) in own {
            let column = forecasts.column(member: 0, horizon: horizon)
            // Infinite numbers do not travel: a volatility that overflows forecasts nothing.
            ColumnRows.multiply(
                column.count, factor, scores[number].base, volatility.base, into: column.base)
        }
        for horizon in others { forecasts.column(member: 0, horizon: horizon).fill(.nan) }
    }
}
