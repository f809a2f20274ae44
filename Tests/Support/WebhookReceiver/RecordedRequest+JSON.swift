import LoopbackServer

extension RecordedRequest {
    /// The request as one line of JSON; `time` is seconds since the first request.
    func json(number: Int, since start: Double) -> String {
        let fields = headers.map { "\(Self.quoted($0.name)):\(Self.quoted($0.value))" }.joined(separator: ",")
        return """
            {"number":\(number),"time":\(time - start),"connection":\(connection),\
            "method":\(Self.quoted(method)),"target":\(Self.quoted(target)),\
            "headers":{\(fields)},"body":\(Self.quoted(text))}
            """
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case ..<" ":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
