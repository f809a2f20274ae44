import SluiceMarket
import Testing

@Suite struct LiquidationPriceTests {
    @Test(
        arguments: [
            ("37411.22", false, "10", "0.03", "39953.730097087379"),
            ("24456.02", false, "10", "0.005", "26767.783084577114"),
            ("100", true, "10", "0", "90"), ("100", true, "1", "0.05", "0"),
            ("0", true, "10", "0.05", nil), ("100", true, "0.5", "0.05", nil), ("100", true, "10", "1", nil),
            ("100", true, "10", "-0.1", nil),
        ] as [(Amount, Bool, Amount, Amount, Amount?)])
    func `maintenance is taken on the value at the price`(
        entry: Amount, isLong: Bool, leverage: Amount, maintenance: Amount, price: Amount?
    ) throws {
        #expect(
            try LiquidationPrice.price(
                entry: entry, isLong: isLong, leverage: leverage, maintenance: maintenance) == price)
    }

    @Test(
        arguments: [
            ("100", "100", .liquidated), ("100", "110", .liquidated), ("100", "85", .critical),
            ("100", "84.99", .warning), ("100", "80", .warning), ("100", "79.99", .safe),
            ("0", "80", .critical), ("-5", "80", .critical),
        ] as [(Amount, Amount, LiquidationPrice.Level)])
    func `the distance is signed, and one that is not known is critical`(
        mark: Amount, price: Amount, level: LiquidationPrice.Level
    ) throws {
        let distance = try LiquidationPrice.distance(mark: mark, price: price, isLong: true)
        #expect(LiquidationPrice.level(distance) == level)
        guard mark > .zero else { return }
        #expect(
            try LiquidationPrice.distance(mark: mark, price: price, isLong: false) == distance?.negated)
    }
}

@Suite struct AccountMarginTests {
    private func margin(_ value: Amount, _ cash: Amount, rate: Amount = "0.05") throws -> AccountMargin? {
        try AccountMargin(
            value: value, cash: cash, unrealized: .zero, maxLeverage: "5", maintenanceRate: rate)
    }

    @Test func `the worked number`() throws {
        let margin = try #require(try margin("133642.19", "7231.72"))
        #expect(margin.maintenance == "6682.1095" && margin.available == "549.6105")
        #expect(margin.bufferPercent == "7.599996957847" && margin.health == .critical)
    }

    @Test(
        arguments: [
            ("0", "100", .healthy), ("400", "100", .healthy), ("600", "100", .warning),
            ("1620", "100", .warning), ("1820", "100", .critical), ("2000", "100", .liquidationRisk),
            ("0", "0", .liquidationRisk), ("100", "-5", .liquidationRisk),
        ] as [(Amount, Amount, AccountMargin.Health)])
    func `health falls with the buffer`(value: Amount, cash: Amount, health: AccountMargin.Health) throws {
        #expect(try margin(value, cash)?.health == health)
    }

    @Test func `numbers that are none make no margin`() throws {
        #expect(try margin("-1", "100") == nil && margin("1", "100", rate: "-1") == nil)
        #expect(throws: AmountOverflow.outOfRange) { try margin(.greatest, "0.000001") }
    }
}

@Suite struct MarginScheduleTests {
    private func rates(_ initial: Amount, _ maintenance: Amount) throws -> MarginSchedule.Rates {
        try #require(MarginSchedule.Rates(initial: initial, maintenance: maintenance))
    }

    private func schedule() throws -> MarginSchedule {
        func hours(_ text: String) throws -> [ClockWindow] { [try #require(ClockWindow(parsing: text))] }
        return try MarginSchedule(
            usual: rates("0.1", "0.05"),
            windows: [
                .init("pre_funding", hours("07:30-08:01"), rates("0.25", "0.125")),
                .init("overnight", hours("22:00-07:45"), rates("0.2", "0.1")),
            ])
    }

    @Test(
        arguments: [
            ("07:29", "overnight", "0.1"), ("07:30", "pre_funding", "0.125"),
            ("08:00", "pre_funding", "0.125"),
            ("08:01", "normal", "0.05"), ("22:00", "overnight", "0.1"), ("00:00", "overnight", "0.1"),
        ] as [(String, String, Amount)])
    func `the first window that holds the second decides`(time: String, name: String, rate: Amount) throws {
        let (schedule, second) = (try schedule(), try #require(ClockWindow.second(time)))
        let window = schedule.window(atSecondOfDay: second)
        #expect(window.map { schedule.windows[$0].name } ?? schedule.usualName == name)
        #expect(schedule.rates(atSecondOfDay: second).maintenance == rate)
    }

    @Test func `the strictest rates of the time to come are known before they hold`() throws {
        let schedule = try schedule()
        #expect(
            schedule.rates(of: schedule.strictestWindow(from: 7 * 3_600, within: 1_799)).maintenance == "0.1")
        #expect(
            schedule.rates(of: schedule.strictestWindow(from: 7 * 3_600, within: 1_800)).maintenance
                == "0.125")
        #expect(
            schedule.rates(of: schedule.strictestWindow(from: 12 * 3_600, within: 3_600)).maintenance
                == "0.05")
        #expect(
            schedule.rates(of: schedule.strictestWindow(from: 86_399 - 3_600 * 2, within: 60)).maintenance
                == "0.1")
        #expect(MarginSchedule.Rates(initial: "0.1", maintenance: "0.2") == nil)
        #expect(MarginSchedule.Rates(initial: "0.1", maintenance: "-0.2") == nil)
    }

    @Test(
        arguments: [
            ("1250", "10000", .marginCall), ("1250.01", "10000", .liquidationRisk),
            ("1375", "10000", .liquidationRisk), ("1375.01", "10000", .highUtilization),
            ("3125", "10000", .highUtilization), ("3125.01", "10000", nil), ("0", "0", .marginCall),
            ("-5", "10000", .marginCall), ("5", "0", nil), ("3125", "-10000", .highUtilization),
        ] as [(Amount, Amount, MarginState.Alert?)])
    func `of the alerts the gravest is given`(
        equity: Amount, notional: Amount, alert: MarginState.Alert?
    ) throws {
        let state = try MarginState(equity: equity, notional: notional, rates: rates("0.25", "0.125"))
        #expect(state.alert == alert)
        #expect(state.available >= .zero)
    }
}
