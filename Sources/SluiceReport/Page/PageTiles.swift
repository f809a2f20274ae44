/// The figures that stand first on a page, each in a box of its own.
struct PageTiles {
    let figures: [(name: String, text: String)]

    var markup: String {
        let tiles = figures.map {
            """
            <div class="tile"><span>\(escaped($0.name))</span>\
            <b\($0.text.hasPrefix("-") ? " class=\"minus\"" : "")>\(escaped($0.text))</b></div>
            """
        }
        return "<div class=\"tiles\">\n\(tiles.joined(separator: "\n"))\n</div>"
    }
}
