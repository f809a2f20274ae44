import SluiceKit
import SluiceMarket
import Testing

@Suite struct OrderNamingTests {
    private let naming = OrderNaming(account: "paper", pipeline: "momentum", instruments: ["SPY", "QQQ"])
    private let time = Timestamp(nanoseconds: 1_700_000_000_000_000_000)

    private func request(_ instrument: Int, _ origin: OrderOrigin = OrderOrigin()) -> OrderRequest {
        OrderRequest(instrument: instrument, side: .buy, quantity: Amount(1), origin: origin)
    }

    @Test func `a name is 36 characters that read back`() throws {
        var dice = Dice(seed: 11)
        for _ in 0..<1_000 {
            let id = ClientOrderID(high: dice.next(), low: dice.next())
            let text = "\(id)"
            #expect(text.utf8.count == 36)
            #expect(text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || "0123456789abcdef".utf8.contains($0) })
            #expect(ClientOrderID(text) == id)
        }
    }

    @Test(arguments: [
        "", "00000000-0000-0000-0000-00000000000", "00000000-0000-0000-0000-0000000000000",
        "000000000000-0000-0000-00000000-0000", "0000000G-0000-0000-0000-000000000000",
        "0000000A-0000-0000-0000-000000000000", "00000000_0000-0000-0000-000000000000",
    ])
    func `other text is no name`(text: String) { #expect(ClientOrderID(text) == nil) }

    @Test func `a name follows from what the order is, and stays for ever`() {
        // A change of this name would send orders twice after an update.
        #expect("\(naming.name(of: request(0), at: time))" == Self.golden)
        let again = OrderNaming(account: "paper", pipeline: "momentum", instruments: ["QQQ", "SPY"])
        #expect(again.name(of: request(1), at: time) == naming.name(of: request(0), at: time))
    }

    static let golden = "7a7e1fd8-f01f-cfba-c567-29cbeb34542c"

    @Test func `whatever differs gives another name`() {
        var names: Set<ClientOrderID> = []
        var asked = 0
        for account in ["paper", "live"] {
            for pipeline in ["momentum", "reversion"] {
                let naming = OrderNaming(account: account, pipeline: pipeline, instruments: ["SPY", "QQQ"])
                for instrument in 0..<2 {
                    for moment in 0..<10 {
                        for leg: Int32 in 0..<4 {
                            for child: Int32 in 0..<10 {
                                for replacement: Int32 in 0..<3 {
                                    let origin = OrderOrigin(leg: leg, child: child, replacement: replacement)
                                    let at = time + Span.nanoseconds(moment)
                                    names.insert(naming.name(of: request(instrument, origin), at: at))
                                    asked += 1
                                }
                            }
                        }
                    }
                }
            }
        }
        #expect(names.count == asked)
    }

    @Test func `a child has its parent's name whatever cycle asks for it`() {
        let child = request(0, OrderOrigin(parent: time, child: 3))
        #expect(naming.name(of: child, at: time) == naming.name(of: child, at: time + .minutes(7)))
    }

    @Test func `all names of a pipeline on an account begin alike`() {
        let other = OrderNaming(account: "paper", pipeline: "reversion", instruments: ["SPY"])
        #expect(naming.name(of: request(0), at: time).prefix == naming.ownPrefix)
        #expect(naming.name(of: request(1), at: time + .days(1)).prefix == naming.ownPrefix)
        #expect(other.ownPrefix != naming.ownPrefix)
    }
}
