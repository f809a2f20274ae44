public import SluiceDocument
import SluiceMarket

extension FittedBlend {
    /// The form of the file.
    static let form = "sluice.blend.1"

    /// The fit as its file has it.
    public var json: JSONValue {
        [
            "form": .string(Self.form),
            "inputs": .string(inputs.rawValue),
            "every": .string(every.description),
            "fitted": ["from": .string(from.iso8601), "until": .string(until.iso8601)],
            "regression": ["standardised": .bool(isStandardised), "alpha": .double(alpha)],
            "members": .array(
                members.map {
                    ["name": .string($0.name), "trained_until": JSONValue($0.trainedUntil?.iso8601)]
                }),
            "weights": .array(weights.map(\.json)),
        ]
    }

    /// Reads a file of a fit.
    /// - Throws: `FittedBlendError` for what is no such file, or one whose weights must not be used.
    public init(json: JSONValue) throws(FittedBlendError) {
        guard case .string(Self.form) = json["form"] else {
            throw FittedBlendError("it is no file of fitted weights: its form is not \(Self.form)")
        }
        let form = JSONForm(json, "the file")
        guard let inputs = Inputs(rawValue: try form.text("inputs")) else {
            throw FittedBlendError("its inputs are neither members nor horizons")
        }
        guard let every = Span(parsing: try form.text("every")) else {
            throw FittedBlendError("'every' is no length of time")
        }
        let fitted = JSONForm(json["fitted"], "fitted")
        let regression = JSONForm(json["regression"], "regression")
        var members: [Member] = []
        for entry in try form.list("members") {
            let member = JSONForm(entry, "a member")
            members.append(
                Member(
                    name: try member.text("name"),
                    trainedUntil: member.has("trained_until") ? try member.time("trained_until") : nil))
        }
        var weights: [Weights] = []
        for entry in try form.list("weights") { weights.append(try Weights(entry)) }
        self.init(
            inputs: inputs, every: every, from: try fitted.time("from"), until: try fitted.time("until"),
            isStandardised: try regression.bool("standardised"), alpha: try regression.number("alpha"),
            members: members, weights: weights)
        try refuse()
    }

    /// Refuses weights that make no sense, or that have seen the future.
    private func refuse() throws(FittedBlendError) {
        guard from <= until else { throw FittedBlendError("its fit ends before it begins") }
        guard !weights.isEmpty else { throw FittedBlendError("it has no weights") }
        for member in members {
            if let trained = member.trainedUntil, trained > from {
                throw FittedBlendError(
                    "member '\(member.name)' was trained on data until \(trained.iso8601), later than the fit's "
                        + "beginning, \(from.iso8601): its forecasts had seen the outcomes they were judged by"
                )
            }
        }
        let names = Set(members.map(\.name))
        for weight in weights where inputs == .members {
            guard Set(weight.values.keys) == names else {
                throw FittedBlendError("the weights of \(weight.horizon) are not those of its members")
            }
            let sum = weight.values.values.reduce(0, +)
            guard weight.values.values.allSatisfy({ $0 >= 0 }), (sum - 1).magnitude <= 1e-6 else {
                throw FittedBlendError("the weights of \(weight.horizon) are negative or do not sum to 1")
            }
        }
    }
}

extension FittedBlend.Weights {
    fileprivate var json: JSONValue {
        [
            "horizon": .string(horizon.description),
            "rows": .int(rows),
            "purge": .int(purge),
            "embargo": .int(embargo),
            "folds": .array(
                folds.map {
                    [
                        "trained_until": .string($0.trainedUntil.iso8601), "from": .string($0.from.iso8601),
                        "until": .string($0.until.iso8601), "rows": .int($0.rows),
                        "correlation": JSONValue($0.correlation),
                    ]
                }),
            "intercept": .double(intercept),
            "values": .object(values.sorted { $0.key < $1.key }.map { .init($0.key, .double($0.value)) }),
        ]
    }

    fileprivate init(_ json: JSONValue) throws(FittedBlendError) {
        let form = JSONForm(json, "weights")
        guard let horizon = Horizon(parsing: try form.text("horizon")) else {
            throw FittedBlendError("'\(try form.text("horizon"))' is no horizon")
        }
        var folds: [FittedBlend.Fold] = []
        for entry in try form.list("folds") {
            let fold = JSONForm(entry, "a fold")
            folds.append(
                FittedBlend.Fold(
                    trainedUntil: try fold.time("trained_until"), from: try fold.time("from"),
                    until: try fold.time("until"), rows: try fold.integer("rows"),
                    correlation: fold.has("correlation") ? try fold.number("correlation") : nil))
        }
        guard case .object(let members)? = json["values"] else {
            throw FittedBlendError("the weights of \(horizon) are missing")
        }
        let values = JSONForm(json["values"], "the weights of \(horizon)")
        var byName: [String: Double] = [:]
        for member in members { byName[member.key] = try values.number(member.key) }
        self.init(
            horizon: horizon, rows: try form.integer("rows"), purge: try form.integer("purge"),
            embargo: try form.integer("embargo"), folds: folds, intercept: try form.number("intercept"),
            values: byName)
    }
}

/// A mapping of JSON that is asked for its members by type.
private struct JSONForm {
    private let value: JSONValue?
    private let name: String

    init(_ value: JSONValue?, _ name: String) { (self.value, self.name) = (value, name) }

    func has(_ key: String) -> Bool { value?[key].map { $0 != .null } ?? false }

    func text(_ key: String) throws(FittedBlendError) -> String {
        guard case .string(let text)? = value?[key] else { throw wrong(key, "text") }
        return text
    }

    func list(_ key: String) throws(FittedBlendError) -> [JSONValue] {
        guard case .array(let values)? = value?[key] else { throw wrong(key, "a list") }
        return values
    }

    func bool(_ key: String) throws(FittedBlendError) -> Bool {
        guard case .bool(let value)? = value?[key] else { throw wrong(key, "true or false") }
        return value
    }

    func integer(_ key: String) throws(FittedBlendError) -> Int {
        guard case .int(let number)? = value?[key], number >= 0 else { throw wrong(key, "a whole number") }
        return number
    }

    func number(_ key: String) throws(FittedBlendError) -> Double {
        switch value?[key] {
        case .int(let number): return Double(number)
        case .double(let number): return number
        default: throw wrong(key, "a number")
        }
    }

    func time(_ key: String) throws(FittedBlendError) -> Timestamp {
        guard let time = Timestamp(iso8601: try text(key)) else { throw wrong(key, "a time") }
        return time
    }

    private func wrong(_ key: String, _ wanted: String) -> FittedBlendError {
        FittedBlendError("'\(key)' of \(name) is not \(wanted)")
    }
}

/// Why a file of fitted weights cannot be used.
public struct FittedBlendError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong with it.
    public let description: String

    /// Creates an error.
    public init(_ description: String) { self.description = description }
}
