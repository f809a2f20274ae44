import SluiceDocument
public import SluiceKit
public import SluiceMarket

/// Where the rate of a currency comes from, as `orders:` of a pipeline file says it.
public struct RateSettings: SettingGroup {
    @Setting(help: "Code of the currency, such as EUR.")
    public var currency: String
    @Setting(help: "The instrument whose price is the rate: the account's currency for one unit.")
    public var market: String?
    @Setting(help: "Whether the price is the other way round: units of it for one of the account's.")
    public var inverse = false
    @Setting(in: .milliseconds(1)...(.days(30)), help: "Oldest price; null for that of orders.")
    public var maxAge: Span?
    @Setting(
        in: Amount.leastPositive...Amount(1_000_000_000),
        help: "A rate that never changes, in place of a market.")
    public var fixed: Amount?

    /// Creates the settings with every default in place.
    public init() {}
}

extension PipelineDeclaration {
    /// Which currency each instrument is quoted in, and where the rates come from.
    func currencies(
        of instruments: [String], _ file: ProductFile?, into issues: inout [Diagnostic]
    ) -> CurrencyTable {
        var seen: Set<String> = []
        let rates = orders.rates.compactMap { settings -> CurrencyTable.Rate? in
            guard let currency = Currency(parsing: settings.currency) else {
                issues.append(
                    settings.$currency.conflict("is '\(settings.currency)', which is no code such as EUR"))
                return nil
            }
            if !seen.insert(settings.currency).inserted {
                issues.append(settings.$currency.conflict("is there twice; a currency has one rate"))
            }
            return source(settings, instruments, into: &issues).map { .init(currency, from: $0) }
        }
        let quoted = file.map { file in instruments.map { file.currency(of: $0) } } ?? []
        // What is wrong with a rate is said already.
        guard rates.count == orders.rates.count else { return .single }
        let table = CurrencyTable(rates: rates, quoted: quoted)
        let unrated = zip(instruments, quoted).filter { $1 != nil && !seen.contains($1?.code ?? "") }
        if let first = unrated.first, let other = unrated.first(where: { $0.1 != first.1 }) {
            issues.append(
                Diagnostic(
                    .badProducts,
                    "'\(first.0)' is in \(first.1?.code ?? "") and '\(other.0)' in \(other.1?.code ?? ""): "
                        + "all but the account's currency need a rate in 'orders: rates:'",
                    at: orders.$products.span))
        }
        return table
    }

    private func source(
        _ settings: RateSettings, _ instruments: [String], into issues: inout [Diagnostic]
    ) -> CurrencyTable.Source? {
        switch (settings.market, settings.fixed) {
        case (nil, let rate?):
            if settings.inverse { issues.append(settings.$inverse.conflict("is for a 'market'")) }
            if settings.maxAge != nil { issues.append(settings.$maxAge.conflict("is for a 'market'")) }
            return .fixed(rate)
        case (let name?, nil):
            guard let index = instruments.firstIndex(of: name) else {
                issues.append(settings.$market.conflict("is '\(name)', which is not in the universe"))
                return nil
            }
            let age = settings.maxAge ?? cycle?.maxAge ?? cycle?.every ?? .zero
            return .market(instrument: index, isInverse: settings.inverse, maxAge: age)
        case (nil, nil), (_?, _?):
            issues.append(settings.$currency.conflict("needs either a 'market' or a 'fixed' rate"))
            return nil
        }
    }
}
