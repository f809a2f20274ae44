/// The host of an address: a name, a dotted IPv4 address or an IPv6 address in brackets.
struct URLHost: Sendable {
    /// The host in lower case, brackets included.
    let text: String
    let isLoopback: Bool

    /// Reads a host, nil when it is none.
    init?(_ bytes: ArraySlice<UInt8>) {
        text = String(decoding: bytes, as: UTF8.self).lowercased()
        if bytes.first == UInt8(ascii: "[") {
            let inside = bytes.dropFirst().dropLast()
            guard bytes.last == UInt8(ascii: "]"), (2...45).contains(inside.count),
                inside.contains(UInt8(ascii: ":")),
                inside.allSatisfy({ $0.isHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
            else { return nil }
            isLoopback = text == "[::1]"
            return
        }
        guard (1...253).contains(bytes.count), bytes.allSatisfy(Self.mayStand) else { return nil }
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let named = labels.last?.isEmpty == true ? labels.dropLast() : labels[...]
        guard named.allSatisfy({ (1...63).contains($0.count) }), let last = named.last else { return nil }
        guard last.allSatisfy(\.isASCIIDigit) || last.starts(with: "0x".utf8) || last.starts(with: "0X".utf8)
        else {
            isLoopback = text == "localhost"
            return
        }
        // A last label that is a number makes the whole a number to the resolver, which also reads 127.1,
        // 0x7f000001 and 017700000001 as addresses: only the plain form says what it means.
        let octets = labels.map(Self.octet)
        guard octets.count == 4, octets.allSatisfy({ $0 != nil }) else { return nil }
        isLoopback = octets[0] == 127
    }

    private static func mayStand(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || "-._".utf8.contains(byte)
    }

    private static func octet(_ label: ArraySlice<UInt8>) -> UInt8? {
        guard label.allSatisfy(\.isASCIIDigit), label.count == 1 || label.first != UInt8(ascii: "0") else {
            return nil
        }
        return UInt8(String(decoding: label, as: UTF8.self))
    }
}
