import SluiceDocument

/// Finds the bytes that YAML does not allow, before libyaml stops at the first of them.
///
/// Each is replaced by U+FFFD, one for one, so that the rest can be read and every column stays right.
struct CharacterCheck {
    /// Findings of one file beyond this number are only counted: a binary file has millions.
    static let mostFindings = 20

    private let source: SourceFile
    private var issues: [Diagnostic] = []
    private var unreported = 0
    private var repaired: [UInt8] = []
    /// Up to here the bytes are in `repaired`, if any had to be.
    private var copied: Int

    /// The text of a file without its byte-order mark, good enough for libyaml; nil when it is no text at all.
    static func readable(_ source: SourceFile, into issues: inout [Diagnostic]) -> [UInt8]? {
        if source.bytes.starts(with: [0xFF, 0xFE]) || source.bytes.starts(with: [0xFE, 0xFF]) {
            let place = source.span(ofByte: 0)
            issues.append(Diagnostic(.error, .invalidUTF8, "the file is UTF-16; save it as UTF-8", at: place))
            return nil
        }
        var check = Self(source: source, copied: source.lineStarts[0])
        let text = check.run()
        issues += check.issues
        return text
    }

    private init(source: SourceFile, copied: Int) { (self.source, self.copied) = (source, copied) }

    private mutating func run() -> [UInt8] {
        let bytes = source.bytes
        var offset = copied
        while let found = firstUnusual(bytes, from: offset) {
            offset = found
            let byte = bytes[offset]
            let (scalar, length) = decodeScalar(bytes, at: offset)
            if scalar.map(isAllowed) != true {
                if issues.count < Self.mostFindings {
                    issues.append(finding(scalar, byte, at: source.span(ofByte: offset)))
                } else {
                    unreported += 1
                }
                replace(offset, length)
            }
            offset += length
        }
        if unreported > 0, let last = issues.popLast() {
            let message = last.message + ", and \(unreported) more like it further down"
            issues.append(Diagnostic(.error, last.code, message, at: last.span, suggestion: last.suggestion))
        }
        guard !repaired.isEmpty else { return copied == 0 ? bytes : Array(bytes[copied...]) }
        return repaired + bytes[copied...]
    }

    private mutating func replace(_ offset: Int, _ length: Int) {
        repaired += source.bytes[copied..<offset]
        repaired += [0xEF, 0xBF, 0xBD]
        copied = offset + length
    }
}

private func finding(_ scalar: Unicode.Scalar?, _ byte: UInt8, at place: SourceSpan) -> Diagnostic {
    guard let scalar else {
        let message = "byte 0x\(hex(byte, digits: 2)) is not UTF-8 here; save the file as UTF-8"
        return Diagnostic(.error, .invalidUTF8, message, at: place)
    }
    let digits = hex(scalar.value, digits: 4)
    let name =
        switch scalar.value {
        case 0: "U+0000 (NUL)"
        case 0xFEFF: "U+FEFF (a byte-order mark, which may only begin a file)"
        case 0x85, 0x2028, 0x2029: "U+\(digits) (a line separator that most programs do not show)"
        case 0..<0x20, 0x7F..<0xA0: "U+\(digits) (a control character)"
        default: "U+\(digits)"
        }
    return Diagnostic(.error, .forbiddenCharacter, "\(name) may not stand in a file as it is", at: place)
}

/// The first byte at or after an offset that is not plain ASCII that may stand anywhere; nil when there is none.
private func firstUnusual(_ bytes: [UInt8], from offset: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
        var offset = offset
        while offset < bytes.count {
            let byte = bytes[offset]
            let isUsual = (byte >= 0x20 && byte < 0x7F) || byte == 0x0A || byte == 0x0D || byte == 0x09
            guard isUsual else { return offset }
            offset += 1
        }
        return nil
    }
}

/// Whether a scalar that is not plain ASCII may stand in YAML; libyaml's line separators beyond CR and LF may not.
private func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: false
    default: true
    }
}

/// The scalar at an offset, nil when there is none, with the number of bytes it or the fault takes.
private func decodeScalar(_ bytes: [UInt8], at offset: Int) -> (Unicode.Scalar?, length: Int) {
    var decoder = Unicode.UTF8.ForwardParser()
    var rest = bytes[offset..<min(offset + 4, bytes.count)].makeIterator()
    return switch decoder.parseScalar(from: &rest) {
    case .valid(let encoded): (Unicode.UTF8.decode(encoded), encoded.count)
    case .error(let length): (nil, length)
    case .emptyInput: (nil, 1)
    }
}

private func hex(_ value: some BinaryInteger, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
