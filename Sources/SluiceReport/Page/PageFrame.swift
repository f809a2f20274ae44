/// What is round the sections of any page: a document that needs nothing beside itself, and may fetch nothing.
struct PageFrame {
    let title: String
    /// The one script that may run, and its SHA-256 in base 64; nil for none.
    var script: (text: String, digest: String)?
    /// Rules of style beyond those of all pages.
    var style = ""
    let content: String

    /// The whole page.
    var text: String {
        let allowed = script.map { " script-src 'sha256-\($0.digest)';" } ?? ""
        let run = script.map { "<script>\($0.text)</script>\n" } ?? ""
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';\(allowed) \
            img-src data:">
            <link rel="icon" href="data:,">
            <title>\(escaped(title))</title>
            <style>
            \(PageStyle.text)\(style)
            </style>
            </head>
            <body>
            <main>
            \(content)
            </main>
            \(run)</body>
            </html>

            """
    }

    /// A part of a page under a heading.
    static func section(_ key: String, _ title: String, _ content: String) -> String {
        "<section id=\"\(key)\"><h2>\(escaped(title))</h2>\n\(content)\n</section>"
    }
}
