import SluiceKit
import SluiceMarket

/// What holding costs at `broker.paper` while time goes by: borrow of shorts, interest on cash below zero, and funding.
///
/// Borrow and interest accrue from cycle to cycle, on the value at the mark and on the cash of now, and are booked
/// together at fixed moments; funding is paid on what is held at its moment, at the mark of the first cycle from then on.
/// What fills in that cycle comes after it. Where a cycle sees several moments of funding at once, it pays for all of
/// them, as one charge.
struct PaperCarry {
    private let borrow: [Amount]
    private let funding: [Amount]
    private let interest: Amount
    private let days: DayCount
    private let fundingTimes: PaymentTimes?
    private let chargeTimes: PaymentTimes?
    /// Whether there is anything to pay.
    let isOn: Bool
    /// Until when everything has accrued.
    private var last = Timestamp.distantPast
    /// What is owed for each short.
    private var owedForShorts: [Amount]
    /// What is owed for cash below zero, by the place of the currency.
    private var owedForCash: [Amount]
    private let currencies: CurrencyTable
    /// How many charges there were.
    private(set) var count: UInt64 = 0
    /// The last charges, for a listing.
    private var told: [Charge] = []
    private let most: Int

    init(
        _ settings: PaperBroker.Settings, instruments: [String], currencies: CurrencyTable = .single
    ) {
        self.currencies = currencies
        owedForCash = Array(repeating: .zero, count: currencies.count)
        borrow = instruments.map { Self.amount(settings.borrowRate[$0].fraction) }
        funding = instruments.map { Self.amount(settings.fundingRate[$0].fraction) }
        interest = Self.amount(settings.cashRate.fraction)
        days = settings.dayCount
        fundingTimes = PaymentTimes(every: settings.fundingEvery)
        chargeTimes = PaymentTimes(every: settings.chargeEvery)
        isOn = !interest.isZero || !(borrow + funding).allSatisfy(\.isZero)
        owedForShorts = Array(repeating: .zero, count: instruments.count)
        most = 2 * instruments.count + 16
        if isOn { told.reserveCapacity(2 * most) }
    }

    private static func amount(_ fraction: Double) -> Amount {
        Amount(fraction, rounding: .halfEven) ?? .zero
    }

    /// Lets time go on to a cycle, and charges what has become due, before anything trades in it.
    mutating func settle(
        _ now: Timestamp, _ book: PaperAccountBook, _ reports: ReportSheet
    ) throws(AmountOverflow) {
        guard isOn, now > last else { return }
        defer { last = now }
        guard last > .distantPast else { return }
        try accrue(over: now.since(last), book)
        try payFunding(now, book, reports)
        guard let chargeTimes, chargeTimes.count(after: last, through: now) > 0 else { return }
        let time = chargeTimes.last(through: now)
        for index in owedForShorts.indices where !owedForShorts[index].isZero {
            try charge(.borrow, of: index, owedForShorts[index].negated, at: time, book, reports)
            owedForShorts[index] = .zero
        }
        for place in owedForCash.indices where !owedForCash[place].isZero {
            try charge(.interest, of: nil, owedForCash[place].negated, in: place, at: time, book, reports)
            owedForCash[place] = .zero
        }
    }

    private mutating func accrue(over time: Span, _ book: PaperAccountBook) throws(AmountOverflow) {
        for index in borrow.indices where !borrow[index].isZero && book.holdings[index].isNegative {
            let value = try book.value(of: index).magnitude
            owedForShorts[index] = try owedForShorts[index].adding(
                days.interest(on: value, yearly: borrow[index], over: time))
        }
        guard !interest.isZero else { return }
        for place in owedForCash.indices where book.purses[place].isNegative {
            owedForCash[place] = try owedForCash[place].adding(
                days.interest(on: book.purses[place].magnitude, yearly: interest, over: time))
        }
    }

    private mutating func payFunding(
        _ now: Timestamp, _ book: PaperAccountBook, _ reports: ReportSheet
    ) throws(AmountOverflow) {
        guard let fundingTimes else { return }
        let payments = fundingTimes.count(after: last, through: now)
        guard payments > 0 else { return }
        for index in funding.indices where !funding[index].isZero && !book.holdings[index].isZero {
            let once = try FundingBook.cash(
                quantity: book.holdings[index], mark: book.mark(index), rate: funding[index])
            let cash = try once.multiplied(by: Amount(payments), rounding: .halfEven)
            try charge(.funding, of: index, cash, at: fundingTimes.last(through: now), book, reports)
        }
    }

    private mutating func charge(
        _ kind: Charge.Kind, of index: Int?, _ amount: Amount, in place: Int? = nil, at time: Timestamp,
        _ book: PaperAccountBook,
        _ reports: ReportSheet
    ) throws(AmountOverflow) {
        guard !amount.isZero else { return }
        let own = place ?? index.map { currencies.place(of: $0) } ?? 0
        try book.charge(amount, at: own)
        count += 1
        let currency = own == 0 ? nil : currencies.rates[own - 1].currency
        let charge = Charge(.number(count), kind, of: index, amount: amount, in: currency, at: time)
        if told.count == 2 * most { told.removeFirst(most) }
        told.append(charge)
        reports.add(BrokerReport(charge))
    }

    /// The charges behind a number, oldest first; those that newer ones have pushed out were told when they were made.
    func charges(after number: UInt64) -> [Charge] {
        told.filter { charge in
            guard case .number(let own) = charge.id else { return false }
            return own > number
        }
    }

    /// Goes on counting from a charge of before.
    mutating func go(on number: UInt64) {
        count = max(count, number)
        told.removeAll(keepingCapacity: true)
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(last)
        memory.write(count)
        memory.write(owedForCash[0])
        memory.write(owedForShorts)
        for owed in owedForCash.dropFirst() { memory.write(owed) }
    }

    mutating func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        last = try memory.timestamp()
        count = try memory.word()
        owedForCash[0] = try memory.amount()
        for index in owedForShorts.indices { owedForShorts[index] = try memory.amount() }
        for place in owedForCash.indices.dropFirst() { owedForCash[place] = try memory.amount() }
    }
}
