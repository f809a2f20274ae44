public import SluiceDocument
import SluiceMarket

/// A report as one object for programs: figures without rounding, and the tables of the page.
public struct ReportObject {
    private let analysis: RunAnalysis
    private let other: RunAnalysis?
    private var facts: RunFacts { analysis.run.facts }

    /// Tells of a run, and, where there is another, what differs.
    public init(_ analysis: RunAnalysis, comparedWith other: RunAnalysis? = nil) {
        (self.analysis, self.other) = (analysis, other)
    }

    /// The object; a number that is undefined is null.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("run", facts.json), .init("marks_digest", .string(analysis.run.marksDigest)),
            .init("figures", Self.figures(analysis)),
            .init("months", .array(analysis.months.flatMap(Self.months))),
            .init("instruments", .array(instruments)), .init("horizons", .array(horizons)),
            .init("blocked", .array(blocked)), .init("members", .array(members)),
        ]
        if let other {
            let rows = RunComparison(analysis, other).rows
            members.append(
                .init(
                    "comparison",
                    [
                        "run": other.run.facts.json, "figures": Self.figures(other),
                        "differences": .object(
                            rows.map { .init($0.first.key, .double($0.difference)) }),
                    ]))
        }
        return .object(members)
    }

    private static func figures(_ analysis: RunAnalysis) -> JSONValue {
        .object(analysis.groups.flatMap(\.figures).map { .init($0.key, .double($0.value)) })
    }

    private static func months(_ year: MonthlyReturns) -> [JSONValue] {
        year.months.enumerated().filter { $0.element.isFinite }.map { month, value in
            ["year": .int(year.year), "month": .int(month + 1), "return": .double(value)]
        }
    }

    private var instruments: [JSONValue] {
        analysis.shares.map {
            [
                "instrument": .string(facts.instrument($0.instrument)), "profit": .double($0.profit),
                "trades": .int($0.trades), "traded": .double($0.traded), "fees": .double($0.fees),
                "charges": .double($0.charges),
            ]
        }
    }

    private var horizons: [JSONValue] {
        analysis.horizons.map {
            [
                "horizon": .string(facts.horizon($0.horizon)), "decisions": .int($0.decisions),
                "open": .int($0.open), "expected_bps": .double($0.expected),
                "round_trips": .int($0.profits.count), "brought_bps": .double($0.profitBps),
                "profit": .double($0.profit),
            ]
        }
    }

    private var blocked: [JSONValue] {
        analysis.blocked.map {
            [
                "stage": .string(facts.stage($0.stage)), "reason": .string(facts.reason($0.reason)),
                "count": .int($0.count), "known": .int($0.known), "earned_bps": .double($0.earned),
                "would_have_lost": .int($0.wouldHaveLost),
            ]
        }
    }

    private var members: [JSONValue] {
        WeightSeries.all(analysis.run).flatMap { found in
            found.members.indices.map {
                [
                    "stage": .string(facts.stage(found.stage)), "member": .string(found.members[$0]),
                    "mean_weight": .double(found.mean($0)),
                ]
            }
        }
    }
}
