import CCrypto

/// The SHA-256 of some bytes (FIPS 180-4), by the system's libcrypto.
///
/// Of no bytes it is `e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`.
public struct SHA256: Hashable, Sendable, CustomStringConvertible {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Computes the digest; some 2 GB a second where the processor has instructions for it.
    /// - Throws: `ModelError` with `unavailable` when libcrypto is missing.
    public init(of bytes: UnsafeBufferPointer<UInt8>) throws(ModelError) {
        if let problem = ccrypto_load() { throw ModelError(.unavailable, String(cString: problem)) }
        var digest = [UInt8](repeating: 0, count: 32)
        guard ccrypto_sha256(bytes.baseAddress, bytes.count, &digest) == 1 else {
            throw ModelError(.unavailable, "libcrypto computes no SHA-256 here")
        }
        self.bytes = digest
    }

    /// Computes the digest of an array's bytes.
    /// - Throws: `ModelError` with `unavailable` when libcrypto is missing.
    public init(of bytes: [UInt8]) throws(ModelError) {
        let result = bytes.withUnsafeBufferPointer { bytes in
            Result<SHA256, ModelError> { () throws(ModelError) in try SHA256(of: bytes) }
        }
        self = try result.get()
    }

    /// Reads 64 hexadecimal digits of either case, also behind `sha256:`; nil when the text is not that.
    public init?(hex text: String) {
        let digits = Array((text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]).utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    /// The digest as 64 hexadecimal digits.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
