import Foundation

/// Where a result is not what a vector wants.
struct Difference: Equatable {
    /// The keys and indices that lead to it, as `states[3].peak`.
    let path: String
    let got: String
    let want: String
}

/// Compares a result with what a vector expects: every key of that, and nothing else.
struct Comparison {
    let tolerance: Tolerance

    func differences(_ got: JSON, _ want: JSON, path: String = "") -> [Difference] {
        switch (got, want) {
        case (_, .object(let wanted)):
            guard case .object(let members) = got else { return [differ(got, want, path)] }
            return wanted.sorted { $0.key < $1.key }.flatMap { key, value in
                let place = path.isEmpty ? key : "\(path).\(key)"
                guard let found = members[key] else {
                    return [Difference(path: place, got: "nothing", want: value.compact)]
                }
                return differences(found, value, path: place)
            }
        case (.array(let found), .array(let wanted)):
            guard found.count == wanted.count else {
                return [Difference(path: path, got: "\(found.count) elements", want: "\(wanted.count)")]
            }
            return zip(found, wanted).enumerated().flatMap { index, pair in
                differences(pair.0, pair.1, path: "\(path)[\(index)]")
            }
        default:
            return isSame(got, want) ? [] : [differ(got, want, path)]
        }
    }

    private func differ(_ got: JSON, _ want: JSON, _ path: String) -> Difference {
        Difference(path: path.isEmpty ? "the result" : path, got: got.compact, want: want.compact)
    }

    private func isSame(_ got: JSON, _ want: JSON) -> Bool {
        switch (got, want) {
        case (.number(let found, _), .number(let wanted, let isInteger)):
            isInteger ? found == wanted : tolerance.allows(found, for: wanted)
        case (.number(let found, _), .text(let wanted)):
            Self.named[wanted].map { tolerance.allows(found, for: $0) }
                ?? Double(wanted).map { tolerance.allows(found, for: $0) } ?? false
        case (.text(let found), .text(let wanted)):
            found == wanted || isSameDecimal(found, wanted)
        default: got == want
        }
    }

    private static let named = ["NaN": Double.nan, "Infinity": .infinity, "-Infinity": -.infinity]

    private func isSameDecimal(_ found: String, _ wanted: String) -> Bool {
        guard let got = Self.decimal(found), let want = Self.decimal(wanted) else { return false }
        return tolerance.allows(got, for: want)
    }

    /// A number written as text; nil when the whole text is not one.
    private static func decimal(_ text: String) -> Decimal? {
        guard Double(text)?.isFinite == true,
            text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) })
        else { return nil }
        return Decimal(string: text)
    }
}
