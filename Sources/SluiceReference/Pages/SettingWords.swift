import SluiceKit

extension SettingDeclaration {
    /// The default as a reader looks for it: the value, `required`, or `none` for a setting that may be left out.
    var defaultInWords: String { defaultText ?? (isRequired ? "required" : "none") }

    /// The smallest and the largest value, such as `0bps to 1000bps`; nil without bounds.
    var boundsInWords: String? { bounds.map { "\($0.lower) to \($0.upper)" } }

    /// The names that may stand in a template; nil for any other type.
    var placesInWords: String? {
        guard case .template(let names) = shape else { return nil }
        return names.map { "${\($0)}" }.joined(separator: ", ")
    }

    /// The help, with everything that one sentence of the author's cannot hold.
    var fullHelp: String {
        var parts = [help]
        if let placesInWords { parts.append("It may name \(placesInWords).") }
        if let deprecated { parts.append("Deprecated: \(deprecated)") }
        return parts.joined(separator: " ")
    }

    /// The settings of a group, and how deep each stands, this one first.
    func withInner(below path: String = "") -> [(path: String, setting: SettingDeclaration)] {
        let own = path.isEmpty ? key : "\(path).\(key)"
        return [(own, self)] + shape.innerSettings.flatMap { $0.withInner(below: own) }
    }
}

extension SettingShape {
    /// The settings of a group, wherever it stands in the shape; empty for other shapes.
    var innerSettings: [SettingDeclaration] {
        switch self {
        case .group(let group): group.settings
        case .list(let inner), .byHorizon(let inner), .horizonTable(let inner), .byName(let inner):
            inner.innerSettings
        default: []
        }
    }
}

extension Reason {
    /// What its two numbers are, in words; nil for a reason without numbers.
    var unitInWords: String? {
        switch unit {
        case .none: nil
        case .basisPoints: "basis points"
        case .percent: "percent"
        case .milliseconds: "milliseconds"
        case .bars: "bars"
        case .number: "a number"
        }
    }
}

extension Ports {
    /// What is taken, such as `decisions, market and probabilities`.
    var takesInWords: String {
        guard !needs.isEmpty else { return "nothing" }
        return Words.list(
            needs.map { need in
                let types = need.types.map(\.rawValue).joined(separator: " or ")
                return types + (need.isOptional ? " (optional)" : "")
                    + (need.joins ? " of several stages" : "")
            })
    }

    /// What is given.
    var givesInWords: String { gives?.rawValue ?? "nothing" }
}

/// Ways of putting words together.
enum Words {
    /// `a, b and c`.
    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// Text broken into lines of at most so many characters; a longer word stands on a line of its own.
    static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
