package import SluiceDocument
import SluiceNumerics
package import SluiceReport

/// What a sweep came to, as one JSON object in the plan's order.
package struct SweepSummary {
    /// How many of the best cells are told.
    static let bestCount = 20

    private let results: SweepResults
    private let walkForward: WalkForwardResult?
    private let analysis: SweepAnalysis

    /// Takes merged results, and how far to believe them.
    package init(_ results: SweepResults, _ analysis: SweepAnalysis) {
        (self.results, self.analysis) = (results, analysis)
        walkForward = WalkForwardResult(results)
    }

    /// The object.
    package var object: JSONValue {
        let plan = results.plan
        var members: [JSONValue.Member] = [
            .init("plan", .string(plan.id)), .init("pipeline", .string(plan.pipeline)),
            .init("program", .string(plan.origin.program)), .init("file_digest", .string(plan.origin.file)),
            .init("metric", .string(plan.metric.rawValue)),
            .init("cells", .int(results.cells.count)), .init("repeated", .int(plan.repeated)),
            .init("done", .int(results.count("done"))), .init("invalid", .int(results.count("invalid"))),
            .init("failed", .int(results.count("failed"))),
        ]
        if let walkForward {
            members.append(.init("walk_forward", object(walkForward)))
        } else {
            members.append(
                .init("best", .array(results.ranked().prefix(Self.bestCount).map(object))))
        }
        members.append(.init("evidence", evidence))
        return .object(members)
    }

    /// What choosing the best is worth; ratios are those of a year.
    private var evidence: JSONValue {
        let (deflated, overfitting) = (analysis.deflated, analysis.overfitting)
        return [
            "sessions": .int(analysis.sessions),
            "deflated_sharpe": .double(deflated?.probability ?? .nan),
            "threshold_sharpe": .double(analysis.threshold),
            "independent_cells": .double(deflated?.trials ?? .nan),
            "overfitting_probability": .double(overfitting?.probability ?? .nan),
            "loss_probability": .double(overfitting?.lossProbability ?? .nan),
            "degradation_slope": .double(overfitting?.degradation.slope ?? .nan),
            "splits": .int(overfitting?.logits.count ?? 0),
            "warnings": .array(analysis.warnings.map { .string($0) }),
        ]
    }

    private func object(_ index: Int) -> JSONValue {
        let result = results.cells[index]
        return .object(
            [
                .init("cell", .int(index)), .init("id", .string(result.id)),
                .init("set", .array(results.plan.cells[index].settings.map { .string($0.text) })),
            ] + (result.figures?.members ?? [.init("message", JSONValue(result.message))]))
    }

    private func object(_ walk: WalkForwardResult) -> JSONValue {
        let (metric, performance) = (results.plan.metric, walk.performance)
        return [
            "windows": .array(
                walk.choices.map { choice in
                    [
                        "number": .int(choice.window.number),
                        "train": .array(Self.texts(choice.window.train)),
                        "test": .array(Self.texts(choice.window.test)),
                        "set": .array(
                            choice.trained.map { results.plan.cells[$0].settings.map { .string($0.text) } }
                                ?? []
                        ),
                        "in_sample": .double(
                            choice.trained.flatMap { results.cells[$0].figures?[metric] } ?? .nan),
                        "out_of_sample": choice.tested.map(object) ?? .null,
                    ]
                }),
            "joined": [
                "total_return": .double(performance.totalReturn),
                "annual_return": .double(performance.annualReturn), "sharpe": .double(performance.sharpe),
                "sortino": .double(performance.sortino), "calmar": .double(performance.calmar),
                "max_drawdown_by_session": .double(performance.maxDrawdown),
                "sessions": .int(walk.curve.count - 1),
            ],
        ]
    }

    private static func texts(_ days: SweepStretch) -> [JSONValue] {
        [.string("\(days.first)"), .string("\(days.last)")]
    }
}
