import SluiceMarket
import Testing

@Suite struct AccountValueTests {
    private func position(_ quantity: Amount, at price: Amount) throws -> Position {
        var position = Position()
        let side: Side = quantity.isNegative ? .sell : .buy
        _ = try position.book(side, quantity: quantity.magnitude, price: price)
        return position
    }

    @Test func `what is owned is worth its value, a contract what it has gained`() throws {
        var value = AccountValue(cash: "40395.5")
        try value.add(.spot, position("1.36", at: "78.14"), mark: "79.26")
        #expect(try value.equity == "40503.2936" && value.gross() == "107.7936")
        try value.add(.contract, position("-2", at: "100"), mark: "90")
        #expect(try value.equity == "40523.2936" && value.net() == "-72.2064" && value.short == "180")
        #expect(try value.leverage() == "0.007101930135" && value.isComplete)
    }

    @Test func `other currencies count at their rate, and what has none is missing`() throws {
        var value = AccountValue(cash: "100")
        try value.add(cash: "50", rate: "1.1")
        try value.add(.spot, position("10", at: "1"), mark: "2", rate: "0.5")
        #expect(value.equity == "165" && value.long == "10")
        try value.add(cash: "50", rate: nil)
        try value.add(cash: .zero, rate: nil)
        try value.add(.spot, position("10", at: "1"), mark: nil)
        try value.add(.spot, position("10", at: "1"), mark: "2", rate: nil)
        try value.add(.spot, Position(), mark: nil)
        #expect(value.missing == [2, 4, 5] && !value.isComplete && value.equity == "165")
    }

    @Test(arguments: ["0", "-5"] as [Amount])
    func `without equity there is no leverage`(cash: Amount) throws {
        #expect(try AccountValue(cash: cash).leverage() == nil)
    }

    @Test func `a value that no amount can hold is an error and adds nothing`() throws {
        var value = AccountValue(cash: "1")
        let huge = try #require(Position(quantity: .greatest, cost: .zero))
        #expect(throws: AmountOverflow.outOfRange) { try value.add(.spot, huge, mark: "2") }
        #expect(try value.equity == "1" && value.gross().isZero)
    }
}
