import SluiceNumerics

extension Adapter {
    static let slippageGuard = Adapter("b13_slippage_guard", constant: .parameter("buffer_pct")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let rule = try SlippageRule(maxSlippageBps: parameters["limit_bps"].written())
        let cap = try DepthCap(
            buffer: parameters["buffer_pct"].written() / 100, capBps: parameters["cap_bps"].written())
        let expected = try SlippageRule.expectedBps(
            spreadBps: input["spread_bps"].written(), notional: input["notional"].written(),
            depth: input["depth_l1_usd"].written())
        let available = try input["available"].written()
        return .object([
            "slippage": .object([
                "expected_bps": .number(expected), "blocked": .boolean(!rule.allows(expected)),
            ]),
            "depth_cap": .object([
                "max_quantity": available > 0 ? .number(cap.largest(of: available)) : .null,
                "allowed": .boolean(cap.allows(try input["quantity"].written(), depth: available)),
            ]),
        ])
    }
}
