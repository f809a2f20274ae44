import SluiceDocument
import SluiceKit
import SluiceMarket

extension PaperBroker {
    struct Settings: PluginSettings {
        @Setting(in: Amount.zero...Amount(1_000_000_000_000), help: "Cash that the account begins with.")
        var cash = Money(amount: Amount(100_000), currency: .usd)

        @Setting(
            in: Amount.zero...Amount(1_000_000_000_000),
            help: "Cash of other currencies that the account begins with, such as [20000 EUR].")
        var otherCash: [Money] = []

        @Setting(
            in: 0...1_000, help: "How much worse than the market a fill is, on top of what its size costs.")
        var slippage: BasisPoints = 5

        @Setting(help: "How slippage grows with the size of an order.")
        var slippageModel = SlippageModel.fixed

        @Setting(in: 0...10_000, help: "What an order of a bar's whole volume pays more, for square_root.")
        var impact: BasisPoints = 100

        @Setting(in: 1...1_000, help: "How many levels the made-up book has, for book.")
        var bookLevels = 10

        @Setting(in: 0...10, help: "How far one level of the book is from the next, as a part of the price.")
        var bookTick: BasisPoints = 1

        @Setting(in: 0.001...1_000, help: "Size of the best level as a part of the bar's volume.")
        var bookShare: Percent = 1

        @Setting(in: 0.000001...1_000_000_000_000, help: "Size of the best level; null for book_share.")
        var bookSize: Double?

        @Setting(in: 0.01...10, help: "Size of a level as a part of the one before.")
        var bookDecay = 1.0

        @Setting(help: "Whether what stands before a waiting order in the book has to trade first.")
        var queue = false

        @Setting(in: 0...1_000, help: "Fee of a trade, as a part of its value.")
        var fee: BasisPoints = 1

        @Setting(in: -100...1_000, help: "Fee of an order that waited in the book; null for the same.")
        var makerFee: BasisPoints?

        @Setting(help: "Fees by the value traded in thirty days, in place of the plain ones.")
        var feeTiers: [PaperFeeTier] = []

        @Setting(help: "The day on which the fee tiers were true.")
        var feesAsOf: CivilDate?

        @Setting(help: "Whether more may be sold than is held.")
        var allowShort = true

        @Setting(
            in: 1...100, help: "How many times the equity all holdings may be worth; 1 for a cash account.")
        var leverage = 1.0

        @Setting(
            help: "The kind of account; null for cash that also backs shorts, or for the leverage alone.")
        var account: PaperAccount?

        @Setting(
            in: 0.1...100,
            help: "Part of a holding's value that opening takes; null for 50%, or 10% of futures.")
        var initialMargin: Percent?

        @Setting(
            in: 0...100,
            help: "Part that keeping takes, else the venue closes; null for 25%, or 5% of futures.")
        var maintenanceMargin: Percent?

        @Setting(in: 0...1_000, help: "Fee of a position that the venue closes, as a part of its value.")
        var liquidationFee: BasisPoints = 50

        @Setting(in: 0.1...100, help: "Largest part of a bar's volume that fills; null fills whole orders.")
        var maxParticipation: Percent? = 10

        @Setting(help: "Whether an order fills at the open of the next bar or at the next quote.")
        var fillAt = PaperPricing.FillPoint.open

        @Setting(in: 0...100, help: "How many times a waiting order's quantity a bar must trade to fill it.")
        var queueFactor = 0.0

        @Setting(in: .zero ... .hours(1), help: "How long an order takes to the venue.")
        var latency: Span = .zero

        @Setting(in: 0...100, help: "How many of the orders are rejected, at random.")
        var rejects: Percent = 0

        @Setting(in: 0...1_000, help: "Yearly cost of what is sold short, for all or by name.")
        var borrowRate = NameMap(Percent(0))

        @Setting(
            in: -1_000...1_000,
            help: "What a long position pays at each payment of a perpetual contract, for all or by name.")
        var fundingRate = NameMap(BasisPoints(0))

        @Setting(in: .minutes(1) ... .days(1), help: "Time between payments, counted from midnight in UTC.")
        var fundingEvery: Span = .hours(8)

        @Setting(in: 0...1_000, help: "Yearly interest on cash below zero.")
        var cashRate: Percent = 0

        @Setting(help: "How many days a year of borrow and interest has.")
        var dayCount = DayCount.actual360

        @Setting(
            in: .minutes(1) ... .days(7),
            help: "Time between bookings of borrow and interest, counted from midnight in UTC.")
        var chargeEvery: Span = .days(1)

        func check(_ issues: inout [Diagnostic]) {
            checkAccount(&issues)
            if feesAsOf != nil, feeTiers.isEmpty {
                issues.append($feesAsOf.conflict("needs 'fee_tiers'"))
            }
            if Double(bookLevels) * bookTick.value > 9_999 {
                issues.append($bookTick.conflict("takes the price below zero within 'book_levels'"))
            }
            if queue, slippageModel != .book {
                issues.append($queue.conflict("needs 'slippage_model: book', which says what stands before"))
            }
            let starts = feeTiers.map(\.from.amount)
            guard let first = starts.first else { return }
            if !first.isZero || zip(starts, starts.dropFirst()).contains(where: { $0 >= $1 }) {
                issues.append($feeTiers.conflict("must begin at 0 and rise"))
            }
        }

        private func checkAccount(_ issues: inout [Diagnostic]) {
            let hasMargin = account == .margin || account == .futures
            if account != nil, leverage > 1 {
                issues.append($leverage.conflict("does not go with 'account', whose margin says the same"))
            }
            if !hasMargin, initialMargin != nil {
                issues.append($initialMargin.conflict("is for 'account: margin' and 'account: futures'"))
            }
            if !hasMargin, maintenanceMargin != nil {
                issues.append($maintenanceMargin.conflict("is for 'account: margin' and 'account: futures'"))
            }
            if hasMargin, rates == nil {
                issues.append($maintenanceMargin.conflict("must not be above 'initial_margin'"))
            }
            if account == .futures, cashRate > 0 {
                issues.append(
                    $cashRate.conflict("does not go with futures, for which no cash is borrowed"))
            }
        }

        func check(in plan: PlanFacts, _ issues: inout [Diagnostic]) {
            issues += $borrowRate.unknownInstruments(borrowRate.own.map(\.name), in: plan)
            issues += $fundingRate.unknownInstruments(fundingRate.own.map(\.name), in: plan)
        }
    }
}
