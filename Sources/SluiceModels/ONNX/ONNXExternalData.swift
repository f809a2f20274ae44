/// Looks for numbers of an ONNX file that lie in a further file.
///
/// A model is read from bytes that were checked. A file that it names was not, and a hostile model could name any; so such
/// a model is refused before anything opens what it names.
enum ONNXExternalData {
    /// A message of the format, with the fields that lead to further messages.
    private enum Message {
        case model, training, function, graph, node, attribute, sparse, tensor

        func inner(_ field: Int) -> Message? {
            switch (self, field) {
            case (.model, 7), (.training, 1), (.training, 2), (.attribute, 6), (.attribute, 11): .graph
            case (.model, 20): .training
            case (.model, 25): .function
            case (.function, 7), (.graph, 1): .node
            case (.function, 11), (.node, 5): .attribute
            case (.graph, 5), (.attribute, 5), (.attribute, 10), (.sparse, 1), (.sparse, 2): .tensor
            case (.graph, 15), (.attribute, 22), (.attribute, 23): .sparse
            default: nil
            }
        }
    }

    /// Goes through a whole model.
    /// - Throws: `ModelError`: `unsupported` where numbers lie in a further file, `malformed` or `truncated` where the bytes
    ///   are no message.
    static func refuse(in bytes: ProtobufFields.Bytes) throws(ModelError) {
        var open: [(message: Message, bytes: ProtobufFields.Bytes)] = [(.model, bytes)]
        while let (message, bytes) = open.popLast() {
            var fields = ProtobufFields(bytes)
            while let (number, value) = try fields.field() {
                if message == .tensor, number == 13 || number == 14 {
                    if case .number(0) = value { continue }
                    throw ModelError(.unsupported, "numbers in a further file are not read")
                }
                if let inner = message.inner(number) { open.append((inner, try value.raw())) }
            }
        }
    }
}
