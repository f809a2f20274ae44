/// Text from outside as one part of a path.
enum PathWord {
    /// The text where it is harmless; what could lead elsewhere is spelled out as `_47_`, the numbers of its bytes.
    static func safe(_ text: String) -> String {
        var word = ""
        for (place, byte) in text.utf8.enumerated() {
            let character = Character(Unicode.Scalar(byte))
            let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || character == "-")
            // A point in front hides a file, or is the folder above.
            if isPlain || character == "." && place > 0 {
                word.append(character)
            } else {
                word += "_\(byte)_"
            }
        }
        return word.isEmpty ? "_" : word
    }
}
