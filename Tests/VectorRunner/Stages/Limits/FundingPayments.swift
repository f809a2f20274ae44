import SluiceMarket

extension Adapter {
    static let funding = Adapter("b19_funding", constant: .each("events", "mark")) { vector in
        var book = FundingBook()
        let cash = try vector.input["events"].array().map { event in
            JSON.decimal(
                try book.book(
                    instrument: 0, at: event["funding_time"].second(), quantity: event["quantity"].amount(),
                    mark: event["mark"].amount(), rate: event["rate"].amount()))
        }
        return .object(["cash": .array(cash), "total": .decimal(book.total)])
    }
}
