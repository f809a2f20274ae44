/// What an account may come to hold of each instrument when its open orders trade as badly as they can.
///
/// Of each instrument either all buys trade or all sales, whichever leaves more: with h held, b the open buys and s the
/// open sales max(|h + b|, |h - s|), times the price. An order that may only reduce never leads past zero, so it takes
/// nothing from the worst case and adds nothing to it, but for the net sums, where it counts as far as zero. Orders of
/// unknown fate count like any other. All in exact decimals; a value is rounded away from zero.
///
/// Worked number: 10 held at 100 with open buys of 5 and sales of 30 are worth 2,000 at worst; a further sale of 10 makes
/// it 3,000, one more buy of 10 leaves it.
public struct WorstCaseBook: Hashable, Sendable {
    /// Something that is held or under way has no price, or a value that no amount can hold.
    public struct Unknown: Error, Hashable, Sendable {
        /// Creates the error.
        public init() {}
    }

    /// What everything is worth at worst.
    public struct Sums: Hashable, Sendable {
        /// The values of all instruments without signs.
        public internal(set) var gross = Amount.zero
        /// The signed value of all instruments when every buy has traded.
        public internal(set) var long = Amount.zero
        /// The signed value of all instruments when every sale has traded.
        public internal(set) var short = Amount.zero
        /// What all instruments take as margin.
        public internal(set) var margin = Amount.zero

        /// The larger of the two net values, without its sign.
        public var net: Amount { max(long.magnitude, short.magnitude) }
    }

    /// One instrument.
    struct Line: Hashable, Sendable {
        var held = Amount.zero
        var price: Amount?
        var marginRate = Amount.zero
        var buys = Amount.zero
        var sales = Amount.zero
        /// Of orders that may only reduce.
        var exitBuys = Amount.zero
        var exitSales = Amount.zero
    }

    private var lines: [Line]

    /// Creates a book of so many instruments, of which nothing is held.
    public init(instruments: Int) { lines = Array(repeating: Line(), count: instruments) }

    /// Begins an instrument anew, without open orders.
    ///
    /// `price` is nil where there is none; `marginRate` is what its value takes as margin, a fraction.
    public mutating func hold(_ held: Amount, at price: Amount?, marginRate: Amount = .zero, of index: Int) {
        lines[index] = Line(held: held, price: price, marginRate: marginRate)
    }

    /// Adds what is open of an order.
    /// - Throws: `Unknown` for a quantity that no amount can hold.
    public mutating func add(
        _ side: Side, _ quantity: Amount, of index: Int, onlyReduces: Bool = false
    ) throws(Unknown) {
        lines[index] = try line(index, adding: quantity, side, onlyReduces)
    }

    /// What an instrument is held in at worst on the side of an order, without it: signed.
    public func held(before side: Side, of index: Int) throws(Unknown) -> Amount {
        let line = lines[index]
        return try known { () throws(AmountOverflow) in
            try side == .buy ? line.held.adding(line.buys) : line.held.subtracting(line.sales)
        }
    }

    /// The sums of everything that is held and open.
    /// - Throws: `Unknown` where something at stake has no price.
    public func sums() throws(Unknown) -> Sums {
        var sums = Sums()
        for line in lines { sums = try sums.adding(line.sums()) }
        return sums
    }

    /// The sums of one instrument.
    public func sums(of index: Int) throws(Unknown) -> Sums { try lines[index].sums() }

    /// The sums of one instrument once an order is open as well.
    public func sums(
        of index: Int, adding quantity: Amount, _ side: Side, onlyReduces: Bool = false
    ) throws(Unknown) -> Sums {
        try line(index, adding: quantity, side, onlyReduces).sums()
    }

    private func line(
        _ index: Int, adding quantity: Amount, _ side: Side, _ onlyReduces: Bool
    ) throws(Unknown) -> Line {
        var line = lines[index]
        try known { () throws(AmountOverflow) in
            switch (side, onlyReduces) {
            case (.buy, false): line.buys = try line.buys.adding(quantity)
            case (.sell, false): line.sales = try line.sales.adding(quantity)
            case (.buy, true): line.exitBuys = try line.exitBuys.adding(quantity)
            case (.sell, true): line.exitSales = try line.exitSales.adding(quantity)
            }
        }
        return line
    }
}

extension WorstCaseBook.Line {
    /// Whether it matters what the instrument is worth.
    private var isAtStake: Bool { !(held.isZero && buys.isZero && sales.isZero) }

    func sums() throws(WorstCaseBook.Unknown) -> WorstCaseBook.Sums {
        guard isAtStake else { return WorstCaseBook.Sums() }
        guard let price, price > .zero else { throw WorstCaseBook.Unknown() }
        return try known { () throws(AmountOverflow) in
            let (high, low) = (try held.adding(buys), try held.subtracting(sales))
            var sums = WorstCaseBook.Sums()
            sums.gross = try max(high.magnitude, low.magnitude).multiplied(by: price, rounding: .up)
            let highest = try high.adding(min(exitBuys, max(held.negated, .zero)))
            let lowest = try low.subtracting(min(exitSales, max(held, .zero)))
            sums.long = try highest.multiplied(by: price, rounding: .up)
            sums.short = try lowest.multiplied(by: price, rounding: .up)
            sums.margin = try sums.gross.multiplied(by: marginRate, rounding: .up)
            return sums
        }
    }
}

extension WorstCaseBook.Sums {
    /// These and others together.
    public func adding(_ other: Self) throws(WorstCaseBook.Unknown) -> Self {
        try known { () throws(AmountOverflow) in
            var sums = self
            sums.gross = try gross.adding(other.gross)
            sums.long = try long.adding(other.long)
            sums.short = try short.adding(other.short)
            sums.margin = try margin.adding(other.margin)
            return sums
        }
    }

    /// These without others that are part of them.
    public func subtracting(_ other: Self) throws(WorstCaseBook.Unknown) -> Self {
        try known { () throws(AmountOverflow) in
            var sums = self
            sums.gross = try gross.subtracting(other.gross)
            sums.long = try long.subtracting(other.long)
            sums.short = try short.subtracting(other.short)
            sums.margin = try margin.subtracting(other.margin)
            return sums
        }
    }
}

private func known<Value>(
    _ reckon: () throws(AmountOverflow) -> Value
) throws(WorstCaseBook.Unknown) -> Value {
    do throws(AmountOverflow) { return try reckon() } catch { throw WorstCaseBook.Unknown() }
}
