public import SluiceDocument
public import SluiceKit
public import SluiceMarket

extension StageContext {
    /// A context whose every part a test may set, and none has to.
    ///
    /// By default two instruments are traded each minute of XNYS, over three horizons; there are no files, no
    /// secrets and no network, and the clock shows `ManualClock.start`.
    /// - Precondition: Each horizon is written as in a pipeline file, such as `5m`.
    public static func test(
        id: String = "test",
        mode: Mode = .backtest,
        instruments: [String] = ["AAA", "BBB"],
        horizons: [String] = ["5m", "15m", "60m"],
        members: [String] = [],
        features: [String] = [],
        every: Span = .minutes(1),
        calendar: TradingCalendar = .newYork,
        products: ProductBook = .none,
        currencies: CurrencyTable = .single,
        clock: any StageClock = ManualClock(),
        files: any FileAccess = [:] as MemoryFiles,
        transport: any Transport = FakeTransport(),
        calls: CallLog = CallLog(),
        secrets: any SecretSource = [:] as FixedSecrets,
        seed: UInt64 = 1,
        log: any StageLog = LogRecord(),
        report: @escaping @Sendable (Diagnostic) -> Void = { _ in }
    ) -> StageContext {
        StageContext(
            id: id,
            mode: mode,
            axes: Axes(
                instruments: instruments,
                horizons: horizons.map(Horizon.test),
                members: members,
                features: features,
                every: every,
                calendar: calendar
            ),
            products: products,
            currencies: currencies,
            clock: clock,
            dice: Dice(seed: seed, stage: id),
            files: files,
            transport: transport,
            calls: calls,
            secrets: secrets,
            log: log,
            report: report
        )
    }
}

extension Amount {
    /// An amount as a test writes it.
    /// - Precondition: The text is one, such as `0.05`.
    public static func test(_ text: String) -> Amount {
        guard let amount = Amount(parsing: text) else {
            preconditionFailure("'\(text)' is no amount such as 0.05")
        }
        return amount
    }
}

extension Horizon {
    /// A horizon as a test writes it.
    /// - Precondition: The text is one, such as `5m`.
    public static func test(_ text: String) -> Horizon {
        guard let horizon = Horizon(parsing: text) else {
            preconditionFailure("'\(text)' is no horizon such as 5m")
        }
        return horizon
    }
}

extension Cycle {
    /// A cycle whose every part a test may set, and none has to.
    public static func test(
        number: Int = 1,
        now: Timestamp = ManualClock.start,
        calendar: TradingCalendar = .newYork,
        portfolio: Portfolio = PortfolioBuilder(instruments: 2).build(),
        isSimulated: Bool = false
    ) -> Cycle {
        Cycle(
            number: number, now: now, session: calendar.sessionDate(of: now), portfolio: portfolio,
            isSimulated: isSimulated)
    }
}
