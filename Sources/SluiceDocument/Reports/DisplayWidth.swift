extension Unicode.Scalar {
    /// How many columns of a terminal it takes: 0, 1 or 2.
    ///
    /// The wide ranges are those of Unicode's East Asian Width (UAX #11), kept to whole blocks.
    var displayWidth: Int {
        if value < 0x300 { return 1 }
        if Self.wide.contains(where: { $0.contains(value) }) { return 2 }
        return switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: 0
        default: 1
        }
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
        0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]

    /// What stands for it in a report: itself, or a sign for what would move the cursor or turn the text round.
    var shown: Unicode.Scalar {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
        default: self
        }
    }
}
