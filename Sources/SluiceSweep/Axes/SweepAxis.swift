/// A setting that a sweep varies, with its values or the range that they are drawn from.
package struct SweepAxis: Hashable, Sendable {
    /// Where the values come from.
    package enum Form: Hashable, Sendable {
        /// Each of a list, in its order.
        case list([String])
        /// Drawn by seeded dice.
        case range(SweepRange)
    }

    /// The place in the file, such as `stages.trend.with.fast`.
    package let path: String
    /// Where the values come from.
    package let form: Form

    /// A value that shows whether the path leads anywhere.
    var example: SweepSetting {
        switch form {
        case .list(let values): SweepSetting(path, values[0])
        case .range(let range): SweepSetting(path, range.value(at: 0))
        }
    }

    /// Reads `path=a,b,c`: YAML values between commas; a comma within brackets, braces or quotes parts nothing.
    /// - Throws: `SweepError` for a word without a path, an empty value, or a bracket that is never closed.
    package static func grid(_ word: String) throws(SweepError) -> SweepAxis {
        let setting = try setting(word, of: "--grid path=a,b,c")
        return SweepAxis(path: setting.path, form: .list(try values(setting.value, in: word)))
    }

    /// Reads `path=lo..hi`, or `path=lo..hi:log` for a range whose ratios are equally likely.
    /// - Throws: `SweepError` for a word without a path, or ends that are no range.
    package static func range(_ word: String) throws(SweepError) -> SweepAxis {
        let setting = try setting(word, of: "--range path=lo..hi[:log]")
        guard let range = SweepRange(setting.value) else {
            throw SweepError(
                .usage,
                "a range is two numbers with the same unit, the lower first, such as 5..50, 1%..10% or 0.01..1:log, "
                    + "was '\(setting.value)'")
        }
        return SweepAxis(path: setting.path, form: .range(range))
    }

    private static func setting(_ word: String, of form: String) throws(SweepError) -> SweepSetting {
        guard let setting = SweepSetting(parsing: word), !setting.path.contains(where: \.isWhitespace) else {
            throw SweepError(.usage, "an axis is written \(form), was '\(word)'")
        }
        return setting
    }

    /// Parts YAML values at the commas that stand outside brackets and quotes.
    private static func values(_ text: String, in word: String) throws(SweepError) -> [String] {
        var (values, part, open, quote) = ([String](), "", [Character](), Character?.none)
        var isEscaped = false
        for character in text {
            if let mark = quote {
                // In double quotes a backslash takes the next character's meaning away.
                if isEscaped {
                    isEscaped = false
                } else if character == "\\", mark == "\"" {
                    isEscaped = true
                } else if character == mark {
                    quote = nil
                }
            } else if let closing = closing[character] {
                open.append(closing)
            } else if character == open.last {
                open.removeLast()
            } else if character == "\"" || character == "'", part.allSatisfy({ $0 == " " }) || !open.isEmpty {
                quote = character
            } else if character == ",", open.isEmpty {
                values.append(part)
                part = ""
                continue
            }
            part.append(character)
        }
        values.append(part)
        guard open.isEmpty, quote == nil else {
            throw SweepError(.usage, "a bracket or a quote is never closed in '\(word)'")
        }
        let trimmed = values.map { value in
            let front = value.drop { $0 == " " }
            return String(
                front[..<(front.lastIndex { $0 != " " }.map(front.index(after:)) ?? front.startIndex)])
        }
        guard !trimmed.contains("") else {
            throw SweepError(.usage, "a value is missing between commas in '\(word)'")
        }
        return trimmed
    }

    private static let closing: [Character: Character] = ["[": "]", "{": "}"]
}
