import SluiceMarket

/// A `RISK_*` variable by the name that older systems gave it, and the settings of today that it stands for.
///
/// Those systems wrote fractions, seconds and dollars without a unit; the name says which, and the value gets it here.
struct RiskVariable: Sendable {
    /// What the value is.
    enum Form: Sendable {
        /// A part of one, such as 0.05 for 5%; more than one is an error.
        case fraction
        case basisPoints
        case seconds
        case minutes
        /// An amount of the account's currency, dollars unless it says another.
        case money
        case number
        case count
        case flag
        /// A word that no setting of today takes.
        case word
        /// A time of day such as 13:00.
        case clock
        /// One of the forms above for each name: `BTC-PERP:5,ETH-PERP:3`.
        indirect case byName(Form)
    }

    /// The name, without its prefix.
    let name: String
    /// What the value is.
    let form: Form
    /// The settings it stands for, as `kind.plugin.key`; empty for what this version leaves to the venue or to a person.
    let settings: [String]
    /// What it says of a day and its hours; nil for a variable that stands for itself.
    let part: RiskDayTable.Part?

    init(_ name: String, _ form: Form, _ settings: String..., part: RiskDayTable.Part? = nil) {
        (self.name, self.form, self.settings, self.part) = (name, form, settings, part)
    }

    /// The variable of a name with its prefix; nil for one that is a setting's own.
    static func named(_ name: String) -> RiskVariable? {
        guard name.hasPrefix(RiskEnvironment.prefix) else { return nil }
        let bare = name.dropFirst(RiskEnvironment.prefix.count)
        return all.first { $0.name == bare }
    }

    /// The value as the file would write it, or for values by name the pairs; a complaint for what is none.
    func fileText(_ text: String) -> Result<[(name: String?, value: String)], RiskVariableFault> {
        guard case .byName(let form) = form else {
            return Self.fileText(text, form).map { [(nil, $0)] }
        }
        var pairs: [(name: String?, value: String)] = []
        for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let colon = pair.lastIndex(of: ":"), colon > pair.startIndex else {
                return .failure(RiskVariableFault("takes NAME:VALUE,NAME:VALUE, was '\(text)'"))
            }
            let name = pair[..<colon].trimmed
            switch Self.fileText(pair[pair.index(after: colon)...].trimmed, form) {
            case .success(let value): pairs.append((name, value))
            case .failure(let fault): return .failure(fault)
            }
        }
        return .success(pairs)
    }

    private static func fileText(_ text: String, _ form: Form) -> Result<String, RiskVariableFault> {
        func number(_ wanted: String, _ unit: (Amount) -> String?) -> Result<String, RiskVariableFault> {
            guard let value = Amount(parsing: text), let written = unit(value) else {
                return .failure(RiskVariableFault("takes \(wanted), was '\(text)'"))
            }
            return .success(written)
        }
        switch form {
        case .fraction: return fraction(text)
        case .basisPoints: return number("basis points such as 50") { $0.isNegative ? nil : "\($0)bps" }
        case .seconds: return number("seconds such as 30") { $0.isNegative ? nil : "\($0)s" }
        case .minutes: return number("minutes such as 30") { $0.isNegative ? nil : "\($0)m" }
        case .number: return number("a number such as 5") { $0.isNegative ? nil : "\($0)" }
        case .count:
            return number("a whole number") {
                $0.isNegative || $0.units % Amount.unitsPerWhole != 0 ? nil : "\($0)"
            }
        case .money:
            if let money = Money(parsing: text), !money.amount.isNegative {
                return .success(money.description)
            }
            return number("an amount such as 100 or 100 USD") { $0.isNegative ? nil : "\($0) USD" }
        case .flag:
            switch text.lowercased() {
            case "true", "1", "yes": return .success("true")
            case "false", "0", "no": return .success("false")
            default: return .failure(RiskVariableFault("takes true, false, 1, 0, yes or no, was '\(text)'"))
            }
        case .clock:
            guard ClockWindow.second(text) != nil else {
                return .failure(RiskVariableFault("takes a time of day such as 13:00, was '\(text)'"))
            }
            return .success(text)
        case .word: return .success(text)
        case .byName: return .failure(RiskVariableFault("takes one value, was '\(text)'"))
        }
    }

    private static func fraction(_ text: String) -> Result<String, RiskVariableFault> {
        if let percent = Percent(parsing: text), percent.value >= 0 { return .success(percent.description) }
        guard let value = Amount(parsing: text), !value.isNegative,
            let percent = try? value.multiplied(by: Amount(100), rounding: .halfEven)
        else { return .failure(RiskVariableFault("takes a part of one such as 0.05, was '\(text)'")) }
        guard value <= Amount(1) else {
            return .failure(
                RiskVariableFault(
                    "takes a part of one, and \(text) is more: write \(value)% for \(value) percent",
                    suggestion: "\(value)%"))
        }
        return .success("\(percent)%")
    }
}

/// What is wrong with a variable's value.
struct RiskVariableFault: Error {
    let message: String
    let suggestion: String?

    init(_ message: String, suggestion: String? = nil) {
        (self.message, self.suggestion) = (message, suggestion)
    }
}

extension StringProtocol {
    /// The text without spaces at its ends.
    fileprivate var trimmed: String {
        var rest = Substring(self)
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
