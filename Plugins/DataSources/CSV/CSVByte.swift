/// The bytes that give a CSV file its form.
enum CSVByte {
    static let comma = UInt8(ascii: ",")
    static let quote = UInt8(ascii: "\"")
    static let newline: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    /// Stands for a comma or line break within quotes, where no number, time or symbol has one.
    static let substitute: UInt8 = 0x1A

    /// Whether a byte ends a field.
    @inline(__always)
    static func endsField(_ byte: UInt8) -> Bool {
        byte == comma || byte == newline || byte == carriageReturn
    }

    /// Whether a byte ends a field; of one that should stand before a comma, only a comma is asked for.
    @inline(__always)
    static func endsField(_ byte: UInt8, isBeforeComma: Bool) -> Bool {
        isBeforeComma ? byte == comma : endsField(byte)
    }

    /// The end of the field.
    @inline(__always)
    static func fieldEnd(_ field: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        var cursor = field
        skipField(&cursor)
        return cursor
    }

    /// Moves to the end of the field.
    @inline(__always)
    static func skipField(_ cursor: inout UnsafePointer<UInt8>) {
        while !endsField(cursor.pointee) { cursor += 1 }
    }
}
