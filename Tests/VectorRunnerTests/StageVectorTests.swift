import Foundation
import Testing

@testable import VectorRunner

@Suite struct StageVectorTests {
    @Test(arguments: Adapter.all.map(\.stage))
    func `every case of an implemented stage agrees`(stage: String) throws {
        let report = Report([try Vectors.file(stage)], only: [stage])
        #expect(report.agree > 20)
        #expect(!report.isFailure, "\(report.text)")
    }

    @Test func `all stages of the cycle are implemented`() {
        let cycle = [
            "arbiter", "barrier_gate", "blending", "cost_model", "drawdown", "exposure", "no_trade_band",
            "paper_broker", "quote_math", "ridge_from_history", "ridge_weights", "risk_guardrails",
            "size_portfolio", "size_single", "spread_gate", "standardization", "temperature", "vol_scaling",
        ]
        #expect(cycle.allSatisfy { Adapter.byStage[$0] != nil })
    }

    @Test(arguments: Adapter.all.map(\.stage))
    func `a changed constant is noticed by its stage's cases`(stage: String) throws {
        let adapter = try #require(Adapter.byStage[stage])
        let file = try Vectors.file(stage)
        let comparison = Comparison(tolerance: file.tolerance)
        var noticed = 0
        for vector in file.cases {
            guard let nudged = try vector.nudged(adapter.constant) else { continue }
            // A rule that refuses the changed constant has not been compared with anything.
            let result = try adapter.run(nudged)
            noticed += comparison.differences(result, vector.expected).isEmpty ? 0 : 1
        }
        #expect(noticed > 5)
    }
}

/// The reference vectors of the repository.
enum Vectors {
    static let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Vectors").path()

    static func file(_ stage: String) throws -> VectorFile {
        let places = ["six-stage", "live-trade"].map { "\(directory)/\($0)/\(stage).json" }
        let place = try #require(places.first { FileManager.default.fileExists(atPath: $0) })
        return try VectorFile.read(place)
    }
}

extension VectorCase {
    /// The case with one number half as great again; nil when it has no such number.
    func nudged(_ constant: Adapter.Constant) throws -> VectorCase? {
        var changed = self
        switch constant {
        case .parameter(let name):
            guard let value = Self.nudged(parameters[name]) else { return nil }
            changed.parameters = parameters.setting(name, to: value)
        case .share(let name):
            changed.parameters = parameters.setting(name, to: .number(try parameters[name].double() / 2))
        case .input(let name):
            guard let value = Self.nudged(input[name]) else { return nil }
            changed.input = input.setting(name, to: value)
        case .first(let name):
            guard let values = Self.firstNudged(input[name]) else { return nil }
            changed.input = input.setting(name, to: values)
        case .each(let list, let name):
            guard case .array(let elements) = input[list] else { return nil }
            let others = elements.map { element in
                Self.nudged(element[name]).map { element.setting(name, to: $0) } ?? element
            }
            changed.input = input.setting(list, to: .array(others))
        }
        return changed
    }

    private static func nudged(_ value: JSON) -> JSON? {
        if case .text(let text) = value, let number = Double(text) { return .text("\(number * 1.5 + 0.001)") }
        guard case .number(let number, let isInteger) = value else { return nil }
        return .number(isInteger ? number + 1 : number * 1.5 + 0.001, isInteger: isInteger)
    }

    private static func firstNudged(_ value: JSON) -> JSON? {
        if case .array(let values) = value, let first = values.first,
            let other = nudged(first) ?? firstNudged(first)
        {
            return .array([other] + values.dropFirst())
        }
        guard case .object(let members) = value, let key = members.keys.min(),
            let other = members[key].flatMap({ nudged($0) ?? firstNudged($0) })
        else { return nil }
        return value.setting(key, to: other)
    }
}

extension JSON {
    func setting(_ key: String, to value: JSON) -> JSON {
        guard case .object(var members) = self else { return self }
        members[key] = value
        return .object(members)
    }
}
