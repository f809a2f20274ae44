extension Zone {
    /// Reads the bytes of a TZif file (RFC 9636), as they lie under `/usr/share/zoneinfo`.
    ///
    /// Later moments than the file lists follow its footer's rule. Any bytes may be given: what is not a zone
    /// is an error, never a trap.
    public init(tzif bytes: [UInt8]) throws(ZoneError) {
        guard bytes.count >= 44, bytes.starts(with: "TZif".utf8) else { throw .notTZif }
        let legacy = TZifBlock(in: bytes, at: 0, timeSize: 4)
        // Version 1, long gone from distributions, ends here and knows no rule.
        guard bytes[4] >= UInt8(ascii: "2") else {
            try self.init(legacy, of: bytes, rule: nil)
            return
        }
        guard legacy.end <= bytes.count - 44, bytes[legacy.end...].starts(with: "TZif".utf8) else {
            throw .truncated
        }
        let block = TZifBlock(in: bytes, at: legacy.end, timeSize: 8)
        guard block.end < bytes.count else { throw .truncated }
        let footer = bytes[block.end...]
        guard footer.first == UInt8(ascii: "\n"),
            let end = footer.dropFirst().firstIndex(of: UInt8(ascii: "\n"))
        else { throw .malformed("footer") }
        let text = footer[(block.end + 1)..<end]
        let rule = text.isEmpty ? nil : ZoneRuleReader.rule(of: text)
        guard text.isEmpty || rule != nil else { throw .malformed("footer rule") }
        try self.init(block, of: bytes, rule: rule)
    }

    private init(_ block: TZifBlock, of bytes: [UInt8], rule: ZoneRule?) throws(ZoneError) {
        guard block.end <= bytes.count else { throw .truncated }
        guard block.leapCount == 0 else { throw .leapSeconds }
        guard block.typeCount > 0 else { throw .malformed("no local time type") }
        var types: [Int32] = []
        for index in 0..<block.typeCount {
            let offset = block.offset(ofType: index, in: bytes)
            guard abs(Int(offset)) < 86_400 else { throw .malformed("offset") }
            types.append(offset)
        }
        var changes: [Change] = []
        for index in 0..<block.changeCount {
            let moment = block.moment(ofChange: index, in: bytes)
            let type = block.type(ofChange: index, in: bytes)
            guard moment > changes.last?.moment ?? .min else { throw .malformed("order of changes") }
            guard type < types.count else { throw .malformed("local time type") }
            changes.append(Change(moment: moment, offset: types[type]))
        }
        self.init(changes: changes, first: types[0], rule: rule)
    }
}

/// Where the parts of one data block of a TZif file lie; whether they lie inside the file is for the reader to ask.
private struct TZifBlock {
    let timeSize: Int
    let changeCount: Int
    let typeCount: Int
    let leapCount: Int
    /// Where the block's changes begin, right behind its header.
    let start: Int
    /// Just behind the block; six counts of 32 bits each cannot carry it past what an `Int` holds.
    let end: Int

    /// Reads the counts of a header whose 44 bytes are known to be there.
    init(in bytes: [UInt8], at header: Int, timeSize: Int) {
        func count(_ index: Int) -> Int { Int(bytes.bigEndian(at: header + 20 + 4 * index, size: 4)) }
        self.timeSize = timeSize
        leapCount = count(2)
        changeCount = count(3)
        typeCount = count(4)
        start = header + 44
        let indicators = count(0) + count(1)
        end =
            start + changeCount * (timeSize + 1) + typeCount * 6 + count(5) + leapCount * (timeSize + 4)
            + indicators
    }

    func moment(ofChange index: Int, in bytes: [UInt8]) -> Int64 {
        let raw = bytes.bigEndian(at: start + index * timeSize, size: timeSize)
        return timeSize == 4 ? Int64(Int32(truncatingIfNeeded: raw)) : Int64(bitPattern: raw)
    }

    func type(ofChange index: Int, in bytes: [UInt8]) -> Int {
        Int(bytes[start + changeCount * timeSize + index])
    }

    func offset(ofType index: Int, in bytes: [UInt8]) -> Int32 {
        let types = start + changeCount * (timeSize + 1)
        return Int32(truncatingIfNeeded: bytes.bigEndian(at: types + index * 6, size: 4))
    }
}

extension [UInt8] {
    fileprivate func bigEndian(at index: Int, size: Int) -> UInt64 {
        self[index..<(index + size)].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
