import SluiceMarket

extension Adapter {
    static let postOnly = Adapter("b03_post_only", constant: .input("limit")) { vector in
        let input = vector.input
        let refusal = PostOnly.refusal(
            try input["side"].side(), limit: try input["limit"].amount(),
            bid: try input["bid"].optionalAmount(), ask: try input["ask"].optionalAmount())
        return .object(["accept": .boolean(refusal == nil), "reason": .text(refusal?.rawValue)])
    }
}
