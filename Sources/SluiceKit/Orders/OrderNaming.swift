public import SluiceMarket

/// Names the orders of one pipeline on one account.
///
/// A name comes from the account, the pipeline, the scheduled time that the order belongs to, the instrument's symbol, and
/// its origin: 32 bits of the first two, 96 of the rest.
public struct OrderNaming: Sendable {
    private let prefix: UInt64
    private let symbols: [(UInt64, UInt64)]

    /// Prepares the names for the instruments of a pipeline.
    public init(account: String, pipeline: String, instruments: [String]) {
        var owner = NameMixer()
        owner.add(account)
        owner.add(pipeline)
        prefix = owner.words.0 & 0xFFFF_FFFF_0000_0000
        symbols = instruments.map { symbol in
            var mixer = owner
            mixer.add(symbol)
            return mixer.words
        }
    }

    /// The digits that all names have in front.
    public var ownPrefix: UInt32 { UInt32(truncatingIfNeeded: prefix >> 32) }

    /// The name of an order that a cycle with this scheduled time asks for.
    public func name(of request: OrderRequest, at scheduled: Timestamp) -> ClientOrderID {
        let symbol = symbols.indices.contains(request.instrument) ? symbols[request.instrument] : (0, 0)
        let origin = request.origin
        var mixer = NameMixer(symbol)
        mixer.add(UInt64(bitPattern: (origin.parent ?? scheduled).nanoseconds))
        mixer.add(UInt64(UInt32(bitPattern: origin.leg)) << 32 | UInt64(UInt32(bitPattern: origin.child)))
        mixer.add(UInt64(UInt32(bitPattern: origin.replacement)))
        let words = mixer.words
        return ClientOrderID(high: prefix | words.0 & 0xFFFF_FFFF, low: words.1)
    }
}

/// Two 64-bit lanes that every word changes in different ways; for names, not for security.
private struct NameMixer {
    private var state: (UInt64, UInt64)

    init(_ state: (UInt64, UInt64) = (0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344)) { self.state = state }

    mutating func add(_ word: UInt64) {
        state.0 = Self.mix(state.0 ^ word &* 0x87C3_7B91_1142_53D5 &+ 0x9E37_79B9_7F4A_7C15)
        state.1 = Self.mix(state.1 &+ (word ^ state.0) &* 0x4CF5_AD43_2745_937F &+ 0xD6E8_FEB8_6659_FD93)
    }

    mutating func add(_ text: String) {
        for byte in text.utf8 { add(UInt64(byte)) }
        add(UInt64(text.utf8.count) | 1 << 32)
    }

    var words: (UInt64, UInt64) { (Self.mix(state.0 &+ state.1), Self.mix(state.1 ^ state.0 << 32)) }

    // The finalizer of MurmurHash3 (Appleby, public domain): every bit of the input changes half of the output's.
    private static func mix(_ word: UInt64) -> UInt64 {
        var word = (word ^ word >> 33) &* 0xFF51_AFD7_ED55_8CCD
        word = (word ^ word >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return word ^ word >> 33
    }
}
