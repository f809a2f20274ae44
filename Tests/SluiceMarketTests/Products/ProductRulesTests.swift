import SluiceMarket
import Testing

@Suite struct ProductRulesTests {
    private static let rules = ProductRules(
        quantityStep: Increment("0.0001") ?? .none, ticks: TickTable(Increment("0.5") ?? .none),
        minQuantity: "0.0001", maxQuantity: "100", minNotional: "1")

    private func fitted(_ quantity: Amount?, _ price: Amount?, hasLimit: Bool = true) -> ProductRules.Outcome
    {
        Self.rules.fitted(.sell, quantity: quantity, price: price, hasLimit: hasLimit)
    }

    @Test func `an order worth too little is told what would do`() {
        let least = ProductRules.Terms(quantity: "0.0834", price: "12")
        #expect(fitted("0.000258", "11.898") == .refused(.minNotional, suggestion: least))
        #expect(fitted(least.quantity, least.price) == .fits(least))
        let dear = ProductRules(maxQuantity: "1", minNotional: "10")
        #expect(
            dear.fitted(.buy, quantity: "0.5", price: "2", hasLimit: true)
                == .refused(.minNotional, suggestion: nil))
    }

    @Test(
        arguments: [
            (nil, "5", .quantityMissing), ("0", "5", .belowMinSize), ("-3", "5", .belowMinSize),
            ("0.00009", "5", .belowMinSize), ("100.0001", "5", .aboveMaxSize), ("1", nil, .priceRequired),
            ("1", "0", .invalidPrice), ("1", "-5", .invalidPrice), ("0.0001", "1", .minNotional),
        ] as [(Amount?, Amount?, ProductRules.Refusal)])
    func `each rule refuses, and a small quantity is never raised`(
        quantity: Amount?, price: Amount?, refusal: ProductRules.Refusal
    ) {
        guard case .refused(let reason, _) = fitted(quantity, price) else {
            Issue.record("it fits")
            return
        }
        #expect(reason == refusal)
    }

    @Test func `an order without a limit keeps the price it is reckoned with`() {
        #expect(fitted("1.00005", nil, hasLimit: false) == .fits(.init(quantity: "1", price: nil)))
        #expect(fitted("1", "5.123", hasLimit: false) == .fits(.init(quantity: "1", price: "5.123")))
    }

    @Test func `what closes a holding may be small where the venue takes it, but stays on the steps`() {
        var rules = Self.rules
        func outcome(_ quantity: Amount) -> ProductRules.Outcome {
            rules.fitted(.sell, quantity: quantity, price: "5", hasLimit: true, isClosing: true)
        }
        rules.minQuantity = "1"
        #expect(outcome("0.1") == .refused(.belowMinSize))
        rules.closesRemainder = true
        #expect(outcome("0.10005") == .fits(.init(quantity: "0.1", price: "5")))
        #expect(outcome("0.00005") == .refused(.belowMinSize))
        #expect(rules.fitted(.sell, quantity: "0.1", price: "5", hasLimit: true) == .refused(.belowMinSize))
    }

    @Test func `a book without rules takes everything`() {
        #expect(ProductBook.none.isEmpty)
        #expect(ProductBook.none[3] == ProductRules())
        let book = ProductBook([Self.rules])
        #expect(book[0] == Self.rules)
        #expect(book.quantityStep(of: 0) == Self.rules.quantityStep)
        #expect(book.quantityStep(of: 1) == .none)
    }

    @Test func `a number beyond every amount is refused`() {
        let rules = ProductRules(minNotional: "1")
        #expect(
            rules.fitted(.buy, quantity: .greatest, price: .greatest, hasLimit: true) == .refused(.overflow))
    }

    /// Whether an order came out no larger, no dearer and on its steps, and would be taken as it came out.
    private static func isHarmless(
        _ outcome: ProductRules.Outcome, _ side: Side, _ quantity: Amount, _ price: Amount
    ) -> Bool {
        switch outcome {
        case .fits(let terms):
            let limit = terms.price ?? price
            return terms.quantity <= quantity && (side == .buy ? limit <= price : limit >= price)
                && rules.fitted(side, quantity: terms.quantity, price: terms.price, hasLimit: true) == outcome
        case .refused(_, let suggestion?):
            return rules.fitted(
                side, quantity: suggestion.quantity, price: suggestion.price, hasLimit: true)
                == .fits(suggestion)
        case .refused: return true
        }
    }

    @Test func `rounding never asks for more, and a suggestion is taken, 2,000 orders of seed 11`() {
        var dice = Dice(seed: 11)
        for _ in 0..<2_000 {
            let (side, quantity) = (dice.side(), dice.decimal(1...200_000, step: "0.000001"))
            let price = dice.decimal(1...50_000, step: "0.001")
            let outcome = Self.rules.fitted(side, quantity: quantity, price: price, hasLimit: true)
            #expect(Self.isHarmless(outcome, side, quantity, price))
        }
        // A rule that raised a small quantity, or sold a little lower, would be seen.
        #expect(!Self.isHarmless(.fits(.init(quantity: "3", price: "12")), .sell, "2.5", "11.9"))
        #expect(!Self.isHarmless(.fits(.init(quantity: "2.5", price: "11.5")), .sell, "2.5", "11.9"))
    }
}

@Suite struct PostOnlyTests {
    @Test(
        arguments: [
            (.buy, "108.05", "108.05", "108.1", nil), (.buy, "108.1", "108.05", "108.1", .cross),
            (.sell, "102.21", "102.21", "103.21", .cross), (.sell, "102.22", "102.21", "103.21", nil),
            (.buy, "5", nil, "6", .noQuote), (.sell, "5", "4", nil, .noQuote),
            (.buy, "5", "7", "6", .noQuote), (.buy, "5", "0", "6", .noQuote),
            (.buy, "5", "6", "6", nil), (.sell, "6", "6", "6", .cross),
        ] as [(Side, Amount, Amount?, Amount?, PostOnly.Refusal?)])
    func `equality crosses, and a quote that is none refuses`(
        side: Side, limit: Amount, bid: Amount?, ask: Amount?, refusal: PostOnly.Refusal?
    ) {
        #expect(PostOnly.refusal(side, limit: limit, bid: bid, ask: ask) == refusal)
    }
}
